"""One question of a press: its lines, what is wrong with them, and the answers they give."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.dialogs.office_settings.form_line import FormLine
from desktop.theme.tokens import SPACE


class AnswerPart(QWidget):
    """A few lines of a form, by the names that problems come with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[str, FormLine] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE.small)

    def add_line(self, key: str, label: str, editor: QWidget, *, meaning: str = "") -> FormLine:
        """Another line, below those there are."""
        self.lines[key] = FormLine(label, editor, meaning=meaning, parent=self)
        self.column.addWidget(self.lines[key])
        return self.lines[key]

    def answers(self) -> dict[str, Any]:
        """The answers, by the names of the fields of PressAnswers."""
        return {}

    def problems(self) -> dict[str, str]:
        """What is missing or wrong, a sentence by the key of its line."""
        return {}

    def show_problems(self, problems: dict[str, str]) -> bool:
        """Say each under its line; the first of them gets the keyboard. Gives whether any of them stands here."""
        for key, line in self.lines.items():
            line.set_error(problems.get(key, ""))
        first = next((key for key in self.lines if key in problems), None)
        if first is not None:
            self.lines[first].editor.setFocus()
        return first is not None

    def start(self) -> None:
        """The keyboard to the first line."""
        next(iter(self.lines.values())).editor.setFocus()
