"""How a day and a thing to do are painted in the agenda."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.item_models.agenda_model import AgendaRole, AgendaRow
from desktop.theme.fonts import sized, tabular
from desktop.theme.icons import pixmap
from desktop.theme.palette import colours_of
from desktop.theme.tokens import MEASURE, SPACE, TYPE, WEIGHT, Colours
from desktop.widgets.chip_painting import paint_elided
from desktop.widgets.painting import colour, paint_focus, paint_outline, paint_pill, pixel_ratio

BOX: Final = 18  # the tick
BOX_LEFT: Final = 12
TIME_LEFT: Final = BOX_LEFT + BOX + SPACE.mid
TIME_WIDTH: Final = 60
ICON_LEFT: Final = TIME_LEFT + TIME_WIDTH
TEXT_LEFT: Final = ICON_LEFT + MEASURE.icon + SPACE.mid


class AgendaDelegate(QStyledItemDelegate):
    """A tick, the hour, what kind it is, whom it is with, and a second line of what it is about."""

    def __init__(self, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heading = sized(font, TYPE.small, WEIGHT.semibold)
        self._time = tabular(sized(font, TYPE.body))
        self._title = sized(font, TYPE.body, WEIGHT.medium)
        self._detail = sized(font, TYPE.small)

    @staticmethod
    def tick_rect(rect: QRect) -> QRect:
        """Where the tick of a row is hit: as wide as a pointer needs."""
        return QRect(rect.left(), rect.top(), TIME_LEFT - SPACE.tiny, rect.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a heading or a row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, rect = colours_of(option.palette), QRectF(option.rect)
        row = index.data(AgendaRole.ROW)
        if isinstance(row, AgendaRow):
            self._paint_row(painter, rect, row, colours, option.state)
        else:
            painter.setFont(self._heading)
            place = rect.adjusted(BOX_LEFT, SPACE.small, -BOX_LEFT, 0)
            paint_elided(painter, place, str(index.data()), colours.muted)
        painter.restore()

    def _paint_row(
        self, painter: QPainter, rect: QRectF, row: AgendaRow, colours: Colours, state: QStyle.StateFlag
    ) -> None:
        if state & QStyle.StateFlag.State_Selected:
            paint_pill(painter, rect, colour(colours.selection), MEASURE.radius_small)
        elif state & QStyle.StateFlag.State_MouseOver:
            paint_pill(painter, rect, colour(colours.hover), MEASURE.radius_small)
        else:
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), colour(colours.line))
        self._paint_tick(painter, rect, row, colours)
        painter.setFont(self._time)
        ink = colours.error if row.late else colours.muted if row.item.is_done else colours.text
        begins, _, ends = row.time.partition("–")
        paint_elided(painter, QRectF(rect.left() + TIME_LEFT, rect.top(), TIME_WIDTH - 8, rect.height()), begins, ink)
        own = colours.error if row.late else colours.muted
        picture = pixmap(row.icon, own, MEASURE.icon, pixel_ratio(painter))
        middle = rect.top() + (rect.height() - MEASURE.icon) / 2
        painter.drawPixmap(QPointF(rect.left() + ICON_LEFT, round(middle)), picture)
        left, width = rect.left() + TEXT_LEFT, rect.width() - TEXT_LEFT - BOX_LEFT
        top = rect.top() + (rect.height() - 36) / 2
        painter.setFont(self._title)
        title = colours.muted if row.item.is_done else colours.text
        paint_elided(painter, QRectF(left, top, width, 19), row.title, title)
        painter.setFont(self._detail)
        detail = " · ".join(filter(None, (f"until {ends}" if ends else "", row.detail)))
        paint_elided(painter, QRectF(left, top + 19, width, 17), detail, colours.muted)
        by_keyboard = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
        if state & by_keyboard == by_keyboard:
            paint_focus(painter, rect.adjusted(0, 0, 0, -1), colours, MEASURE.radius_small)

    @staticmethod
    def _paint_tick(painter: QPainter, rect: QRectF, row: AgendaRow, colours: Colours) -> None:
        top = round(rect.top() + (rect.height() - BOX) / 2)
        box = QRectF(rect.left() + BOX_LEFT, top, BOX, BOX)
        if row.item.is_done:
            paint_pill(painter, box, colour(colours.good), BOX / 2)
            sign = pixmap("check", colours.surface, 12, pixel_ratio(painter))
            painter.drawPixmap(QPointF(box.left() + 3, box.top() + 3), sign)
        elif row.item.may_change:
            paint_outline(painter, box, colour(colours.edge), radius=BOX / 2, width=1.5)


def is_on_tick(rect: QRect, x: int) -> bool:
    """Whether a press at `x` is on the tick of the row in `rect`."""
    return AgendaDelegate.tick_rect(rect).left() <= x <= AgendaDelegate.tick_rect(rect).right()
