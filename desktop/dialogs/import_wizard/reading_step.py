"""The second step: encoding, delimiter and header as they were found, with a preview, to be corrected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QFormLayout, QFrame, QTableView, QWidget

from desktop.dialogs.import_wizard.plan import Choices, ImportPlan, Source
from desktop.dialogs.import_wizard.step import SourceChooser, Step
from desktop.dialogs.rows_table import CellDelegate
from desktop.theme.tokens import MEASURE, SPACE
from desktop.widgets.painting import plain_tip
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel

Index = QModelIndex | QPersistentModelIndex
PREVIEWED: Final = 20
CELL: Final = 120
ENCODINGS: Final = (
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1252", "Western (Windows 1252)"),
    ("cp1250", "Central European (Windows 1250)"),
    ("cp1251", "Cyrillic (Windows 1251)"),
    ("latin-1", "Western (ISO 8859-1)"),
    ("mac-roman", "Western (Mac Roman)"),
    ("shift_jis", "Japanese (Shift-JIS)"),
    ("gb18030", "Chinese (GB 18030)"),
)
DELIMITERS: Final = ((",", "Comma ,"), (";", "Semicolon ;"), ("\t", "Tab"), ("|", "Bar |"))
HEADERS: Final = ((0, "There is none"), *((n, f"Row {n}") for n in range(1, 11)))
TEXT_FORMATS: Final = {"csv", "vcard"}


class PreviewModel(QAbstractTableModel):
    """Header and first records of a file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._header: tuple[str, ...] = ()
        self._rows: Sequence[tuple[str, ...]] = ()

    def show(self, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
        """Show another file, or the same read in another way."""
        self.beginResetModel()
        self._header, self._rows = header, rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many records are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns the file has."""
        return 0 if parent is not None and parent.isValid() else len(self._header)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell, shortened; the tooltip has more of it."""
        if not index.isValid():
            return None
        cells = self._rows[index.row()]
        cell = cells[index.column()] if index.column() < len(cells) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(cell[:CELL].split())
        return plain_tip(cell[: CELL * 10]) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The file's own headings, and the records' numbers with the header as 1."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return " ".join(self._header[section][:40].split())
        return str(section + 2)


class ReadingStep(Step):
    """Combos whose first entry is what was found; a choice reads the file again at once."""

    def __init__(self, plan: ImportPlan, parent: QWidget | None = None) -> None:
        super().__init__(
            plan,
            title="How it is read",
            sentence="Check that letters and columns look right; correct it where they do not.",
            parent=parent,
        )
        self.chooser = SourceChooser(plan, self)
        self.encoding = _combo("Encoding", self)
        self.delimiter = _combo("Delimiter", self)
        self.header = _combo("Header", self)
        self._found = Paragraph(parent=self)
        self._problem = PlainLabel(tone="error", parent=self)
        self._problem.setWordWrap(True)
        self.preview = PreviewModel(self)
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE.big)
        form.setVerticalSpacing(SPACE.small)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        for combo in (self.encoding, self.delimiter, self.header):
            form.addRow(PlainLabel(combo.accessibleName(), tone="muted", parent=self), combo)
            combo.activated.connect(lambda _index: self._choose())
        self.body.addWidget(self.chooser)
        self.body.addWidget(self._found)
        self.body.addLayout(form)
        self.body.addWidget(self._problem)
        self.body.addWidget(_table(self.preview, self), 1)
        self.chooser.chosen.connect(self.enter)
        plan.changed.connect(self.enter)

    @property
    def ready(self) -> bool:
        """Every file could be read as chosen."""
        return self.plan.ready and not any(source.problem for source in self.plan.readable)

    @property
    def _source(self) -> Source | None:
        """The file that is looked at, also while it cannot be read in the way that was chosen."""
        return self.chooser.source or next(iter(self.plan.sources), None)

    def enter(self) -> None:
        """Show the file as it is read now."""
        self.chooser.refresh()
        source = self._source
        self.ready_changed.emit()
        if source is None:
            return
        self._problem.setText(source.problem)
        self._problem.setVisible(bool(source.problem))
        if source.opened is None:
            self.preview.show((), ())
            return
        file = source.opened.file
        self._found.set_text("Reading it again …" if source.reading else file.guessed)
        _offer(self.encoding, ENCODINGS, file.encoding, source.choices.encoding)
        _offer(self.delimiter, DELIMITERS, file.delimiter, source.choices.delimiter)
        _offer(self.header, HEADERS, None, source.choices.header_row)
        self.encoding.setEnabled(file.format in TEXT_FORMATS)
        self.delimiter.setEnabled(file.format == "csv")
        self.header.setEnabled(file.format != "vcard")
        self.preview.show(file.header, source.opened.samples[:PREVIEWED])

    def _choose(self) -> None:
        source = self._source
        if source is not None:
            choices = Choices(self.encoding.currentData(), self.delimiter.currentData(), self.header.currentData())
            self.plan.choose(source, choices)


def _combo(name: str, parent: QWidget) -> QComboBox:
    combo = QComboBox(parent)
    combo.setAccessibleName(name)
    combo.setMinimumWidth(280)
    return combo


def _offer(combo: QComboBox, pairs: Sequence[tuple[object, str]], found: str | None, chosen: object) -> None:
    """The first entry leaves it to the program and says what it found."""
    shown = dict(pairs).get(found, str(found).upper() if found else "")
    combo.clear()
    combo.addItem(f"Found: {shown}" if shown else "As found", None)
    for key, label in pairs:
        combo.addItem(label, key)
    combo.setCurrentIndex(max(0, combo.findData(chosen)) if chosen is not None else 0)


def _table(model: PreviewModel, parent: QWidget) -> QTableView:
    table = QTableView(parent)
    table.setModel(model)
    table.setItemDelegate(CellDelegate(table))
    table.setAccessibleName("First records of the file")
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().setDefaultSectionSize(MEASURE.row_compact)
    table.horizontalHeader().setDefaultSectionSize(150)
    return table
