"""The office's settings in a window of their own: members, statuses, the office, lead routing, dispositions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.changes import Changes
from desktop.dialogs.button_row import button_row
from desktop.dialogs.office_settings.contract_tab import ContractTab
from desktop.dialogs.office_settings.dispositions_tab import DispositionsTab
from desktop.dialogs.office_settings.members_tab import MembersTab
from desktop.dialogs.office_settings.office_tab import OfficeTab
from desktop.dialogs.office_settings.routing_tab import RoutingTab
from desktop.dialogs.office_settings.statuses_tab import StatusesTab
from desktop.dialogs.office_settings.tab import SettingsTab
from desktop.dialogs.office_settings.view import SettingsView, read_view
from desktop.operations import undo
from desktop.operations.running import report
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton
from desktop.widgets.underlined_tabs import UnderlinedTabs

Standard = QKeySequence.StandardKey
WIDE, HIGH = 920, 700
CONCERNS = frozenset({"member", "setting", "contact"})


class OfficeSettingsDialog(QDialog):
    """Tabs; whoever may not change the settings reads why. What was typed is not lost by Escape."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Office settings")
        self.resize(WIDE, HIGH)
        self._services = services
        self._is_read = False
        self.tab_bar = UnderlinedTabs(parent=self)  # made before what it opens: Tab goes in this order
        self.tab_bar.setAccessibleName("Settings")
        self.members = MembersTab(services, self)
        self.statuses = StatusesTab(services, self)
        self.office = OfficeTab(services, self)
        self.routing = RoutingTab(services, self)
        self.dispositions = DispositionsTab(services, self)
        self.contract = ContractTab(services, self)
        self._tabs: tuple[SettingsTab, ...] = (
            self.members, self.statuses, self.office, self.routing, self.dispositions,
            self.contract,
        )  # fmt: skip
        self._stack = QStackedWidget(self)
        self._title = PlainLabel("Office settings", size=TYPE.title, weight=WEIGHT.semibold, parent=self)
        self.why_not = PlainLabel(tone="muted", parent=self)
        self.why_not.setWordWrap(True)
        self.question = PlainLabel(tone="error", parent=self)
        self.question.hide()
        self.discard = PushButton("Close without saving", look="danger", parent=self)
        self.discard.hide()
        self.close_button = PushButton("Close", parent=self)
        self._lay_out()
        self._connect()
        self._read()

    # -- reading --------------------------------------------------------------------------------------------

    def _read(self) -> None:
        office = self._services.office
        self._services.tasks.read((id(self), "view"), lambda: office.read(read_view), self._arrived, self._failed)

    def _arrived(self, view: SettingsView) -> None:
        self._title.setText(view.facts.name)
        self.why_not.setText(view.why_not)
        self.why_not.setVisible(bool(view.why_not))
        for tab in self._tabs:
            tab.show_view(view)
        if not self._is_read:
            self._is_read = True
            self._tabs[self.tab_bar.currentIndex()].start()

    def _failed(self, error: BaseException) -> None:
        report(self._services, error)

    def _on_changes(self, changes: Changes) -> None:
        if changes.tables & CONCERNS:
            self._read()

    # -- tabs and closing -----------------------------------------------------------------------------------

    def open_tab(self, place: int) -> None:
        """Open a tab by its place; the keyboard goes to what one works with first."""
        self.tab_bar.setCurrentIndex(place)
        self._tabs[place].start()

    def _show_tab(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._ask(on=False)

    def _step(self, by: int) -> None:
        self.open_tab((self.tab_bar.currentIndex() + by) % len(self._tabs))

    def reject(self) -> None:
        """Escape and Close: first close what is open within, then ask about what is not saved, in place."""
        if not self.discard.isHidden():
            self._ask(on=False)
        elif self._tabs[self.tab_bar.currentIndex()].step_back():
            pass
        elif any(tab.unsaved for tab in self._tabs):
            self._ask(on=True)
        else:
            super().reject()

    def _ask(self, *, on: bool) -> None:
        titles = " and ".join(tab.title for tab in self._tabs if tab.unsaved)
        self.question.setText(f"Not saved yet: {titles}.")
        self.question.setVisible(on)
        self.discard.setVisible(on)
        self.close_button.set_text("Keep open" if on else "Close")
        if on:
            self.close_button.setFocus()

    def _close_for_good(self) -> None:
        super().reject()

    # -- parts ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for tab in self._tabs:
            self.tab_bar.addTab(tab.title)
            self._stack.addWidget(tab)
        head = QVBoxLayout()
        head.setContentsMargins(SPACE.huge, SPACE.big, SPACE.huge, SPACE.tiny)
        head.setSpacing(SPACE.tiny)
        head.addWidget(self._title)
        head.addWidget(self.why_not)
        bar = QHBoxLayout()
        bar.setContentsMargins(SPACE.small + 2, 0, SPACE.huge, 0)
        bar.addWidget(self.tab_bar)
        bar.addStretch()
        foot = button_row(self.close_button, self.discard, left=(self.question,))
        foot.setContentsMargins(SPACE.huge, SPACE.mid, SPACE.huge, SPACE.mid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(bar)
        column.addWidget(self._line())
        column.addWidget(self._stack, 1)
        column.addWidget(self._line())
        column.addLayout(foot)

    def _line(self) -> QFrame:
        line = QFrame(self)
        line.setProperty("look", "line")
        return line

    def _connect(self) -> None:
        announcer = self._services.announcer
        announcer.changed.connect(self._on_changes)
        announcer.office_changed_elsewhere.connect(self._read)
        self.tab_bar.currentChanged.connect(self._show_tab)
        self.close_button.clicked.connect(self.reject)
        self.discard.clicked.connect(self._close_for_good)
        for keys, slot in (
            (Standard.Undo, lambda: undo.undo(self._services)),
            (Standard.Redo, lambda: undo.redo(self._services)),
            (Standard.NextChild, lambda: self._step(1)),
            (Standard.PreviousChild, lambda: self._step(-1)),
            (Standard.Close, self.reject),
        ):
            QShortcut(QKeySequence(keys), self, slot)
