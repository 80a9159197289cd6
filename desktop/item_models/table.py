"""A table of any length: ids in order, and only those rows that are looked at."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from desktop.item_models.columns import Column
from desktop.item_models.id_order import IdOrder
from desktop.item_models.page_cache import PAGE, Loaded, Slots
from desktop.item_models.row_selection import RowSelection
from desktop.item_models.row_source import EMPTY, Cell, CellValue, Row, RowSource
from desktop.item_models.row_window import RowWindow, cell_maker
from desktop.tasks import AFTER_PAINT_MS, Tasks

Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
ID_ROLE: Final = Qt.ItemDataRole.UserRole
CONTACTS_MIME: Final = "application/x-brokerdesk-contacts"
# Another list may be shown under the old rows for so long before they give way to empty space.
PATIENCE_MS: Final = 150

_ALIGN: Final = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}
ASCENDING: Final = Qt.SortOrder.AscendingOrder
DESCENDING: Final = Qt.SortOrder.DescendingOrder
# What a first click on the heading is after: the newest, the most.
LARGEST_FIRST: Final = ("number", "moment", "stars")
_TEXT_ROLES: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class WindowedTable(QAbstractTableModel):
    """Rows of a RowSource in the columns given; reads on workers, paints from memory, keeps ticks in
    ``selection``.

    Signals: ``sort_requested`` (column key, descending) wants another spec shown; ``order_about_to_change``
    and ``order_changed`` enclose rows that move, for a view to keep its place; ``total_changed``,
    ``loading_changed``; ``failed`` carries an error, and what was shown stays.
    """

    sort_requested = Signal(str, bool)
    order_about_to_change = Signal()
    order_changed = Signal()
    total_changed = Signal(int)
    loading_changed = Signal(bool)
    failed = Signal(object)

    def __init__(
        self,
        source: RowSource,
        tasks: Tasks,
        *,
        columns: Sequence[Column],
        cell: Cell,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._tasks = tasks
        self._columns = tuple(columns)
        self._make = cell_maker(self._columns, cell)
        self._spec: Hashable | None = None
        self._order = IdOrder()
        self._loading = ""
        self._again = False
        self._window = RowWindow(source.rows, tasks, make=self._make, order=lambda: self._order, parent=self)
        self._window.arrived.connect(self._rows_changed)
        self._window.failed.connect(self.failed)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._blank)
        self._painted = QTimer(self, singleShot=True, interval=AFTER_PAINT_MS)
        self._painted.timeout.connect(self._read_ids)
        self.selection = RowSelection(self, self)
        self.selection.changed.connect(self._ticks_changed)

    # -- what is shown -------------------------------------------------------------------------------------

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the order of the model (a view may show them in another)."""
        return self._columns

    @property
    def spec(self) -> Hashable | None:
        """What is shown, as it was handed to show()."""
        return self._spec

    @property
    def order(self) -> IdOrder:
        """The ids in their order, as far as they are known."""
        return self._order

    @property
    def total(self) -> int:
        """How many rows the list has, as far as that is known."""
        return self._order.total

    @property
    def loading(self) -> bool:
        """Whether the list or its order is still on its way."""
        return bool(self._loading)

    def id_at(self, row: int) -> int | None:
        """The id in a row, or None while it is not known."""
        return self._order.at(row)

    def row_of(self, row_id: int) -> int | None:
        """The row in which an id stands, or None."""
        return self._order.rows_of({row_id}).get(row_id)

    def loaded_at(self, row: int) -> Loaded | None:
        """The row with its cells if it is here; if not, it is sent for."""
        return self._window.loaded_at(row)

    def row_at(self, row: int) -> Row | None:
        """The row value if it is here; if not, it is sent for."""
        loaded = self.loaded_at(row)
        return None if loaded is None else loaded.row

    def loaded_ids(self) -> list[int]:
        """The ids of all rows that are here: what the first Ctrl+A ticks."""
        return [loaded.row.id for loaded in self._window.loaded()]

    # -- showing and refreshing ----------------------------------------------------------------------------

    def show(self, spec: Hashable, *, same_rows: bool = False) -> None:
        """Show another list, or the same rows in another order; ``same_rows`` keeps the ticks.

        What is shown now stays until the first page is there, unless that takes long.
        """
        self._spec = spec
        if not same_rows:
            self.selection.clear()
        self._tasks.drop(self._key("ids"))
        self._painted.stop()
        self._window.drop_request()
        self._again = False
        self._set_loading("first")
        self._patience.start()
        source, make, stamp = self._source, self._make, self._window.writes_seen

        def read() -> tuple[Slots, int | None, int]:
            rows, total = source.first_page(spec, PAGE)
            return [make(row) for row in rows], total, stamp

        self._tasks.read(self._key("first"), read, self._first_arrived, self._list_failed)

    def refresh(self) -> None:
        """Something was written: read again, keeping rows, place and ticks until the answer is here."""
        if self._spec is None:
            return
        self._window.mark_stale()
        if self._loading:
            self._again = True
        else:
            self._read_ids()

    def recompute(self) -> None:
        """Make the cells again without reading: a minute has passed and "27 min ago" is wrong."""
        self._window.recompute()

    def read_cells(self, ids: Sequence[int], on_result: Callable[[list[tuple[CellValue, ...]]], object]) -> None:
        """Read rows that need not be on the screen, such as for copying, in the order of ``ids``."""
        source, make, wanted = self._source, self._make, list(ids)

        def read() -> list[tuple[CellValue, ...]]:
            found = source.rows(wanted)
            return [make(found[row_id]).cells for row_id in wanted if row_id in found]

        self._tasks.read(self._key("cells"), read, on_result, self.failed.emit)

    def _first_arrived(self, answer: tuple[Slots, int | None, int]) -> None:
        slots, total, stamp = answer
        self._patience.stop()
        ids = [each.row.id for each in slots if each is not None]
        ends_here = len(ids) < PAGE
        self._reset(IdOrder.first_page(ids, len(ids) if ends_here else total))
        self._order.complete = ends_here
        self._window.put_first(slots, stamp)
        self.total_changed.emit(self.total)
        if ends_here and not self._again:
            self._set_loading("")
        else:
            self._set_loading("ids")
            self._painted.start()  # a turn later: the rows that are here are painted first

    def _read_ids(self) -> None:
        self._again = False
        self._set_loading("ids")
        source, spec = self._source, self._spec
        assert spec is not None
        self._tasks.read(
            self._key("ids"), lambda: IdOrder.whole(source.ids(spec)), self._ids_arrived, self._list_failed
        )

    def _ids_arrived(self, order: IdOrder) -> None:
        before = self.total
        self._exchange(order)
        self.selection.list_changed()
        if self.total != before:
            self.total_changed.emit(self.total)
        if self._again:
            self._read_ids()
        else:
            self._set_loading("")

    def _list_failed(self, error: BaseException) -> None:
        """The rows that are here stay; if another list was asked for, they are not its rows and go."""
        if self._patience.isActive():
            self._patience.stop()
            self._blank()
        self._again = False
        self._set_loading("")
        self.failed.emit(error)

    def _blank(self) -> None:
        self._reset(IdOrder())
        self.total_changed.emit(0)

    def _reset(self, order: IdOrder) -> None:
        self.beginResetModel()
        self._window.clear()
        self._order = order
        self.endResetModel()

    # -- rows that move ------------------------------------------------------------------------------------

    def _exchange(self, new: IdOrder) -> None:
        """Put the new order in place with as little said to the views as is true."""
        old = self._order
        if not new.same_as(old) and not new.continues(old):
            self.order_about_to_change.emit()
            self._grow(new.total)
            self._permute(new)
            self._shrink(new)
            self.order_changed.emit()
            return
        self._grow(new.total)
        self._order = new
        if new.total != old.total or not old.complete:
            self._window.read_again(old.total // PAGE)
            self._rows_changed(old.known, self.total - 1)

    def _grow(self, total: int) -> None:
        if total <= self._order.total:
            return
        self.beginInsertRows(ROOT, self._order.total, total - 1)
        self._order = self._order.lengthened(total)
        self.endInsertRows()

    def _permute(self, new: IdOrder) -> None:
        """Rows keep their identity: whoever holds an index to a contact finds it in its new row."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        ids = [self._order.at(index.row()) for index in held]
        rows = new.rows_of({each for each in ids if each is not None})
        self._window.reorder()
        self._order = new.lengthened(max(new.total, self._order.total))
        moved = [
            self.index(rows[each], index.column()) if each in rows else QModelIndex()
            for each, index in zip(ids, held, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _shrink(self, new: IdOrder) -> None:
        if new.total < self._order.total:
            self.beginRemoveRows(ROOT, new.total, self._order.total - 1)
            self._order = new
            self.endRemoveRows()
        else:
            self._order = new

    # -- Qt's questions ------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else self._order.total

    def columnCount(self, parent: Index = ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What stands in a cell; look-ups only, a row that is not here yet is empty and sent for."""
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == ID_ROLE:
            return self._order.at(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.align]
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._check_state(index.row()) if column.kind == "check" else None
        if role not in _TEXT_ROLES and role != Qt.ItemDataRole.ToolTipRole:
            return None
        loaded = self.loaded_at(index.row())
        cell = EMPTY if loaded is None else loaded.cells[index.column()]
        if role != Qt.ItemDataRole.ToolTipRole:
            return cell.text
        return cell.tip if isinstance(cell.tip, str) else cell.tip()

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick a row; nothing else can be set here."""
        row_id = self._order.at(index.row()) if index.isValid() else None
        if role != Qt.ItemDataRole.CheckStateRole or row_id is None:
            return False
        self.selection.set_ticked(row_id, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Headings, aligned like their columns; rows have none."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.InitialSortOrderRole:
            return DESCENDING if self._columns[section].kind in LARGEST_FIRST else ASCENDING
        return _ALIGN[self._columns[section].align] if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be dragged; check cells can be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )
        is_check = self._columns[index.column()].kind == "check"
        return flags | Qt.ItemFlag.ItemIsUserCheckable if is_check else flags

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order; whoever shows lists here answers with show()."""
        if 0 <= column < len(self._columns):
            self.sort_requested.emit(self._columns[column].key, order == Qt.SortOrder.DescendingOrder)

    def mimeTypes(self) -> list[str]:
        """A marker only: the page that takes the drop knows what is ticked."""
        return [CONTACTS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Say whether the ticked rows are dragged, or one row that is not ticked."""
        ids = {self._order.at(index.row()) for index in indexes}
        data = QMimeData()
        data.setData(CONTACTS_MIME, b"ticked" if any(i is not None and i in self.selection for i in ids) else b"one")
        return data

    # -- small parts ---------------------------------------------------------------------------------------

    def _check_state(self, row: int) -> Qt.CheckState:
        row_id = self._order.at(row)
        ticked = row_id is not None and row_id in self.selection
        return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked

    def _ticks_changed(self) -> None:
        for number, column in enumerate(self._columns):
            if column.kind == "check" and self.total:
                first, last = self.index(0, number), self.index(self.total - 1, number)
                self.dataChanged.emit(first, last, [Qt.ItemDataRole.CheckStateRole])

    def _rows_changed(self, first: int, last: int) -> None:
        last = min(last, self.total - 1)
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def _set_loading(self, what: str) -> None:
        was, self._loading = self.loading, what
        if self.loading is not was:
            self.loading_changed.emit(self.loading)

    def _key(self, what: str) -> tuple[int, str]:
        return (id(self), what)
