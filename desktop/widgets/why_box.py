"""The box that says why a contact is in the list that is open."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.theme.tokens import TYPE, WEIGHT
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel


class WhyBox(QFrame):
    """A heading and sentences that wrap; without sentences an ellipsis keeps the place."""

    def __init__(self, heading: str = "Why here", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "box")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(2)
        column.addWidget(PlainLabel(heading, size=TYPE.body, weight=WEIGHT.semibold, parent=self))
        self._why = Paragraph("…", parent=self)
        column.addWidget(self._why)

    def set_reasons(self, text: str) -> None:
        """Show the sentences; "" while they load."""
        self._why.set_text(text or "…")
        self.setAccessibleName(text)

    @property
    def reasons(self) -> str:
        """What it says."""
        return self._why.text
