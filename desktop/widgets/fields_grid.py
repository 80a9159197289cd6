"""Labels and values below each other, as many as there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.theme.tokens import SPACE
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.wrapped_label import WrappedLabel

LABEL: Final = 104


class FieldsGrid(QWidget):
    """Shows pairs; the lines that are there already are used again, so that nothing flickers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[PlainLabel, WrappedLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.small)
        self._grid.setVerticalSpacing(SPACE.small)
        self._grid.setColumnMinimumWidth(0, LABEL)
        self._grid.setColumnStretch(1, 1)

    def set_fields(self, fields: Sequence[tuple[str, str]]) -> None:
        """Show these labels and values."""
        while len(self._lines) < len(fields):
            label, value = PlainLabel(tone="muted", parent=self), WrappedLabel(parent=self)
            row = len(self._lines)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
            self._lines.append((label, value))
        for number, (label, value) in enumerate(self._lines):
            used = number < len(fields)
            if used:
                label.setText(fields[number][0])
                value.setText(fields[number][1])
            label.setVisible(used)
            value.setVisible(used)

    def fields(self) -> dict[str, str]:
        """What is shown."""
        return {label.text(): value.text() for label, value in self._lines if not label.isHidden()}
