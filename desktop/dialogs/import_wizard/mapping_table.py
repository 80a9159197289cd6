"""The table in which a file's columns are given their meaning."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from db.rules.import_mapping import ColumnTarget
from db.rules.import_targets import TARGET, TARGETS
from desktop.dialogs.import_wizard.plan import Source
from desktop.theme.icons import pixmap
from desktop.theme.tokens import MEASURE
from desktop.widgets.painting import colour, colours_for, plain_tip

Index = QModelIndex | QPersistentModelIndex
COLUMN, SAMPLES, BECOMES, WHY = range(4)
HEADINGS: Final = ("Column in the file", "First values", "Becomes", "How it was found")
WIDTHS: Final = (210, 360, 230, 120)
SHOWN, PIECE = 3, 60
SIDE, SIGN = 12, 12
NOBODY: Final = "nobody knows it"


class MappingModel(QAbstractTableModel):
    """A row for each column of the file. Signal: target_chosen(column, target)."""

    target_chosen = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[ColumnTarget, ...] = ()
        self._samples: list[str] = []

    def show(self, source: Source) -> None:
        """Show a file's columns; the same columns with other targets only repaint."""
        opened, mapping = source.opened, source.mapping
        if opened is None or mapping is None:
            return
        samples = [_samples(opened.samples, n) for n in range(len(mapping.columns))]
        same = samples == self._samples and len(mapping.columns) == len(self._columns)
        if same:
            self._columns = mapping.columns
            last = self.index(self.rowCount() - 1, WHY)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._columns, self._samples = mapping.columns, samples
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many columns the file has."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def columnCount(self, parent: Index | None = None) -> int:
        """Name, samples, target, reason."""
        return 0 if parent is not None and parent.isValid() else len(HEADINGS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only the target is changed."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == BECOMES else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What stands in a cell; the key of the target for its editor."""
        if not index.isValid():
            return None
        column = self._columns[index.row()]
        texts = (column.column, self._samples[index.row()], words_of(column), column.why or NOBODY)
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(texts[index.column()])
        return column.target if role == Qt.ItemDataRole.EditRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another target; it shows when the plan has it."""
        if role != Qt.ItemDataRole.EditRole or value == self._columns[index.row()].target:
            return False
        self.target_chosen.emit(index.row(), str(value))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class MappingTable(QTableView):
    """One press on a target opens the choice; Enter and F2 do so from the keyboard."""

    def __init__(self, model: MappingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_TargetDelegate(self))
        self.setAccessibleName("Columns of the file")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.SelectedClicked | triggers.DoubleClicked)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(MEASURE.row)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)
        self.clicked.connect(self._clicked)
        self.activated.connect(self._clicked)

    def _clicked(self, index: QModelIndex) -> None:
        target = index.siblingAtColumn(BECOMES)
        if index.column() == BECOMES and self.state() != QAbstractItemView.State.EditingState:
            self.edit(target)


class _TargetDelegate(QStyledItemDelegate):
    """Text with the sign of a choice; the choice itself as a combo box that opens at once."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The background by the style, then text, then the sign."""
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        text, own.text = own.text, ""
        widget: QWidget = own.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, widget)
        colours = colours_for(widget)
        rect = own.rect.adjusted(SIDE, 0, -SIDE, 0)
        if index.column() == BECOMES:
            rect.setRight(rect.right() - SIGN - 4)
            sign = pixmap("chevron-down", colours.muted, SIGN, widget.devicePixelRatioF())
            painter.drawPixmap(rect.right() + 4, rect.center().y() - SIGN // 2 + 1, sign)
        quiet = index.column() != BECOMES and index.column() != COLUMN
        painter.save()
        painter.setPen(colour(colours.muted if quiet else colours.text))
        shown = own.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The targets on offer, and the one it has."""
        combo = QComboBox(parent)
        combo.setProperty("look", "inplace")
        combo.setMaxVisibleItems(18)
        combo.setAccessibleName(str(index.sibling(index.row(), COLUMN).data()))
        current = str(index.data(Qt.ItemDataRole.EditRole))
        for target in TARGETS:
            if target.offered or target.key == current:
                combo.addItem(target.label, target.key)
        combo.activated.connect(lambda _index: self._done(combo))
        return combo

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Stand on the one it has."""
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take the chosen one."""
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData())

    def _done(self, combo: QComboBox) -> None:
        self.commitData.emit(combo)
        self.closeEditor.emit(combo)


def words_of(column: ColumnTarget) -> str:
    """The target as it is shown, with the label that comes with it: "Phone, mobile"."""
    label = TARGET[column.target].label
    return f"{label}, {column.label}" if column.label else label


def _samples(rows: tuple[tuple[str, ...], ...], column: int) -> str:
    """The first three different values of a column."""
    found: dict[str, None] = {}
    for cells in rows:
        cell = " ".join(cells[column][: PIECE * 4].split()) if column < len(cells) else ""
        if cell:
            found.setdefault(cell if len(cell) <= PIECE else f"{cell[: PIECE - 1]}…")
        if len(found) == SHOWN:
            break
    return "  ·  ".join(found)
