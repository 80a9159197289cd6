"""One entry of the panel: an icon, a line, whom it is about as a link, and when."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import times
from desktop.theme.icons import pixmap
from desktop.theme.tokens import MEASURE, SPACE, TYPE, WEIGHT
from desktop.widgets.painting import colours_for, plain_tip
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import LINK_INSET, PushButton

NAME: Final = 190  # of a contact's name; the rest of it on hover


class Item(QWidget):
    """`body` is for what an entry has of its own. Signal: contact_wanted(contact id)."""

    contact_wanted = Signal(object)

    def __init__(self, icon_name: str, line: str, *, is_new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._is_new = is_new
        self._at: tuple[int, ZoneInfo] | None = None
        self._sign = PlainLabel(parent=self)
        self._sign.setFixedSize(MEASURE.icon, MEASURE.icon + 2)
        self.line = PlainLabel(line, weight=WEIGHT.semibold if is_new else WEIGHT.regular, parent=self)
        self.line.setWordWrap(True)
        self.setAccessibleName(f"New: {line}" if is_new else line)
        self.time = PlainLabel(size=TYPE.small, tone="muted", parent=self)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(SPACE.tiny)
        self.add_words(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.mid, SPACE.small, SPACE.mid, SPACE.small)
        row.setSpacing(SPACE.mid - LINK_INSET)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self.body, 1)
        self._draw()

    def add_words(self, label: PlainLabel) -> None:
        """A line of words: it begins where the text of a link does, not its ring."""
        label.setContentsMargins(LINK_INSET, 0, 0, 0)
        self.body.addWidget(label)

    def add_foot(self, contact_id: int | None, name: str, *, end: QWidget | None = None) -> None:
        """The contact's name, which opens it, and when; `end` at the right."""
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.small)
        if contact_id is not None:
            foot.addWidget(self.link(contact_id, name, said=bool(name) and name in self.line.text()))
        foot.addWidget(self.time)
        foot.setContentsMargins(0 if contact_id is not None else LINK_INSET, 0, 0, 0)
        foot.addStretch(1)
        if end is not None:
            foot.addWidget(end)
        self.body.addLayout(foot)

    def link(self, contact_id: int, name: str, *, said: bool = False) -> PushButton:
        """The name of a contact, or other words where it is `said` already; a click opens it."""
        full = name or "without a name"
        made = PushButton(full, look="link", parent=self)
        made.ensurePolished()
        shown = made.fontMetrics().elidedText(full, Qt.TextElideMode.ElideRight, NAME)
        made.set_text("Open contact" if said else shown)
        made.setAccessibleName(f"Open {full}")
        made.setToolTip(plain_tip("Open the contact" if shown == full and not said else full))
        made.clicked.connect(lambda: self.contact_wanted.emit(contact_id))
        return made

    def set_time(self, at: int, zone: ZoneInfo, *, now: int) -> None:
        """When it was: "27 min ago", all of it on hover."""
        self._at = (at, zone)
        self.time.setToolTip(plain_tip(times.full(at, zone)))
        self.tick(now)

    def tick(self, now: int) -> None:
        """Time went by."""
        if self._at is not None:
            self.time.setText(times.ago(self._at[0], now, self._at[1]))

    def changeEvent(self, event: QEvent) -> None:
        """Recolour with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        colours = colours_for(self)
        ink = colours.accent if self._is_new else colours.muted
        self._sign.setPixmap(pixmap(self._icon_name, ink, MEASURE.icon, self.devicePixelRatioF()))
