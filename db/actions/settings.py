"""The office's settings, and each member's own (columns, saved filters, remembered mappings)."""

from __future__ import annotations

import re
from typing import Any, Final

from sqlalchemy import and_, select

from db.actions.base import action
from db.actions.selecting import reader_of
from db.models import SavedFilter, Setting
from db.queries.saved import with_search
from db.rules.errors import FieldProblemsError, RefusedError
from db.rules.filters import FIELDS, filter_text, parse_filter
from db.rules.lead_lists import LEAD_LIST_KEYS, lead_list
from db.rules.permissions import REFUSALS, Right
from db.rules.settings import OFFICE_SETTINGS, check_office, check_scheme, write_scheme
from db.rules.statuses import Scheme
from db.unit_of_work import UnitOfWork

_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")


@action(Right.SETTINGS)
def set_office(uow: UnitOfWork, *, values: dict[str, Any]) -> int:
    """Set office settings by key (name, zone, region, scheme, searching_days, …); gives how many changed.

    Errors: FieldProblemsError, a sentence for every setting that is wrong (db/rules/settings.py).
    """
    clean = check_office(values, region=uow.facts.region if uow.facts is not None else "US")
    changed = [key for key, value in clean.items() if put_setting(uow, key, value, None)]
    labels = {setting.key: setting.label for setting in OFFICE_SETTINGS}
    uow.label = f"Office settings: {', '.join(labels.get(key, key) for key in sorted(changed or clean))}"
    return len(changed)


@action(Right.SETTINGS)
def set_scheme(uow: UnitOfWork, *, scheme: Scheme) -> int:
    """Choose which statuses are in use, their labels, order and colours (R1); contacts keep theirs. Undoable.

    Gives 1, or 0 when it is the scheme in use. Errors: FieldProblemsError by status (a label, one that rules set, or
    what is no colour).
    """
    clean = check_scheme(scheme)
    wrong = {s.key.value: "A colour is #RRGGBB for light and for dark, or none for the program's own."
             for s in clean.statuses if not _is_colour(s.light, s.dark)}  # fmt: skip
    if wrong:
        raise FieldProblemsError(wrong)
    if clean == reader_of(uow).facts.scheme:
        return 0
    uow.label = f"Statuses: {clean.title.lower()}, {len(clean.in_use)} in use"
    return put_setting(uow, "scheme", write_scheme(clean), None)


def _is_colour(light: str, dark: str) -> bool:
    return bool(_COLOUR.fullmatch(light) and _COLOUR.fullmatch(dark)) or not (light or dark)


@action(Right.SEE)
def set_own(uow: UnitOfWork, *, key: str, value: Any) -> int:
    """Remember something for the member who is signed in (columns of a table, a panel's width)."""
    uow.label = "View remembered"
    if not uow.actor.id:
        raise RefusedError(REFUSALS[Right.SETTINGS])
    return put_setting(uow, key, value, uow.actor.id)


def put_setting(uow: UnitOfWork, key: str, value: Any, member_id: int | None = None) -> int:
    """Write a setting of the office, or of a member, as part of an action; gives 1, or 0 when it is so already."""
    same = Setting.member_id.is_(None) if member_id is None else Setting.member_id == member_id
    found = uow.connection.execute(select(Setting.id).where(and_(Setting.key == key, same))).scalar()
    if found is None:
        uow.insert(Setting, [{"key": key, "member_id": member_id, "value": {"value": value}}])
        return 1
    return uow.update_rows(Setting, [{"id": found, "value": {"value": value}}])


@action(Right.SEE)
def save_filter(uow: UnitOfWork, *, title: str, list_key: str, text: str, search: str = "") -> int:
    """Keep a filter under a name in the member's sidebar, with the `search` beside it; gives its id.

    `text` has the fields of the list's rows: contacts, leads or calls. Errors: WrongUseError for a bad filter.
    """
    fields = lead_list(list_key).fields if list_key in LEAD_LIST_KEYS else FIELDS
    clean = filter_text(parse_filter(text, fields)) if text else ""
    name = title.strip() or "Saved filter"
    uow.label = f"Filter “{name}” saved"
    row = {"member_id": uow.actor.id, "title": name, "list_key": list_key,
           "filter_text": with_search(clean, search), "created_at": uow.now}  # fmt: skip
    return uow.insert(SavedFilter, [row])[0]


@action(Right.SEE)
def rename_filter(uow: UnitOfWork, *, filter_id: int, title: str) -> int:
    """Call one of the member's own saved filters otherwise; gives 1, or 0 when it is gone or called so already.

    Errors: FieldProblemsError for an empty name.
    """
    name = " ".join(title.split())
    if not name:
        raise FieldProblemsError({"title": "A saved list needs a name."})
    uow.label = f"Saved list renamed “{name}”"
    own = and_(SavedFilter.id == filter_id, SavedFilter.member_id == uow.actor.id)
    return uow.update(SavedFilter, own, {"title": name})


@action(Right.SEE)
def remove_filter(uow: UnitOfWork, *, filter_id: int) -> int:
    """Take one of the member's own saved filters away."""
    uow.label = "Saved filter removed"
    return uow.delete(SavedFilter, and_(SavedFilter.id == filter_id, SavedFilter.member_id == uow.actor.id))
