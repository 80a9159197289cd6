"""The row of buttons at the foot of a dialog or a form: what calls off and what confirms, in the system's order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStyle, QWidget

from desktop.theme.tokens import MEASURE, SPACE
from desktop.widgets.push_button import PushButton

# QDialogButtonBox.ButtonLayout: on Windows and KDE what confirms stands before what calls off.
YES_FIRST: Final = frozenset({0, 2})


def button_row(*buttons: QPushButton, left: Sequence[QWidget] = (), above: int = SPACE.small) -> QHBoxLayout:
    """A row at the right; `buttons` from what calls off to what confirms. `left` stands at the other side.

    Not a QDialogButtonBox: that makes some button the default of every form it stands in.
    """
    row = QHBoxLayout()
    row.setContentsMargins(0, above, 0, 0)
    row.setSpacing(MEASURE.button_gap)
    for part in left:
        row.addWidget(part)
    row.addStretch(1)
    shown = in_order(buttons)
    for button in shown:
        row.addWidget(button)
    for before, after in pairwise(shown):
        QWidget.setTabOrder(before, after)
    return row


def in_order(buttons: Sequence[QPushButton]) -> list[QPushButton]:
    """From left to right, as Qt has it on this system."""
    style = buttons[0].style() if buttons else None
    hint = style.styleHint(QStyle.StyleHint.SH_DialogButtonLayout) if style is not None else 0
    return list(reversed(buttons)) if hint in YES_FIRST else list(buttons)


def cancel_of(dialog: QDialog, words: str = "Cancel") -> PushButton:
    """The button that calls a dialog off."""
    button = PushButton(words, parent=dialog)
    button.clicked.connect(dialog.reject)
    return button
