"""What they said and what is set: half of it, shown at once, and the day the member's to change (R22)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from db.rules.errors import FieldProblemsError
from db.rules.follow_up import FollowUp, follow_up
from db.rules.moments import day_of, day_words
from desktop.theme.tokens import SPACE, TYPE
from desktop.widgets.day_hour import DayHour
from desktop.widgets.plain_label import PlainLabel

HINT = "6 months, after Easter, next Tuesday"


class SaidField(QWidget):
    """A line for their words; below, once it names a time, the sentence and the moment. Signal: changed()."""

    changed = Signal()

    def __init__(self, *, now: int, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now, self._zone = now, zone
        self._found: FollowUp | None = None
        self._chosen = False
        self._problem = ""
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(HINT)
        self.line.setAccessibleName("They said: call me back in")
        self.words = PlainLabel(size=TYPE.small, tone="muted", parent=self)
        self.words.setWordWrap(True)
        self.when = DayHour(now, zone, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tiny)
        for part in (self.line, self.words, self.when):
            column.addWidget(part)
        self.words.hide()
        self.when.hide()
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._typed)
        self.when.edited.connect(self._choose)

    @property
    def said(self) -> str:
        """Their words, where they name a time; else ""."""
        return self._found.said if self._found else ""

    @property
    def due_at(self) -> int | None:
        """When it is set for, in ms UTC; None where nothing is."""
        return self.when.moment if self._found else None

    @property
    def chosen_at(self) -> int | None:
        """The same, where the member changed it; None where it is half of what they said."""
        return self.when.moment if self._found and self._chosen else None

    @property
    def problem(self) -> str:
        """What is wrong with the words; "" for nothing."""
        return self._problem

    @property
    def sentence(self) -> str:
        """What is shown below the line; "" for nothing."""
        return "" if self.words.isHidden() else self.words.text()

    def start_anew(self, now: int, zone: str) -> None:
        """Empty, for another contact."""
        self._now, self._zone = now, zone
        self.line.clear()
        self._typed("")

    def clear(self) -> None:
        """What was typed is set."""
        self.line.clear()
        self._typed("")

    def set_now(self, now: int) -> None:
        """The clock has gone on."""
        self._now = now

    def show_problem(self) -> None:
        """Say below the line what is wrong with it."""
        self.words.set_tone("error")
        self.words.setText(self._problem)
        self.words.setVisible(bool(self._problem))

    def _typed(self, text: str) -> None:
        self._chosen = False
        self._found, self._problem = None, ""
        if text.strip():
            try:
                self._found = follow_up(text, now=self._now, zone=self._zone)
            except FieldProblemsError as error:
                self._problem = error.sentence
        if self._found:
            self.when.set_moment(self._found.due_at)
        self._show()

    def _choose(self) -> None:
        self._chosen = True
        self._show()

    def _show(self) -> None:
        found = self._found
        self.when.setVisible(found is not None)
        self.words.setVisible(found is not None)
        if found:
            at = self.when.moment
            passed = at <= self._now
            self._problem = "That moment has passed; choose a later one." if passed else ""
            day = day_words(day_of(at, self._zone))
            own = f"They said {found.said} · set for {day} (changed)" if self._chosen else found.sentence
            self.words.set_tone("error" if passed else "muted")
            self.words.setText(self._problem or own)
        self.changed.emit()
