"""The office's settings, and each member's own (columns, saved filters, remembered mappings)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, select

from db.actions.base import action
from db.models import SavedFilter, Setting
from db.rules.errors import RefusedError
from db.rules.filters import filter_text, parse_filter
from db.rules.permissions import REFUSALS, Right
from db.rules.settings import write_scheme
from db.rules.statuses import Scheme
from db.unit_of_work import UnitOfWork


@action(Right.SETTINGS)
def set_office(uow: UnitOfWork, *, values: dict[str, Any]) -> int:
    """Set office settings by key (name, zone, region, scheme, searching_days, …); gives how many changed."""
    uow.label = f"Office settings: {', '.join(sorted(values))}"
    return sum(_put(uow, key, value, None) for key, value in values.items())


@action(Right.SETTINGS)
def set_scheme(uow: UnitOfWork, *, scheme: Scheme) -> int:
    """Choose which statuses are in use, their labels, order and colours (R1); contacts keep theirs. Undoable."""
    uow.label = f"Statuses: {scheme.title}"
    return _put(uow, "scheme", write_scheme(scheme), None)


@action(Right.SEE)
def set_own(uow: UnitOfWork, *, key: str, value: Any) -> int:
    """Remember something for the member who is signed in (columns of a table, a panel's width)."""
    uow.label = "View remembered"
    if not uow.actor.id:
        raise RefusedError(REFUSALS[Right.SETTINGS])
    return _put(uow, key, value, uow.actor.id)


def _put(uow: UnitOfWork, key: str, value: Any, member_id: int | None) -> int:
    same = Setting.member_id.is_(None) if member_id is None else Setting.member_id == member_id
    found = uow.connection.execute(select(Setting.id).where(and_(Setting.key == key, same))).scalar()
    if found is None:
        uow.insert(Setting, [{"key": key, "member_id": member_id, "value": {"value": value}}])
        return 1
    return uow.update_rows(Setting, [{"id": found, "value": {"value": value}}])


@action(Right.SEE)
def save_filter(uow: UnitOfWork, *, title: str, list_key: str, text: str) -> int:
    """Keep a filter under a name in the member's sidebar; gives its id. Errors: WrongUseError for a bad filter."""
    clean = filter_text(parse_filter(text))
    uow.label = f"Filter “{title}” saved"
    row = {"member_id": uow.actor.id, "title": title.strip() or "Saved filter", "list_key": list_key,
           "filter_text": clean, "created_at": uow.now}  # fmt: skip
    return uow.insert(SavedFilter, [row])[0]


@action(Right.SEE)
def remove_filter(uow: UnitOfWork, *, filter_id: int) -> int:
    """Take one of the member's own saved filters away."""
    uow.label = "Saved filter removed"
    return uow.delete(SavedFilter, and_(SavedFilter.id == filter_id, SavedFilter.member_id == uow.actor.id))
