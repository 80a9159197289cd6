"""Who holds which contacts for how long, and what nobody has touched: the claim ledger (R19, R20)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.changes import Changes
from db.queries.claims import MOST, ClaimRow
from db.rules.claims import MOST_DAYS
from db.rules.permissions import REFUSALS, Right
from desktop.dialogs.button_row import button_row, cancel_of
from desktop.dialogs.rows_table import RowsColumn, RowsTable
from desktop.dialogs.while_alive import while_alive
from desktop.item_models.row_clipboard import put_on_clipboard
from desktop.operations.claims import PATTERNS, TITLES, Ledger, LedgerAsk, export_ledger, read_ledger
from desktop.operations.running import report
from desktop.services import Services
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

WIDTHS: Final = (180, 126, 108, 104, 108, 160, 104, 140)
CONCERNS: Final = frozenset({"contact", "touch", "note", "press", "member"})
NOBODY: Final = "Nobody holds such a contact"
WHY_NOBODY: Final = "What was claimed, assigned, imported or added for a member stands here until it is released."


class ClaimLedgerDialog(QDialog):
    """Non-modal, the longest untouched first; Enter or a double click opens the contact, Ctrl+C copies the rows."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Claims")
        self.resize(1080, 620)
        self._services = services
        self._ledger = Ledger()
        self.said = PlainLabel("Reading…", tone="muted", parent=self)
        self.member = QComboBox(self)
        self.member.setAccessibleName("Member")
        self.member.setToolTip("Only what this member holds")
        self.member.addItem("Everyone", None)
        self.member.setMinimumWidth(180)
        self.days = QSpinBox(self)
        self.days.setAccessibleName("Untouched for days")
        self.days.setRange(0, MOST_DAYS)
        self.days.setGroupSeparatorShown(True)
        self.days.setToolTip("Only what its owner has not worked on for so many days; 0 shows everything")
        self.ended = QCheckBox("What was held before too", self)
        self.ended.setToolTip("Adds the holdings that have ended, with how they ended")
        self.table: RowsTable[ClaimRow] = RowsTable(self._columns(), name="Claims", parent=self)
        self.table.stretch(0)
        self.empty = EmptyState("users", NOBODY, detail=WHY_NOBODY, parent=self)
        self.copy = PushButton("Copy", parent=self)
        self.copy.setToolTip("Puts the chosen rows, or all of them, on the clipboard as a table")
        self.export = PushButton("Export…", parent=self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.read()

    @property
    def ask(self) -> LedgerAsk:
        """What is asked for."""
        return LedgerAsk(self.member.currentData(), self.days.value(), self.ended.isChecked())

    # -- reading and showing ----------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the ledger anew."""
        read_ledger(
            self._services,
            self.ask,
            on_done=while_alive(self, self._show),
            on_error=while_alive(self, lambda error: report(self._services, error)),
        )

    def _show(self, ledger: Ledger) -> None:
        self._ledger = ledger
        if ledger.sees_all and self.member.count() == 1:
            self.member.blockSignals(True)
            for key, name in ledger.members:
                self.member.addItem(name, key)
            self.member.blockSignals(False)
        self._who.setVisible(ledger.sees_all)
        self.member.setVisible(ledger.sees_all)
        self.table.set_rows(ledger.rows)
        self._stack.setCurrentIndex(0 if ledger.rows else 1)
        self.said.setText(self._words(ledger))
        may = self._services.office.actor.may(Right.EXPORT)
        self.export.setEnabled(bool(ledger.rows) and may)
        self.export.setToolTip("Writes what is shown to a file" if may else REFUSALS[Right.EXPORT])
        self.copy.setEnabled(bool(ledger.rows))

    def _words(self, ledger: Ledger) -> str:
        held = sum(row.until is None for row in ledger.rows)
        if not ledger.rows:
            return ""
        many = f"{held:,} contact{'' if held == 1 else 's'}"
        which = f"The {many} held longest" if held >= MOST else f"{many} held"
        return f"{which}; the longest untouched first. Untouched: no try to reach, note or disposition by the owner."

    def _columns(self) -> tuple[RowsColumn[ClaimRow], ...]:
        return tuple(
            RowsColumn(title, width, lambda row, place=place: self._ledger.cells(row)[place], right=place > 5)  # type: ignore[misc]  # the default binds the place
            for place, (title, width) in enumerate(zip(TITLES, WIDTHS, strict=True))
        )

    # -- what a person does -----------------------------------------------------------------------------------

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self._services.navigation.open_contact(self.table.model_of_rows.rows[index.row()].contact_id)

    def copy_rows(self) -> None:
        """Put the chosen rows, or all, on the clipboard."""
        chosen = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        rows = [self._ledger.rows[n] for n in chosen] or self._ledger.rows
        cells = [self._ledger.cells(row) for row in rows]
        put_on_clipboard(TITLES, cells)
        self._services.prompts.toast(f"{len(rows):,} row{'' if len(rows) == 1 else 's'} copied")

    def _export(self) -> None:
        services, ask = self._services, self.ask
        services.prompts.save_file(
            "Export the claims", then=lambda path: export_ledger(services, ask, path), name="claims.csv",
            patterns=PATTERNS,
        )  # fmt: skip

    def _changed(self, changes: Changes) -> None:
        if changes.tables & CONCERNS:
            self.read()

    # -- parts ------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.member.currentIndexChanged.connect(self.read)
        self.days.valueChanged.connect(self.read)
        self.ended.toggled.connect(self.read)
        self.table.activated.connect(self._open)
        self.copy.clicked.connect(self.copy_rows)
        self.export.clicked.connect(self._export)
        copying = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table)
        copying.setContext(Qt.ShortcutContext.WidgetShortcut)
        copying.activated.connect(self.copy_rows)
        self._services.announcer.changed.connect(self._changed)
        self._services.announcer.office_changed_elsewhere.connect(self.read)

    def _lay_out(self) -> None:
        self._who = PlainLabel("Member", tone="muted", parent=self)
        asked = QHBoxLayout()
        asked.setSpacing(SPACE.small)
        asked.addWidget(self._who)
        asked.addWidget(self.member)
        asked.addSpacing(SPACE.mid)
        asked.addWidget(PlainLabel("Untouched for at least", tone="muted", parent=self))
        asked.addWidget(self.days)
        asked.addWidget(PlainLabel("days", tone="muted", parent=self))
        asked.addSpacing(SPACE.mid)
        asked.addWidget(self.ended)
        asked.addStretch()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.small)
        column.addWidget(PlainLabel("Claims", size=TYPE.title, weight=WEIGHT.semibold, parent=self))
        column.addWidget(self.said)
        column.addSpacing(SPACE.small)
        column.addLayout(asked)
        column.addWidget(self._stack, 1)
        column.addLayout(button_row(cancel_of(self, "Close"), left=(self.copy, self.export)))
