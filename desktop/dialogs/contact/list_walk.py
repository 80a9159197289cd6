"""The list a contact was opened from, to go to the next and previous of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from db.queries.lists import ids
from db.queries.reader import Reader
from db.rules.filters import ListSpec
from db.rules.lead_types import definition
from desktop.services import Services


class ListWalk(QObject):
    """The ids as they stood when the dialog opened: a contact that leaves the list keeps its place in the walk.

    Signal: changed() when the place or the list has become known.
    """

    changed = Signal()

    def __init__(self, services: Services, spec: ListSpec | None, contact_id: int, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._spec = spec
        self._ids: Sequence[int] = ()
        self._title = ""
        self._place: int | None = None
        self._contact_id = contact_id
        if spec is not None:
            services.tasks.read((id(self), "ids"), self._read, self._arrived, lambda _error: None)

    @property
    def has_list(self) -> bool:
        """Whether there is a list to walk in, known already or on its way."""
        return self._spec is not None

    @property
    def words(self) -> str:
        """The place, such as “3 of 128”; empty while it is not known."""
        return f"{self._place + 1:,} of {len(self._ids):,}" if self._place is not None else ""

    @property
    def where(self) -> str:
        """The list, such as “in New Lead”, and whether it was narrowed."""
        narrowed = self._spec is not None and (self._spec.filter.terms or self._spec.search.strip())
        return f"in {self._title}{', filtered' if narrowed else ''}" if self._title else ""

    def beside(self, step: int) -> int | None:
        """The id `step` places further (-1 for the one before), None at the ends or while the list is not known."""
        if self._place is None or not 0 <= self._place + step < len(self._ids):
            return None
        return int(self._ids[self._place + step])

    def go(self, step: int) -> int | None:
        """Move by `step` and give the id there; None, and no move, where the list ends."""
        found = self.beside(step)
        if found is not None and self._place is not None:
            self._place += step
            self._contact_id = found
            self.changed.emit()
        return found

    def _read(self) -> tuple[Sequence[int], int | None, str]:
        return self._services.office.read(_walk_of, self._spec or ListSpec("everyone"), self._contact_id)

    def _arrived(self, found: tuple[Sequence[int], int | None, str]) -> None:
        self._ids, self._place, self._title = found
        self.changed.emit()


def _walk_of(reader: Reader, spec: ListSpec, contact_id: int) -> tuple[Sequence[int], int | None, str]:
    order = ids(reader, spec)
    at = (order == contact_id).nonzero()[0]
    return order, int(at[0]) if len(at) else None, definition(spec.list_key, reader.facts.lists).title  # type: ignore[return-value]  # an array of ids is indexed and counted like a sequence
