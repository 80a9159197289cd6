"""The lists of leads and calls at the left, with live counts: one count is read at a time, for each may take long."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from db.queries.lead_lists import count
from db.queries.reader import OfficeFacts
from db.rules.lead_lists import LEAD_LISTS, lead_spec
from desktop.operations.running import report
from desktop.services import Services
from desktop.widgets.list_sidebar import ListSidebar
from desktop.widgets.sidebar_model import SidebarEntry, SidebarSection

MINUTE: Final = 60_000


class LeadLists(QObject):
    """Owns the sidebar. Signals: chosen(key); facts_changed(OfficeFacts); counted(); minute_passed()."""

    chosen = Signal(str)
    facts_changed = Signal(object)
    counted = Signal()
    minute_passed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._facts: OfficeFacts | None = None
        self._counts: dict[str, int] = {}
        self._waiting = [one.key for one in LEAD_LISTS]
        self.sidebar = ListSidebar()
        self.sidebar.setAccessibleName("Lists of leads")
        self.sidebar.set_sections(sections())
        self.sidebar.chosen.connect(self.chosen)
        self._minute = QTimer(self, interval=MINUTE)
        self._minute.timeout.connect(self.minute_passed)
        self._minute.start()

    @property
    def facts(self) -> OfficeFacts | None:
        """What the office has set, once it is known."""
        return self._facts

    def count(self, key: str) -> int | None:
        """How many rows a list has, as far as that is known."""
        return self._counts.get(key)

    def read(self) -> None:
        """Read facts and counts anew."""
        office = self._services.office
        self._services.tasks.read(
            (id(self), "facts"), lambda: office.read(lambda reader: reader.facts), self._take, self._failed
        )
        self.read_counts()

    def read_counts(self) -> None:
        """Count every list anew; what is shown stays until it is known better.

        Those not counted yet come first: in a large office, where a write follows on the other, each has its turn.
        """
        self._waiting += [one.key for one in LEAD_LISTS if one.key not in self._waiting]
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
        self._services.tasks.read(
            (id(self), "counts"),
            lambda: office.read(count, lead_spec(key)),
            lambda found: self._take_count(key, found),
            self._failed,
        )

    def _take_count(self, key: str, found: int) -> None:
        self._waiting.remove(key)
        self._counts[key] = found
        self.sidebar.set_counts(self._counts)
        self.counted.emit()
        self._count_next()

    def _take(self, facts: OfficeFacts) -> None:
        before, self._facts = self._facts, facts
        if before != facts:
            self.facts_changed.emit(facts)

    def _failed(self, error: BaseException) -> None:
        report(self._services, error)


def sections() -> list[SidebarSection]:
    """Leads, and calls."""
    by_title: dict[str, list[SidebarEntry]] = {}
    for one in LEAD_LISTS:
        entry = SidebarEntry(one.key, one.title, meaning=f"{one.definition} ({one.rule})", warns=one.care)
        by_title.setdefault(one.section, []).append(entry)
    return [SidebarSection(title, tuple(entries)) for title, entries in by_title.items()]
