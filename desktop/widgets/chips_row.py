"""The conditions of a filter in a row, with the link that keeps them as a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.filter_chip import FilterChip
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.push_button import PushButton


class ChipsRow(QWidget):
    """Filter chips that wrap; without `may_save` no link keeps them.

    Signals: opened(key), removed(key), save_wanted().
    """

    opened = Signal(str)
    removed = Signal(str)
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, may_save: bool = True) -> None:
        super().__init__(parent)
        self._may_save = may_save
        self._chips: list[FilterChip] = []
        self._row = FlowLayout(self, gap=8)
        self._save = PushButton("Save as list", look="quiet", parent=self)
        self._save.clicked.connect(self.save_wanted)
        self._save.setVisible(may_save)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_chips([])

    @property
    def chips(self) -> list[FilterChip]:
        """The chips shown."""
        return list(self._chips)

    def set_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show these conditions as (key, words); without any the row takes no height."""
        while self._row.count():
            self._row.takeAt(0)
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [self._make(key, text) for key, text in chips]
        for part in (*self._chips, *([self._save] if self._may_save else [])):
            self._row.addWidget(part)
            part.show()
        self.setVisible(bool(self._chips))
        self._row.invalidate()
        self._row.activate()  # in a row of the same size nobody else would place the new chips
        self.updateGeometry()

    def _make(self, key: str, text: str) -> FilterChip:
        chip = FilterChip(key, text, self)
        chip.opened.connect(self.opened)
        chip.removed.connect(self.removed)
        return chip
