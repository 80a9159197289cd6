"""Which contacts an action means: the ticked ones, or the row at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from db.changes import Selection
from db.rules.filters import ListSpec
from desktop.pages.agent_dashboard.contact_table import ContactTable


@dataclass(frozen=True, slots=True)
class Target:
    """The contacts meant: the selection as it stands, and how many the screen believes it has."""

    selection: Selection
    count: int

    @property
    def is_one(self) -> bool:
        """One contact needs no question."""
        return self.count == 1 and self.selection.spec is None

    @classmethod
    def one(cls, contact_id: int) -> Target:
        """A contact alone."""
        return cls(Selection(ids=(contact_id,)), 1)


class Targets:
    """Answers for the table of a page; `spec` gives the list that is open."""

    def __init__(self, contacts: ContactTable, spec: Callable[[], ListSpec]) -> None:
        self._contacts = contacts
        self._spec = spec

    def ticked(self) -> Target:
        """The ticked contacts, as a selection that names the list when all of it is included."""
        value = self._contacts.table.selection.value()
        if value.everything:
            return Target(Selection(spec=self._spec(), excluded=value.ids), value.count)
        return Target(Selection(ids=value.ids), value.count)

    def of(self, row_id: int | None = None) -> Target:
        """The ticked contacts when the row is one of them or nothing else is meant; else the row alone."""
        meant = self._contacts.view.current_id if row_id is None else row_id
        selection = self._contacts.table.selection
        if selection.count and (row_id is None or row_id in selection):
            return self.ticked()
        return Target.one(meant) if meant is not None else Target(Selection(), 0)

    def pair(self, row_id: int) -> tuple[int, int] | None:
        """The two contacts meant when exactly two are ticked, the row among them."""
        selection = self._contacts.table.selection
        if selection.count != 2 or row_id not in selection:
            return None
        found = [int(n) for n in selection.in_order()]
        return (found[0], found[1]) if len(found) == 2 else None

    def ticked_or_list(self) -> Target:
        """The ticked contacts, or all of the list: what an export takes."""
        target = self.ticked()
        return target if target.count else Target(Selection(spec=self._spec()), self._contacts.table.total)
