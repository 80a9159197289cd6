"""The cards of the broker dashboard: which chart each shows, and how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from db.queries.chart_items import ChartAsk

BY: Final = (("source", "Source"), ("status", "Status"), ("agent", "Agent"), ("type", "Type"))


@dataclass(frozen=True, slots=True)
class CardSpec:
    """Which chart a card shows, how it is drawn, and its table's heading.

    `kind` is upright, time, lying, areas or table. `steps`: the chart over time takes the step of the period. `by`:
    what it can be split by, or the charts it can show in turn. `work`: a table of the office's work, from which nothing
    opens. `empty` is what it says where nobody is counted; `timeless`: the period does not narrow it;
    `moment`: what the period's days are about.
    """

    key: str
    title: str
    kind: str
    heading: str
    empty: str = ""
    timeless: bool = False
    steps: bool = False
    by: tuple[tuple[str, str], ...] = ()
    moment: str = "created"
    work: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What the filter bar says: the question, the step of time, its words, whether anything is left out, what it is
    compared with ("" for nothing), and the past moment looked at (ms UTC), 0 for now.
    """

    ask: ChartAsk
    step: str
    words: str
    narrow: bool
    against: str = ""
    at: int = 0


FUNNELS: Final = (("funnel_cohort", "Of those who came"), ("funnel_period", "Of the period"))
CONVERSIONS: Final = (("conversion", "Of those who came"), ("conversion_period", "Of the period"))
CARDS: Final = (
    CardSpec("status", "Contacts by status", "upright", "Status"),
    CardSpec("leads", "Leads", "areas", "Occurred", steps=True, by=BY, moment="occurred"),
    CardSpec("funnel_cohort", "Funnel", "lying", "Status", by=FUNNELS),
    CardSpec("kpi_board", "KPI board", "table", "Agent", "Nobody has dialled or pressed yet", moment="done", work=True),
    CardSpec("created", "New contacts", "time", "Created", steps=True),
    CardSpec("source", "Contacts by source", "lying", "Source"),
    CardSpec("first_answer", "First answer", "lying", "Answered", "No form inquiries", moment="asked"),
    CardSpec("agent", "Contacts by agent", "lying", "Agent"),
    CardSpec(
        "conversion", "Clients by source", "lying", "Source", "Nobody who came became a client yet", by=CONVERSIONS
    ),
    CardSpec("source_quality", "Quality of sources", "table", "Source"),
    CardSpec("unactioned", "Not touched by their owner", "lying", "Agent", "Every owner has been in touch"),
    CardSpec(
        "touches", "Calls and touches", "table", "Agent", "Nobody was called or written to", moment="made", work=True
    ),
    CardSpec("pool_age", "Time in the pool", "lying", "In the pool", "Nobody is in the pool", timeless=True),
    CardSpec("pool_health", "Pool health", "table", "Figure", "Nobody is in the pool", timeless=True, work=True),
    CardSpec(
        "red_audit", "Red audit", "table", "Agent", "Nobody has pressed a red disposition", moment="pressed", work=True
    ),
)
