"""How far a session has come, what came of it, and how the member calls."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QProgressBar, QSpinBox, QVBoxLayout, QWidget

from db.queries.calling import Calling
from db.rules.calling import MOST_DIALS
from desktop.dialogs.calling.reading import ON_OPENING, Preferences
from desktop.theme.fonts import tabular
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.plain_label import PlainLabel


class TallyPanel(QWidget):
    """Title, a bar, and the figures; in the window of calls and at its end alike."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(weight=WEIGHT.semibold)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.words = PlainLabel(size=TYPE.small, tone="muted")
        self.figures: dict[str, PlainLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.small)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for row, label in enumerate(("Dials", "Conversations", "Appointments", "Left")):
            figure = self.figures[label] = PlainLabel("0", weight=WEIGHT.medium)
            figure.setFont(tabular(figure.font()))
            figure.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(PlainLabel(label, tone="muted"), row, 0)
            grid.addWidget(figure, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        for part in (self.title, self.bar, self.words):
            column.addWidget(part)
        column.addLayout(grid)

    def show_session(self, session: Calling) -> None:
        """Show how far it is."""
        queue, tally = session.queue, session.tally
        self.title.setText(session.title)
        self.bar.setMaximum(max(1, session.total))
        self.bar.setValue(session.total - session.left)
        off = sum(n in queue.open for n in queue.course.off)
        passed = sum(n not in queue.done for n in queue.passed)
        said = [f"{session.done:,} of {session.total:,}"]
        said += [f"{off:,} put off"] if off else []
        said += [f"{passed:,} passed over"] if passed else []
        self.words.setText(" · ".join(said))
        self.bar.setAccessibleName(self.words.text())
        values = (tally.dials, tally.conversations, tally.appointments, session.left)
        for figure, value in zip(self.figures.values(), values, strict=True):
            figure.setText(f"{value:,}")


class HowPanel(QWidget):
    """How the member calls. Signals: preferred(Preferences); dials_wanted(how many each gets); chosen() when something
    was set, and the keyboard is free again.
    """

    preferred = Signal(object)
    chosen = Signal()
    dials_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Preferences()
        self.advance = QCheckBox("The next opens by itself", self)
        self.advance.setToolTip("After a press or a result the next contact opens at once.")
        self.opening = QComboBox(self)
        self.opening.setAccessibleName("When a contact opens")
        for key, label in ON_OPENING:
            self.opening.addItem(label, key)
        self.dials = QSpinBox(self)
        self.dials.setRange(1, MOST_DIALS)
        self.dials.setKeyboardTracking(False)
        self.dials.setAccessibleName("Dials for each contact")
        self.dials.setToolTip("After so many dials nobody answered, each an attempt of its own, the turn is over.")
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.small)
        grid.setVerticalSpacing(SPACE.small)
        grid.setColumnStretch(1, 1)
        for row, (label, part) in enumerate((("On opening", self.opening), ("Dials each", self.dials))):
            grid.addWidget(PlainLabel(label, tone="muted"), row, 0)
            grid.addWidget(part, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addWidget(self.advance)
        column.addLayout(grid)
        self.advance.toggled.connect(lambda on: self._prefer(replace(self._shown, advance=on)))
        self.opening.activated.connect(
            lambda _place: self._prefer(replace(self._shown, on_opening=str(self.opening.currentData())))
        )
        self.dials.valueChanged.connect(self.dials_wanted)
        self.dials.editingFinished.connect(self.chosen)
        self.opening.activated.connect(lambda _place: self.chosen.emit())

    def show_session(self, session: Calling, preferences: Preferences) -> None:
        """Show what is set, without setting it."""
        self._shown = preferences
        parts: tuple[QWidget, ...] = (self.advance, self.opening, self.dials)
        for part in parts:
            part.blockSignals(True)
        self.advance.setChecked(preferences.advance)
        self.opening.setCurrentIndex(self.opening.findData(preferences.on_opening))
        self.dials.setValue(session.queue.course.dials)
        for part in parts:
            part.blockSignals(False)

    def _prefer(self, preferences: Preferences) -> None:
        self._shown = preferences
        self.preferred.emit(preferences)
