"""Searching all contacts as one types: the field of the top bar and what it finds, under it."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from db.queries.lists import count
from db.queries.reader import Reader
from db.queries.search import Found, find
from db.rules.filters import ListSpec
from db.rules.phones import format_phone
from desktop.item_models.looks import status_looks
from desktop.services import Services
from desktop.theme.fonts import sized
from desktop.theme.icons import pixmap
from desktop.theme.palette import colours_of
from desktop.theme.tokens import MEASURE, TYPE, WEIGHT
from desktop.widgets.chip_painting import ChipLook, paint_elided
from desktop.widgets.floating_panel import RaisedPanel
from desktop.widgets.painting import colour, paint_pill
from desktop.widgets.search_box import SearchBox

SHOWN: Final = 9
HEIGHT: Final = 46
WIDTH: Final = 420
ROLE: Final = int(Qt.ItemDataRole.UserRole)
_MOVES: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class SearchPalette(QObject):
    """`box` goes into the top bar. Enter opens the contact that is marked; the last line shows all in a list."""

    def __init__(self, services: Services, host: QWidget) -> None:
        super().__init__(host)
        self._services = services
        self._host = host
        self._looks: dict[str, ChipLook] = {}
        self.box = SearchBox("Search contacts")
        self.box.setAccessibleName("Search all contacts")
        self.results = QListWidget()
        self.results.setItemDelegate(_FoundDelegate(self.results))
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.setAccessibleName("Found")
        self.panel = RaisedPanel(host)
        self.panel.body.addWidget(self.results)
        self.panel.hide()
        self.box.installEventFilter(self)
        self.box.text_settled.connect(self._search)
        self.box.left.connect(self._leave)
        self.results.itemClicked.connect(self._open)
        services.announcer.changed.connect(self.count)
        services.announcer.office_changed_elsewhere.connect(self.count)
        self.count()

    def count(self) -> None:
        """Say in the field how many there are to search."""
        office = self._services.office

        def query(reader: Reader) -> tuple[int, dict[str, ChipLook]]:
            return count(reader, ListSpec("everyone")), status_looks(reader.facts.scheme)

        self._services.tasks.read((id(self), "count"), lambda: office.read(query), self._counted)

    def focus(self) -> None:
        """Put the keyboard into the field."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows mark, Enter opens; leaving the field closes what was found."""
        if watched is self.box and event.type() == QEvent.Type.FocusOut:
            self.panel.hide()
        elif watched is self.box and event.type() == QEvent.Type.FocusIn and self.results.count():
            self._show()
        elif watched is self.box and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if not self.panel.isVisible():
            return False
        if event.key() in _MOVES:
            row = self.results.currentRow() + _MOVES[Qt.Key(event.key())]
            self.results.setCurrentRow(min(max(row, 0), self.results.count() - 1))
            return True
        item = self.results.currentItem()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and item is not None:
            self._open(item)
            return True
        return False

    def _counted(self, answer: tuple[int, dict[str, ChipLook]]) -> None:
        total, self._looks = answer
        self.box.setPlaceholderText(f"Search {total:,} contacts")

    def _search(self, text: str) -> None:
        if not text.strip():
            self._services.tasks.drop((id(self), "find"))
            self.results.clear()
            self.panel.hide()
            return
        office = self._services.office
        self._services.tasks.read(
            (id(self), "find"),
            lambda: (text, office.read(find, text, limit=SHOWN)),
            self._found,
        )

    def _found(self, answer: tuple[str, tuple[Found, ...]]) -> None:
        text, found = answer
        self.results.clear()
        for one in found:
            item = QListWidgetItem(one.name, self.results)
            item.setData(ROLE, (one, self._looks.get(one.status)))
        last = QListWidgetItem(
            f"All that match “{text}” as a list" if found else f"Nobody matches “{text}”", self.results
        )
        if not found:
            last.setFlags(Qt.ItemFlag.NoItemFlags)
        self.results.setCurrentRow(0)
        if self.box.hasFocus():
            self._show()

    def _show(self) -> None:
        place = self.box.mapTo(self._host, QPoint(self.box.width(), self.box.height() + 4))
        height = min(self.results.count(), SHOWN + 1) * HEIGHT + 16
        self.panel.place(QRect(place.x() - WIDTH, place.y(), WIDTH, height))
        self.panel.show()
        self.panel.raise_()

    def _open(self, item: QListWidgetItem) -> None:
        data = item.data(ROLE)
        text = self.box.text().strip()
        self.panel.hide()
        if data is not None:
            self._services.navigation.open_contact(data[0].id)
        elif text:
            self._services.navigation.open_list(ListSpec("everyone", search=text))
            self._leave()

    def _leave(self) -> None:
        self.box.clear()
        self.panel.hide()
        self.box.clearFocus()


class _FoundDelegate(QStyledItemDelegate):
    """Status icon, name, and under it e-mail and phone."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = colours_of(option.palette)
        rect = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_pill(painter, rect, colour(colours.selection), MEASURE.radius_small)
        data: Any = index.data(ROLE)
        text = rect.adjusted(40, 0, -10, 0)
        painter.setFont(sized(option.font, TYPE.body, WEIGHT.medium if data else WEIGHT.regular))
        height = QFontMetricsF(painter.font()).height()
        if data is None:
            paint_elided(painter, text, str(index.data()), colours.accent)
        else:
            one, look = data
            if look is not None:
                painter.drawPixmap(int(rect.left()) + 14, int(rect.top()) + 15, pixmap(look.icon, look.colour(colours)))
            top = rect.top() + round(rect.height() / 2 - height)
            paint_elided(painter, QRectF(text.left(), top, text.width(), height), one.name, colours.text)
            painter.setFont(sized(option.font, TYPE.small))
            line = " · ".join(part for part in (one.email, format_phone(one.phone)) if part)
            below = QRectF(text.left(), top + height, text.width(), height)
            paint_elided(painter, below, line or "no address or number", colours.muted)
        painter.restore()
