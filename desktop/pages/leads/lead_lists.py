"""The lists of leads and calls at the left, with live counts: one count is read at a time, for each may take long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu

from db.queries.lead_lists import count
from db.queries.reader import OfficeFacts, Reader
from db.queries.saved import SavedFilterRow, saved_filters
from db.rules.filters import ListSpec
from db.rules.lead_lists import LEAD_LIST_KEYS, LEAD_LISTS, lead_spec
from desktop.operations.filters import ask_new_name, remove_filter
from desktop.operations.running import report
from desktop.services import Services
from desktop.widgets.list_sidebar import ListSidebar
from desktop.widgets.sidebar_model import SidebarEntry, SidebarRole, SidebarSection

MINUTE: Final = 60_000
SAVED: Final = "saved:"


@dataclass(frozen=True, slots=True)
class _Known:
    """What one read brings."""

    facts: OfficeFacts
    saved: tuple[SavedFilterRow, ...]


class LeadLists(QObject):
    """Owns the sidebar. Signals: chosen(key) of a list; saved_chosen(ListSpec) of one the member has kept;
    saved_changed() when those are others; facts_changed(OfficeFacts); counted(); minute_passed().
    """

    chosen = Signal(str)
    saved_chosen = Signal(object)
    saved_changed = Signal()
    facts_changed = Signal(object)
    counted = Signal()
    minute_passed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._known: _Known | None = None
        self._counts: dict[str, int] = {}
        self._waiting = [one.key for one in LEAD_LISTS]
        self.sidebar = ListSidebar()
        self.sidebar.setAccessibleName("Lists of leads")
        self.sidebar.set_sections(sections())
        self.sidebar.chosen.connect(self._on_chosen)
        self.sidebar.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.sidebar.customContextMenuRequested.connect(self._menu)
        self._minute = QTimer(self, interval=MINUTE)
        self._minute.timeout.connect(self.minute_passed)
        self._minute.start()

    @property
    def facts(self) -> OfficeFacts | None:
        """What the office has set, once it is known."""
        return self._known.facts if self._known is not None else None

    def saved(self, key: str) -> SavedFilterRow | None:
        """The kept list behind a key of the sidebar."""
        rows = self._known.saved if self._known is not None else ()
        return next((row for row in rows if f"{SAVED}{row.id}" == key), None)

    def count(self, key: str) -> int | None:
        """How many rows a list has, as far as that is known."""
        return self._counts.get(key)

    def read(self) -> None:
        """Read facts and counts anew."""
        office = self._services.office

        def query(reader: Reader) -> _Known:
            kept = tuple(row for row in saved_filters(reader) if row.list_key in LEAD_LIST_KEYS)
            return _Known(reader.facts, kept)

        self._services.tasks.read((id(self), "facts"), lambda: office.read(query), self._take, self._failed)
        self.read_counts()

    def read_counts(self) -> None:
        """Count every list anew; what is shown stays until it is known better.

        Those not counted yet come first: in a large office, where a write follows on the other, each has its turn.
        """
        kept = [f"{SAVED}{row.id}" for row in (self._known.saved if self._known is not None else ())]
        keys = [*(one.key for one in LEAD_LISTS), *kept]
        self._waiting += [key for key in keys if key not in self._waiting]
        self._count_next()

    def forget(self) -> None:
        """Somebody else works here now."""
        self._counts = {}
        self.sidebar.forget_counts()
        self.read()

    def _count_next(self) -> None:
        if not self._waiting:
            return
        key, office = self._waiting[0], self._services.office
        spec = self._spec(key)
        if spec is None:  # a kept list that is gone by now
            self._waiting.remove(key)
            self._count_next()
            return
        self._services.tasks.read(
            (id(self), "counts"),
            lambda: office.read(count, spec),
            lambda found: self._take_count(key, found),
            self._failed,
        )

    def _spec(self, key: str) -> ListSpec | None:
        if not key.startswith(SAVED):
            return lead_spec(key)
        row = self.saved(key)
        return None if row is None else saved_spec(row)

    def _on_chosen(self, key: str) -> None:
        row = self.saved(key)
        if row is None:
            self.chosen.emit(key)
        else:
            self.saved_chosen.emit(saved_spec(row))

    def _menu(self, at: QPoint) -> None:
        """A kept list can be renamed and taken away."""
        entry = self.sidebar.indexAt(at).data(SidebarRole.ENTRY)
        row = self.saved(entry.key) if isinstance(entry, SidebarEntry) else None
        if row is None:
            return
        menu = QMenu(self.sidebar)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Rename…").triggered.connect(lambda: ask_new_name(self._services, row.id, row.title))
        menu.addAction("Remove this list").triggered.connect(lambda: remove_filter(self._services, row.id))
        menu.popup(self.sidebar.viewport().mapToGlobal(at))

    def _take_count(self, key: str, found: int) -> None:
        self._waiting.remove(key)
        self._counts[key] = found
        self.sidebar.set_counts(self._counts)
        self.counted.emit()
        self._count_next()

    def _take(self, known: _Known) -> None:
        before, self._known = self._known, known
        if before is None or before.facts != known.facts:
            self.facts_changed.emit(known.facts)
        if (before.saved if before is not None else ()) != known.saved:
            self.sidebar.set_sections(sections(known.saved))
            self.sidebar.set_counts(self._counts)
            self.saved_changed.emit()
            self.read_counts()

    def _failed(self, error: BaseException) -> None:
        report(self._services, error)


def saved_spec(row: SavedFilterRow) -> ListSpec:
    """What a kept list shows."""
    return lead_spec(row.list_key, row.filter_text, search=row.search)


def sections(saved: Sequence[SavedFilterRow] = ()) -> list[SidebarSection]:
    """Leads, and calls, and what the member has kept."""
    by_title: dict[str, list[SidebarEntry]] = {}
    for one in LEAD_LISTS:
        entry = SidebarEntry(one.key, one.title, meaning=f"{one.definition} ({one.rule})", warns=one.care)
        by_title.setdefault(one.section, []).append(entry)
    for row in saved:
        meaning = " · ".join(filter(None, (row.filter_text, row.search)))
        by_title.setdefault("Saved", []).append(SidebarEntry(f"{SAVED}{row.id}", row.title, meaning=meaning))
    return [SidebarSection(title, tuple(entries)) for title, entries in by_title.items()]
