"""Two edits of one field met: both are shown, and the person chooses which stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QDialog, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from desktop.dialogs.button_row import button_row
from desktop.theme.tokens import MEASURE, SPACE, TYPE, WEIGHT
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

WIDTH = 520
WHOSE = 72  # the column of Yours and Theirs
BELOW = 3  # so that the first line stands beside the words of its button


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field with two values, as the person reads them: what was typed here, and what somebody else has kept."""

    key: str
    label: str
    mine: str
    theirs: str


class _Value(Paragraph):
    """A value over as many lines as it takes, however long; a click on it chooses it."""

    def __init__(self, text: str, button: QRadioButton) -> None:
        super().__init__(text, strong=True, parent=button.parentWidget())
        self.button = button
        self.setContentsMargins(0, 0, 0, 0)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """As on the button before it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.button.click()


class ConflictDialog(QDialog):
    """Nothing is chosen beforehand. Signal: resolved(keys of the fields in which one's own value stays).

    Called off, the office's values stay; what was typed is then not kept, as the button says.
    """

    resolved = Signal(object)

    def __init__(self, name: str, conflicts: Sequence[FieldConflict], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle("Changed by someone else")
        self._groups: dict[str, QButtonGroup] = {}
        self._mine: frozenset[str] = frozenset()
        title = PlainLabel("Changed by someone else meanwhile", size=TYPE.lead, weight=WEIGHT.semibold, parent=self)
        text = Paragraph(
            f"{name or 'This contact'} was edited while you typed. Choose what stays in each field.", parent=self
        )
        self.keep = PushButton("Keep what is chosen", look="primary", parent=self)
        self.keep.setEnabled(False)
        self.leave = PushButton("Leave all as the office has it", parent=self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.big)
        grid.setVerticalSpacing(SPACE.small)
        for row, conflict in enumerate(conflicts):
            self._add(grid, row, conflict)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.big)
        column.setSpacing(SPACE.mid)
        column.addWidget(title)
        column.addWidget(text)
        column.addLayout(grid)
        column.addStretch()
        column.addLayout(button_row(self.leave, self.keep))
        self.setMinimumWidth(WIDTH)
        self.resize(WIDTH, column.totalHeightForWidth(WIDTH))
        self.keep.clicked.connect(self._keep)
        self.leave.clicked.connect(self.reject)
        self.finished.connect(lambda _code: self.resolved.emit(self._mine))

    def choice(self, key: str, *, mine: bool) -> QRadioButton:
        """The button of one of the two values of a field."""
        button = self._groups[key].button(int(mine))
        assert isinstance(button, QRadioButton)
        return button

    def value(self, key: str, *, mine: bool) -> Paragraph:
        """The words of one of the two values."""
        return next(one for one in self.findChildren(_Value) if one.button is self.choice(key, mine=mine))

    def _add(self, grid: QGridLayout, row: int, conflict: FieldConflict) -> None:
        group = QButtonGroup(self)
        self._groups[conflict.key] = group
        name = PlainLabel(conflict.label, tone="muted", parent=self)
        name.setMinimumHeight(MEASURE.target)
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        values = QVBoxLayout()
        values.setSpacing(SPACE.tiny)
        for mine, words, value in ((1, "Yours", conflict.mine), (0, "Theirs", conflict.theirs)):
            button = QRadioButton(words, self)
            button.setAccessibleName(f"{words}: {value}")
            button.setFixedWidth(WHOSE)
            group.addButton(button, mine)
            line = QHBoxLayout()
            line.setSpacing(SPACE.small)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            beside = QVBoxLayout()
            beside.setContentsMargins(0, BELOW, 0, 0)
            beside.addWidget(_Value(value, button))
            line.addLayout(beside, 1)
            values.addLayout(line)
        grid.addLayout(values, row, 1)
        grid.setColumnStretch(1, 1)
        group.idClicked.connect(lambda _id: self._chosen())

    def _chosen(self) -> None:
        self.keep.setEnabled(all(group.checkedId() >= 0 for group in self._groups.values()))

    def _keep(self) -> None:
        self._mine = frozenset(key for key, group in self._groups.items() if group.checkedId() == 1)
        self.accept()
