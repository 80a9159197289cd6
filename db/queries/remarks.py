"""What the row of a list adds about its contact: how mild it is, the cause, the type, what to say (R36, R38–R42)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import func, select

from db.models import AlertSearch, Contact, ContactEmail
from db.queries.reader import Reader
from db.rules.back_again import suggestion
from db.rules.moments import day_of
from db.rules.standing import no_drips_words, reaching
from db.rules.values import TEXT_TYPES, UNSUBSCRIBE_CAUSES, label_of
from db.scratch import numbers

_PAGE: Final = 5_000


def remarks(reader: Reader, list_key: str, ids: Sequence[int]) -> dict[int, str]:
    """A remark for each of `ids` that the member may see; nothing for a list whose rows need none."""
    made = _BY_LIST.get(list_key)
    if made is None:
        return {}
    found: dict[int, str] = {}
    for start in range(0, len(ids), _PAGE):
        page = numbers(reader.connection.dialect.name, ids[start : start + _PAGE])
        query = select(*_COLUMNS).where(Contact.id.in_(page), reader.visible)
        found |= {row.id: made(reader, row) for row in reader.connection.execute(query)}
    return found


def _searches() -> Any:
    query = select(func.count()).where(AlertSearch.contact_id == Contact.id, AlertSearch.active.is_(True))
    return query.correlate(Contact).scalar_subquery()


def _usable_emails() -> Any:
    query = select(func.count()).where(ContactEmail.contact_id == Contact.id, ContactEmail.usable.is_(True))
    return query.correlate(Contact).scalar_subquery()


_COLUMNS: Final = (
    Contact.id, Contact.status, Contact.first_name, Contact.display_name, Contact.captured_by_text,
    Contact.email_subscribed, Contact.unsubscribe_cause, _searches().label("alerts"), _usable_emails().label("emails"),
)  # fmt: skip


def _no_drips(_reader: Reader, row: Any) -> str:
    mailable = bool(row.emails) and bool(row.email_subscribed)
    return no_drips_words(reaching(row.status, mailable=mailable, alerts=row.alerts))


def _no_alerts(_reader: Reader, _row: Any) -> str:
    return "Warning: no home is ever sent to them"


def _unsubscribed(_reader: Reader, row: Any) -> str:
    if row.email_subscribed:
        return "Subscribed"
    cause = label_of(UNSUBSCRIBE_CAUSES, row.unsubscribe_cause) or "for an unknown reason"
    return f"Unsubscribed {cause}; ask whether it was meant"


def _text_type(_reader: Reader, row: Any) -> str:
    return f"Type: {label_of(TEXT_TYPES, row.captured_by_text)}"


def _back_again(reader: Reader, row: Any) -> str:
    return suggestion(row.id, row.first_name or row.display_name, day_of(reader.now, reader.facts.zone))


_BY_LIST: Final[dict[str, Callable[[Reader, Any], str]]] = {
    "no_drips": _no_drips,
    "no_alerts": _no_alerts,
    "unsubscribed": _unsubscribed,
    "text_leads": _text_type,
    "text_leads_any": _text_type,
    "back_again": _back_again,
}
