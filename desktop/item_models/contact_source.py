"""The contacts of a list as rows: read through the office, on workers."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from db.office import Office
from db.queries import lists
from db.queries.lists import ContactRow
from db.queries.reader import OfficeFacts
from db.rules.filters import ListSpec
from db.rules.phones import format_phone
from db.rules.values import CONTACT_TYPES, KINDS, PRIORITIES, TEXT_TYPES, TIME_FRAMES
from desktop.item_models.columns import Column
from desktop.item_models.looks import disposition_label, dispositions_of
from desktop.item_models.row_source import EMPTY, CellValue
from desktop.times import ago, full, short_date

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

COLUMNS: Final = (
    Column("tick", "", 40, kind="check"),
    Column("name", "Name", 176, tone="strong"),
    Column("status", "Status", 132, kind="chip"),
    Column("disposition", "Disposition", 184, kind="disposition"),
    Column("priority", "Priority", 72),
    Column("interest", "Interest", 82, kind="stars"),
    Column("source", "Source", 104, tone="muted"),
    Column("phone", "Phone", 132, tone="muted"),
    Column("email", "E-mail", 220, tone="muted"),
    Column("owner", "Owner", 130, tone="muted"),
    Column("kind", "Kind", 100, tone="muted"),
    Column("type", "Contact type", 110, tone="muted"),
    Column("time_frame", "Time frame", 110, tone="muted"),
    Column("hashtags", "Hashtags", 160, tone="muted"),
    Column("created", "Created", 100, kind="moment", tone="muted"),
    Column("last_visit", "Last visit", 110, kind="moment", tone="muted"),
    Column("last_activity", "Last activity", 118, kind="moment", tone="muted"),
    Column("last_viewed", "Viewed homes", 118, kind="moment", tone="muted"),
    Column("captured_by_text", "Text type", 90, tone="muted"),
)
HIDDEN_AT_FIRST: Final = frozenset({"kind", "type", "time_frame", "last_viewed", "captured_by_text"})
NOTHING: Final = CellValue("–")


@dataclass(frozen=True, slots=True)
class _Labels:
    """What statuses, sources and dispositions are called, by key; made once for the facts as they stand."""

    facts: OfficeFacts
    statuses: dict[str, str]
    sources: dict[str, str]
    dispositions: dict[str, str]


class ContactSource:
    """A RowSource over Office.read. `first_page` counts where a tally answers at once (R92)."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.facts: OfficeFacts | None = None
        self._known: _Labels | None = None

    def first_page(self, spec: Hashable, count: int) -> tuple[Sequence[ContactRow], int | None]:
        """The first rows, and how many there are where that is known without counting."""
        assert isinstance(spec, ListSpec)
        self.facts = self._office.facts
        found = self._office.read(lists.first_page, spec, count=count)
        _learn_abroad(found)
        return found, None

    def ids(self, spec: Hashable) -> npt.NDArray[np.int64]:
        """Every id in order."""
        assert isinstance(spec, ListSpec)
        return self._office.read(lists.ids, spec)

    def rows(self, ids: Sequence[int]) -> Mapping[int, ContactRow]:
        """Rows by id, those the member may see."""
        self.facts = self._office.facts
        found = self._office.read(lists.rows, tuple(ids))
        _learn_abroad(found.values())
        return found

    def cell(self, row: ContactRow, key: str) -> CellValue:
        """One cell; quick, for it is made when its row is painted."""
        facts = self.facts
        assert facts is not None
        if key in _MOMENTS:
            return self._moment(getattr(row, _MOMENTS[key]), facts, exact=key != "created")
        if key == "status":
            return CellValue(self._labels(facts).statuses[row.status], row.status)
        if key == "disposition":
            return self._disposition(row.disposition, facts) if row.disposition else NOTHING
        if key == "interest":
            return EMPTY if row.interest is None else CellValue(f"{row.interest} of 5", row.interest)
        if key == "source":
            return CellValue(self._labels(facts).sources.get(row.source, row.source))
        return CellValue(_text(row, key))

    def _disposition(self, key: str, facts: OfficeFacts) -> CellValue:
        return CellValue(self._labels(facts).dispositions.get(key) or disposition_label(key), key)

    def _labels(self, facts: OfficeFacts) -> _Labels:
        known = self._known
        if known is None or known.facts is not facts:
            statuses = {style.key.value: style.label for style in facts.scheme.statuses}
            dispositions = {one.key: one.label for one in dispositions_of(facts).all}
            known = self._known = _Labels(facts, statuses, dict(facts.sources), dispositions)
        return known

    def _moment(self, at: int | None, facts: OfficeFacts, *, exact: bool) -> CellValue:
        if at is None:
            return EMPTY
        zone, now = facts.zone_info, self._office.clock()
        words = ago(at, now, zone) if exact else short_date(at, now, zone)
        return CellValue(words, at, partial(full, at, zone))


_MOMENTS: Final = {
    "created": "created_at",
    "last_visit": "last_visit_at",
    "last_activity": "last_activity_at",
    "last_viewed": "last_viewed_at",
}


def _text(row: ContactRow, key: str) -> str:
    if key == "phone":
        return format_phone(row.phone) if row.phone.startswith("+") else row.phone
    if key == "owner":
        return row.owner or "Pool"
    if key in _CHOICES:
        name, labels = _CHOICES[key]
        chosen: str = getattr(row, name)
        return labels.get(chosen, chosen)
    return str(getattr(row, key))


_CHOICES: Final = {
    "priority": ("priority", dict(PRIORITIES)),
    "kind": ("kind", dict(KINDS)),
    "type": ("contact_type", dict(CONTACT_TYPES)),
    "time_frame": ("time_frame", dict(TIME_FRAMES)),
    "captured_by_text": ("captured_by_text", dict(TEXT_TYPES)),
}


def _learn_abroad(rows: Iterable[ContactRow]) -> None:
    """Have numbers from abroad formatted on the worker: that loads a large library, and the answer is remembered."""
    for row in rows:
        if row.phone.startswith("+") and not row.phone.startswith("+1"):
            format_phone(row.phone)
