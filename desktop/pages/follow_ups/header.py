"""What stands above the follow-ups: the part's name and count, what can be done with the row, rows or week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.queries.agenda import TASK, AgendaItem
from desktop.theme.tokens import MEASURE, TYPE, WEIGHT
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icon_button import IconButton
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

# What the plain buttons shrink to where the title needs the room.
ICONS: Final = ("check", "calendar-clock", "phone")
SQUARE: Final = 22  # padding and line of a button with nothing but an icon


class FollowUpHeader(QWidget):
    """Signals: span_wanted(0 for the rows, 1 for a day, 7 for a week); turned(0 to today, 1 on, -1 back)."""

    span_wanted = Signal(int)
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days = 0  # of the calendar; 0 for the rows
        self._wide: dict[PushButton, int] = {}  # of each with its words
        self._title = ElidedLabel(size=TYPE.title, weight=WEIGHT.semibold, parent=self)
        self._count = PlainLabel(size=TYPE.body, tone="muted", parent=self)
        self.before = IconButton("chevron-left", "Back (Page Up)", parent=self)
        self.after = IconButton("chevron-right", "On (Page Down)", parent=self)
        self.this_week = PushButton("Today", look="quiet", parent=self)
        self.this_week.setToolTip("To today (T)")
        self.save = IconButton("download", "Save its appointments as .ics", parent=self)
        self.done = PushButton("Done", parent=self)
        self.to_move = PushButton("Move", parent=self)
        self.call = PushButton("Call", parent=self)
        self.day = PushButton("Day", parent=self)
        self.week = PushButton("Week", parent=self)
        self.new = PushButton("New appointment", look="primary", parent=self)
        self.done.setToolTip("Done (D or Space)")
        self.call.setToolTip("Dial the number (P)")
        self.to_move.setToolTip("Move to another day or hour (M)")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEASURE.button_gap)
        for part in (self._title, self._count, self.before, self.after, self.this_week, self.save):
            row.addWidget(part)
        row.addStretch(1)
        self._plain = (self.done, self.to_move, self.call)
        for button in (self.done, self.to_move, self.call, self.day, self.week, self.new):
            row.addWidget(button)
        self.before.clicked.connect(lambda: self.turned.emit(-1))
        self.after.clicked.connect(lambda: self.turned.emit(1))
        self.this_week.clicked.connect(lambda: self.turned.emit(0))
        self.day.clicked.connect(lambda: self.span_wanted.emit(0 if self._days == 1 else 1))
        self.week.clicked.connect(lambda: self.span_wanted.emit(0 if self._days > 1 else 7))
        self._show_mode(0)

    @property
    def title(self) -> str:
        """What is shown."""
        return self._title.text()

    @property
    def count_words(self) -> str:
        """How many, as it is said."""
        return self._count.text()

    def show_part(self, title: str, meaning: str, count: int, shown: Sequence[AgendaItem]) -> None:
        """Name the part; where more is to be done than is shown, say so."""
        self._title.setText(title)
        self._title.set_tip(meaning)
        of = f"the first {len(shown):,} of " if len(shown) < count else ""
        self._count.setText(f"{of}{_counted(count)}")
        self._show_mode(0)

    def show_span(self, title: str, count: int, days: int) -> None:
        """Name the day or the week."""
        self._title.setText(title)
        self._title.set_tip("Monday to Sunday" if days > 1 else "")
        self._count.setText(_counted(count))
        self._show_mode(days)

    def offer(self, item: AgendaItem | None) -> None:
        """Offer what can be done with what is at hand."""
        may = item is not None and item.may_change
        again = item is not None and item.what == TASK and item.is_done
        self.done.set_text("To do again" if again else "Done")
        self.done.setEnabled(may)
        self.to_move.setEnabled(may and item is not None and not item.is_done)
        self.call.setEnabled(item is not None and bool(item.phone))
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        """With icons for words."""
        least = super().minimumSizeHint()
        self._measure()
        words = sum(self._saved(button) for button in self._plain if button.text())
        return QSize(max(0, least.width() - words), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The title comes before the words of its buttons."""
        super().resizeEvent(event)
        self._make_room()

    def event(self, event: QEvent) -> bool:
        """A part wants another width."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return done

    def _measure(self) -> None:
        self._wide |= {button: button.sizeHint().width() for button in self._plain if button.text()}

    def _saved(self, button: PushButton) -> int:
        return self._wide[button] - MEASURE.icon_small - SQUARE

    def _make_room(self) -> None:
        """Icons for words where the title would be cut short."""
        self._measure()
        others = (
            self._title, self._count, self.before, self.after, self.this_week, self.save, self.day, self.week, self.new
        )  # fmt: skip
        widths = [self._wide[button] for button in self._plain]
        widths += [part.sizeHint().width() for part in others if not part.isHidden()]
        few = sum(widths) + len(widths) * MEASURE.button_gap > self.width()
        for button, name in zip(self._plain, ICONS, strict=True):
            button.shrink_to(name if few else "")

    def _show_mode(self, days: int) -> None:
        self._days = days
        self.day.set_text("List" if days == 1 else "Day")
        self.week.set_text("List" if days > 1 else "Week")
        for part in (self.before, self.after, self.this_week, self.save):
            part.setVisible(bool(days))
        self._make_room()


def _counted(count: int) -> str:
    return f"{count:,} {'follow-up' if count == 1 else 'follow-ups'}"
