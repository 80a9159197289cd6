"""How an entry of the timeline is painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.theme.fonts import sized, tabular
from desktop.theme.palette import colours_of
from desktop.theme.tokens import MEASURE, TYPE, WEIGHT, Colours
from desktop.widgets.chip_painting import paint_elided
from desktop.widgets.painting import colour, paint_dot, paint_focus

ENTRY_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
HEIGHT: Final = 56
COMPACT_HEIGHT: Final = 45
TEXT_LEFT: Final = 22
DOT: Final = 4.5


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event: `time` as "27 min ago", `full_time` for hover, a colour for each mode."""

    key: str
    title: str
    detail: str
    time: str
    full_time: str
    light: str
    dark: str


class TimelineDelegate(QStyledItemDelegate):
    """Dot in the colour, title, second line, time at the right; compact: title and one line."""

    def __init__(self, font: QFont, *, compact: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._compact = compact
        self._title = sized(font, TYPE.body, WEIGHT.regular if compact else WEIGHT.medium)
        self._detail = sized(font, TYPE.small)
        self._time = tabular(sized(font, TYPE.small))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All of one height."""
        return QSize(0, COMPACT_HEIGHT if self._compact else HEIGHT)

    def time_rect(self, rect: QRect, entry: TimelineEntry) -> QRectF:
        """Where the time of an entry stands, for its tooltip."""
        inner = QRectF(rect)
        if self._compact:
            return QRectF(inner.left() + TEXT_LEFT, inner.top() + 20, inner.width() - TEXT_LEFT, 18)
        width = QFontMetricsF(self._time).horizontalAdvance(entry.time) + 2
        return QRectF(inner.right() - width, inner.top() + 10, width, 18)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one entry."""
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, TimelineEntry):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(option.palette)
        rect = QRectF(option.rect)
        top = rect.top() + (2 if self._compact else 10)
        own = entry.dark if colours.dark else entry.light
        paint_dot(painter, QPointF(rect.left() + DOT, top + 9), colour(own), DOT)
        if self._compact:
            self._paint_compact(painter, QRectF(rect.left(), top, rect.width(), 36), entry, colours)
        else:
            self._paint_full(painter, QRectF(rect.left(), top, rect.width(), 36), entry, colours)
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), colour(colours.line))
        by_keyboard = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
        if option.state & by_keyboard == by_keyboard:
            paint_focus(painter, rect.adjusted(0, 0, 0, -2), colours, MEASURE.radius_small)
        painter.restore()

    def _paint_full(self, painter: QPainter, rect: QRectF, entry: TimelineEntry, colours: Colours) -> None:
        painter.setFont(self._time)
        width = QFontMetricsF(self._time).horizontalAdvance(entry.time) + 2
        painter.setPen(colour(colours.muted))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(rect.right() - width, rect.top(), width, 18), int(flags), entry.time)
        left = rect.left() + TEXT_LEFT
        painter.setFont(self._title)
        paint_elided(painter, QRectF(left, rect.top(), rect.right() - width - 12 - left, 18), entry.title, colours.text)
        painter.setFont(self._detail)
        paint_elided(painter, QRectF(left, rect.top() + 18, rect.right() - left, 17), entry.detail, colours.muted)

    def _paint_compact(self, painter: QPainter, rect: QRectF, entry: TimelineEntry, colours: Colours) -> None:
        left = rect.left() + TEXT_LEFT - 3
        painter.setFont(self._title)
        paint_elided(painter, QRectF(left, rect.top(), rect.right() - left, 18), entry.title, colours.text)
        below = " · ".join(filter(None, (entry.time, entry.detail)))
        painter.setFont(self._time)
        paint_elided(painter, QRectF(left, rect.top() + 18, rect.right() - left, 17), below, colours.muted)
