"""Whether a row of Brokerdesk's own export is still as it was written: people and programs edit such files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from db.files.own_format import OWN_MARKER, decode_list
from db.rules.moments import from_iso

Kinds = Mapping[str, str]


def _kinds(texts: str, **others: str) -> Kinds:
    return dict.fromkeys(texts.split(), "text") | others


_POSTAL: Final = "street city region postal_code"
# Every named value of a list, and what it is.
_LISTS: Final[dict[str, Kinds]] = {
    "E-mails": _kinds("label value raw why_not", primary="switch", usable="switch"),
    "Phones": _kinds("label e164 extension raw why_not", primary="switch", usable="switch"),
    "Addresses": _kinds(f"label unit country raw {_POSTAL}", primary="switch"),
    "Properties": _kinds(f"{_POSTAL} property_type bedrooms bathrooms floor_area sell_when asking_price"),
    "Notes": _kinds("by body", at="moment"),
    "Touches": _kinds("by channel outcome words", at="moment"),
    "Leads": _kinds(
        "type origin source listing message lead_status first_touch_by routed_why",
        occurred_at="moment",
        first_touch_at="maybe moment",
    ),
    "Appointments": _kinds(
        "for kind title place people ended_as uid", starts_at="moment", minutes="number", created_at="maybe moment"
    ),
    "Listing Alerts": _kinds("title", criteria="values", active="switch", created_at="moment"),
    "Dispositions": _kinds(
        "by key label colour", credit="switch", amount_cents="maybe number", details="values", at="moment"
    ),
    "Tasks": _kinds("for kind title said", due_at="moment", done_at="maybe moment"),
    "History": _kinds("kind title detail by status was", at="moment"),
    "Subscription": _kinds("cause owner_how", email="switch", text="switch", changes="list"),
}
_CHANGES: Final = _kinds("channel cause words source", subscribed="switch", at="moment")
_MOST: Final = 2**53
_STARS: Final = frozenset(("", "0", "1", "2", "3", "4", "5"))


def own_problem(full: Mapping[str, str]) -> str:
    """Why a row of an own export cannot be read back, by column; "" when it can, or when it is no such row."""
    if not full.get(OWN_MARKER):
        return ""
    if full.get("Interest", "") not in _STARS:
        return f"Interest: “{full['Interest'][:20]}” is no number of stars from 0 to 5."
    for column, kinds in _LISTS.items():
        if problem := _problem(full.get(column, ""), kinds):
            return f"{column}: {problem}"
    problem = _problem(full.get("Extra", ""), None)
    return f"Extra: {problem}" if problem else ""


def _problem(text: str, kinds: Kinds | None) -> str:
    try:
        items = decode_list(text)
        json.dumps(items, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeEncodeError:
        return "This cell holds half of a character."
    except RecursionError:
        return "This cell is nested deeper than Brokerdesk writes."
    except ValueError as error:
        return str(error)
    return "" if kinds is None else _item_problem(items, kinds)


def _item_problem(items: list[dict[str, Any]], kinds: Kinds) -> str:
    for item in items:
        strange = sorted(set(kinds) ^ set(item))
        if strange:
            return f"“{strange[0][:40]}” is {'missing' if strange[0] in kinds else 'nothing Brokerdesk writes here'}."
        wrong = next((name for name, kind in kinds.items() if not _fits(item[name], kind)), None)
        if wrong is not None:
            return f"“{wrong}” is not as Brokerdesk writes it."
    return ""


def _fits(value: object, kind: str) -> bool:
    if kind == "switch":
        return isinstance(value, bool)
    if kind == "list":
        return (
            isinstance(value, list)
            and all(isinstance(change, dict) for change in value)
            and not _item_problem(value, _CHANGES)
        )
    if kind == "values":
        return isinstance(value, dict)
    if value is None:
        return kind.startswith("maybe")
    if kind.endswith("number"):
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST
    return isinstance(value, str) and (kind == "text" or (not value and kind == "maybe moment") or _is_moment(value))


def _is_moment(text: str) -> bool:
    try:
        return from_iso(text) is not None
    except (OverflowError, ValueError, OSError):
        return False
