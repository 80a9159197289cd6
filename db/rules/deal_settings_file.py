"""A file of the office's words for stages and its standard checklist, read strictly: what is wrong is said (R14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from db.rules.deals import (
    AFTER_OPENING,
    BEFORE_CLOSING,
    MOST_DAYS,
    STAGE_KEYS,
    DealSettings,
    StandardItem,
    check_deal_settings,
)
from db.rules.errors import FieldProblemsError, WrongUseError

# What `deals --settings --json` prints besides is passed over.
_PARTS: Final = frozenset({"labels", "checklist"})
_ECHO: Final = frozenset({"step"})
_OF_ITEM: Final = frozenset({"title", "counts", "days"})
_COUNTS: Final = ("", AFTER_OPENING, BEFORE_CLOSING)


def read_settings_file(value: Any, office: DealSettings) -> DealSettings:
    """What a file says over what the office has: labels by stage, and the checklist as a whole. A stage or a part that
    is not named stays as it is. Errors: WrongUseError for what is no such file; FieldProblemsError for its values.
    """
    if not isinstance(value, dict) or set(value) - _PARTS - _ECHO:
        raise WrongUseError("--set takes what “deals --settings --json” prints: labels, checklist, or both.")
    labels, items = value.get("labels", {}), value.get("checklist")
    if not isinstance(labels, dict) or set(labels) - set(STAGE_KEYS):
        raise WrongUseError(f"Labels are texts for {', '.join(STAGE_KEYS)}.")
    if "checklist" in value and not (isinstance(items, list) and all(isinstance(one, dict) for one in items)):
        raise WrongUseError("The checklist is a list with an object for each item: title, counts, days.")
    problems = {key: f"{key}: a label is a text." for key, text in labels.items() if not isinstance(text, str)}
    for place, one in enumerate(items or (), 1):
        if problem := _wrong(one):
            problems[f"item {place}"] = f"Item {place} of the checklist: {problem}"
    if problems:
        raise FieldProblemsError(problems)
    stages = tuple(replace(stage, label=labels.get(stage.key, stage.label)) for stage in office.stages)
    checklist = office.checklist if items is None else tuple(_item(one) for one in items)
    return check_deal_settings(DealSettings(stages, checklist))


def _wrong(one: Mapping[str, Any]) -> str:
    """What is wrong with an item, "" for nothing."""
    unknown, days = set(one) - _OF_ITEM, one.get("days", 0)
    if unknown:
        return f"an item has no {', '.join(sorted(map(str, unknown)))}."
    if not isinstance(one.get("title"), str):
        return "title is a text."
    if one.get("counts", "") not in _COUNTS:
        return f"counts is {AFTER_OPENING}, {BEFORE_CLOSING}, or an empty text."
    if not isinstance(days, int) or isinstance(days, bool) or not 0 <= days <= MOST_DAYS:
        return f"days is a whole number from 0 to {MOST_DAYS}."
    return ""


def _item(one: Mapping[str, Any]) -> StandardItem:
    return StandardItem(one["title"], one.get("counts", ""), one.get("days", 0))
