"""The names of a chart's layers with their colours and patterns; each is a button that opens the rows of its layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.charts.bars import counted
from desktop.theme.fonts import sized, tabular
from desktop.theme.tokens import SPACE, TYPE
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.painting import colour, colours_for, paint_focus, plain_tip

SWATCH = 12
LONGEST = 18


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A layer: its name, its two colours, how many it holds."""

    label: str
    light: str
    dark: str
    count: int


def _short(label: str) -> str:
    """A long name without its middle: names that begin alike often end otherwise."""
    if len(label) <= LONGEST:
        return label
    end = LONGEST // 2 - 1
    return f"{label[: LONGEST - end - 1].rstrip()}…{label[-end:].lstrip()}"


class LegendButton(QAbstractButton):
    """A layer's name and total behind its colour. Signals: clicked; lit(bool) while the pointer is over it."""

    lit = Signal(bool)

    def __init__(self, place: int, entry: LegendEntry, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place, self._entry = place, entry
        self._text = f"{_short(entry.label)} {entry.count:,}"
        self.setFont(tabular(sized(self.font(), TYPE.small)))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{entry.label}: {counted(entry.count, unit)}")
        self.setToolTip(plain_tip(f"{entry.label}: {counted(entry.count, unit)}. Opens these."))

    def sizeHint(self) -> QSize:
        """Swatch and text, high enough to be hit."""
        return QSize(SWATCH + SPACE.small * 2 + self.fontMetrics().horizontalAdvance(self._text) + 4, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The swatch as the layer is painted, then the name."""
        from desktop.charts.areas_item import paint_layer

        colours = colours_for(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(SPACE.tiny, (self.height() - SWATCH) / 2, SWATCH, SWATCH)
        shape = QPolygonF([box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()])
        fill = self._entry.dark if colours.dark else self._entry.light
        paint_layer(painter, shape, self._place, fill=fill or colours.accent, ground=colours.surface)
        painter.setPen(colour(colours.text if self.underMouse() else colours.muted))
        metrics = self.fontMetrics()
        base = (self.height() + metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(box.right() + SPACE.tiny + 2, base), self._text)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), colours, 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The layer is lifted out."""
        super().enterEvent(event)
        self.lit.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        """It goes back."""
        super().leaveEvent(event)
        self.lit.emit(False)


class Legend(QWidget):
    """Signals: chosen(layer) on a click or Enter; lit(layer), -1 for none."""

    chosen = Signal(int)
    lit = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: tuple[LegendButton, ...] = ()
        self._entries: tuple[LegendEntry, ...] = ()
        self._row = FlowLayout(self, gap=2, row_gap=0)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_entries(self, entries: Sequence[LegendEntry], unit: str) -> None:
        """Name other layers; the same ones keep their buttons and the focus."""
        if tuple(entries) == self._entries:
            return
        self._entries = tuple(entries)
        at = next((n for n, button in enumerate(self.buttons) if button.hasFocus()), -1)
        for old in self.buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = tuple(LegendButton(n, entry, unit, self) for n, entry in enumerate(entries))
        for n, button in enumerate(self.buttons):
            button.clicked.connect(lambda _on=False, n=n: self.chosen.emit(n))
            button.lit.connect(lambda on, n=n: self.lit.emit(n if on else -1))
            self._row.addWidget(button)
            button.show()
        if 0 <= at < len(self.buttons):
            self.buttons[at].setFocus()
        self.updateGeometry()
