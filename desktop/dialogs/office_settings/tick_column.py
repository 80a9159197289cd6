"""Ticks one under the other: which of several values hold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.theme.tokens import SPACE


class TickColumn(QWidget):
    """Signal: changed()."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = {key: QCheckBox(label.replace("&", "&&"), self) for key, label in choices}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.tiny, 0, SPACE.tiny)
        column.setSpacing(SPACE.tiny)
        for box in self.boxes.values():
            column.addWidget(box)
            box.toggled.connect(self.changed)
        self.setFocusProxy(next(iter(self.boxes.values())))

    @property
    def keys(self) -> tuple[str, ...]:
        """What is ticked, in the order it stands."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def set_keys(self, keys: Sequence[str]) -> None:
        """Tick these, without a signal."""
        for key, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(key in keys)
            box.blockSignals(False)
