"""A label that shows text as it is, never as markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.theme.fonts import sized
from desktop.theme.tokens import TYPE, WEIGHT


class PlainLabel(QLabel):
    """Plain text in one size and weight of the scale; `tone` is "", "muted", "error", "good" or "accent"."""

    def __init__(
        self,
        text: str = "",
        *,
        size: int = TYPE.body,
        weight: int = WEIGHT.regular,
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setFont(sized(self.font(), size, weight))
        self.setProperty("tone", tone)

    def set_tone(self, tone: str) -> None:
        """Change the colour by meaning."""
        if tone == self.property("tone"):
            return
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
