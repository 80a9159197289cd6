"""What a change of the scheme will do, status by status, before it is done (R1)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from db.queries.schemes import SchemeEffect
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel

NOTHING = "Nothing: these are the statuses in use."


class SchemeEffects(QFrame):
    """A box of sentences with the number of contacts each concerns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "box")
        self._sentences: list[str] = []
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.mid, SPACE.mid, SPACE.tiny, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addWidget(PlainLabel("What changes", weight=WEIGHT.semibold, parent=self))
        column.addWidget(self._scroll, 1)
        self.say(NOTHING)

    @property
    def sentences(self) -> list[str]:
        """What it says, number first."""
        return self._sentences

    def say(self, sentence: str) -> None:
        """One sentence, such as that it is being counted."""
        self._show([("", sentence)])

    def show_effects(self, effects: Sequence[SchemeEffect], warnings: Sequence[str] = ()) -> None:
        """Show them, each with its number, after what should be looked at; none: nothing changes."""
        if not effects:
            self.say(NOTHING)
            return
        rows = [(f"{e.contacts:,} contact{'' if e.contacts == 1 else 's'}", e.sentence) for e in effects]
        self._show(
            [
                *(("Colours", warning) for warning in warnings),
                *rows,
                ("", "No contact's status changes. It is one step: one undo takes it all back."),
            ]
        )

    def _show(self, rows: Sequence[tuple[str, str]]) -> None:
        self._sentences = [": ".join(filter(None, row)) for row in rows]
        self.setAccessibleName("What changes")
        self.setAccessibleDescription(" ".join(self._sentences))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, SPACE.small, 0)
        column.setSpacing(2)
        for count, sentence in rows:
            if count:
                column.addWidget(PlainLabel(count, size=TYPE.small, weight=WEIGHT.medium, parent=body))
            column.addWidget(Paragraph(sentence, size=TYPE.small, parent=body))
            column.addSpacing(SPACE.small)
        column.addStretch()
        self._scroll.setWidget(body)
        body.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
