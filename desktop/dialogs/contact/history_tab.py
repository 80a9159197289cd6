"""The contact's history: every change with who, when, from, to and why, and the way to take it back (R8, R90)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from db.queries.contacts import TimelineEntry as Event
from db.rules.permissions import Right
from desktop.dialogs.contact import words
from desktop.dialogs.contact.tab import ContactTab
from desktop.dialogs.contact.view import ContactView
from desktop.theme.tokens import SPACE, TYPE
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.timeline import Timeline
from desktop.widgets.timeline_delegate import ENTRY_ROLE, TimelineEntry
from desktop.widgets.wrapped_label import WrappedLabel

CHANGES = ("status", "change", "created")
MOST_HELD = 4
HINT = "Every change, the newest above. Double-click one to take its step back."


class HistoryTab(ContactTab):
    """Signal: undo_wanted(step, what it did)."""

    undo_wanted = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events: dict[str, Event] = {}
        self._may_undo: frozenset[str] | None = frozenset()
        self.timeline = Timeline()
        self.timeline.setAccessibleName("History")
        self.timeline.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._hint = PlainLabel(HINT, size=TYPE.small, tone="muted", parent=self)
        self.held = WrappedLabel("", lines=3, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, SPACE.mid, 22, 0)
        column.setSpacing(SPACE.tiny)
        column.addWidget(self.held)
        column.addWidget(self._hint)
        column.addWidget(self.timeline, 1)
        self.timeline.opened.connect(self._opened)
        self.timeline.customContextMenuRequested.connect(self._menu)

    def show_view(self, view: ContactView) -> None:
        """Show what was changed, without leads, notes and touches."""
        events = tuple(event for event in view.timeline if event.kind in CHANGES)
        shown = words.entries(view, events)
        self._events = {entry.key: event for entry, event in zip(shown, events, strict=True)}
        # None: whatever anybody did; else what these members did.
        own = frozenset({view.actor.name} if view.actor.may(Right.UNDO_OWN) else ())
        self._may_undo = None if view.actor.may(Right.UNDO_ANY) else own
        self.timeline.set_entries(shown)
        self.held.setText(" ".join(words.holding(row, view.facts.zone_info) for row in view.holdings[:MOST_HELD]))
        self.held.setVisible(bool(view.holdings))

    def step_of(self, key: str) -> int | None:
        """The step behind an entry that this member may take back."""
        event = self._events.get(key)
        if event is None or event.step is None:
            return None
        return event.step if self._may_undo is None or event.member in self._may_undo else None

    def _opened(self, key: str) -> None:
        step = self.step_of(key)
        if step is not None:
            event = self._events[key]
            self.undo_wanted.emit(step, f"{event.title} ({event.detail})" if event.detail else event.title)

    def _menu(self, at: QPoint) -> None:
        entry = self.timeline.indexAt(at).data(ENTRY_ROLE)
        if not isinstance(entry, TimelineEntry) or self.step_of(entry.key) is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Undo this step").triggered.connect(lambda: self._opened(entry.key))
        menu.popup(self.timeline.viewport().mapToGlobal(at))
