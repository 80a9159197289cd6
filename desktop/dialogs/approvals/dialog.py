"""Approvals: what waits for a broker over what was decided; the one that is chosen at the right (R18, R62)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.changes import Changes
from db.queries.dispositions import ApprovalRow, approvals
from db.queries.reader import OfficeFacts, Reader
from db.rules.errors import BrokerdeskError
from db.rules.standing import OPEN
from desktop import times
from desktop.dialogs.approvals.request_card import RequestCard, RequestWords
from desktop.dialogs.button_row import button_row
from desktop.dialogs.rows_table import RowsColumn, RowsTable
from desktop.dialogs.while_alive import while_alive
from desktop.item_models.event_words import wait
from desktop.item_models.looks import coloured_look, dispositions_of
from desktop.operations import dispositions as operations
from desktop.operations import undo
from desktop.operations.dispositions import Answer
from desktop.operations.running import report
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

LEFT: Final = 556
CONCERNS: Final = frozenset({"approval", "contact", "member", "setting"})
EMPTY: Final = (
    "Nothing waits for approval", "A Dead Deal that a member presses in their first 30 days comes here first.",
)  # fmt: skip
Standard = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class _Known:
    """What one read brings: all requests, the oldest first."""

    rows: tuple[ApprovalRow, ...]
    facts: OfficeFacts
    now: int


class ApprovalsDialog(QDialog):
    """It stays open while one works on; a decision is one step, and its toast takes it back."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Approvals")
        self.resize(1040, 640)
        self._services = services
        self._known: _Known | None = None
        self._chosen: int | None = None
        self._wanted: int | None = None  # the contact whose request is shown first
        self._lines: dict[int, str] = {}  # what was typed, by request
        self.waiting: RowsTable[ApprovalRow] = RowsTable(
            (
                RowsColumn("Contact", 160, lambda row: row.contact or "No name"),
                RowsColumn("Asks for", 90, lambda row: row.label),
                RowsColumn("Who", 210, lambda row: row.member),
                RowsColumn("Waiting", 80, self._waited, self._full),
            ),
            name="Waiting for approval", compact=False, parent=self,
        )  # fmt: skip
        self.decided: RowsTable[ApprovalRow] = RowsTable(
            (
                RowsColumn("Contact", 160, lambda row: row.contact or "No name"),
                RowsColumn("Asked for", 90, lambda row: row.label),
                RowsColumn("Decision", 210, lambda row: f"{row.state.capitalize()} by {row.decided_by}"),
                RowsColumn("When", 80, self._decided_when, self._decided_full),
            ),
            name="Decided", parent=self,
        )  # fmt: skip
        self.card = RequestCard(self)
        self.empty = EmptyState("circle-check", "", parent=self)
        self.empty.set_words(*EMPTY)
        self.close_button = PushButton("Close", parent=self)
        self._right = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._read()

    # -- reading and showing --------------------------------------------------------------------------------

    def choose(self, contact_id: int) -> None:
        """Show the request about a contact once it is known; the one that waits before those decided."""
        known = self._known
        if known is None:
            self._wanted = contact_id
            return
        found = [row for row in known.rows if row.contact_id == contact_id]
        found.sort(key=lambda row: row.state != OPEN)
        if found:
            self._chosen = found[0].id
            self._show()

    def _read(self) -> None:
        office = self._services.office

        def query(reader: Reader) -> _Known:
            return _Known(approvals(reader, all_states=True), reader.facts, reader.now)

        self._services.tasks.read(
            (id(self), "approvals"), lambda: office.read(query), self._arrived,
            lambda error: report(self._services, error),
        )  # fmt: skip

    def _arrived(self, known: _Known) -> None:
        first = self._known is None
        before = self._row()
        self._known = known
        waiting = [row for row in known.rows if row.state == OPEN]
        decided = sorted((row for row in known.rows if row.state != OPEN), key=lambda row: -(row.decided_at or 0))
        for table, rows in ((self.waiting, waiting), (self.decided, decided)):
            if list(table.model_of_rows.rows) != rows or not rows:
                table.set_rows(rows)
        here = self._row()
        if here is None or (before is not None and before.state == OPEN and here.state != OPEN):
            self._chosen = next((row.id for row in waiting), None)  # on to what waits next
        if first and self._wanted:
            self.choose(self._wanted)
        self._show()
        if first:
            (self.waiting if waiting else self.close_button).setFocus()

    def _row(self) -> ApprovalRow | None:
        known = self._known
        return next((row for row in known.rows if row.id == self._chosen), None) if known is not None else None

    def _show(self) -> None:
        row, known = self._row(), self._known
        for table in (self.waiting, self.decided):
            self._mark(table)
        if row is None or known is None:
            self._right.setCurrentWidget(self.empty)
            return
        self.card.show_request(self._words(row, known), line=self._lines.get(row.id, ""))
        self._right.setCurrentWidget(self.card)

    def _mark(self, table: RowsTable[ApprovalRow]) -> None:
        keys = [row.id for row in table.model_of_rows.rows]
        table.mark(keys.index(self._chosen) if self._chosen in keys else None)

    def _picked(self, row: ApprovalRow) -> None:
        self._chosen = row.id
        self._show()

    def _words(self, row: ApprovalRow, known: _Known) -> RequestWords:
        zone, office = known.facts.zone_info, dispositions_of(known.facts)
        one = next((d for d in office.all if d.key == row.disposition), None)
        said = [f"{row.member or 'Somebody'} asked for {row.label}: {times.ago(row.at, known.now, zone)}."]
        if row.decided_at is not None:
            said.append(f"{row.state.capitalize()} by {row.decided_by}, {times.ago(row.decided_at, known.now, zone)}.")
        if row.because:
            said.append(f"“{row.because}”")
        look = coloured_look(row.label, one.colour if one is not None else "red")
        return RequestWords(row, look, tuple(said), office.policy(one.guard) if one is not None and one.guard else "")

    # -- deciding -------------------------------------------------------------------------------------------

    def _approve(self, approval_id: int) -> None:
        self.card.set_busy(on=True)
        operations.approve(self._services, approval_id, self._answer())

    def _refuse(self, approval_id: int, line: str) -> None:
        self.card.set_busy(on=True)
        operations.refuse(self._services, approval_id, line, self._answer())

    def _answer(self) -> Answer:
        """The read that follows the write shows it."""

        def failed(error: BaseException) -> None:
            self.card.set_busy(on=False)
            if isinstance(error, BrokerdeskError):
                self.card.say(error.sentence)
                self._read()
            else:
                report(self._services, error)

        return Answer(while_alive(self, lambda _value: self.card.say("")), while_alive(self, failed))

    def _on_changes(self, changes: Changes) -> None:
        if changes.tables & CONCERNS:
            self._read()

    # -- parts ----------------------------------------------------------------------------------------------

    def _waited(self, row: ApprovalRow) -> str:
        return wait(row.at, self._known.now) if self._known is not None else ""

    def _full(self, row: ApprovalRow) -> str:
        return times.full(row.at, self._known.facts.zone_info) if self._known is not None else ""

    def _decided_when(self, row: ApprovalRow) -> str:
        known = self._known
        return times.ago(row.decided_at or 0, known.now, known.facts.zone_info) if known is not None else ""

    def _decided_full(self, row: ApprovalRow) -> str:
        return times.full(row.decided_at or 0, self._known.facts.zone_info) if self._known is not None else ""

    def _connect(self) -> None:
        announcer = self._services.announcer
        announcer.changed.connect(self._on_changes)
        announcer.office_changed_elsewhere.connect(self._read)
        for table in (self.waiting, self.decided):
            table.picked.connect(self._picked)
            table.doubleClicked.connect(lambda _index: self.card.open.click())
        self.card.approve_wanted.connect(self._approve)
        self.card.refuse_wanted.connect(self._refuse)
        self.card.contact_wanted.connect(self._services.navigation.open_contact)
        self.card.typed.connect(self._lines.__setitem__)
        self.close_button.clicked.connect(self.reject)
        QShortcut(QKeySequence(Standard.Undo), self, lambda: undo.undo(self._services))
        QShortcut(QKeySequence(Standard.Redo), self, lambda: undo.redo(self._services))

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(SPACE.small)
        left.addWidget(self.waiting, 3)
        left.addSpacing(SPACE.small)
        left.addWidget(PlainLabel("Decided", weight=WEIGHT.semibold, parent=self))
        left.addWidget(self.decided, 2)
        for table in (self.waiting, self.decided):
            table.setFixedWidth(LEFT)
            table.setSelectionMode(table.SelectionMode.SingleSelection)
        self._right.addWidget(self.card)
        self._right.addWidget(self.empty)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE.small)
        middle.addLayout(left)
        middle.addWidget(self._right, 1)
        words = "Nothing changes before a broker has decided. The longest wait comes first."
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        whole.setSpacing(SPACE.small)
        whole.addWidget(PlainLabel("Approvals", size=TYPE.title, weight=WEIGHT.semibold, parent=self))
        whole.addWidget(PlainLabel(words, tone="muted", parent=self))
        whole.addLayout(middle, 1)
        whole.addLayout(button_row(self.close_button))
