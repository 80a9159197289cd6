"""One button of the status bar or the disposition bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme.fonts import sized
from desktop.theme.icons import pixmap
from desktop.theme.tokens import MEASURE, TYPE, WEIGHT
from desktop.widgets.chip_painting import ChipLook, paint_elided
from desktop.widgets.painting import (
    centre_top,
    colour,
    colours_for,
    paint_focus,
    paint_outline,
    paint_pill,
    pixel_ratio,
    plain_tip,
    tint,
)

SIDE: Final = 9
GAP: Final = 5
CHEVRON: Final = 12
HEIGHT: Final = 28
RADIUS: Final = 6.0


@dataclass(frozen=True, slots=True)
class StatusChoice:
    """A button or an entry of its menu: its key, its look, what it means (said on hover), and what its menu offers."""

    key: str
    look: ChipLook
    meaning: str = ""
    menu: tuple[StatusChoice, ...] = ()
    enabled: bool = True


class StatusButton(QAbstractButton):
    """Tinted and outlined in its colour; the current one is filled and outlined strongly. Signal: clicked."""

    def __init__(self, choice: StatusChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = False
        self.setFont(sized(self.font(), TYPE.small, WEIGHT.medium))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_choice(choice)

    def set_choice(self, choice: StatusChoice) -> None:
        """Stand for this from now on: another look, another meaning, to be had or not."""
        self.choice = choice
        self.setEnabled(choice.enabled)
        tip = plain_tip(choice.meaning or choice.look.label)
        self.setToolTip(tip.replace("\n", "<br>") if tip.startswith("<") else tip)
        self.setAccessibleDescription(choice.meaning)
        self.updateGeometry()
        self.set_current(current=self._current)

    @property
    def is_current(self) -> bool:
        """Whether the contact has this status now."""
        return self._current

    def set_current(self, *, current: bool) -> None:
        """Show it as the one the contact has."""
        self._current = current
        label = self.choice.look.label
        self.setAccessibleName(f"{label}, current" if current else label)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the label wants, the same for current and not, so that nothing moves."""
        text = QFontMetricsF(self.font()).horizontalAdvance(self.choice.look.label)
        menu = CHEVRON + GAP if self.choice.menu else 0
        return QSize(round(SIDE * 2 + self._icon_space() + text + menu) + 1, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The icon and a few letters."""
        return QSize(min(self.sizeHint().width(), 64), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box, icon, label and the sign of a menu."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        if not self.isEnabled():
            painter.setOpacity(0.5)
        rect = QRectF(self.rect())
        self._paint_box(painter, rect)
        self._paint_content(painter, rect)

    def _icon_space(self) -> int:
        return MEASURE.icon_small + GAP if self.choice.look.icon else 0

    def _paint_box(self, painter: QPainter, rect: QRectF) -> None:
        colours = colours_for(self)
        own = self.choice.look.colour(colours)
        share = 0.28 if self._current else 0.18 if self.underMouse() or self.isDown() else 0.09
        paint_pill(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), tint(own, colours.surface, share), RADIUS)
        if self.hasFocus():
            paint_focus(painter, rect, colours, RADIUS)
        elif self._current:
            paint_outline(painter, rect, colour(own), radius=RADIUS, width=2.0)
        else:
            paint_outline(painter, rect, tint(own, colours.surface, 0.42), radius=RADIUS)

    def _paint_content(self, painter: QPainter, rect: QRectF) -> None:
        colours = colours_for(self)
        look, size = self.choice.look, MEASURE.icon_small
        left = rect.left() + SIDE
        if look.icon:
            picture = pixmap(look.icon, look.colour(colours), size, pixel_ratio(painter))
            painter.drawPixmap(QPointF(left, centre_top(rect, size)), picture)
            left += self._icon_space()
        right = rect.right() - SIDE
        if self.choice.menu:
            right -= CHEVRON
            sign = pixmap("chevron-down", colours.text, CHEVRON, pixel_ratio(painter))
            painter.drawPixmap(QPointF(right, centre_top(rect, CHEVRON)), sign)
            right -= GAP
        paint_elided(painter, QRectF(left, rect.top(), right - left, rect.height()), look.label, colours.text)
