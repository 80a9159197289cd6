"""The theme the program wears: light, dark, or what the system says."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from desktop.theme.fonts import base_font
from desktop.theme.palette import make_palette
from desktop.theme.style import make_style
from desktop.theme.tokens import DARK, LIGHT, Colours


class Mode(StrEnum):
    """What the member chose."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Theme(QObject):
    """Dresses the application and follows the system. `changed`: the colours are other ones now."""

    changed = Signal()

    def __init__(self, mode: str = Mode.SYSTEM, *, bundled_font: bool = False) -> None:
        super().__init__()
        self._mode = Mode(mode)
        self._bundled_font = bundled_font
        self._app: QApplication | None = None
        self._worn: Colours | None = None

    @property
    def mode(self) -> Mode:
        """What was chosen, which is not always what is worn."""
        return self._mode

    @property
    def colours(self) -> Colours:
        """The colours for the mode as it stands now."""
        if self._mode is Mode.SYSTEM:
            return DARK if _system_is_dark() else LIGHT
        return DARK if self._mode is Mode.DARK else LIGHT

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are worn."""
        return self.colours.dark

    def apply(self, app: QApplication) -> None:
        """Dress `app` in Fusion, font, palette and style sheet, and follow the system from now on."""
        first = self._app is None
        self._app = app
        app.setStyle("Fusion")
        app.setFont(base_font(bundled=self._bundled_font))
        self._tell_system()
        self._dress()
        if first:
            app.styleHints().colorSchemeChanged.connect(self._on_system_change)

    def set_mode(self, mode: str) -> None:
        """Change to another mode; an applied theme is worn at once."""
        if Mode(mode) is self._mode:
            return
        self._mode = Mode(mode)
        if self._app is not None:
            self._tell_system()
            self._dress()

    def token(self, name: str) -> str:
        """The colour called `name` in the mode as it stands; AttributeError for a name not in the table."""
        return str(getattr(self.colours, name))

    def _tell_system(self) -> None:
        """Native title bars and dialogs follow the scheme; offscreen nothing happens."""
        hints = QApplication.styleHints()
        if self._mode is Mode.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if self.is_dark else Qt.ColorScheme.Light)

    def _dress(self) -> None:
        colours = self.colours
        if self._app is None or colours is self._worn:
            return
        self._app.setPalette(make_palette(colours))
        self._app.setStyleSheet(make_style(colours))
        self._worn = colours
        self.changed.emit()

    def _on_system_change(self) -> None:
        if self._mode is Mode.SYSTEM:
            self._dress()


def _system_is_dark() -> bool:
    return QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
