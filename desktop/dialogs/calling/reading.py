"""What the window of calls shows: the session, how the member calls, and one contact; read on a worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from db.queries.calling import Calling, calling, open_calling, passed_words
from db.queries.contacts import PhoneRow
from db.queries.reader import Reader
from db.queries.saved import own_setting, parted
from db.queries.why import why
from db.rules.errors import BrokerdeskError
from db.rules.filters import parse_filter
from desktop.dialogs.contact.view import ContactView, read_view

PREFERENCES: Final = "calling"  # the member's own setting
COPY, DIAL, NOTHING = "copy", "dial", "nothing"
ON_OPENING: Final = ((COPY, "Copy the number"), (DIAL, "Dial the number"), (NOTHING, "Nothing"))
MOST_TOLD: Final = 3  # of those passed over, by a sentence each; the rest is counted


@dataclass(frozen=True, slots=True)
class Preferences:
    """How the member calls: what is done with the number when a contact opens, and whether the next one opens by
    itself.
    """

    on_opening: str = COPY
    advance: bool = True

    def document(self) -> dict[str, Any]:
        """As the office keeps it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class CallView:
    """One contact of a session: all that its own window shows, why it is in the list, its numbers to dial."""

    contact: ContactView
    reasons: str
    numbers: tuple[PhoneRow, ...]

    @property
    def id(self) -> int:
        """The contact's."""
        return self.contact.card.id


def read_preferences(reader: Reader) -> Preferences:
    """How the member calls; as it ships where nothing is kept."""
    kept = own_setting(reader, PREFERENCES)
    kept = kept if isinstance(kept, dict) else {}
    on_opening = str(kept.get("on_opening", COPY))
    return Preferences(on_opening if on_opening in dict(ON_OPENING) else COPY, bool(kept.get("advance", True)))


def read_session(reader: Reader, session_id: int) -> tuple[Calling, Preferences]:
    """The session and how the member calls. Errors: NotFoundError for another's."""
    return calling(reader, session_id), read_preferences(reader)


def read_open(reader: Reader) -> Calling | None:
    """The member's session under way; None for none, and for who calls nobody."""
    return open_calling(reader) if reader.actor.id else None


def read_call_view(reader: Reader, contact_id: int, list_key: str, filter_text: str) -> CallView:
    """One contact of a session. Errors: NotFoundError when the member does not see it (any more)."""
    view = read_view(reader, contact_id)
    usable = sorted((p for p in view.card.phones if p.usable and p.e164), key=lambda p: not p.is_primary)
    return CallView(view, _reasons(reader, contact_id, list_key, filter_text), tuple(usable))


def read_passed(reader: Reader, session: Calling, ids: Sequence[int]) -> str:
    """Sentences about those who are passed over."""
    told = [passed_words(reader, session, n) for n in ids[:MOST_TOLD]]
    rest = len(ids) - MOST_TOLD
    return " ".join([*filter(None, dict.fromkeys(told)), *([f"{rest:,} more were passed over."] if rest > 0 else [])])


def _reasons(reader: Reader, contact_id: int, list_key: str, filter_text: str) -> str:
    """Why the contact is in the session's list (R91); "" where it came from none."""
    if not list_key:
        return ""
    try:
        because = why(reader, contact_id, list_key, extra=parse_filter(parted(filter_text)[0]))
    except BrokerdeskError:
        return ""
    if not because.member:
        return "It was in the list when the calls began."
    return " ".join(c.sentence for c in because.conditions) or "Every contact is in this list."
