"""The lists at the left with live counts: the office's own, and the filters the member has kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu

from db.queries.lists import count, counts
from db.queries.reader import OfficeFacts, Reader
from db.queries.saved import SavedFilterRow, saved_filters
from db.rules.filters import ListSpec, parse_filter
from db.rules.lead_lists import LEAD_LIST_KEYS
from db.rules.lead_types import definition
from db.rules.plain_list import PLAIN_KEY, PLAIN_TITLE, plain_meaning
from desktop.operations.filters import ask_new_name, remove_filter
from desktop.operations.running import report
from desktop.pages.agent_dashboard.sidebar_sections import SAVED, sections, shown_keys
from desktop.services import Services
from desktop.widgets.list_sidebar import ListSidebar
from desktop.widgets.sidebar_model import SidebarEntry, SidebarRole

MINUTE: Final = 60_000


@dataclass(frozen=True, slots=True)
class ListChoice:
    """A list of the sidebar: its key there, its name, what it means, and what it shows."""

    key: str
    title: str
    meaning: str
    spec: ListSpec


@dataclass(frozen=True, slots=True)
class _Known:
    """What one read brings."""

    facts: OfficeFacts
    saved: tuple[SavedFilterRow, ...]
    plain: str  # what the one list of a member holds who has no others, else ""


class ListChooser(QObject):
    """Owns the sidebar. Signals: ready() once the lists are there; chosen(ListChoice); facts_changed(OfficeFacts);
    counted(counts by key); minute_passed() after the by-the-clock lists may have moved.
    """

    ready = Signal()
    chosen = Signal(object)
    facts_changed = Signal(object)
    counted = Signal(object)
    minute_passed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._known: _Known | None = None
        self._counts: dict[str, int] = {}
        self.sidebar = ListSidebar()
        self.sidebar.chosen.connect(self._on_chosen)
        self.sidebar.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.sidebar.customContextMenuRequested.connect(self._menu)
        self._minute = QTimer(self, interval=MINUTE)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()

    @property
    def facts(self) -> OfficeFacts | None:
        """What the office has set, once it is known."""
        return self._known.facts if self._known else None

    def count(self, key: str) -> int | None:
        """The count shown for a list."""
        return self._counts.get(key)

    def choice(self, key: str) -> ListChoice | None:
        """The list of a key of the sidebar; None for one that is gone."""
        if self._known is None:
            return None
        if key.startswith(SAVED):
            row = next((r for r in self._known.saved if f"{SAVED}{r.id}" == key), None)
            if row is None:
                return None
            base = definition(row.list_key, self._known.facts.lists)
            spec = ListSpec(row.list_key, parse_filter(row.filter_text), sort=base.sort)
            return ListChoice(key, row.title, base.definition, spec)
        one = next((d for d in self._known.facts.lists if d.key == key), None)
        if one is not None and key == PLAIN_KEY and self._known.plain:
            return ListChoice(key, PLAIN_TITLE, self._known.plain, ListSpec(key, sort=one.sort))
        return ListChoice(key, one.title, one.definition, ListSpec(key, sort=one.sort)) if one else None

    def read(self) -> None:
        """Read lists, saved filters and counts anew."""
        office = self._services.office

        def query(reader: Reader) -> _Known:
            of_contacts = tuple(row for row in saved_filters(reader) if row.list_key not in LEAD_LIST_KEYS)
            return _Known(reader.facts, of_contacts, plain_meaning(reader.actor))

        self._services.tasks.read((id(self), "known"), lambda: office.read(query), self._take, self._failed)
        self.read_counts()

    def read_counts(self) -> None:
        """Read every count; what is shown stays until the answer is here."""
        office = self._services.office
        saved = self._known.saved if self._known else ()

        def query(reader: Reader) -> dict[str, int]:
            found = counts(reader, shown_keys(reader.facts, plain=plain_meaning(reader.actor)))
            for row in saved:
                found[f"{SAVED}{row.id}"] = count(reader, ListSpec(row.list_key, parse_filter(row.filter_text)))
            return found

        self._services.tasks.read((id(self), "counts"), lambda: office.read(query), self._take_counts, self._failed)

    def forget(self) -> None:
        """Somebody else works here now; who has other lists than the one before begins at the first of theirs."""
        self._counts = {}
        self.sidebar.forget_counts()
        if self._known is not None and self._known.plain != plain_meaning(self._services.office.actor):
            self._known = None
        self.read()

    def _take(self, known: _Known) -> None:
        before, self._known = self._known, known
        if before is None or before.facts != known.facts:
            self.facts_changed.emit(known.facts)
        if before is None or before != known:
            self.sidebar.set_sections(sections(known.facts, known.saved, plain=known.plain))
        if before is None:
            self.ready.emit()
        elif before.saved != known.saved:
            self.read_counts()

    def _take_counts(self, found: dict[str, int]) -> None:
        self._counts = found
        self.sidebar.set_counts(found)
        self.counted.emit(found)

    def _failed(self, error: BaseException) -> None:
        report(self._services, error)

    def _on_minute(self) -> None:
        self.read_counts()
        self.minute_passed.emit()

    def _on_chosen(self, key: str) -> None:
        choice = self.choice(key)
        if choice is not None:
            self.chosen.emit(choice)

    def _menu(self, at: QPoint) -> None:
        """A saved list can be renamed and taken away."""
        entry = self.sidebar.indexAt(at).data(SidebarRole.ENTRY)
        if not isinstance(entry, SidebarEntry) or not entry.key.startswith(SAVED):
            return
        menu = QMenu(self.sidebar)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        number = int(entry.key.removeprefix(SAVED))
        menu.addAction("Rename…").triggered.connect(lambda: ask_new_name(self._services, number, entry.label))
        menu.addAction("Remove this list").triggered.connect(lambda: remove_filter(self._services, number))
        menu.popup(self.sidebar.viewport().mapToGlobal(at))
