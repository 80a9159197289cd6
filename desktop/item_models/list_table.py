"""A windowed table in its card: columns as the member left them, and what stands there when it is empty."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from db.queries.reader import OfficeFacts
from db.rules.filters import Sort
from desktop.item_models.columns import Column, ColumnLayout
from desktop.item_models.looks import SHIPPED_LIST, disposition_look, dispositions_of, status_looks
from desktop.item_models.row_delegate import RowDelegate, TableColours
from desktop.item_models.row_source import CellValue, RowSource
from desktop.item_models.table import WindowedTable
from desktop.item_models.table_view import ContactTableView
from desktop.services import Services
from desktop.settings_file import SettingsFile
from desktop.theme.fonts import sized
from desktop.theme.tokens import TYPE, WEIGHT, Colours
from desktop.widgets.chip_painting import ChipLook, paint_chip
from desktop.widgets.empty_state import EmptyState


class CellSource(RowSource, Protocol):
    """Rows, and what stands in their cells."""

    def cell(self, row: Any, key: str) -> CellValue:
        """One cell; quick, for it is made when its row is painted."""
        ...


@dataclass(frozen=True, slots=True)
class TableKind:
    """What a table shows: its name for the screen reader, its columns and how they come, the key under which a
    member's own arrangement is kept, the icon of its empty state. `sortable` are the columns the query can sort by,
    None for all.
    """

    name: str
    columns: tuple[Column, ...]
    first: ColumnLayout
    layout_key: str
    icon: str
    sortable: frozenset[str] | None = None


class ListTable(QFrame):
    """`view` and `table` are the parts that do the work. Signals: empty_pressed(key); sorted(Sort)."""

    empty_pressed = Signal(str)
    sorted = Signal(object)

    def __init__(
        self,
        services: Services,
        settings: SettingsFile,
        kind: TableKind,
        source: CellSource,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._services = services
        self._settings = settings
        self._kind = kind
        self._looks: dict[str, ChipLook] = {}
        self._dispositions = {one.key: disposition_look(one.key) for one in SHIPPED_LIST.all}
        self._sort = Sort()
        self.table = WindowedTable(source, services.tasks, columns=kind.columns, cell=source.cell, parent=self)
        self._delegate = RowDelegate(table_colours(services.theme.colours), self._paint_chip, self)
        self.view = ContactTableView(self.table, self._delegate, self)
        self.view.setAccessibleName(kind.name)
        self.empty = EmptyState(kind.icon, "", parent=self)
        self.empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.empty.pressed.connect(self.empty_pressed)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 3, 1, 3)
        column.addWidget(self._stack)
        services.theme.changed.connect(self._recolour)
        self.table.sort_requested.connect(self._sort_wanted)
        self.view.columns_rearranged.connect(self._remember)
        self.arrange()

    def sorts_by(self, key: str) -> bool:
        """Whether the query can sort by a column."""
        return self._kind.sortable is None or key in self._kind.sortable

    def set_facts(self, facts: OfficeFacts) -> None:
        """The office's statuses look like this now."""
        self._looks = status_looks(facts.scheme)
        office = dispositions_of(facts)
        self._dispositions = {one.key: disposition_look(one.key, office) for one in office.all}
        self._delegate.forget()
        self.view.viewport().update()

    def arrange(self) -> None:
        """The columns as the member who is signed in left them on this computer."""
        text = self._settings.own(self._services.office.place, self._services.office.actor.id, self._kind.layout_key)
        layout = ColumnLayout.from_json(text) if text else None
        self.view.header.arrange(layout or self._kind.first)

    @property
    def sort(self) -> Sort:
        """How the member has the table sorted."""
        sort = self.view.header.arrangement().sort
        return Sort(*sort) if sort else Sort()

    def show_sort(self, sort: Sort) -> None:
        """Mark the heading a list is sorted by; none when it is sorted by what is no column."""
        self._sort = sort
        layout = self.view.header.arrangement()
        keys = {column.key for column in self._kind.columns}
        shown = (sort.column, sort.descending) if sort.column in keys else None
        if shown != layout.sort:
            self.view.header.arrange(ColumnLayout(layout.order, layout.widths, layout.hidden, shown))

    def show_list(self, spec: Hashable, *, same_rows: bool = False) -> None:
        """Show a list."""
        self.table.show(spec, same_rows=same_rows)

    def show_empty(self, *, empty: bool) -> None:
        """The sentence in place of rows, or the rows."""
        before = self.view.hasFocus() or self.empty.hasFocus()
        self._stack.setCurrentIndex(1 if empty else 0)
        if before:  # the keyboard stays here; Qt would hand it to the next button
            (self.empty if empty else self.view).setFocus()

    @property
    def is_empty(self) -> bool:
        """Whether the sentence stands there."""
        return self._stack.currentIndex() == 1

    def set_density(self, density: Literal["comfortable", "compact"]) -> None:
        """Rows 36 or 28 high."""
        self.view.set_density(density)

    def look_of(self, cell: CellValue, kind: str) -> ChipLook | None:
        """The chip of a cell: a status or a disposition; None for none."""
        key = str(cell.value)
        if kind != "disposition":
            return self._looks.get(key)
        return self._dispositions.get(key) or disposition_look(key)

    def _sort_wanted(self, key: str, down: bool) -> None:  # noqa: FBT001 - the slot of a signal
        if self.sorts_by(key):
            self.sorted.emit(Sort(key, down))
        else:  # the heading marked itself already
            self.show_sort(self._sort)

    def _remember(self) -> None:
        text = self.view.header.arrangement().to_json()
        office = self._services.office
        self._settings.set_own(office.place, office.actor.id, key=self._kind.layout_key, value=text)

    def _recolour(self) -> None:
        self._delegate.set_colours(table_colours(self._services.theme.colours))
        self.view.viewport().update()

    def _paint_chip(self, painter: QPainter, room: QRect, cell: CellValue, kind: str) -> None:
        look = self.look_of(cell, kind)
        if look is not None:
            painter.setFont(sized(painter.font(), TYPE.small, WEIGHT.medium))
            paint_chip(painter, QRectF(room), look, self._services.theme.colours)


def table_colours(colours: Colours) -> TableColours:
    """The table's colours out of the theme's."""
    return TableColours(
        surface=colours.surface,
        line=colours.line,
        text=colours.text,
        muted=colours.muted,
        accent=colours.accent,
        on_accent=colours.on_accent,
        ticked=colours.selection,
        current=colours.hover,
        star=colours.stars,
    )
