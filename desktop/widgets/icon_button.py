"""A button that is only an icon, with a name for those who cannot see it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.theme.icons import icon
from desktop.theme.tokens import MEASURE
from desktop.widgets.painting import colours_for


class IconButton(QToolButton):
    """An icon of the set; its name is read aloud and shown on hover. Signal: clicked."""

    def __init__(self, icon_name: str, name: str, *, size: int = MEASURE.icon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setIconSize(QSize(size, size))
        self.setMinimumSize(max(size + 8, MEASURE.target), max(size + 8, MEASURE.target))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoRaise(True)
        self.set_name(name)
        self._draw()

    def set_name(self, name: str) -> None:
        """What it does, for the screen reader and the tooltip."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def set_icon_name(self, icon_name: str) -> None:
        """Show another icon."""
        self._icon_name = icon_name
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Recolour with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        colours = colours_for(self)
        self.setIcon(icon(self._icon_name, colours.muted, self.iconSize().width(), disabled=colours.edge))
