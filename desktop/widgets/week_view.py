"""A day or a week as a calendar: a column for each day, what is due as blocks at its hours; by pointer and keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QScrollArea, QToolTip, QWidget

from desktop.theme.fonts import sized, tabular
from desktop.theme.tokens import SPACE, TYPE, WEIGHT, Colours
from desktop.widgets.calendar_layout import (
    DAY_MINUTES,
    HOUR,
    LEAST,
    STEP,
    Block,
    side_by_side,
    whole_day_rows,
)
from desktop.widgets.chip_painting import paint_elided
from desktop.widgets.painting import colour, colours_for, paint_focus, paint_outline, paint_pill, plain_tip, tint

HEAD: Final = 44
LEFT: Final = 52
DAYS: Final = 7
ROW: Final = 24  # of what has no hour
LEGIBLE: Final = 48  # narrower, a block shows initials in place of a name cut to nothing
INITIALS: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
FIRST_SHOWN: Final = 7 * 60
NOTHING: Final = "Nothing stands here. A double click, or N, makes an appointment."
NEW_AT: Final = 9 * 60


# What a letter asks for with the block at hand.
LETTERS: Final = {Qt.Key.Key_D: "done", Qt.Key.Key_Space: "done", Qt.Key.Key_M: "move", Qt.Key.Key_P: "call"}
_TURNS: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_T: 0}
_MOVES: Final = {
    Qt.Key.Key_Up: (0, -STEP), Qt.Key.Key_Down: (0, STEP), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
}  # fmt: skip


class WeekView(QWidget):
    """Signals: current_changed(key or ""); opened(key); free_chosen(day, minute) by a double click beside blocks, or N;
    moved_by(key, days, minutes) by dragging, or Alt and an arrow; turned(-1 back, 1 on, 0 to today);
    commanded("done", "move" or "call"); menu_wanted(point on the screen) about the block at hand.
    """

    current_changed = Signal(str)
    opened = Signal(str)
    free_chosen = Signal(int, int)
    moved_by = Signal(str, int, int)
    turned = Signal(int)
    commanded = Signal(str)
    menu_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[str, ...] = ("",) * DAYS
        self._today = -1
        self._now = -1
        self._blocks: tuple[Block, ...] = ()
        self._places: dict[str, tuple[int, int]] = {}
        self._rows: dict[str, int] = {}
        self._key = ""
        self._held: tuple[str, QPointF] | None = None  # a block that can be moved, and where it was taken hold of
        self._shift = (0, 0)  # days and minutes that it is dragged by
        self.letters_enabled = True
        self._small = sized(self.font(), TYPE.tiny)
        self._figures = tabular(sized(self.font(), TYPE.tiny))
        self._bold = sized(self.font(), TYPE.small, WEIGHT.semibold)
        self._text = sized(self.font(), TYPE.small)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Calendar")
        self._fit()

    @property
    def current(self) -> str:
        """The key of the block at hand, or ""."""
        return self._key

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What is shown, in the order the keyboard goes."""
        return self._blocks

    def show_week(self, days: Sequence[str], blocks: Sequence[Block], *, today: int = -1, now: int = -1) -> None:
        """Show these days by name and their blocks; `today` is a day of them or -1, `now` a minute of it."""
        self._days, self._today, self._now = tuple(days), today, now
        self._blocks = tuple(sorted(blocks, key=lambda one: (one.day, not one.all_day, one.start, one.key)))
        self._places, self._rows = side_by_side(self._blocks), whole_day_rows(self._blocks)
        self._held, self._shift = None, (0, 0)
        self._fit()
        if self._key and all(one.key != self._key for one in self._blocks):  # moved to another day, it is still at hand
            of = self._key.rpartition(" ")[0]
            self._go_to(next((one.key for one in self._blocks if one.of == of), ""))
        count = len(self._blocks)
        self.setAccessibleDescription(
            f"{self._days[0]} to {self._days[-1]}: {count} {'entry' if count == 1 else 'entries'}"
        )
        self.update()

    def rect_of(self, key: str) -> QRectF:
        """Where a block stands."""
        one = next(b for b in self._blocks if b.key == key)
        width = self._day_width()
        if one.all_day:
            above = max(0, -self.y()) + HEAD + self._rows[key] * ROW
            return QRectF(LEFT + one.day * width + 3, above, width - 8, ROW - 2)
        lane, lanes = self._places[key]
        each = (width - 6) / lanes
        top = self.head + one.start * HOUR / 60
        height = max(LEAST, min(one.minutes, DAY_MINUTES - one.start) * HOUR / 60 - 2)
        return QRectF(LEFT + one.day * width + 3 + lane * each, top + 1, each - 2, height)

    def go_to(self, key: str) -> None:
        """Have a block at hand."""
        self._go_to(key if any(one.key == key for one in self._blocks) else "")

    @property
    def head(self) -> int:
        """How high the names of the days are with what has no hour under them; midnight begins below."""
        return HEAD + (ROW * (max(self._rows.values()) + 1) + SPACE.tiny if self._rows else 0)

    def _fit(self) -> None:
        self.setMinimumSize(LEFT + len(self._days) * 80, self.head + 24 * HOUR)

    # -- painting -------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Its days of twenty-four hours."""
        return QSize(LEFT + len(self._days) * 130, self.head + 24 * HOUR)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint days, hours, blocks, and the line of now."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_for(self)
        painter.fillRect(self.rect(), colour(colours.surface))
        self._paint_grid(painter, colours)
        self._paint_blocks(painter, colours, all_day=False)
        self._paint_now(painter, colours)
        self._paint_head(painter, colours)
        self._paint_blocks(painter, colours, all_day=True)
        if not self._blocks:
            painter.setFont(self._text)
            painter.setPen(colour(colours.muted))
            hour = -(-max(0, -self.y()) // HOUR)  # the first whole one in sight: no line crosses the words
            below = QRectF(LEFT, self.head + hour * HOUR, self.width() - LEFT, HOUR)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), NOTHING)

    def _paint_blocks(self, painter: QPainter, colours: Colours, *, all_day: bool) -> None:
        for one in self._blocks:
            if one.all_day == all_day:
                rect = self.rect_of(one.key)
                self._paint_block(painter, one, rect, colours)
                if one.key == self._key:
                    paint_focus(painter, self._dragged(rect, one), colours, 4)

    def _dragged(self, rect: QRectF, one: Block) -> QRectF:
        """Where a block would stand that is being dragged."""
        if self._held is None or self._held[0] != one.key:
            return rect
        days, minutes = self._shift
        return rect.translated(days * self._day_width(), minutes * HOUR / 60)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Scrolled: the names of the days stay in sight."""
        super().moveEvent(event)
        self.update()

    def _paint_now(self, painter: QPainter, colours: Colours) -> None:
        if self._today >= 0 and self._now >= 0:
            top = self.head + self._now * HOUR / 60
            left = LEFT + self._today * self._day_width()
            painter.fillRect(QRectF(left, top, self._day_width(), 2), colour(colours.error))

    def _paint_grid(self, painter: QPainter, colours: Colours) -> None:
        width, line = self._day_width(), colour(colours.line)
        if self._today >= 0:
            painter.fillRect(
                QRectF(LEFT + self._today * width, self.head, width, 24 * HOUR),
                tint(colours.accent, colours.surface, 0.05),
            )
        painter.setFont(self._figures)
        for hour in range(24):
            top = self.head + hour * HOUR
            painter.fillRect(QRectF(LEFT, top, self.width() - LEFT, 1), line)
            painter.setPen(colour(colours.muted))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            painter.drawText(QRectF(0, top + 2, LEFT - SPACE.small, 16), int(flags), f"{hour:02}:00")
        for day in range(len(self._days)):
            painter.fillRect(QRectF(LEFT + day * width, 0, 1, self.height()), line)

    def _paint_head(self, painter: QPainter, colours: Colours) -> None:
        """The days by name, at the top of what is in sight."""
        width, top = self._day_width(), max(0, -self.y())
        painter.fillRect(QRectF(0, top, self.width(), self.head), colour(colours.surface))
        painter.fillRect(QRectF(0, top + self.head - 1, self.width(), 1), colour(colours.line))
        if self._rows:
            painter.setFont(self._small)
            painter.setPen(colour(colours.muted))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, top + HEAD, LEFT - SPACE.small, ROW - 2), int(flags), "All day")
        for day, name in enumerate(self._days):
            left = LEFT + day * width
            painter.setFont(self._bold if day == self._today else self._text)
            ink = colours.accent if day == self._today else colours.text
            paint_elided(painter, QRectF(left + SPACE.small, top, width - SPACE.mid, HEAD), name, ink)

    def _paint_block(self, painter: QPainter, one: Block, rect: QRectF, colours: Colours) -> None:
        rect = self._dragged(rect, one)
        own = colours.error if one.late else colours.muted if one.done else colours.accent
        share = 0.28 if one.solid and not one.done else 0.10
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
        return (self.width() - LEFT) / max(1, len(self._days))

    # -- pointer and keys -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Have the block under the pointer at hand; one that can be moved is taken hold of."""
        key = self._key_at(event.position())
        self._go_to(key)
        movable = any(one.key == key and one.movable for one in self._blocks)
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._held, self._shift = (key, event.position()) if movable and is_left else None, (0, 0)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A held block goes with the pointer, by days and quarters of an hour."""
        if self._held is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        gone = event.position() - self._held[1]
        if self._shift == (0, 0) and gone.manhattanLength() < QApplication.startDragDistance():
            return
        one = next(b for b in self._blocks if b.key == self._held[0])
        day = min(max(one.day + round(gone.x() / self._day_width()), 0), len(self._days) - 1)
        minute = one.start + round(gone.y() * 60 / HOUR / STEP) * STEP
        minute = one.start if one.all_day else min(max(minute, 0), DAY_MINUTES - STEP)
        self._shift = (day - one.day, minute - one.start)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: it is moved there."""
        held, shift, self._held, self._shift = self._held, self._shift, None, (0, 0)
        self.update()
        if held is not None and shift != (0, 0) and event.button() == Qt.MouseButton.LeftButton:
            self.moved_by.emit(held[0], *shift)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the block; on an empty place choose its half hour."""
        key, at = self._key_at(event.position()), event.position()
        self._held = None
        if key:
            self.opened.emit(key)
        elif at.x() > LEFT and at.y() > self.head:
            day = min(len(self._days) - 1, int((at.x() - LEFT) / self._day_width()))
            self.free_chosen.emit(day, min(23 * 60 + 30, int((at.y() - self.head) / HOUR * 2) * 30))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the block at hand."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self._go_to(self._key_at(QPointF(event.pos())))
        if self._key:
            below = self.mapToGlobal(self.rect_of(self._key).bottomLeft().toPoint())
            self.menu_wanted.emit(event.globalPos() if event.reason() == QContextMenuEvent.Reason.Mouse else below)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go through the blocks, left and right to the next day with any, Enter opens; with Alt they move
        the block. Page keys turn, Escape gives a dragged block back; single letters are commands.
        """
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self._held is not None:
            self._held, self._shift = None, (0, 0)
            self.update()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and key in _MOVES:
            if any(one.key == self._key and one.movable for one in self._blocks):
                self.moved_by.emit(self._key, *_MOVES[key])
        else:
            with_others = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
            if event.modifiers() & with_others or not (self._go(key) or self._command(key)):
                event.ignore()

    def _go(self, key: Qt.Key) -> bool:
        """Go to another block, or open this one; False for another key."""
        keys = [one.key for one in self._blocks]
        place = keys.index(self._key) if self._key in keys else -1
        if not keys:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._key:
            self.opened.emit(self._key)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._go_to(keys[0] if place < 0 else keys[max(0, min(len(keys) - 1, place + step))])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._go_to(self._beside(place, 1 if key == Qt.Key.Key_Right else -1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(keys[0] if key == Qt.Key.Key_Home else keys[-1])
        else:
            return False
        return True

    def _command(self, key: Qt.Key) -> bool:
        """Page keys, and letters where they are commands; False for another key."""
        if key in _TURNS and (self.letters_enabled or key != Qt.Key.Key_T):
            self.turned.emit(_TURNS[key])
        elif key in LETTERS and self._key and (self.letters_enabled or key == Qt.Key.Key_Space):
            self.commanded.emit(LETTERS[key])
        elif key == Qt.Key.Key_N and self.letters_enabled:
            self.free_chosen.emit(*self._new_place())
        else:
            return False
        return True

    def _new_place(self) -> tuple[int, int]:
        """Where a new appointment begins: at the block at hand, else today or on the first day at nine."""
        one = next((b for b in self._blocks if b.key == self._key and not b.all_day), None)
        day = next((b.day for b in self._blocks if b.key == self._key), max(0, self._today))
        return day, one.start // 30 * 30 if one is not None else NEW_AT

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
        day = self._blocks[place].day if place >= 0 else -1 if step > 0 else len(self._days)
        days = sorted({one.day for one in self._blocks}, reverse=step < 0)
        wanted = next((d for d in days if (d - day) * step > 0), None)
        return self._key if wanted is None else next(one.key for one in self._blocks if one.day == wanted)

    def _key_at(self, at: QPointF) -> str:
        above = max(0, -self.y()) + self.head  # the head covers the hours that are scrolled under it
        found = (one for one in reversed(self._blocks) if one.all_day == (at.y() < above))
        return next((one.key for one in found if self.rect_of(one.key).contains(at)), "")

    def _go_to(self, key: str) -> None:
        if key == self._key:
            return
        self._key = key
        one = next((b for b in self._blocks if b.key == key), None)
        if one is not None:
            if not one.all_day:
                self._reveal(self.rect_of(key))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, one.spoken))
        self.current_changed.emit(key)
        self.update()

    def _reveal(self, rect: QRectF) -> None:
        ground = self.parentWidget()
        area = ground.parentWidget() if ground is not None else None
        if isinstance(area, QScrollArea):
            middle = rect.center().toPoint()
            area.ensureVisible(middle.x(), middle.y(), 40, self.head + 60)
