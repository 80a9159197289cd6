"""A list at the left, what is chosen in it at the right: how the tabs that edit lists are laid out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.theme.tokens import SPACE


def stand_beside(
    tab: QWidget, listed: QWidget, tools: Sequence[QWidget], right: QWidget | QLayout, *, width: int
) -> None:  # fmt: skip
    """Lay `tab` out: the list over its tools, of which the first takes the room, then a rule, then the rest."""
    left = QVBoxLayout()
    left.setContentsMargins(SPACE.small, SPACE.mid, SPACE.small, SPACE.mid)
    left.setSpacing(SPACE.small)
    left.addWidget(listed, 1)
    foot = QHBoxLayout()
    foot.setContentsMargins(SPACE.small, 0, SPACE.small, 0)
    foot.setSpacing(SPACE.tiny)
    for place, tool in enumerate(tools):
        foot.addWidget(tool, int(place == 0))
    left.addLayout(foot)
    holder = QWidget(tab)
    holder.setFixedWidth(width)
    holder.setLayout(left)
    between = QFrame(tab)
    between.setProperty("look", "rule")
    between.setFixedWidth(1)
    row = QHBoxLayout(tab)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(holder)
    row.addWidget(between)
    if isinstance(right, QWidget):
        row.addWidget(right, 1)
    else:
        row.addLayout(right, 1)


def scrolled(body: QWidget, parent: QWidget) -> QScrollArea:
    """`body` in a room that scrolls downwards only; the surface behind it shows through."""
    scroll = QScrollArea(parent)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(body)
    body.setAutoFillBackground(False)
    scroll.viewport().setAutoFillBackground(False)
    return scroll


def over_foot(body: QWidget, foot: QLayout, parent: QWidget) -> QVBoxLayout:
    """`body` over a line and the foot that stays in sight."""
    above = QFrame(parent)
    above.setProperty("look", "line")
    right = QVBoxLayout()
    right.setSpacing(0)
    right.addWidget(body, 1)
    right.addWidget(above)
    right.addLayout(foot)
    return right
