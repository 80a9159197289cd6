"""How an action is declared: its right stands beside it, and Office.perform reads it from there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, Generic, ParamSpec, TypeVar

from db.rules.permissions import Right
from db.unit_of_work import UnitOfWork

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Action(Generic[P, R]):
    """A write: call it through Office.perform only."""

    name: str
    right: Right
    run: Callable[Concatenate[UnitOfWork, P], R]


def action(right: Right) -> Callable[[Callable[Concatenate[UnitOfWork, P], R]], Action[P, R]]:
    """Declare a function of a UnitOfWork as an action that needs `right`."""

    def declare(function: Callable[Concatenate[UnitOfWork, P], R]) -> Action[P, R]:
        return Action(function.__name__, right, function)

    return declare
