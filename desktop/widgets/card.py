"""A surface with a line around it and a title above."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.elided_label import ElidedLabel


class Card(QFrame):
    """`body` is the layout for what it holds; without a title the title takes no room."""

    def __init__(self, title: str = "", *, padding: int = SPACE.big, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding - 2, padding, padding - 2)
        self.body.setSpacing(SPACE.tiny)
        self._title = ElidedLabel(size=TYPE.body, weight=WEIGHT.semibold, parent=self)
        self.body.addWidget(self._title)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)
