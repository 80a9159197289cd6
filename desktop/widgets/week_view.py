"""A week as a calendar: a column for each day, what is due as blocks at its hours; by pointer and by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from desktop.theme.fonts import sized, tabular
from desktop.theme.tokens import SPACE, TYPE, WEIGHT, Colours
from desktop.widgets.chip_painting import paint_elided
from desktop.widgets.painting import colour, colours_for, paint_focus, paint_outline, paint_pill, plain_tip, tint

HOUR: Final = 48
HEAD: Final = 44
LEFT: Final = 52
DAYS: Final = 7
LEAST: Final = 22  # no block is lower
LEGIBLE: Final = 48  # narrower, a block shows initials in place of a name cut to nothing
INITIALS: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
DAY_MINUTES: Final = 24 * 60
FIRST_SHOWN: Final = 7 * 60


@dataclass(frozen=True, slots=True)
class Block:
    """Something in the week: its key, day 0 to 6, minutes of the day it begins and takes, what it says; `solid` blocks
    take time, the others fall due. `late` is what has passed and is still to be done.
    """

    key: str
    day: int
    start: int
    minutes: int
    title: str
    detail: str
    spoken: str
    solid: bool
    late: bool
    done: bool


class WeekView(QWidget):
    """Signals: current_changed(key or ""); opened(key); free_chosen(day, minute) by a double click beside blocks."""

    current_changed = Signal(str)
    opened = Signal(str)
    free_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[str, ...] = ("",) * DAYS
        self._today = -1
        self._now = -1
        self._blocks: tuple[Block, ...] = ()
        self._places: dict[str, tuple[int, int]] = {}
        self._key = ""
        self._small = sized(self.font(), TYPE.tiny)
        self._figures = tabular(sized(self.font(), TYPE.tiny))
        self._bold = sized(self.font(), TYPE.small, WEIGHT.semibold)
        self._text = sized(self.font(), TYPE.small)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Week")
        self.setMinimumSize(LEFT + DAYS * 80, HEAD + 24 * HOUR)

    @property
    def current(self) -> str:
        """The key of the block at hand, or ""."""
        return self._key

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What is shown, in the order the keyboard goes."""
        return self._blocks

    def show_week(self, days: Sequence[str], blocks: Sequence[Block], *, today: int = -1, now: int = -1) -> None:
        """Show seven days by name and their blocks; `today` is a day of them or -1, `now` a minute of it."""
        self._days, self._today, self._now = tuple(days), today, now
        self._blocks = tuple(sorted(blocks, key=lambda one: (one.day, one.start, one.key)))
        self._places = _side_by_side(self._blocks)
        if self._key not in self._places:
            self._go_to("")
        count = len(self._blocks)
        self.setAccessibleDescription(
            f"{self._days[0]} to {self._days[-1]}: {count} {'entry' if count == 1 else 'entries'}"
        )
        self.update()

    def rect_of(self, key: str) -> QRectF:
        """Where a block stands."""
        one = next(b for b in self._blocks if b.key == key)
        lane, lanes = self._places[key]
        width = self._day_width()
        each = (width - 6) / lanes
        top = HEAD + one.start * HOUR / 60
        height = max(LEAST, min(one.minutes, DAY_MINUTES - one.start) * HOUR / 60 - 2)
        return QRectF(LEFT + one.day * width + 3 + lane * each, top + 1, each - 2, height)

    def go_to(self, key: str) -> None:
        """Have a block at hand."""
        self._go_to(key if key in self._places else "")

    # -- painting -------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Seven days of twenty-four hours."""
        return QSize(LEFT + DAYS * 130, HEAD + 24 * HOUR)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint days, hours, blocks, and the line of now."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_for(self)
        painter.fillRect(self.rect(), colour(colours.surface))
        self._paint_grid(painter, colours)
        for one in self._blocks:
            self._paint_block(painter, one, colours)
            if one.key == self._key:
                paint_focus(painter, self.rect_of(one.key), colours, 4)
        self._paint_now(painter, colours)
        self._paint_head(painter, colours)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Scrolled: the names of the days stay in sight."""
        super().moveEvent(event)
        self.update()

    def _paint_now(self, painter: QPainter, colours: Colours) -> None:
        if self._today >= 0 and self._now >= 0:
            top = HEAD + self._now * HOUR / 60
            left = LEFT + self._today * self._day_width()
            painter.fillRect(QRectF(left, top, self._day_width(), 2), colour(colours.error))

    def _paint_grid(self, painter: QPainter, colours: Colours) -> None:
        width, line = self._day_width(), colour(colours.line)
        if self._today >= 0:
            painter.fillRect(
                QRectF(LEFT + self._today * width, HEAD, width, 24 * HOUR), tint(colours.accent, colours.surface, 0.05)
            )
        painter.setFont(self._figures)
        for hour in range(24):
            top = HEAD + hour * HOUR
            painter.fillRect(QRectF(LEFT, top, self.width() - LEFT, 1), line)
            painter.setPen(colour(colours.muted))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            painter.drawText(QRectF(0, top + 2, LEFT - SPACE.small, 16), int(flags), f"{hour:02}:00")
        for day in range(DAYS):
            painter.fillRect(QRectF(LEFT + day * width, 0, 1, self.height()), line)

    def _paint_head(self, painter: QPainter, colours: Colours) -> None:
        """The days by name, at the top of what is in sight."""
        width, top = self._day_width(), max(0, -self.y())
        painter.fillRect(QRectF(0, top, self.width(), HEAD), colour(colours.surface))
        painter.fillRect(QRectF(0, top + HEAD - 1, self.width(), 1), colour(colours.line))
        for day, name in enumerate(self._days):
            left = LEFT + day * width
            painter.setFont(self._bold if day == self._today else self._text)
            ink = colours.accent if day == self._today else colours.text
            paint_elided(painter, QRectF(left + SPACE.small, top, width - SPACE.mid, HEAD), name, ink)

    def _paint_block(self, painter: QPainter, one: Block, colours: Colours) -> None:
        rect = self.rect_of(one.key)
        own = colours.error if one.late else colours.muted if one.done else colours.accent
        share = 0.28 if one.solid else 0.10
        paint_pill(painter, rect, tint(own, colours.surface, share), 4)
        painter.fillRect(QRectF(rect.left(), rect.top() + 2, 3, rect.height() - 4), colour(own))
        if not one.solid:
            paint_outline(painter, rect, tint(own, colours.surface, 0.45), radius=4)
        inner = rect.adjusted(SPACE.small, 0, -4, 0)
        ink = colours.muted if one.done else colours.text
        if rect.width() < LEGIBLE:
            painter.setFont(self._small)
            painter.setPen(colour(ink))
            letters = "".join(word[0] for word in one.title.split()[:2])
            if painter.fontMetrics().horizontalAdvance(letters) <= inner.width():
                painter.drawText(QRectF(inner.left(), inner.top() + 2, inner.width(), 17), INITIALS, letters)
            return
        painter.setFont(self._bold)
        paint_elided(painter, QRectF(inner.left(), inner.top() + 2, inner.width(), 17), one.title, ink)
        if rect.height() >= 36:
            painter.setFont(self._small)
            paint_elided(painter, QRectF(inner.left(), inner.top() + 19, inner.width(), 15), one.detail, colours.text)

    def _day_width(self) -> float:
        return (self.width() - LEFT) / DAYS

    # -- pointer and keys -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Have the block under the pointer at hand."""
        self._go_to(self._key_at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the block; on an empty place choose its half hour."""
        key, at = self._key_at(event.position()), event.position()
        if key:
            self.opened.emit(key)
        elif at.x() > LEFT and at.y() > HEAD:
            day = min(DAYS - 1, int((at.x() - LEFT) / self._day_width()))
            self.free_chosen.emit(day, min(23 * 60 + 30, int((at.y() - HEAD) / HOUR * 2) * 30))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go through the blocks, left and right to the next day with any, Enter opens."""
        key, keys = event.key(), [one.key for one in self._blocks]
        place = keys.index(self._key) if self._key in keys else -1
        if not keys:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._key:
            self.opened.emit(self._key)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._go_to(keys[0] if place < 0 else keys[max(0, min(len(keys) - 1, place + step))])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._go_to(self._beside(place, 1 if key == Qt.Key.Key_Right else -1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(keys[0] if key == Qt.Key.Key_Home else keys[-1])
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """By the keyboard, the first block is at hand."""
        super().focusInEvent(event)
        by_keys = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_keys and not self._key and self._blocks:
            self._go_to(self._blocks[0].key)

    def event(self, event: QEvent) -> bool:
        """What a block says in full, on hover."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            key = self._key_at(QPointF(event.pos()))
            said = next((one.spoken for one in self._blocks if one.key == key), "")
            QToolTip.showText(event.globalPos(), plain_tip(said), self)
            return True
        return super().event(event)

    def _beside(self, place: int, step: int) -> str:
        day = self._blocks[place].day if place >= 0 else -1 if step > 0 else DAYS
        days = sorted({one.day for one in self._blocks}, reverse=step < 0)
        wanted = next((d for d in days if (d - day) * step > 0), None)
        return self._key if wanted is None else next(one.key for one in self._blocks if one.day == wanted)

    def _key_at(self, at: QPointF) -> str:
        return next((one.key for one in reversed(self._blocks) if self.rect_of(one.key).contains(at)), "")

    def _go_to(self, key: str) -> None:
        if key == self._key:
            return
        self._key = key
        one = next((b for b in self._blocks if b.key == key), None)
        if one is not None:
            self._reveal(self.rect_of(key))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, one.spoken))
        self.current_changed.emit(key)
        self.update()

    def _reveal(self, rect: QRectF) -> None:
        ground = self.parentWidget()
        area = ground.parentWidget() if ground is not None else None
        if isinstance(area, QScrollArea):
            middle = rect.center().toPoint()
            area.ensureVisible(middle.x(), middle.y(), 40, HEAD + 60)


def _side_by_side(blocks: Sequence[Block]) -> dict[str, tuple[int, int]]:
    """For each block which lane of how many it stands in: those that overlap stand beside each other."""
    places: dict[str, tuple[int, int]] = {}
    group: list[tuple[Block, int]] = []
    end, day = 0, -1
    for one in (*blocks, None):
        if one is None or one.day != day or one.start >= end:
            lanes = max((lane for _b, lane in group), default=-1) + 1
            places |= {b.key: (lane, lanes) for b, lane in group}
            group, end = [], 0
        if one is None:
            break
        taken = {lane for b, lane in group if b.start + _shown(b) > one.start}
        group.append((one, next(n for n in range(len(blocks) + 1) if n not in taken)))
        end, day = max(end, one.start + _shown(one)), one.day
    return places


def _shown(one: Block) -> int:
    """How many minutes high a block is painted."""
    return max(one.minutes, -(-LEAST * 60 // HOUR))
