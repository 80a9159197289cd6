"""A menu of statuses or dispositions that says at its foot what the entry at hand will do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget, QWidgetAction

from desktop.theme.icons import icon
from desktop.theme.tokens import TYPE
from desktop.widgets.painting import colours_for
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.status_button import StatusChoice

WIDTH: Final = 320
SIDE: Final = 12
# The key of an entry, where the menu has them: figures, then letters.
MARKS: Final = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class ChoiceMenu(QMenu):
    """Entries with their icons; the foot tells what the one at hand does, or why it is not to be had: of such a one
    under the pointer, and when its key is pressed.

    Signal: chosen(key). It deletes itself when it closes.
    """

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[StatusChoice], *, current: str = "", marked: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._meanings: dict[QAction, str] = {}
        self._off: dict[str, QAction] = {}  # what is not to be had, by its key
        for choice, mark in zip(choices, MARKS, strict=False):
            self._add(choice, mark if marked else "", current=current == choice.key)
        self._foot: Paragraph | None = None
        if any(choice.meaning for choice in choices):
            self._foot = self._add_foot([choice.meaning for choice in choices])
            self.hovered.connect(self._explain)

    @property
    def explanation(self) -> str:
        """What the foot says."""
        return self._foot.text if self._foot is not None else ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt tells nothing of an entry that is not to be had."""
        super().mouseMoveEvent(event)
        entry = self.actionAt(event.position().toPoint())
        if entry is not None and not entry.isEnabled():
            self._explain(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its key says why an entry is not to be had."""
        entry = self._off.get(event.text().upper())
        if entry is not None:
            self._explain(entry)
        else:
            super().keyPressEvent(event)

    def open_at(self, at: QPoint, *, above: bool = False) -> None:
        """Open at a place on the screen; `above` puts the lower edge there."""
        self.popup(at - QPoint(0, self.sizeHint().height()) if above else at)

    def _add(self, choice: StatusChoice, mark: str, *, current: bool) -> None:
        label = choice.look.label.replace("&", "&&")
        entry = self.addAction(f"&{mark}  {label}" if mark else label)
        if choice.look.icon:
            entry.setIcon(icon(choice.look.icon, choice.look.colour(colours_for(self))))
        if current:
            entry.setCheckable(True)
            entry.setChecked(True)
        entry.setEnabled(choice.enabled)
        if mark and not choice.enabled:
            self._off[mark] = entry
        self._meanings[entry] = choice.meaning
        entry.triggered.connect(lambda: self.chosen.emit(choice.key))

    def _add_foot(self, meanings: Sequence[str]) -> Paragraph:
        """As high as the longest meaning needs: nothing jumps while one goes through the entries."""
        self.addSeparator()
        ground = QFrame(self)
        foot = Paragraph(size=TYPE.small, parent=ground)
        column = QVBoxLayout(ground)
        column.setContentsMargins(SIDE, 4, SIDE, 6)
        column.addWidget(foot)
        height = 0
        for meaning in meanings:
            foot.set_text(meaning)
            height = max(height, foot.heightForWidth(WIDTH))
        foot.set_text("")
        foot.setFixedSize(WIDTH, height)
        place = QWidgetAction(self)
        place.setDefaultWidget(ground)
        place.setEnabled(False)
        self.addAction(place)
        return foot

    def _explain(self, entry: QAction) -> None:
        if self._foot is not None and entry in self._meanings:
            self._foot.set_text(self._meanings[entry])
