"""Text cut to the width of its column, measured as rarely as possible."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStaticText

# Laying text out for keeps costs as much as drawing it a few times; from here on it pays.
OFTEN: Final = 4
ENTRIES: Final = 20_000


class _Entry:
    __slots__ = ("kept", "shown", "times", "width")

    def __init__(self, shown: str, width: int) -> None:
        self.shown = shown
        self.width = width
        self.times = 0
        self.kept: QStaticText | None = None


class FittedText:
    """Draws text in one font. What is drawn often (a source, a priority) is kept laid out."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetrics(font)
        self.height = self._metrics.height()
        self._ascent = self._metrics.ascent()
        self._letters: dict[str, int] = {}
        self._entries: dict[tuple[str, int], _Entry] = {}

    def draw(self, painter: QPainter, left: int, top: int, text: str, room: int) -> None:
        """Draw ``text`` with its upper left corner there, cut to ``room`` pixels; the painter has the font
        already.
        """
        entry = self._entries.get((text, room)) or self._fit(text, room)
        if entry.kept is not None:
            painter.drawStaticText(left, top, entry.kept)
            return
        painter.drawText(left, top + self._ascent, entry.shown)
        entry.times += 1
        if entry.times == OFTEN:
            entry.kept = QStaticText(entry.shown)
            entry.kept.setTextFormat(Qt.TextFormat.PlainText)
            entry.kept.prepare(font=self.font)

    def width_of(self, text: str, room: int) -> int:
        """How wide it is drawn."""
        entry = self._entries.get((text, room)) or self._fit(text, room)
        if entry.width < 0:
            entry.width = self._metrics.horizontalAdvance(entry.shown)
        return entry.width

    def _fit(self, text: str, room: int) -> _Entry:
        """Cut if needed. Letters added up are wide enough a guess to spare most texts the real measure."""
        if len(self._entries) >= ENTRIES:
            self._entries.clear()
        text_on_one_line = text if text.isprintable() else " ".join(text.split())
        shown = text_on_one_line
        if self._guess(shown) > room:
            shown = self._metrics.elidedText(shown, Qt.TextElideMode.ElideRight, max(room, 0))
        entry = self._entries[text, room] = _Entry(shown, -1)
        return entry

    def _guess(self, text: str) -> int:
        letters = self._letters
        try:
            return sum([letters[letter] for letter in text])
        except KeyError:
            for letter in text:
                if letter not in letters:
                    letters[letter] = self._metrics.horizontalAdvance(letter)
            return sum([letters[letter] for letter in text])
