"""A label that shortens what does not fit and tells the whole on hover."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStyle

from desktop.widgets.painting import plain_tip
from desktop.widgets.plain_label import PlainLabel


class ElidedLabel(PlainLabel):
    """One line of plain text, elided at the right; a tooltip has the whole of it while it is shortened."""

    # PlainLabel's constructor sets the text already
    _tip = ""
    _shown = ""
    _asked: tuple[str, int, str] = ("", -1, "")

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self._update_tip()

    def set_tip(self, tip: str) -> None:
        """A tooltip of its own, shown also while the text fits."""
        self._tip = tip
        self._update_tip()

    def shown_text(self) -> str:
        """The text as it stands on the screen; measured once for each width, for it is painted far more often."""
        asked = (self.text(), max(0, self.contentsRect().width()), self.font().key())
        if asked != self._asked:
            self._asked = asked
            self._shown = self.fontMetrics().elidedText(asked[0], Qt.TextElideMode.ElideRight, asked[1])
        return self._shown

    def minimumSizeHint(self) -> QSize:
        """It may shrink to a few letters."""
        full = super().minimumSizeHint()
        return QSize(min(full.width(), self.fontMetrics().horizontalAdvance("Mmm…")), full.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tooltip goes with what is cut off."""
        super().resizeEvent(event)
        self._update_tip()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shortened text in the style's own way."""
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(QStyle.visualAlignment(self.layoutDirection(), self.alignment())),
            self.palette(),
            self.isEnabled(),
            self.shown_text(),
            self.foregroundRole(),
        )

    def _update_tip(self) -> None:
        cut = self.shown_text() != self.text()
        parts = [*([self.text()] if cut else []), *([self._tip] if self._tip else [])]
        self.setToolTip(plain_tip("\n".join(parts)))
