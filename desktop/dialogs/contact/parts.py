"""Small parts that the tabs of the contact dialog share."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.theme.tokens import SPACE


class Column(QScrollArea):
    """Parts below each other that scroll when the window is low; `body` is the layout that holds them."""

    def __init__(self, *, margins: tuple[int, int, int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(SPACE.big)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)


def line(*, upright: bool = False, parent: QWidget | None = None) -> QFrame:
    """A hairline between two parts."""
    frame = QFrame(parent)
    if upright:
        frame.setProperty("look", "upright")
        frame.setFixedWidth(1)
        frame.setFrameShape(QFrame.Shape.NoFrame)
        frame.setAutoFillBackground(True)
        frame.setBackgroundRole(frame.palette().ColorRole.Mid)
    else:
        frame.setProperty("look", "line")
        frame.setFixedHeight(1)
    return frame
