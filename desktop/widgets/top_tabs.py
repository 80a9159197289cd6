"""The bar at the top: the mark, the pages, the search, the member."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.theme.tokens import MEASURE, SPACE, TYPE, WEIGHT
from desktop.widgets.avatar import Avatar
from desktop.widgets.painting import colour, colours_for, paint_pill
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.underlined_tabs import UnderlinedTabs

MARK = 18
NARROW = 1150  # below this the mark stands without the name
LEAST_SEARCH, MOST_SEARCH = 110, 320


class TopTabs(QWidget):
    """Signals: chosen(key) of a page; member_pressed() when there is no menu set for the member."""

    chosen = Signal(str)
    member_pressed = Signal()

    def __init__(self, title: str = "Brokerdesk", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: list[str] = []
        self._menu: QMenu | None = None
        self._tabs = UnderlinedTabs(height=MEASURE.top_bar, parent=self)
        self._tabs.setAccessibleName("Pages")
        self._avatar = Avatar("", size=28, pressable=True, parent=self)
        self.setFixedHeight(MEASURE.top_bar)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE.big + MARK + SPACE.small, 0, SPACE.big, 0)
        self._row.setSpacing(0)
        self._title = PlainLabel(title, size=TYPE.lead, weight=WEIGHT.semibold, parent=self)
        self._title.setContentsMargins(0, 0, SPACE.huge - SPACE.small, 0)
        self._search: QWidget | None = None
        self._row.addWidget(self._title)
        self._row.addSpacing(SPACE.small)
        self._row.addWidget(self._tabs)
        self._row.addStretch(1)
        self._row.addSpacing(SPACE.mid)
        self._row.addWidget(self._avatar)
        self._tabs.currentChanged.connect(self._on_tab)
        self._avatar.clicked.connect(self._open_menu)

    def set_tabs(self, tabs: Sequence[tuple[str, str]]) -> None:
        """Offer these pages as (key, label); the first one is open, without a signal."""
        self._tabs.blockSignals(True)
        while self._tabs.count():
            self._tabs.removeTab(0)
        self._keys = [key for key, _ in tabs]
        for _, label in tabs:
            self._tabs.addTab(label.replace("&", "&&"))
        self._tabs.blockSignals(False)

    @property
    def current(self) -> str:
        """The key of the open page, or ""."""
        index = self._tabs.currentIndex()
        return self._keys[index] if 0 <= index < len(self._keys) else ""

    def set_current(self, key: str) -> None:
        """Open a page from outside, without a signal."""
        self._tabs.blockSignals(True)
        self._tabs.setCurrentIndex(self._keys.index(key))
        self._tabs.blockSignals(False)
        self._tabs.update()

    def set_search(self, search: QWidget) -> None:
        """Put the search field before the member."""
        self._search = search
        self._row.insertWidget(self._row.count() - 2, search, 2)
        self._order()
        self._make_room()

    def add_tools(self, *tools: QWidget) -> None:
        """Put these before the member, after the search."""
        for tool in tools:
            self._row.insertWidget(self._row.count() - 1, tool)
            self._row.insertSpacing(self._row.count() - 1, SPACE.small)
        self._order()
        self._make_room()

    def set_member(self, name: str, menu: QMenu | None = None) -> None:
        """Say who works here, and the menu behind the initials."""
        self._avatar.set_name(name)
        self._menu = menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tabs come before the name and a wide search."""
        super().resizeEvent(event)
        self._make_room()

    def event(self, event: QEvent) -> bool:
        """A part wants another width."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return done

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Surface, the mark, the line below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_for(self)
        painter.fillRect(self.rect(), colour(colours.surface))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour(colours.line))
        mark = QRectF(SPACE.big, (self.height() - MARK) / 2, MARK, MARK)
        paint_pill(painter, mark, colour(colours.accent), 5)

    def _make_room(self) -> None:
        """All tabs can be read: the name goes first, then the search is narrower."""
        self._title.setVisible(self.width() >= NARROW)
        self._tabs.set_tight(on=self.width() < NARROW)
        if self._search is None:
            return
        own = self._search.sizeHint().width()
        free = self.width() - (self._row.sizeHint().width() - own)
        room = max(LEAST_SEARCH, min(MOST_SEARCH, free))
        if self._search.maximumWidth() != room:
            self._search.setMinimumWidth(min(160, room))
            self._search.setMaximumWidth(room)

    def _order(self) -> None:
        """The keyboard goes from left to right."""
        items = (self._row.itemAt(n) for n in range(self._row.count()))
        found = (item.widget() for item in items if item is not None)
        shown = [part for part in found if part is not None and part is not self._title]
        for before, after in pairwise(shown):
            self.setTabOrder(before, after)

    def _on_tab(self, index: int) -> None:
        if 0 <= index < len(self._keys):
            self.chosen.emit(self._keys[index])

    def _open_menu(self) -> None:
        self.member_pressed.emit()
        if self._menu is None:
            return
        wanted = self._menu.sizeHint().width()
        corner = self._avatar.mapToGlobal(QPoint(self._avatar.width() - wanted, self._avatar.height() + 4))
        self._menu.popup(corner)
