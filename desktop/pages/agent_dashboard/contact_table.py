"""The table of contacts in its card: columns as the member left them, and what stands there when it is empty."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from db.queries.reader import OfficeFacts
from db.rules.filters import ListSpec, Sort
from desktop.item_models.columns import ColumnLayout
from desktop.item_models.contact_source import COLUMNS, HIDDEN_AT_FIRST, ContactSource
from desktop.item_models.looks import disposition_look, status_looks
from desktop.item_models.row_delegate import RowDelegate, TableColours
from desktop.item_models.row_source import CellValue
from desktop.item_models.table import WindowedTable
from desktop.item_models.table_view import ContactTableView
from desktop.services import Services
from desktop.settings_file import SettingsFile
from desktop.theme.fonts import sized
from desktop.theme.tokens import TYPE, WEIGHT, Colours
from desktop.widgets.chip_painting import ChipLook, paint_chip
from desktop.widgets.empty_state import EmptyState

LAYOUT_KEY: Final = "contact-columns"


class ContactTable(QFrame):
    """`view` and `table` are the parts that do the work. Signals: empty_pressed(key); sorted(Sort)."""

    empty_pressed = Signal(str)
    sorted = Signal(object)

    def __init__(self, services: Services, settings: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._services = services
        self._settings = settings
        self._looks: dict[str, ChipLook] = {}
        self.source = ContactSource(services.office)
        self.table = WindowedTable(self.source, services.tasks, columns=COLUMNS, cell=self.source.cell, parent=self)
        self._delegate = RowDelegate(table_colours(services.theme.colours), self._paint_chip, self)
        self.view = ContactTableView(self.table, self._delegate, self)
        self.view.setAccessibleName("Contacts")
        self.empty = EmptyState("users", "", parent=self)
        self.empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.empty.pressed.connect(self.empty_pressed)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 3, 1, 3)
        column.addWidget(self._stack)
        services.theme.changed.connect(self._recolour)
        self.table.sort_requested.connect(lambda key, down: self.sorted.emit(Sort(key, down)))
        self.view.columns_rearranged.connect(self._remember)
        self.arrange()

    def set_facts(self, facts: OfficeFacts) -> None:
        """The office's statuses look like this now."""
        self._looks = status_looks(facts.scheme)
        self._delegate.forget()
        self.view.viewport().update()

    def arrange(self) -> None:
        """The columns as the member who is signed in left them on this computer."""
        text = self._settings.own(self._services.office.place, self._services.office.actor.id, LAYOUT_KEY)
        layout = ColumnLayout.from_json(text) if text else None
        self.view.header.arrange(layout or first_layout())

    @property
    def sort(self) -> Sort:
        """How the member has the table sorted."""
        sort = self.view.header.arrangement().sort
        return Sort(*sort) if sort else Sort()

    def show_sort(self, sort: Sort) -> None:
        """Mark the heading a list is sorted by; none when it is sorted by what is no column."""
        layout = self.view.header.arrangement()
        keys = {column.key for column in COLUMNS}
        shown = (sort.column, sort.descending) if sort.column in keys else None
        self.view.header.arrange(ColumnLayout(layout.order, layout.widths, layout.hidden, shown))

    def show_list(self, spec: ListSpec, *, same_rows: bool = False) -> None:
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

    def _remember(self) -> None:
        text = self.view.header.arrangement().to_json()
        office = self._services.office
        self._settings.set_own(office.place, office.actor.id, key=LAYOUT_KEY, value=text)

    def _recolour(self) -> None:
        self._delegate.set_colours(table_colours(self._services.theme.colours))
        self.view.viewport().update()

    def _paint_chip(self, painter: QPainter, room: QRect, cell: CellValue, kind: str) -> None:
        key = str(cell.value)
        look = disposition_look(key) if kind == "disposition" else self._looks.get(key)
        if look is not None:
            painter.setFont(sized(painter.font(), TYPE.small, WEIGHT.medium))
            paint_chip(painter, QRectF(room), look, self._services.theme.colours)


def first_layout() -> ColumnLayout:
    """How the table comes: newest activity first, the rarely wanted columns put away."""
    layout = ColumnLayout.of(COLUMNS)
    return ColumnLayout(layout.order, layout.widths, HIDDEN_AT_FIRST, ("last_activity", True))


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
