"""What all charts do alike: a plot without handles, a focus that keys move, hover, activation, colours of the theme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip, QVBoxLayout, QWidget

from desktop.charts.bars import Bar, description, sentence, tip
from desktop.charts.bars_item import BarsItem, Shape
from desktop.theme.fonts import sized, tabular
from desktop.theme.palette import colours_of
from desktop.theme.tokens import TYPE, Colours

Key = Qt.Key
OPENING: Final = (Key.Key_Return, Key.Key_Enter, Key.Key_Space)


class Chart(QWidget):
    """Bars of one unit. Signals: activated(index) on a click or Enter; focus_moved(index)."""

    activated = Signal(int)
    focus_moved = Signal(int)
    upright = True
    back_keys: tuple[Qt.Key, ...] = (Key.Key_Left,)
    forth_keys: tuple[Qt.Key, ...] = (Key.Key_Right,)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: tuple[Bar, ...] = ()
        self.unit = "people"
        self._name = name
        self._current = 0
        self._hovered = -1
        self._pressed = -1
        self._focused = False
        self._item = BarsItem(upright=self.upright, font=self._value_font())
        # a PlotWidget brings menus and handles that take four times as long to make as all of this
        self.plot: Any = pg.GraphicsView(parent=self, background=self.colours.surface)
        self._box: Any = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self._left: Any = pg.AxisItem("left")
        self._bottom: Any = pg.AxisItem("bottom")
        self._prepare_plot()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.plot)
        self.set_name(name)
        self._recolour()

    # -- what is shown -------------------------------------------------------------------------------------

    def set_name(self, name: str) -> None:
        """What the chart is called, for those who hear it."""
        self._name = name
        self.setAccessibleName(name)
        self._tell()

    def set_bars(self, bars: Sequence[Bar], unit: str) -> None:
        """Show other bars; the focus stays on the bar of the same label where there is one."""
        at = self.bars[self._current].label if self.bars else ""
        self.bars, self.unit = tuple(bars), unit
        labels = [bar.label for bar in self.bars]
        self._current = labels.index(at) if at in labels else min(self._current, max(0, len(labels) - 1))
        self._hovered = -1
        self.setAccessibleDescription(description(self.bars, unit))
        self._tell()
        self._arrange()

    @property
    def current(self) -> int:
        """The bar that the keys are on."""
        return self._current

    @property
    def colours(self) -> Colours:
        """The colours of the mode as it stands."""
        return colours_of(self.palette())

    def bar_rect(self, index: int) -> QRect:
        """Where a bar stands, in the coordinates of `target`."""
        shape = self._shape(index)
        return self._item.in_pixels(shape, self._item.deviceTransform(self.plot.viewportTransform())).toAlignedRect()

    @property
    def target(self) -> QWidget:
        """The widget that gets the pointer; the keys go to `plot`."""
        viewport = self.plot.viewport()
        assert isinstance(viewport, QWidget)
        return viewport

    def index_at(self, point: QPoint) -> int:
        """The bar whose stretch of the axis is under a point of `target`; -1 for none."""
        place = self.plot.mapToScene(point)
        if not self._box.sceneBoundingRect().contains(place):
            return -1
        at: QPointF = self._box.mapSceneToView(place)
        index = round(at.x() if self.upright else at.y())
        return index if 0 <= index < len(self.bars) else -1

    # -- for the kinds of charts ---------------------------------------------------------------------------

    def _shape(self, index: int) -> Shape:
        """A bar in the plot's coordinates."""
        value = self.bars[index].value
        wide = self._bar_width()
        rect = QRectF(index - wide / 2, 0, wide, value) if self.upright else QRectF(0, index - wide / 2, value, wide)
        aside = "" if self.upright else self.bars[index].part
        return Shape(rect, self.bars[index].colour(self.colours), self._text(index), aside)

    def _shapes(self) -> list[Shape]:
        """All that is drawn as bars."""
        return [self._shape(index) for index in range(len(self.bars))]

    def _bar_width(self) -> float:
        """How much of its stretch of the axis a bar takes."""
        return 0.6

    def _text(self, index: int) -> str:
        """What is written at the end of a bar."""
        return f"{self.bars[index].value:,}"

    def _range(self) -> QRectF:
        """What the plot shows, so that there is room for the texts."""
        return QRectF(-0.5, 0, max(1, len(self.bars)), max(1, self._most()) * self._room())

    def _room(self) -> float:
        """How much longer than the longest bar the plot is."""
        high = max(60.0, float(self._box.height()))
        return high / max(20.0, high - 24.0)

    def _label_axes(self) -> None:
        """Write what stands beside the bars."""

    def _most(self) -> int:
        return max((bar.value for bar in self.bars), default=0)

    # -- drawing -------------------------------------------------------------------------------------------

    def _value_font(self) -> QFont:
        return tabular(sized(self.font(), TYPE.tiny))

    def _prepare_plot(self) -> None:
        plot = self.plot
        plot.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # it is the card's
        inside = pg.GraphicsLayout(border=None)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        plot.setCentralItem(inside)
        inside.addItem(self._left, 0, 0)
        inside.addItem(self._box, 0, 1)
        inside.addItem(self._bottom, 1, 1)
        self._box.addItem(self._item, ignoreBounds=True)
        for axis in (self._left, self._bottom):
            axis.linkToView(self._box)
            axis.setStyle(tickLength=0, tickTextOffset=7, hideOverlappingLabels=False, autoExpandTextSpace=False)
            axis.setTickFont(sized(self.font(), TYPE.tiny))
            axis.setZValue(-1000)  # the grid is behind the bars
        self._box.sigResized.connect(self._arrange)
        for watched in (plot, plot.viewport()):
            watched.installEventFilter(self)

    def _arrange(self, _box: object = None) -> None:
        """Everything anew: for other bars, another size, other colours."""
        self._label_axes()
        seen = self._range()
        self._box.setRange(seen, padding=0, update=True, disableAutoRange=True)
        self._item.set_shapes(self._shapes(), seen, self.colours)
        self._mark()

    def _recolour(self) -> None:
        colours = self.colours
        self.plot.setBackground(colours.surface)
        for axis in (self._left, self._bottom):
            axis.setTextPen(colours.muted)
            axis.setPen(pg.mkPen(None))
            axis.setTickPen(pg.mkPen(colours.line))
        self._arrange()

    def _mark(self) -> None:
        self._item.mark(self._current if self._focused and self.bars else -1, self._hovered)

    # -- keyboard and pointer ------------------------------------------------------------------------------

    def _tell(self) -> None:
        """Say the bar that the keys are on."""
        if not self.bars:
            self.plot.setAccessibleName(self._name)
            return
        words = sentence(self.bars[self._current], self.unit)
        self.plot.setAccessibleName(f"{self._name}. {words}, {self._current + 1} of {len(self.bars)}")
        self.plot.setAccessibleDescription("Arrows move, Enter opens the rows, the menu key copies.")

    def go_to(self, index: int) -> None:
        """Move the focus to a bar, not past the ends."""
        wanted = max(0, min(index, len(self.bars) - 1))
        if self.bars and wanted != self._current:
            self._current = wanted
            self._tell()
            self.focus_moved.emit(wanted)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The plot's own handling of keys and pointer stands back."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            if watched is self.plot:
                self._focused = kind == QEvent.Type.FocusIn
                self._arrange()
            return False
        if watched is self.plot:
            return False
        if kind == QEvent.Type.Wheel:
            event.ignore()  # the page scrolls
            return True
        if kind == QEvent.Type.Leave:
            self._hover(-1, QPoint())
        if kind == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return True  # said at once on hover
        return isinstance(event, QMouseEvent) and self._point(event)

    def _press(self, event: QKeyEvent) -> bool:
        key = event.key()
        if not self.bars or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in OPENING:
            self.activated.emit(self._current)
        elif key in self.back_keys:
            self.go_to(self._current - 1)
        elif key in self.forth_keys:
            self.go_to(self._current + 1)
        elif key == Key.Key_Home:
            self.go_to(0)
        elif key == Key.Key_End:
            self.go_to(len(self.bars) - 1)
        else:
            return False
        return True

    def _point(self, event: QMouseEvent) -> bool:
        """A press takes the focus, a release on the same bar opens it; the right button is the menu's."""
        index = self.index_at(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if event.type() == QEvent.Type.MouseMove:
            self._hover(index, event.globalPosition().toPoint())
        elif event.type() == QEvent.Type.MouseButtonPress:
            if index >= 0:
                self.go_to(index)
            self._pressed = index if left else -1
        elif event.type() == QEvent.Type.MouseButtonRelease and left and index >= 0 and index == self._pressed:
            self.activated.emit(index)
        return True

    def _hover(self, index: int, at: QPoint) -> None:
        shape = Qt.CursorShape.PointingHandCursor if index >= 0 else Qt.CursorShape.ArrowCursor
        self.target.setCursor(shape)
        if index == self._hovered:
            return
        self._hovered = index
        self._arrange()
        if index < 0:
            QToolTip.hideText()
        else:
            QToolTip.showText(at, tip(sentence(self.bars[index], self.unit)), self.target)

    # -- Qt ------------------------------------------------------------------------------------------------

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The keys go to the plot; a focus proxy would do so too, but Tab would not find the way out of its ring."""
        self.plot.setFocus(reason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Labels are cut to the room there is."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Recolour with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_item"):
            self._recolour()
