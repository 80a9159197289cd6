"""What crosses the border of the office: selections, outcomes, changes; frozen and free of any database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from db.rules.filters import ListSpec

Value = TypeVar("Value")
Progress = Callable[[int, int], bool]
"""progress(done, total) → True to go on, False to cancel; total 0 means unknown."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A set of contacts, fixed by naming it: ids, or every row of `spec` but the `excluded` (R3)."""

    ids: tuple[int, ...] = ()
    spec: ListSpec | None = None
    excluded: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What a step touched: tables by name, and the contacts' ids, None when they are too many to name (> 5,000)."""

    step: int | None = None
    label: str = ""
    tables: frozenset[str] = frozenset()
    contact_ids: tuple[int, ...] | None = ()


@dataclass(frozen=True, slots=True)
class Left:
    """A row an undo left alone, because it moved on since: which contact, which field, why in a sentence, and the
    contact's name ("" where the row is none of a contact's).
    """

    id: int
    field: str
    reason: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Value]):
    """What perform gives back: the action's own value, the screens' changes, the step (None: nothing changed)."""

    value: Value
    changes: Changes
    step: int | None


@dataclass(frozen=True, slots=True)
class MassResult:
    """What a mass change did: counts, and the contacts refused with a reason (those out of sight only counted)."""

    changed: int = 0
    unchanged: int = 0
    refused: tuple[tuple[int, str], ...] = ()
    refused_unseen: int = 0


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What an undo or redo did: the step it reversed, how many rows came back, which were left and why."""

    undid: int
    restored: int
    left: tuple[Left, ...] = ()
    left_unseen: int = 0
    extra: dict[str, Any] = field(default_factory=dict)
