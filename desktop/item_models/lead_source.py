"""Leads, calls, touches and presses as rows of a table: read through the office, on workers (R23, R55, R56, R70)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from db.office import Office
from db.queries import row_lists
from db.queries.call_log import CallRow
from db.queries.lead_lists import KINDS
from db.queries.leads import LeadRow
from db.queries.press_rows import PressRow
from db.queries.reader import OfficeFacts
from db.queries.scheduled_calls import ScheduledCallRow
from db.queries.touch_rows import TouchListRow
from db.rules.contact_status import CONTACT_STATUSES
from db.rules.dispositions import COLOURS, RED
from db.rules.filters import ListSpec
from db.rules.lead_fields import DIRECTIONS, LEAD_STATUSES, SCHEDULED_BY
from db.rules.phones import format_phone
from db.rules.values import CHANNELS, LEAD_TYPES, label_of
from desktop import times
from desktop.item_models.event_words import wait
from desktop.item_models.row_source import EMPTY, CellValue

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# The value of a chip that is no status but a clock: someone waits, or was to be called.
WAITS: Final = "a wait"
POOL: Final = "Pool"
# The value of a chip that is a disposition as it was called when it was pressed: this before its colour.
PRESSED: Final = "pressed "
OUT_OF_SIGHT: Final = "Not yours to see"
UNKNOWN: Final = "Unknown"
_TYPES: Final = dict(LEAD_TYPES)
_STANDINGS: Final = dict(CONTACT_STATUSES)
_LEAD_STATUSES: Final = dict(LEAD_STATUSES)
_DIRECTIONS: Final = dict(DIRECTIONS)
_SCHEDULED_BY: Final = dict(SCHEDULED_BY)

Maker = Callable[["LeadSource", Any], CellValue]


class LeadSource:
    """A CellSource over Office.read for one unit: "lead", "task" (a scheduled call), "call", "touch" or "press"."""

    def __init__(self, office: Office, unit: str) -> None:
        self._office = office
        self._kind = KINDS[unit]
        self._makers = _MAKERS[unit]
        self._facts = OfficeFacts()

    def first_page(self, spec: Hashable, count: int) -> tuple[Sequence[Any], int | None]:
        """The first rows; how many there are is counted later."""
        assert isinstance(spec, ListSpec)
        self._facts = self._office.facts
        return self._office.read(row_lists.first_page, self._kind, spec, count=count), None

    def ids(self, spec: Hashable) -> npt.NDArray[np.int64]:
        """Every id in order."""
        assert isinstance(spec, ListSpec)
        return self._office.read(row_lists.ids, self._kind, spec)

    def rows(self, ids: Sequence[int]) -> Mapping[int, Any]:
        """Rows by id, those the member may see."""
        self._facts = self._office.facts
        return self._office.read(row_lists.rows, self._kind, tuple(ids))

    def cell(self, row: Any, key: str) -> CellValue:
        """One cell; quick, for it is made when its row is painted."""
        maker = self._makers.get(key)
        return maker(self, row) if maker is not None else CellValue(str(getattr(row, key)))

    # -- what the cells are made with ----------------------------------------------------------------------

    @property
    def now(self) -> int:
        """The moment, on the office's clock."""
        return self._office.clock()

    def moment(self, at: int | None) -> CellValue:
        """A moment as "27 min ago", or when it will be; all of it on hover."""
        if at is None:
            return EMPTY
        zone = self._facts.zone_info
        return CellValue(times.ago(at, self.now, zone), at, partial(times.full, at, zone))

    def status(self, key: str) -> CellValue:
        """A status in the office's word; nobody has none."""
        return CellValue(self._facts.scheme.style(key).label, key) if key else EMPTY

    def source(self, key: str) -> CellValue:
        """A source in the office's word."""
        return CellValue(dict(self._facts.sources).get(key, key))


def waiting_words(row: LeadRow, now: int) -> str:
    """How long someone waits, "27 min"; "after 5 h" when a person was there; "" where nobody waits."""
    if row.waiting is not None:
        return wait(row.occurred_at, now)
    return "" if row.waited is None else f"after {wait(0, row.waited)}"


def call_state(row: ScheduledCallRow, now: int) -> str:
    """Whether a scheduled call is done, missed or still to come."""
    if row.done_at is not None:
        return "Done"
    return "Missed" if row.due_at < now else "To come"


def length_words(seconds: int | None) -> str:
    """How long a call was: "2 min 5 s"; "" for one that nobody took."""
    if not seconds:
        return ""
    return f"{seconds // 60:,} min {seconds % 60} s" if seconds >= 60 else f"{seconds} s"


def outcome_words(outcome: str) -> str:
    """What came of a call, in words: "No answer" for the log's no_answer."""
    words = outcome.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def shown_number(number: str) -> str:
    """A number as people read it."""
    return format_phone(number) if number.startswith("+") else number


def caller(row: CallRow) -> str:
    """Who it was: the contact, else what the log calls them."""
    return row.contact or row.caller_name or UNKNOWN


def whose(row: TouchListRow | PressRow) -> str:
    """Who it was about; of one's own work on a contact that went elsewhere only this is said (R19)."""
    return OUT_OF_SIGHT if row.contact_id is None else row.contact


def money_words(cents: int | None) -> str:
    """An amount: "$250,000", "$99.50"; "" for none."""
    return "" if cents is None else f"${cents / 100:,.2f}".removesuffix(".00")


def record_words(row: PressRow) -> str:
    """The record that confirmed it; a red that names none says so (R16)."""
    return row.record or ("None named" if row.colour == RED else "")


def _pressed(_source: LeadSource, row: PressRow) -> CellValue:
    colour = dict(COLOURS).get(row.colour, row.colour)
    return CellValue(row.label, f"{PRESSED}{row.colour}", f"{row.label}, {colour.lower()} when it was pressed")


def _amount(_source: LeadSource, row: PressRow) -> CellValue:
    return CellValue(money_words(row.amount_cents), row.amount_cents)


def _waiting(source: LeadSource, row: LeadRow) -> CellValue:
    words = waiting_words(row, source.now)
    if row.waiting is not None:
        return CellValue(words, WAITS, "Nobody has answered yet")
    return CellValue(words, None, f"Answered {words}" if words else "")


def _state(source: LeadSource, row: ScheduledCallRow) -> CellValue:
    words = call_state(row, source.now)
    return CellValue(words, WAITS if words == "Missed" else None)


_MAKERS: Final[dict[str, dict[str, Maker]]] = {
    "lead": {
        "occurred": lambda s, r: s.moment(r.occurred_at),
        "first_touch": lambda s, r: s.moment(r.first_touch_at),
        "type": lambda _s, r: CellValue(_TYPES.get(r.lead_type, r.lead_type)),
        "waiting": _waiting,
        "source": lambda s, r: s.source(r.source),
        "owner": lambda _s, r: CellValue(r.owner or POOL),
        "status": lambda s, r: s.status(r.status),
        "contact_status": lambda _s, r: CellValue(_STANDINGS.get(r.contact_status, r.contact_status)),
        "lead_status": lambda _s, r: CellValue(_LEAD_STATUSES.get(r.lead_status, r.lead_status) or "–"),
        "message": lambda _s, r: CellValue(" ".join(r.message.split()), None, r.message),
    },
    "task": {
        "due": lambda s, r: s.moment(r.due_at),
        "created": lambda s, r: s.moment(r.created_at),
        "done": _state,
        "phone": lambda _s, r: CellValue(shown_number(r.phone)),
        "owner": lambda _s, r: CellValue(r.owner or POOL),
        "status": lambda s, r: s.status(r.status),
        "scheduled_by": lambda _s, r: CellValue(_SCHEDULED_BY["reminder" if r.lead_id is None else "lead"]),
    },
    "call": {
        "contact": lambda _s, r: CellValue(caller(r)),
        "called": lambda s, r: s.moment(r.at),
        "direction": lambda _s, r: CellValue(_DIRECTIONS.get(r.direction, r.direction)),
        "number": lambda _s, r: CellValue(shown_number(r.number)),
        "outcome": lambda _s, r: CellValue(outcome_words(r.outcome)),
        "seconds": lambda _s, r: CellValue(length_words(r.seconds)),
        "owner": lambda _s, r: CellValue(r.owner if r.contact_id is None else r.owner or POOL),
        "status": lambda s, r: s.status(r.status),
    },
    "touch": {
        "contact": lambda _s, r: CellValue(whose(r)),
        "made": lambda s, r: s.moment(r.at),
        "channel": lambda _s, r: CellValue(label_of(CHANNELS, r.channel)),
        "outcome": lambda _s, r: CellValue(outcome_words(r.outcome)),
        "words": lambda _s, r: CellValue(" ".join(r.words.split()), None, r.words),
        "owner": lambda _s, r: CellValue(r.owner if r.contact_id is None else r.owner or POOL),
        "status": lambda s, r: s.status(r.status),
    },
    "press": {
        "contact": lambda _s, r: CellValue(whose(r)),
        "disposition": _pressed,
        "pressed": lambda s, r: s.moment(r.at),
        "amount": _amount,
        "credit": lambda _s, r: CellValue("1 credit" if r.credit else ""),
        "record": lambda _s, r: CellValue(record_words(r)),
        "owner": lambda _s, r: CellValue(r.owner if r.contact_id is None else r.owner or POOL),
        "status": lambda s, r: s.status(r.status),
    },
}
