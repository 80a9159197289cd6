"""First answer by agent: how soon inquiries were answered, and how long they lay in the pool before (DOMAIN 9)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import Final

from sqlalchemy import select

from db.models import Contact, Lead
from db.queries import leads, row_lists
from db.queries.chart_items import ChartAsk, with_days
from db.queries.reader import Reader
from db.queries.table_cells import Cell, WorkTable, figure, table_of
from db.rules.answer_times import percentile, wait_words, within_hours
from db.rules.filters import Filter, ListSpec, Term
from db.rules.lead_fields import ANSWER_TIMES
from db.rules.lead_lists import ALL_LEADS
from db.rules.local_time import call_hours
from db.rules.values import share_words

TITLES: Final = (
    "Agent", "Inquiries", "Open", "Median", "9 of 10", "Calling hours", "In pool", "5 min", "1 h", "24 h",
)  # fmt: skip
EVERYBODY: Final = "Everybody"
POOL: Final = "Pool"
# What was answered within a span was answered within every shorter one too.
_WITHIN: Final = (("5_min",), ("5_min", "1_h"), ("5_min", "1_h", "24_h"))
_OPEN: Final = "open"


@dataclass(frozen=True, slots=True)
class _Inquiry:
    """An inquiry: when it was asked and answered (ms UTC, None: open), and when its contact got its owner."""

    asked: int
    answered: int | None
    owned: int | None

    @property
    def wait(self) -> int:
        """From the question to the answer; one that is dated before its question took no time."""
        return max(0, (self.answered or 0) - self.asked)

    @property
    def pooled(self) -> int | None:
        """How long it lay in the pool: until somebody got the contact; None where they had an owner before."""
        if self.answered is None or self.owned is None or not self.asked < self.owned <= self.answered:
            return None
        return self.owned - self.asked


def answer_times(reader: Reader, ask: ChartAsk, by: Filter) -> WorkTable:
    """A row for everybody, then for each owner of today, the pool last. Errors: as `charts.chart`."""
    # every form inquiry that does not lie ahead has an answer, or is open
    narrow = with_days(by.with_term(Term("first_answer", "is_set")), "occurred", ask)
    found: dict[int | None, list[_Inquiry]] = defaultdict(list)
    for owner, inquiry in _inquiries(reader, narrow):
        found[owner].append(inquiry)
    names = reader.facts.members
    owners = sorted((key for key in found if key is not None), key=lambda key: names.get(key, str(key)).casefold())
    rows = [_row(reader, EVERYBODY, [one for part in found.values() for one in part], narrow)] if found else []
    for owner in owners:
        named = narrow.with_term(Term("owner", "in", (names.get(owner, str(owner)),)))
        rows.append(_row(reader, names.get(owner, str(owner)), found[owner], named))
    if None in found:
        rows.append(_row(reader, POOL, found[None], narrow.with_term(Term("owner", "in", ("none",)))))
    return table_of("answer_times", TITLES, rows, sum(map(len, found.values())))


def _inquiries(reader: Reader, narrow: Filter) -> list[tuple[int | None, _Inquiry]]:
    spec = ListSpec(ALL_LEADS, narrow)
    made = []
    columns = (Contact.owner_id, Lead.occurred_at, Lead.first_touch_at, Contact.owner_since)
    for part in row_lists.parts(reader, leads.KIND, spec, row_lists.moment(reader, spec), shown=Contact.owner_id):
        query = select(*columns).join_from(Lead, Contact, Contact.id == Lead.contact_id).where(part)
        for owner, asked, answered, owned in reader.fetch(query):
            # what is dated after this moment has not been answered yet
            given = answered if answered is not None and answered <= reader.now else None
            made.append((owner, _Inquiry(asked, given, owned if owner is not None else None)))
    return made


def _row(reader: Reader, name: str, inquiries: list[_Inquiry], narrow: Filter) -> tuple[Cell, ...]:
    answered = [one for one in inquiries if one.answered is not None]
    waits = [one.wait for one in answered]
    pooled = [one.pooled for one in answered if one.pooled is not None]
    hours = call_hours(reader.facts.settings)
    span = (hours.first, hours.until)
    counted = [within_hours(one.asked, one.answered or 0, reader.facts.zone, span) for one in answered]
    return (
        name, figure(len(inquiries), ALL_LEADS, narrow),
        figure(len(inquiries) - len(waits), ALL_LEADS, narrow.with_term(Term("first_answer", "in", (_OPEN,)))),
        wait_words(round(median(waits)) if waits else None), wait_words(percentile(waits, 0.9)),
        wait_words(round(median(counted)) if counted else None),
        wait_words(round(median(pooled)) if pooled else None),
        *(_share(waits, keys, len(inquiries), narrow) for keys in _WITHIN),
    )  # fmt: skip


def _share(waits: list[int], keys: tuple[str, ...], of: int, narrow: Filter) -> Cell:
    most = ANSWER_TIMES[keys[-1]][1] or 0
    # an answer dated before its question was given at once, as the filter has it
    number = sum(wait <= most for wait in waits)
    answered = narrow.with_term(Term("first_answer", "in", keys))
    return figure(number, ALL_LEADS, answered, f"{number:,} · {share_words(number, of)}")
