"""The cards of the broker dashboard: which chart each shows, and how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from db.queries.chart_items import ChartAsk

ALL: Final = frozenset({"agent", "source", "type", "period"})
HEIGHTS: Final = {"upright": 308, "areas": 332, "time": 308}
FRAME: Final = 62  # pixels of a card that are not its chart: its edges and its head
BY: Final = (("source", "Source"), ("status", "Status"), ("agent", "Agent"), ("type", "Type"))


@dataclass(frozen=True, slots=True)
class CardSpec:
    """Which chart a card shows, how it is drawn, and its table's heading.

    `kind` is upright, time, lying, areas or table. `steps`: the chart over time takes the step of the period. `by`:
    what it can be split by, or the charts it can show in turn. `work`: a table of the office's
    work. `noun` is one of what it counts, `empty` what it says where there is none though nothing is left out;
    `narrowed_by`: what of the filter bar narrows it; `ownerless`: what it counts has no agent; `moment`: what the
    period's days are about. `wide`: it takes the whole width until it is arranged otherwise; `rows`: how many it has
    room for.
    """

    key: str
    title: str
    kind: str
    heading: str
    noun: str = "contact"
    empty: str = ""
    narrowed_by: frozenset[str] = ALL
    ownerless: bool = False
    steps: bool = False
    by: tuple[tuple[str, str], ...] = ()
    moment: str = "created"
    work: bool = False
    wide: bool = False
    rows: int = 10

    @property
    def height(self) -> int:
        """How high the card is at least, whatever it shows."""
        return HEIGHTS.get(self.kind, FRAME + 30 + 28 * self.rows)

    @property
    def timeless(self) -> bool:
        """Whether no period narrows it."""
        return "period" not in self.narrowed_by


@dataclass(frozen=True, slots=True)
class Scope:
    """What the filter bar says: the question, the step of time, its words, what it is compared with ("" for nothing),
    and the past moment looked at (ms UTC), 0 for now.
    """

    ask: ChartAsk
    step: str
    words: str
    against: str = ""
    at: int = 0


FUNNELS: Final = (("funnel_cohort", "Of those who came"), ("funnel_period", "Of the period"))
CONVERSIONS: Final = (("conversion", "Of those who came"), ("conversion_period", "Of the period"))
TIMELESS: Final = ALL - {"period"}
# Two halves of the width, or one card over the whole: none of the rows has a gap.
CARDS: Final = (
    CardSpec("status", "Contacts by status", "upright", "Status"),
    CardSpec("leads", "Leads", "areas", "Occurred", "lead", steps=True, by=BY, moment="occurred"),
    CardSpec("funnel_cohort", "Funnel", "lying", "Status", by=FUNNELS, rows=6),
    CardSpec("first_answer", "First answer", "lying", "Answered", "form inquiry", "No form inquiries yet",
             moment="asked", rows=6),
    CardSpec(
        "kpi_board", "KPI board", "table", "Agent", "dial or press", "Nobody has dialled or pressed yet",
        narrowed_by=frozenset({"agent", "period"}), moment="done", work=True, wide=True,
    ),
    CardSpec(
        "answer_times", "First answer by agent", "table", "Agent", "form inquiry", "No form inquiries yet",
        moment="asked", work=True, wide=True,
    ),
    CardSpec("created", "New contacts", "time", "Created", steps=True, wide=True),
    CardSpec("source", "Contacts by source", "lying", "Source"),
    CardSpec("conversion", "Clients by source", "lying", "Source", "client", "Nobody who came became a client yet",
             by=CONVERSIONS),
    CardSpec("source_quality", "Quality of sources", "table", "Source", wide=True),
    CardSpec("agent", "Contacts by agent", "lying", "Agent"),
    CardSpec("unactioned", "Not touched by their owner", "lying", "Agent", "untouched contact",
             "Every owner has been in touch"),
    CardSpec(
        "touches", "Calls and touches", "table", "Agent", "call, text or e-mail", "Nobody was called or written to yet",
        moment="made", work=True, wide=True,
    ),
    CardSpec(
        "red_audit", "Red audit", "table", "Agent", "red disposition", "Nobody has pressed a red disposition yet",
        moment="pressed", work=True, wide=True,
    ),
    CardSpec("pool_age", "Time in the pool", "lying", "In the pool", "contact of the pool", "Nobody is in the pool",
             narrowed_by=TIMELESS, ownerless=True, rows=6),
    CardSpec("pool_health", "Pool health", "table", "Figure", "contact of the pool", "Nobody is in the pool",
             narrowed_by=frozenset({"source", "type"}), work=True, rows=6),
)  # fmt: skip
WIDE: Final = frozenset(spec.key for spec in CARDS if spec.wide)
