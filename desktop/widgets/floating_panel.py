"""A panel with a soft shadow that floats over the bottom of its host."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStyle, QVBoxLayout, QWidget

from desktop.theme.tokens import MEASURE, Colours
from desktop.widgets.painting import colour, colours_for, paint_outline, paint_pill

SHADOW: Final = 24  # room for the shadow around the panel
LIFT: Final = 14  # how far its lower edge stands above the host's
RADIUS: Final = 10.0
LAYERS: Final = 20


def paint_raised(painter: QPainter, panel: QRectF, colours: Colours) -> None:
    """A surface with a line and a soft shadow, which needs SHADOW around `panel`."""
    veil = QColor(colours.shadow)
    # One step of 255 a layer: as soft as a painter without a blur can be.
    veil.setAlpha(4 if colours.dark else 1)
    for step in range(LAYERS, 0, -1):
        # Denser near the panel, so that the outer rim cannot be seen.
        reach = (SHADOW - 4) * (step / LAYERS) ** 2
        paint_pill(painter, panel.adjusted(-reach, 4 - reach, reach, 4 + reach), veil, RADIUS + reach)
    paint_pill(painter, panel, colour(colours.surface), RADIUS)
    paint_outline(painter, panel, colour(colours.line), radius=RADIUS)


class RaisedPanel(QWidget):
    """A surface over what is below it, in SHADOW of room for its shadow; `body` is the layout for its parts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(SHADOW + 4, SHADOW + 6, SHADOW + 4, SHADOW + 6)

    def place(self, panel: QRect) -> None:
        """Where the surface stands in its parent."""
        self.setGeometry(panel.adjusted(-SHADOW, -SHADOW, SHADOW, SHADOW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Shadow, surface, line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        panel = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_raised(painter, panel, colours_for(self))


class FloatingPanel(QWidget):
    """Stays at the bottom centre of its host, `lift` above its edge; `body` is the layout for its parts."""

    def __init__(self, host: QWidget, *, lift: int = LIFT) -> None:
        super().__init__(host)
        self._host = host
        self._lift = lift
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.body = QHBoxLayout(self)
        self.body.setContentsMargins(SHADOW + 14, SHADOW + 8, SHADOW + 10, SHADOW + 8)
        self.body.setSpacing(MEASURE.button_gap)
        host.installEventFilter(self)
        self.hide()

    def set_lift(self, lift: int) -> None:
        """Float higher or lower, for example above another panel."""
        if lift != self._lift:
            self._lift = lift
            self.settle()

    def rise(self) -> None:
        """Come in from below; a panel that is already there only finds its place."""
        if not self.isHidden():
            self.settle()
            return
        self._fit()
        end = self._place()
        # In its place before it shows: in the corner it could come to lie under the pointer.
        self.move(end)
        self.show()
        self.raise_()
        duration = min(160, self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration))
        if duration <= 0 or not self.isVisible():
            return
        self._slide.stop()
        self._slide.setDuration(duration)
        self._slide.setStartValue(end + QPoint(0, 24))
        self._slide.setEndValue(end)
        self._slide.start()

    def sink(self) -> None:
        """Go away at once: what follows must not wait for it."""
        self._slide.stop()
        self.hide()

    def settle(self) -> None:
        """Take the size its parts want, and its place."""
        self._slide.stop()
        self._fit()
        self.move(self._place())

    def room(self) -> int:
        """How wide it may be in its host, shadow included."""
        return self._host.width()

    def axis(self) -> int:
        """The middle it stands over, in its host."""
        return self._host.width() // 2

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the host's size."""
        if watched is self._host and event.type() == QEvent.Type.Resize and not self.isHidden():
            self.settle()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Shadow, surface, line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_for(self)
        panel = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_raised(painter, panel, colours)

    def _fit(self) -> None:
        self.ensurePolished()
        self.body.activate()
        wanted = self.sizeHint()
        self.resize(min(wanted.width(), self.room()), wanted.height())

    def _place(self) -> QPoint:
        left = min(self.axis() - self.width() // 2, self._host.width() - self.width())
        top = self._host.height() - self.height() - self._lift + SHADOW
        return QPoint(max(0, left), max(0, top))


def is_child_focus(panel: QWidget) -> bool:
    """Whether the keyboard is in `panel`."""
    focused = panel.window().focusWidget()
    return focused is not None and focused.hasFocus() and (focused is panel or panel.isAncestorOf(focused))
