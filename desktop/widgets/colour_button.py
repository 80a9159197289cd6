"""A button that shows a colour and offers others from a fixed palette, by name."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.theme.status_colours import PALETTE, ColourPair
from desktop.theme.tokens import MEASURE
from desktop.widgets.painting import colour, colours_for, paint_dot

SWATCH: Final = 16


class ColourButton(QToolButton):
    """Signal: chosen(ColourPair). A colour that is none of the palette's is shown, and called the office's own."""

    chosen = Signal(object)

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = what
        self._pair = PALETTE[0].pair
        self._menu: QMenu | None = None
        self.setIconSize(QSize(SWATCH, SWATCH))
        self.setMinimumSize(MEASURE.target + 4, MEASURE.target + 4)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.open_menu)
        self._show()

    @property
    def pair(self) -> ColourPair:
        """The colour that is shown."""
        return self._pair

    @property
    def words(self) -> str:
        """What the colour is called."""
        return next((one.name for one in PALETTE if one.pair == self._pair), "The office's own")

    def set_pair(self, pair: ColourPair) -> None:
        """Show another colour, without a signal."""
        self._pair = pair
        self._show()

    def open_menu(self) -> QMenu:
        """Offer the palette; arrows and letters choose."""
        menu = QMenu(self)
        menu.setAccessibleName(self._what)
        for one in PALETTE:
            action = menu.addAction(self._swatch(one.pair), one.name)
            action.setCheckable(True)
            action.setChecked(one.pair == self._pair)
            action.triggered.connect(partial(self._choose, one.pair))
            if one.pair == self._pair:
                menu.setActiveAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._menu = menu
        return menu

    def changeEvent(self, event: QEvent) -> None:
        """The same colour looks otherwise in the other mode."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show()

    def _choose(self, pair: ColourPair, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt hands it over
        if pair != self._pair:
            self.set_pair(pair)
            self.chosen.emit(pair)

    def _show(self) -> None:
        self.setIcon(self._swatch(self._pair))
        self.setAccessibleName(f"{self._what}: {self.words}")
        self.setToolTip(f"{self._what}: {self.words}")

    def _swatch(self, pair: ColourPair) -> QIcon:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(QSize(SWATCH, SWATCH) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = pair.dark if colours_for(self).dark else pair.light
        paint_dot(painter, QPointF(SWATCH / 2, SWATCH / 2), colour(shown), SWATCH / 2 - 1)
        painter.end()
        return QIcon(picture)
