"""What every row of the files would do, by outcome, before anything is written."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.dialogs.rows_table import RowsColumn, RowsTable
from desktop.operations.row_imports import REFUSED, Line, Report, RowImport
from desktop.theme.status_colours import DISPOSITION_COLOURS, STATUS_COLOURS, ColourPair
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.chip_painting import ChipLook
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.status_bar_buttons import StatusBarButtons
from desktop.widgets.status_button import StatusChoice

ALL: Final = "all"
WHOLE: Final = 2_000  # characters of a row's reasons
LOOKS: Final[dict[str, tuple[str, str, ColourPair, str]]] = {
    ALL: ("All rows", "list", STATUS_COLOURS["closed"], "Every record of the files"),
    "new": ("New", "plus", STATUS_COLOURS["sphere"], "What the office does not know yet"),
    "updated": ("Updated", "pencil", STATUS_COLOURS["new_lead"], "What the office knows, with something new"),
    "unchanged": ("Unchanged", "check", STATUS_COLOURS["prospect"], "Rows that bring nothing new"),
    "duplicate": ("Duplicate", "copy", STATUS_COLOURS["prospect"], "Rows that bring nothing new"),
    "created": ("New", "plus", STATUS_COLOURS["sphere"], "A deal that the office does not know yet"),
    "unmatched": ("Nobody's", "circle-help", STATUS_COLOURS["active_lead"], "Nobody in the office fits"),
    "ambiguous": ("Unclear", "users", STATUS_COLOURS["prospect"], "More than one contact fits; nothing is guessed"),
    "ignored": ("Ignored", "minus", STATUS_COLOURS["archive"], "Empty rows and the like"),
    REFUSED: ("Refused", "circle-alert", DISPOSITION_COLOURS["red"], "Rows that cannot be understood"),
}


class RehearsalView(QWidget):
    """Counts to filter by, and the rows with their reasons. Signal: option_changed(on)."""

    option_changed = Signal(bool)

    def __init__(self, kind: RowImport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._report: Report | None = None
        self.said = PlainLabel(size=TYPE.lead, weight=WEIGHT.semibold, parent=self)
        self.said.setWordWrap(True)
        self.option = QCheckBox(kind.option, self)
        self.option.setVisible(bool(kind.option))
        self.option.toggled.connect(self.option_changed)
        self.filters = StatusBarButtons(parent=self)
        self.filters.setAccessibleName("Rows by what becomes of them")
        self.filters.chosen.connect(self.show_outcome)
        columns: tuple[RowsColumn[Line], ...] = (
            RowsColumn("Row", 64, lambda line: f"{line.row:,}", right=True),
            RowsColumn("Becomes", 96, lambda line: LOOKS[line.outcome][0]),
            RowsColumn(kind.one.capitalize(), 240, lambda line: line.name),
            RowsColumn("Changes and reasons", 400, lambda line: line.note, lambda line: f"{line.file}: {line.note}"),
        )
        self.table = RowsTable(columns, name="Rows of the rehearsal", parent=self)
        self.whole = Paragraph(parent=self)
        self.whole.setMinimumHeight(3 * self.whole.minimumSizeHint().height())  # the table keeps its place
        self.table.selectionModel().currentRowChanged.connect(self._show_whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.small)
        column.setSpacing(SPACE.mid)
        for part in (self.said, self.option, self.filters):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self.whole)

    @property
    def writes(self) -> int:
        """How many rows change the office."""
        return sum(self._report.count(key) for key in self._kind.writes) if self._report else 0

    def show_report(self, report: Report, names: str) -> None:
        """Show a rehearsal of the files of these names."""
        self._report = report
        counts = {ALL: len(report.lines)} | {key: report.count(key) for key in self._kind.outcomes}
        self.filters.set_choices([_choice(key, count) for key, count in counts.items()])
        self.said.setText(f"Nothing has been written yet. This is what {names} would do.")
        self.show_outcome(REFUSED if counts[REFUSED] and not self.writes else ALL)

    def show_outcome(self, key: str) -> None:
        """Show only the rows of one outcome, or all."""
        if self._report is not None:
            self.filters.set_current(key)
            self.table.set_rows(self._report.lines if key == ALL else self._report.by_outcome[key])
            self._show_whole()

    def _show_whole(self) -> None:
        """What the row that is chosen says in full: a cell has room for one line of it."""
        at, rows = self.table.currentIndex(), self.table.model_of_rows.rows
        if not at.isValid() or at.row() >= len(rows):
            self.whole.set_text("Choose a row to read its changes and reasons in full." if rows else "")
            return
        line = rows[at.row()]
        self.whole.set_text(f"{line.file}, row {line.row:,}: {line.note or 'nothing to note.'}"[:WHOLE])


def _choice(key: str, count: int) -> StatusChoice:
    label, icon, pair, meaning = LOOKS[key]
    look = ChipLook(f"{label} {count:,}", icon, pair.light, pair.dark, square=True)
    return StatusChoice(key, look, meaning, enabled=bool(count) or key == ALL)
