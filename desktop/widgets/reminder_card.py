"""A reminder at the bottom of the window: what is due, and Open, Done, In 15 min; it stays until it is answered."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.theme.icons import pixmap
from desktop.theme.tokens import MEASURE, TYPE, WEIGHT
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.floating_panel import FloatingPanel
from desktop.widgets.icon_button import IconButton
from desktop.widgets.painting import colours_for
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

LIFT: Final = 152  # over the toast, which stands over the selection bar
WIDE: Final = 260


class ReminderCard(FloatingPanel):
    """Signal: chosen(open, done, later or close)."""

    OPEN, DONE, LATER, CLOSE = "open", "done", "later", "close"
    chosen = Signal(str)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, lift=LIFT)
        self._sign = PlainLabel(parent=self)
        self.title = ElidedLabel(weight=WEIGHT.semibold, parent=self)
        self.detail = ElidedLabel(size=TYPE.small, tone="muted", parent=self)
        words = QVBoxLayout()
        words.setSpacing(0)
        for part in (self.title, self.detail):
            part.setMinimumWidth(WIDE)
            words.addWidget(part)
        self.open = PushButton("Open", look="link", parent=self)
        self.done = PushButton("Done", look="link", parent=self)
        self.later = PushButton("In 15 min", look="link", parent=self)
        self.close_button = IconButton("x", "Close this reminder", parent=self)
        self.body.addWidget(self._sign)
        self.body.addLayout(words)
        for key, button in ((self.OPEN, self.open), (self.DONE, self.done), (self.LATER, self.later),
                            (self.CLOSE, self.close_button)):  # fmt: skip
            self.body.addWidget(button)
            button.clicked.connect(lambda _c=False, key=key: self._choose(key))

    @property
    def words(self) -> str:
        """What it reminds of; "" for nothing."""
        return "" if self.isHidden() else self.title.text()

    def show_reminder(self, words: tuple[str, str], *, may_finish: bool) -> None:
        """Remind of this."""
        title, detail = words
        colours = colours_for(self)
        self._sign.setPixmap(pixmap("bell", colours.accent, MEASURE.icon, self.devicePixelRatioF()))
        self.title.setText(title)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self.done.setVisible(may_finish)
        said = f"Due now. {title}. {detail}"
        self.setAccessibleName(said)
        self.rise()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def put_away(self) -> None:
        """Nothing is to be reminded of."""
        self.sink()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self._choose(self.CLOSE)
        else:
            super().keyPressEvent(event)

    def _choose(self, key: str) -> None:
        self.put_away()
        self.chosen.emit(key)
