"""A member's goals: a number for each figure of the KPI board, none where it is left empty (DOMAIN 9)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSpinBox, QWidget

from db.rules.kpi import FIGURES, MOST_GOAL
from desktop.theme.tokens import SPACE
from desktop.widgets.plain_label import PlainLabel

COLUMNS: Final = 3
NONE: Final = "None"


class GoalFields(QWidget):
    """Signal: changed() by a person's hand."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QSpinBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.mid)
        grid.setVerticalSpacing(SPACE.small)
        for number, (key, label, counts) in enumerate(FIGURES):
            box = QSpinBox(self)
            box.setRange(0, MOST_GOAL)
            box.setSpecialValueText(NONE)
            box.setGroupSeparatorShown(True)
            box.setAccessibleName(f"Goal: {label}")
            box.setToolTip(f"{label}: {counts}")
            box.valueChanged.connect(self.changed)
            row, place = divmod(number, COLUMNS)
            grid.addWidget(PlainLabel(label, tone="muted", parent=self), 2 * row, place)
            grid.addWidget(box, 2 * row + 1, place)
            self.boxes[key] = box

    def goals(self) -> tuple[tuple[str, int], ...]:
        """Those that are set, in the order of the board."""
        return tuple((key, box.value()) for key, box in self.boxes.items() if box.value())

    def show_goals(self, goals: tuple[tuple[str, int], ...]) -> None:
        """Show these; the others are none."""
        known = dict(goals)
        for key, box in self.boxes.items():
            box.setValue(known.get(key, 0))

    def set_read_only(self, *, on: bool) -> None:
        """To be read, or changed too."""
        for box in self.boxes.values():
            box.setReadOnly(on)
