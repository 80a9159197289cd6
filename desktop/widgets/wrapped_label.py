"""A label that goes on in the next line where the width is used up, and tells the rest on hover."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from desktop.theme.tokens import TYPE
from desktop.widgets.elided_label import ElidedLabel

LEADING: Final = 2
# After these a word without a blank that is longer than a line is best broken; a shorter one stays whole.
_BREAKS: Final = re.compile(r"[@./_-](?=\S)")
_BROKEN: Final = "\\g<0>\u200b"
_JOINER: Final = "\u2060"
_MARKS: Final = re.compile("[\u200b\u2060]")


class WrappedLabel(ElidedLabel):
    """Plain text over at most `lines` lines, the last one elided; what fits in one line costs no more than a label."""

    def __init__(self, text: str = "", *, lines: int = 6, size: int = TYPE.body, parent: QWidget | None = None) -> None:
        self._lines = lines
        self._kept: tuple[str, int, list[str]] = ("", -1, [""])
        super().__init__(text, size=size, parent=parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Show another text; it may need more lines."""
        changed = text != self.text()
        super().setText(text)
        if changed:
            self.updateGeometry()

    def shown_text(self) -> str:
        """The text as it stands on the screen, without the ends of its lines."""
        lines = self._broken(max(0, self.contentsRect().width()))
        return self.text() if "".join(lines) == self.text() else "".join(lines)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        margins = self.contentsMargins()
        lines = len(self._broken(max(0, width - margins.left() - margins.right())))
        return self._height(lines) + margins.top() + margins.bottom()

    def minimumSizeHint(self) -> QSize:
        """A few letters of one line."""
        margins = self.contentsMargins()
        return QSize(super().minimumSizeHint().width(), self._height(1) + margins.top() + margins.bottom())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint line by line, in the style's own way."""
        painter = QPainter(self)
        room = self.contentsRect()
        lines = self._broken(max(0, room.width()))
        step, high = self.fontMetrics().height() + LEADING, self._height(len(lines))
        top = room.top() + max(0, (room.height() - high) // 2)
        align = int(QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft))
        for number, line in enumerate(lines):
            place = QRect(room.left(), top + number * step, room.width(), step - LEADING)
            self.style().drawItemText(
                painter, place, align, self.palette(), self.isEnabled(), line, self.foregroundRole()
            )

    def _height(self, lines: int) -> int:
        return lines * self.fontMetrics().height() + (lines - 1) * LEADING

    def _broken(self, width: int) -> list[str]:
        """The text in lines; kept, because a layout asks for it several times."""
        text = self.text()
        if self._kept[:2] != (text, width):
            self._kept = (text, width, self._break(text, width))
        return self._kept[2]

    def _break(self, text: str, width: int) -> list[str]:
        metrics = self.fontMetrics()
        if width <= 0 or metrics.horizontalAdvance(text) <= width:
            return [text]
        text = " ".join(
            word.replace("-", f"-{_JOINER}") if metrics.horizontalAdvance(word) <= width else _BREAKS.sub(_BROKEN, word)
            for word in text.split(" ")
        )
        layout = QTextLayout(text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        found: list[str] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid() and len(found) < self._lines:
            line.setLineWidth(width)
            last = len(found) == self._lines - 1
            rest = text[line.textStart() :] if last else text[line.textStart() : line.textStart() + line.textLength()]
            rest = _MARKS.sub("", rest)
            found.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width) if last else rest)
        layout.endLayout()
        return found
