"""What stands where nothing is: a sentence that says why, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme.icons import pixmap
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.painting import colours_for
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

SIGN = 32


class EmptyState(QWidget):
    """Icon, sentence, a second line, buttons. Signal: pressed(key)."""

    pressed = Signal(str)

    def __init__(self, icon_name: str, sentence: str, *, detail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        centre = Qt.AlignmentFlag.AlignHCenter
        self._sign = PlainLabel(parent=self)
        self._sentence = PlainLabel(sentence, size=TYPE.lead, weight=WEIGHT.semibold, parent=self)
        self._detail = PlainLabel(detail, tone="muted", parent=self)
        self._row = QHBoxLayout()
        self._row.setSpacing(SPACE.small)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.huge)
        column.setSpacing(SPACE.small)
        column.addStretch(2)
        column.addWidget(self._sign, 0, centre)
        for label in (self._sentence, self._detail):
            label.setAlignment(centre)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(SPACE.small)
        column.addLayout(self._row)
        column.addStretch(3)
        self._detail.setVisible(bool(detail))
        self._draw()

    def set_words(self, sentence: str, detail: str = "") -> None:
        """Say something else."""
        self._sentence.setText(sentence)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))

    def set_actions(self, actions: Sequence[tuple[str, str]], *, primary: str = "") -> None:
        """Offer (key, label); `primary` is the key of the one that is filled, if the view has none yet."""
        while (item := self._row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._row.addStretch()
        for key, label in actions:
            button = PushButton(label, look="primary" if key == primary else "", parent=self)
            button.clicked.connect(lambda _checked=False, key=key: self.pressed.emit(key))
            self._row.addWidget(button)
        self._row.addStretch()

    def changeEvent(self, event: QEvent) -> None:
        """Recolour with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        own = colours_for(self).edge
        self._sign.setPixmap(pixmap(self._icon_name, own, SIGN, self.devicePixelRatioF()))
