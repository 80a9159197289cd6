"""The broker's lists, decisions and the office's data at the left, with live counts (R50–R59, R62)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from db.queries import lead_lists, lists
from db.queries.reader import OfficeFacts
from db.rules.lead_lists import LEAD_LIST_KEYS, LEAD_LISTS, lead_spec
from db.rules.permissions import Right
from desktop.operations.running import report
from desktop.services import Services
from desktop.widgets.list_sidebar import ListSidebar
from desktop.widgets.sidebar_model import SidebarEntry, SidebarRole, SidebarSection

OVERVIEW: Final = "overview"
# The lists of the book in its order, and the shorter name that some have where all are the broker's.
LISTS: Final = (
    ("recent_leads", ""), ("buyer_leads", ""), ("seller_leads_any", "Seller Leads"), ("mortgage_leads", ""),
    ("text_leads_any", "Text Leads"), ("call_log", "Phone Leads"), ("outbound_calls", ""),
    ("information_requests", ""), ("showing_requests", ""), ("valuation_attempts", ""),
)  # fmt: skip
DECISIONS: Final = (("approvals", ""), ("waiting_inquiries", ""), ("pool", ""))
WARNING: Final = frozenset({"approvals", "waiting_inquiries"})
COMMANDS: Final = (
    ("import", "Import Leads", "Take in files of contacts; a rehearsal shows first what will happen.", Right.IMPORT),
    ("export", "Export Leads", "Write every contact of the office to a file.", Right.EXPORT),
    (
        "listings",
        "Listings",
        "The homes of the office's listing files, with views and inquiries.",
        Right.BROKER_DASHBOARD,
    ),
    ("duplicates", "Duplicates", "Pairs of contacts that may be one, with score and reasons.", Right.MERGE),
    ("backup", "Back Up", "Write a verified copy of the office.", Right.EXPORT),
)
KEYS: Final = tuple(key for key, _ in (*LISTS, *DECISIONS))
COMMAND_KEYS: Final = frozenset(key for key, *_ in COMMANDS)
OPENING: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class OfficeLists(QObject):
    """Owns the sidebar. Signals: opened(list key) and commanded(key), on a click or Enter; moving opens nothing."""

    opened = Signal(str)
    commanded = Signal(str)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._waiting: list[str] = []
        self.sidebar = ListSidebar(parent)
        self.sidebar.setAccessibleName("Lists of the office")
        self.sidebar.clicked.connect(self._open)
        self.sidebar.installEventFilter(self)

    def set_facts(self, facts: OfficeFacts) -> None:
        """The lists as the office words them."""
        self.sidebar.set_sections(sections(facts, self._services.office.actor.may))
        self.sidebar.select(self.sidebar.current_key or OVERVIEW)

    def read(self) -> None:
        """Count every list anew, one at a time; what is shown stays until it is known better."""
        self._waiting += [key for key in KEYS if key not in self._waiting]
        self._count_next()

    def forget(self) -> None:
        """Somebody else works here now."""
        self.sidebar.forget_counts()

    def _count_next(self) -> None:
        if not self._waiting:
            return
        key, office = self._waiting[0], self._services.office
        self._services.tasks.read(
            (id(self), "counts"),
            lambda: (
                office.read(lead_lists.count, lead_spec(key))
                if key in LEAD_LIST_KEYS
                else office.read(lists.counts, (key,))[key]
            ),
            lambda found: self._take(key, found),
            self._failed,
        )

    def _take(self, key: str, found: int) -> None:
        self._waiting.remove(key)
        self.sidebar.set_counts({key: found})
        self._count_next()

    def _failed(self, error: BaseException) -> None:
        self._waiting.clear()
        report(self._services, error)

    # -- opening -------------------------------------------------------------------------------------------

    def _open(self, index: QModelIndex) -> None:
        entry = index.data(SidebarRole.ENTRY)
        self.sidebar.select(OVERVIEW)
        if not isinstance(entry, SidebarEntry) or entry.key == OVERVIEW:
            return
        (self.commanded if entry.key in COMMAND_KEYS else self.opened).emit(entry.key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens what the arrows are on; whoever leaves finds the overview chosen again."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in OPENING:
            self._open(self.sidebar.currentIndex())
            return True
        if event.type() == QEvent.Type.FocusOut:
            self.sidebar.select(OVERVIEW)
        return super().eventFilter(watched, event)


def sections(facts: OfficeFacts, may: Callable[[Right], bool]) -> list[SidebarSection]:
    """Lists, Decisions, Data; what the member may not do is not offered."""
    known = {one.key: one for one in (*facts.lists, *LEAD_LISTS)}

    def entry(key: str, short: str) -> SidebarEntry:
        one = known[key]
        meaning = f"{one.definition} ({one.rule})" if one.rule else one.definition
        return SidebarEntry(key, short or one.title, meaning=meaning, warns=key in WARNING)

    overview = SidebarEntry(OVERVIEW, "Overview", meaning="Key figures and charts of the office.", has_count=False)
    data = tuple(
        SidebarEntry(key, label, meaning=meaning, has_count=False)
        for key, label, meaning, right in COMMANDS
        if may(right)
    )
    return [
        SidebarSection("Lists", (overview, *(entry(*one) for one in LISTS))),
        SidebarSection("Decisions", tuple(entry(*one) for one in DECISIONS)),
        SidebarSection("Data", data),
    ]
