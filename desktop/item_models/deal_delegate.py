"""How a deal is painted as a card: whose it is, the price, when it closes, what is to be done."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from db.queries.deals import DealCard
from db.rules.deals import OPEN_STAGES
from desktop.item_models.deal_model import DealRole, items_words
from desktop.item_models.listing_words import dollars
from desktop.theme.fonts import sized, tabular
from desktop.theme.icons import pixmap
from desktop.theme.palette import colours_of
from desktop.theme.tokens import MEASURE, TYPE, WEIGHT, Colours
from desktop.widgets.chip_painting import paint_elided
from desktop.widgets.painting import colour, paint_focus, paint_outline, paint_pill, pixel_ratio

SIDE: Final = 12
BELOW: Final = 8  # between two cards
SIGN: Final = 12
LINES: Final = (19, 17, 20, 18)  # heights: name, property, closing, agent and items


class DealDelegate(QStyledItemDelegate):
    """Four lines: name, price and property, closing, agent and what is to be done."""

    def __init__(self, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = sized(font, TYPE.body, WEIGHT.semibold)
        self._price = tabular(sized(font, TYPE.small, WEIGHT.medium))
        self._small = sized(font, TYPE.small)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a card."""
        card = index.data(DealRole.CARD)
        if not isinstance(card, DealCard):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(option.palette)
        rect = QRectF(option.rect).adjusted(0, 0, 0, -BELOW)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = colours.selection if chosen else colours.hover if over else colours.surface
        paint_pill(painter, rect, colour(ground), MEASURE.radius)
        paint_outline(painter, rect, colour(colours.accent if chosen else colours.line), radius=MEASURE.radius)
        self._lines(painter, rect, card, colours)
        by_keyboard = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
        if state & by_keyboard == by_keyboard:
            paint_focus(painter, rect, colours, MEASURE.radius)
        painter.restore()

    def _lines(self, painter: QPainter, rect: QRectF, card: DealCard, colours: Colours) -> None:
        left, width = rect.left() + SIDE, rect.width() - 2 * SIDE
        top = rect.top() + (rect.height() - sum(LINES)) / 2
        tops = [top + sum(LINES[:n]) for n in range(len(LINES))]
        painter.setFont(self._name)
        paint_elided(painter, QRectF(left, tops[0], width, LINES[0]), card.contact, colours.text)
        price = dollars(card.price_cents)
        painter.setFont(self._price)
        taken = QFontMetricsF(self._price).horizontalAdvance(price) + SIGN if price else 0
        paint_elided(painter, QRectF(left, tops[1], taken, LINES[1]), price, colours.text)
        painter.setFont(self._small)
        place = QRectF(left + taken, tops[1], width - taken, LINES[1])
        paint_elided(painter, place, card.property or "No property yet", colours.muted)
        ink = colours.error if card.late else colours.muted
        sign = "triangle-alert" if card.late else "calendar" if card.stage in OPEN_STAGES else "flag"
        if card.closes:
            self._with_sign(painter, QRectF(left, tops[2], width, LINES[2]), (sign, card.closes), ink)
        words = items_words(card)
        room = QFontMetricsF(self._small).horizontalAdvance(words) + SIGN + 8 if words else 0
        agent = QRectF(left, tops[3], width - room, LINES[3])
        paint_elided(painter, agent, card.agent or "Pool", colours.muted)
        if words:
            late = bool(card.overdue_items)
            told = ("circle-alert" if late else "list-checks", words)
            place = QRectF(left + width - room + 4, tops[3], room, LINES[3])
            self._with_sign(painter, place, told, colours.error if late else colours.muted)

    @staticmethod
    def _with_sign(painter: QPainter, rect: QRectF, told: tuple[str, str], ink: str) -> None:
        """An icon and words after it: red is never alone."""
        sign, words = told
        picture = pixmap(sign, ink, SIGN, pixel_ratio(painter))
        painter.drawPixmap(QPointF(rect.left(), round(rect.top() + (rect.height() - SIGN) / 2)), picture)
        paint_elided(painter, rect.adjusted(SIGN + 4, 0, 0, 0), words, ink)
