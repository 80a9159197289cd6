"""A push button in one of the looks of the style sheet."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.theme.icons import icon, pixmap
from desktop.theme.tokens import MEASURE
from desktop.widgets.painting import colours_for

SIGN: Final = 12
LINK_INSET: Final = 4  # of a link: the ring and the padding before its text


class PushButton(QPushButton):
    """`look` is "", "primary" (one a view), "danger", "link", "quiet" or "field". Signal: clicked."""

    def __init__(self, text: str, *, look: str = "", icon_name: str = "", parent: QWidget | None = None) -> None:
        # An ampersand in a name is a letter here, not a mnemonic.
        super().__init__(parent)
        self._icon_name = icon_name
        self._full = text
        self.set_text(text)
        self.setProperty("look", look)
        # The ring shows who has the keyboard; a click need not draw one.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setIconSize(QSize(MEASURE.icon_small, MEASURE.icon_small))
        self.setMinimumHeight(MEASURE.target if look in {"link", "quiet"} else MEASURE.control)
        if look in {"link", "quiet"}:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._draw()

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._full = text
        gap = " " if self._icon_name else ""  # styled buttons leave none between icon and text
        self.setText(gap + text.replace("&", "&&"))
        self.setAccessibleName(text)

    def set_look(self, look: str) -> None:
        """Another look of a button with a box."""
        if look != self.property("look"):
            self.setProperty("look", look)
            self.style().unpolish(self)
            self.style().polish(self)
            self._draw()

    def shrink_to(self, icon_name: str) -> None:
        """Show an icon in place of the words, where there is no room for them; "" brings the words back."""
        if icon_name == (self._icon_name if not self.text() else ""):
            return
        self._icon_name = icon_name
        self.setIcon(QIcon())
        words = self._full
        self.set_text(words)
        if icon_name:
            self.setText("")
        self.setProperty("small", "true" if icon_name else "false")
        self.style().unpolish(self)
        self.style().polish(self)
        self._draw()

    def set_drop_menu(self, menu: QMenu) -> None:
        """Open `menu` at the button, with the sign that there is one."""
        # Not by setMenu: the style takes the button's padding away then.
        self.clicked.connect(lambda: menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2))))
        self.show_menu_sign()

    def show_menu_sign(self) -> None:
        """Show that a press opens a menu, also one that somebody else opens."""
        self.setProperty("menu", "true")
        self.style().unpolish(self)
        self.style().polish(self)

    def sizeHint(self) -> QSize:
        """With room for the sign of a menu."""
        extra = SIGN + 6 if self.property("menu") else 0
        return super().sizeHint() + QSize(extra, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, and the sign of a menu at its right."""
        super().paintEvent(event)
        if self.property("menu"):
            painter = QPainter(self)
            sign = pixmap("chevron-down", colours_for(self).muted, SIGN, self.devicePixelRatio())
            painter.drawPixmap(self.width() - 10 - SIGN, (self.height() - SIGN) // 2, sign)

    def changeEvent(self, event: QEvent) -> None:
        """Recolour with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        if not self._icon_name:
            return
        colours = colours_for(self)
        shown = colours.on_accent if self.property("look") == "primary" else colours.muted
        self.setIcon(icon(self._icon_name, shown, MEASURE.icon_small))
