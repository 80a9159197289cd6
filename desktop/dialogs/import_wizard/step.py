"""What every step of the import wizard can do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.import_wizard.plan import ImportPlan, Source
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel


class Step(QWidget):
    """A heading, a sentence that says what to do, and `body` for the rest. Signal: ready_changed()."""

    ready_changed = Signal()

    def __init__(self, plan: ImportPlan, *, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self.title = title
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(SPACE.huge, SPACE.big, SPACE.huge, SPACE.mid)
        self.body.setSpacing(SPACE.mid)
        self._sentence = Paragraph(sentence, parent=self)
        self._sentence.setVisible(bool(sentence))
        heading = QVBoxLayout()
        heading.setSpacing(2)
        heading.addWidget(PlainLabel(title, size=TYPE.title, weight=WEIGHT.semibold, parent=self))
        heading.addWidget(self._sentence)
        self.body.addLayout(heading)

    @property
    def ready(self) -> bool:
        """Whether the next step may be gone to."""
        return True

    @property
    def next_words(self) -> str:
        """What the button to the next step says."""
        return "Next"

    def enter(self) -> None:
        """The step comes into sight."""

    def say(self, sentence: str) -> None:
        """Another sentence below the heading."""
        self._sentence.set_text(sentence)
        self._sentence.setVisible(bool(sentence))


class SourceChooser(QWidget):
    """Which of several files is looked at; with one file it is not there. Signal: chosen()."""

    chosen = Signal()

    def __init__(self, plan: ImportPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._shown: list[Source] = []
        self._picked: Source | None = None
        self._combo = QComboBox(self)
        self._combo.setAccessibleName("File")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(PlainLabel("File", tone="muted", parent=self))
        row.addWidget(self._combo)
        row.addStretch()
        self._combo.activated.connect(lambda _index: self._pick())

    @property
    def source(self) -> Source | None:
        """The file that is looked at."""
        place = self._combo.currentIndex()
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def refresh(self) -> None:
        """Offer the files as they are now, and stay at the one that is looked at."""
        readable = self._plan.readable
        if readable == self._shown:
            return
        self._shown = readable
        self._combo.clear()
        self._combo.addItems([source.path.name for source in readable])
        if self._picked in readable:
            self._combo.setCurrentIndex(readable.index(self._picked))
        self.setVisible(len(readable) > 1)

    def _pick(self) -> None:
        self._picked = self.source
        self.chosen.emit()
