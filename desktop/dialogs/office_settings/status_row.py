"""One status of the scheme: its chip, its colour, its label, whether it is in use, its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.rules.settings import LONGEST_LABEL, SET_BY_RULES
from db.rules.statuses import MEANINGS, StatusStyle
from desktop.item_models.looks import status_look
from desktop.theme.status_colours import STATUS_COLOURS, ColourPair
from desktop.theme.tokens import SPACE, TYPE
from desktop.widgets.colour_button import ColourButton
from desktop.widgets.icon_button import IconButton
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.status_chip import StatusChip

CHIP_WIDTH: Final = 132


class StatusRow(QWidget):
    """Signals: changed() of colour, label or use; move_wanted(-1 up, 1 down)."""

    changed = Signal()
    move_wanted = Signal(int)

    def __init__(self, style: StatusStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._chip = StatusChip(status_look(style), self)
        self.colour = ColourButton(f"Colour of {style.label}", self)
        look = status_look(style)
        self.colour.set_pair(ColourPair(look.light, look.dark))
        self.label = QLineEdit(style.label, self)
        self.label.setMaxLength(LONGEST_LABEL)
        self.label.setAccessibleName(f"Label of {style.label}")
        self.label.setToolTip(MEANINGS[style.key])
        self.in_use = QCheckBox("In use", self)
        self.in_use.setChecked(style.in_use)
        self.in_use.setAccessibleName(f"{style.label} in use")
        self.up = IconButton("arrow-up", f"Move {style.label} up", size=14, parent=self)
        self.down = IconButton("arrow-down", f"Move {style.label} down", size=14, parent=self)
        self._error = PlainLabel(size=TYPE.small, tone="error", parent=self)
        self._error.setWordWrap(True)
        self._error.hide()
        self._lay_out()
        self.label.textChanged.connect(self._edited)
        self.colour.chosen.connect(self._colour_chosen)
        self.in_use.toggled.connect(self._edited)
        self.up.clicked.connect(lambda: self.move_wanted.emit(-1))
        self.down.clicked.connect(lambda: self.move_wanted.emit(1))

    @property
    def style_(self) -> StatusStyle:
        """The status as it stands in the row."""
        return replace(self._style, label=self.label.text(), in_use=self.in_use.isChecked())

    def _colour_chosen(self, pair: ColourPair) -> None:
        """The program's own colour is kept as none: it follows the program."""
        own = pair == STATUS_COLOURS[self._style.key.value]
        self._style = replace(self._style, light="" if own else pair.light, dark="" if own else pair.dark)
        self._edited()

    @property
    def error(self) -> str:
        """What is wrong with it, or ""."""
        return self._error.text()

    def set_error(self, sentence: str) -> None:
        """Say what is wrong under the label; "" takes it away."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.label.setAccessibleDescription(sentence)
        self.label.setProperty("wrong", "true" if sentence else "false")
        self.label.style().unpolish(self.label)
        self.label.style().polish(self.label)

    def set_state(self, *, may_change: bool, first: bool, last: bool) -> None:
        """What can be done; a status that rules set by themselves stays in use, and says why."""
        why = SET_BY_RULES.get(self._style.key, "")
        self.label.setReadOnly(not may_change)
        self.set_error(self.error)
        self.colour.setEnabled(may_change)
        self.up.setVisible(may_change)
        self.down.setVisible(may_change)
        self.in_use.setEnabled(may_change and not (why and self.in_use.isChecked()))
        self.in_use.setToolTip(why and f"It stays in use. {why}")
        self.in_use.setAccessibleDescription(why)
        self.up.setEnabled(may_change and not first)
        self.down.setEnabled(may_change and not last)

    def _edited(self) -> None:
        self._chip.set_look(status_look(self.style_))
        self.changed.emit()

    def _lay_out(self) -> None:
        holder = QWidget(self)
        holder.setFixedWidth(CHIP_WIDTH)
        inner = QHBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._chip)
        inner.addStretch()
        row = QHBoxLayout()
        row.setSpacing(SPACE.mid)
        row.addWidget(holder)
        row.addWidget(self.colour)
        row.addWidget(self.label, 1)
        row.addWidget(self.in_use)
        arrows = QHBoxLayout()
        arrows.setSpacing(0)
        arrows.addWidget(self.up)
        arrows.addWidget(self.down)
        row.addLayout(arrows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        below = QHBoxLayout()
        below.setContentsMargins(CHIP_WIDTH + 2 * SPACE.mid + self.colour.minimumWidth(), 0, 0, 0)
        below.addWidget(self._error)
        column.addLayout(below)
