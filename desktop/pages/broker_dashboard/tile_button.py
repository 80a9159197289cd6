"""A key figure on a card; where it has a list, the card is a button that opens it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from db.queries.tiles import Tile
from desktop.charts.bars import counted
from desktop.pages.broker_dashboard.bars_of import said
from desktop.pages.broker_dashboard.figures import figure_of, hover_words
from desktop.theme.fonts import tabular
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.painting import colour, colours_for, paint_focus, paint_outline, paint_pill, plain_tip

RADIUS = 10.0


class TileButton(QAbstractButton):
    """Signal: clicked, only where the figure opens a list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tile: Tile | None = None
        self.title = ElidedLabel(size=TYPE.small, tone="muted", parent=self)
        self.figure = ElidedLabel("…", size=TYPE.figure, weight=WEIGHT.semibold, parent=self)
        self.figure.setFont(tabular(self.figure.font()))
        self.detail = ElidedLabel(size=TYPE.small, tone="muted", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.big, SPACE.mid, SPACE.big, SPACE.mid)
        column.setSpacing(2)
        for label in (self.title, self.figure, self.detail):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # five of them in a row may be narrower than they would like: else the page runs off a small window
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def tile(self) -> Tile | None:
        """What is shown."""
        return self._tile

    @property
    def opens(self) -> bool:
        """Whether a list stands behind it."""
        return self._tile is not None and bool(self._tile.list_key)

    def set_tile(self, tile: Tile) -> None:
        """Show a figure."""
        self._tile = tile
        words = figure_of(tile)
        self.title.setText(tile.title)
        self.figure.setText(words.figure)
        self.detail.setText(words.detail)
        self.detail.set_tone(words.tone)
        unit = f"Counts {tile.unit}." if not tile.is_time else f"Over {tile.unit}."
        shown = words.figure if tile.is_time or tile.value is None else counted(tile.value, said(tile.unit))
        self.setAccessibleName(f"{tile.title}: {shown}. {words.detail}")
        whole = f"{self.accessibleName()}\n{tile.definition} {unit} {hover_words(tile)}".strip()
        self.setToolTip(plain_tip(whole))
        self.setAccessibleDescription(f"{tile.definition} {hover_words(tile)}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if self.opens else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if self.opens else Qt.CursorShape.ArrowCursor)

    def sizeHint(self) -> QSize:
        """As its labels want it."""
        layout = self.layout()
        assert layout is not None
        return QSize(180, layout.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Its labels can be shortened."""
        return QSize(120, self.sizeHint().height())

    def hitButton(self, pos: object) -> bool:
        """A figure without a list cannot be pressed."""
        del pos
        return self.opens

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.opens:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The card."""
        colours = colours_for(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        warm = self.opens and (self.underMouse() or self.isDown())
        paint_pill(painter, rect, colour(colours.hover if warm else colours.surface), RADIUS)
        paint_outline(painter, rect, colour(colours.line), radius=RADIUS)
        if self.hasFocus():
            paint_focus(painter, rect, colours, RADIUS)
