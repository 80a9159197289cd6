"""Mortgage: the lenders at the left, the one that is chosen at the right, with their contacts a press away (R53)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from db.changes import Changes
from db.queries.lenders import LenderRow, lenders
from db.queries.reader import Reader
from db.rules.errors import FieldProblemsError
from db.rules.mortgage import lender_list
from db.rules.permissions import Right
from desktop.dialogs.button_row import button_row
from desktop.dialogs.mortgage.lender_ending import LenderEnding
from desktop.dialogs.mortgage.lender_form import LenderForm, LenderValues, values_of
from desktop.dialogs.rows_table import RowsColumn, RowsTable
from desktop.dialogs.while_alive import while_alive
from desktop.operations import lenders as operations
from desktop.operations import undo
from desktop.operations.lenders import Answer
from desktop.operations.running import of_contacts, report
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

LIST_WIDTH: Final = 420
NEW: Final = 0  # the key of the lender who is being written down
CONCERNS: Final = frozenset({"member", "contact"})
Standard = QKeySequence.StandardKey
COLUMNS: Final[tuple[RowsColumn[LenderRow], ...]] = (
    RowsColumn("Name", 166, lambda one: one.name),
    RowsColumn("Company", 152, lambda one: " · ".join(filter(None, (one.company, "" if one.active else "Ended")))),
    RowsColumn("Contacts", 84, lambda one: f"{one.contacts:,}", right=True),
)
EMPTY: Final = (
    "There is no lender yet", "A lender may work in the office and sign in, or be of another house and only be named.",
)  # fmt: skip


class MortgageDialog(QDialog):
    """It stays open while one works on; who may not change lenders sees them, and opens their contacts."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Mortgage")
        self.resize(960, 740)
        self._services = services
        self._lenders: dict[int, LenderRow] = {}
        self._drafts: dict[int, LenderValues] = {}
        self._chosen: int | None = None
        self.table = RowsTable(COLUMNS, name="Lenders", compact=False, parent=self)
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        self.add = PushButton("Add lender", icon_name="user-plus", parent=self)
        self.empty = EmptyState("dollar-sign", "", parent=self)
        self.empty.set_words(*EMPTY)
        self.form = LenderForm(self)
        self.contacts = PushButton("", parent=self)
        self.theirs = Paragraph(parent=self)
        self.ending = LenderEnding(self)
        self.question = PlainLabel(tone="error", parent=self)
        self.discard = PushButton("Close without saving", look="danger", parent=self)
        self.close_button = PushButton("Close", parent=self)
        self._rules = (_rule(self), _rule(self))
        self._right = QStackedWidget(self)
        self._lay_out()
        self._ask(on=False)
        self._connect()
        self._read()

    # -- reading and showing --------------------------------------------------------------------------------

    @property
    def _may_change(self) -> bool:
        return self._services.office.actor.may(Right.SETTINGS)

    def _read(self) -> None:
        office = self._services.office

        def query(reader: Reader) -> tuple[LenderRow, ...]:
            return lenders(reader, ended=True)

        self._services.tasks.read(
            (id(self), "lenders"), lambda: office.read(query), self._arrived,
            lambda error: report(self._services, error),
        )  # fmt: skip

    def _arrived(self, found: tuple[LenderRow, ...]) -> None:
        first = self._chosen is None
        self._lenders = {one.id: one for one in found}
        self._drafts = {key: kept for key, kept in self._drafts.items() if key in self._lenders or key == NEW}
        if self._chosen not in self._lenders and self._chosen != NEW:
            self._chosen = next(iter(self._lenders), None)
        self.add.setVisible(self._may_change)
        self.table.set_rows(found)
        self._mark()
        self._show()
        if first:
            (self.table if found else self.add).setFocus()

    def _mark(self) -> None:
        """The row of who is shown."""
        keys = list(self._lenders)
        if self._chosen in self._lenders:
            self.table.selectRow(keys.index(self._chosen))
        else:
            self.table.setCurrentIndex(QModelIndex())

    def _row_changed(self) -> None:
        row, rows = self.table.currentIndex().row(), self.table.model_of_rows.rows
        if 0 <= row < len(rows):
            self._chosen = rows[row].id
            self._show()

    @property
    def shown(self) -> LenderRow | None:
        """The lender at the right; None while a new one is written down."""
        return self._lenders.get(self._chosen) if self._chosen else None

    def _show(self) -> None:
        lender = self.shown
        if lender is None and self._chosen != NEW:
            self._right.setCurrentIndex(1)
            return
        self._right.setCurrentIndex(0)
        heading = lender.name if lender is not None else "New lender"
        self.form.show_values(heading, self._drafts.get(self._chosen or NEW, self._saved()), new=lender is None)
        self._show_state()
        here, may = lender is not None, self._may_change
        parts: dict[QWidget, bool] = dict.fromkeys((self._rules[0], self.theirs, self.contacts), here)
        for part, shown in (parts | dict.fromkeys((self._rules[1], self.ending), here and may)).items():
            part.setVisible(shown)
        if lender is not None:
            archived = f" {lender.archived:,} more in Archive." if lender.archived else ""
            self.theirs.set_text(f"{lender.name} is the lender of {of_contacts(lender.contacts)}.{archived}")
            self.contacts.set_text("Show contacts")
            self.contacts.setEnabled(lender.contacts > 0)
            others = [one for one in self._lenders.values() if one.active and one.id != lender.id]
            self.ending.show_lender(lender, [(one.id, one.name) for one in others])

    def _saved(self) -> LenderValues:
        return values_of(self.shown) if self.shown is not None else LenderValues()

    def _show_state(self) -> None:
        ended = self.shown is not None and not self.shown.active
        unsaved, new = (self._chosen or NEW) in self._drafts, self.shown is None
        self.form.set_state(may_change=self._may_change and not ended, unsaved=unsaved, new=new)

    # -- typing and saving ----------------------------------------------------------------------------------

    def _typed(self) -> None:
        key, values = self._chosen or NEW, self.form.values()
        if values.differing(self._saved()):
            self._drafts[key] = values
        else:
            self._drafts.pop(key, None)
        self._show_state()

    def _begin_new(self) -> None:
        self._chosen = NEW
        self._mark()
        self._show()
        self.form.start()

    def _put_back(self) -> None:
        self._drafts.pop(self._chosen or NEW, None)
        self.form.show_problems({})
        if self._chosen == NEW:
            self._chosen = next(iter(self._lenders), None)
            self._mark()
            self.table.setFocus()
        self._show()

    def _save(self) -> None:
        key, values = self._chosen or NEW, self.form.values()
        self.form.show_problems({})
        self.form.save.setEnabled(False)
        answer = self._answer(lambda value: self._done(key, value), lambda error: self._refused(key, error))
        if key == NEW:
            operations.add_lender(self._services, values.differing(LenderValues()), answer)
        else:
            operations.change_lender(self._services, key, values.differing(self._saved()), answer)

    def _done(self, key: int, value: int) -> None:
        """The read that follows the write shows it."""
        self._drafts.pop(key, None)
        if key == NEW and self._chosen == NEW:
            self._chosen = value
        self._read()

    def _refused(self, key: int, error: BaseException) -> None:
        if isinstance(error, FieldProblemsError) and key == (self._chosen or NEW):
            self._show_state()
            self.form.show_problems(error.problems)
            return
        self._show()
        report(self._services, error)

    def _end(self, taker: int | None) -> None:
        if self.shown is not None:
            operations.end_lender(self._services, self.shown.id, taker, self._plain_answer())

    def _bring_back(self) -> None:
        if self.shown is not None:
            operations.bring_back(self._services, self.shown.id, self._plain_answer())

    def _plain_answer(self) -> Answer:
        def refused(error: BaseException) -> None:
            self._show()
            report(self._services, error)

        return self._answer(lambda _value: self.ending.part.fold(), refused)

    def _answer(self, done: Callable[..., object], refused: Callable[..., object]) -> Answer:
        return Answer(while_alive(self, done), while_alive(self, refused))

    def _open_contacts(self) -> None:
        """The list stands in the window behind: this one makes way."""
        if self.shown is not None:
            self._services.navigation.open_list(lender_list(self._services.office.actor, self.shown.id))
            self.reject()

    # -- closing --------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Escape and Close: first close what is open within, then ask about what is not saved, in place."""
        if not self.discard.isHidden():
            self._ask(on=False)
        elif self.ending.part.is_open:
            self.ending.part.fold()
        elif self._chosen == NEW and NEW not in self._drafts and self._lenders:
            self._put_back()
        elif self._drafts:
            self._ask(on=True)
        else:
            super().reject()

    def _ask(self, *, on: bool) -> None:
        names = (self._lenders[key].name if key in self._lenders else "New lender" for key in self._drafts)
        self.question.setText(f"Not saved yet: {' and '.join(names)}." if on else "")
        self.question.setVisible(on)
        self.discard.setVisible(on)
        self.close_button.set_text("Keep open" if on else "Close")
        if on:
            self.close_button.setFocus()

    def _close_for_good(self) -> None:
        super().reject()

    # -- parts ----------------------------------------------------------------------------------------------

    def _reveal(self) -> None:
        """Scroll to what has unfolded, when it gets its size."""
        if self.ending.part.is_open:
            QTimer.singleShot(0, self, self._reveal_foot)  # once the parts have their places

    def _reveal_foot(self) -> None:
        foot = self.ending.geometry().bottom()
        self._scroll.ensureVisible(0, foot, 0, SPACE.big)

    def _on_changes(self, changes: Changes) -> None:
        if changes.tables & CONCERNS:
            self._read()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(SPACE.small)
        left.addWidget(self.table, 1)
        left.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.table.setFixedWidth(LIST_WIDTH)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(SPACE.big, SPACE.small, SPACE.small, SPACE.small)
        column.setSpacing(SPACE.big)
        theirs = QHBoxLayout()
        theirs.addWidget(self.theirs, 1, Qt.AlignmentFlag.AlignVCenter)
        theirs.addWidget(self.contacts)
        column.addWidget(self.form)
        column.addWidget(self._rules[0])
        column.addLayout(theirs)
        column.addWidget(self._rules[1])
        column.addWidget(self.ending)
        column.addStretch()
        self._scroll = scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        body.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        self._right.addWidget(scroll)
        self._right.addWidget(self.empty)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE.small)
        middle.addLayout(left)
        middle.addWidget(self._right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        whole.setSpacing(SPACE.small)
        whole.addWidget(PlainLabel("Mortgage", size=TYPE.title, weight=WEIGHT.semibold, parent=self))
        whole.addWidget(PlainLabel("Lenders, and the contacts assigned to them.", tone="muted", parent=self))
        whole.addSpacing(SPACE.tiny)
        whole.addWidget(_rule(self))
        whole.addLayout(middle, 1)
        whole.addLayout(button_row(self.close_button, self.discard, left=(self.question,)))

    def _connect(self) -> None:
        announcer = self._services.announcer
        announcer.changed.connect(self._on_changes)
        announcer.office_changed_elsewhere.connect(self._read)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.doubleClicked.connect(self._open_contacts)
        self.add.clicked.connect(self._begin_new)
        self.form.typed.connect(self._typed)
        self.form.save_wanted.connect(self._save)
        self.form.put_back_wanted.connect(self._put_back)
        self.contacts.clicked.connect(self._open_contacts)
        self.ending.end_wanted.connect(self._end)
        self.ending.back_wanted.connect(self._bring_back)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._reveal)
        self.close_button.clicked.connect(self.reject)
        self.discard.clicked.connect(self._close_for_good)
        QShortcut(QKeySequence(Standard.Undo), self, lambda: undo.undo(self._services))
        QShortcut(QKeySequence(Standard.Redo), self, lambda: undo.redo(self._services))


def _rule(parent: QWidget) -> QFrame:
    rule = QFrame(parent)
    rule.setProperty("look", "line")
    return rule
