"""The first step: which files."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.rules.import_shapes import GENERIC
from desktop.dialogs.contact.parts import Column
from desktop.dialogs.import_wizard.plan import ImportPlan, Source
from desktop.dialogs.import_wizard.step import Step
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.card import Card
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.icon_button import IconButton
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel

FORMATS: Final = {
    "csv": "CSV",
    "xlsx": "XLSX",
    "xlsb": "XLSB",
    "xls": "XLS",
    "ods": "ODS",
    "vcard": "vCard",
}
WARNING: Final = (
    "Two systems that mail the same people get both blacklisted: switch the other one off first. "
    "Imported contacts get no automated messages until a person allows them."
)


class FilesStep(Step):
    """Choose or drop. Signals: files_wanted() to ask for files, template_wanted() for an empty file to fill in."""

    files_wanted = Signal()
    template_wanted = Signal()

    def __init__(self, plan: ImportPlan, parent: QWidget | None = None) -> None:
        super().__init__(
            plan,
            title="Files",
            sentence="CSV, XLSX, XLS, ODS and vCard files of any other system, one or several.",
            parent=parent,
        )
        self._cards: list[QWidget] = []
        self._drop = EmptyState("upload", "Drop files here", detail="or choose them.")
        self._drop.set_actions([("choose", "Choose files"), ("template", "Save a template")])
        self._drop.pressed.connect(self._pressed)
        frame = Card(padding=SPACE.small)
        frame.body.addWidget(self._drop)
        self._list = Column(margins=(0, 0, 0, 0))
        self._list.body.setSpacing(SPACE.small)
        self._list.body.addStretch()
        self.body.addWidget(frame)
        self.body.addWidget(self._list, 1)
        self.body.addWidget(Paragraph(WARNING, size=TYPE.small, parent=self))
        plan.changed.connect(self._show)
        self._show()

    @property
    def ready(self) -> bool:
        """All files have been read, and one of them can be imported."""
        return self.plan.ready

    @property
    def said(self) -> tuple[str, ...]:
        """The sentence beside each file."""
        return tuple(sentence_of(source) for source in self.plan.sources)

    def _pressed(self, key: str) -> None:
        (self.files_wanted if key == "choose" else self.template_wanted).emit()

    def _show(self) -> None:
        for card in self._cards:
            self._list.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [self._card(source) for source in self.plan.sources]
        for place, card in enumerate(self._cards):
            self._list.body.insertWidget(place, card)
        self.ready_changed.emit()

    def _card(self, source: Source) -> Card:
        card = Card(padding=SPACE.mid, parent=self)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(ElidedLabel(source.path.name, weight=WEIGHT.semibold, parent=card))
        found = PlainLabel(
            sentence_of(source), size=TYPE.small, tone="error" if source.problem else "muted", parent=card
        )
        found.setWordWrap(True)
        words.addWidget(found)
        remove = IconButton("x", f"Leave out {source.path.name}", parent=card)
        remove.clicked.connect(lambda: self.plan.remove(source))
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(row)
        return card


def sentence_of(source: Source) -> str:
    """What was found out about a file."""
    if source.reading:
        return "Looking at it …"
    if source.opened is None:
        return source.problem
    file, mapping = source.opened.file, source.opened.mapping
    columns = "1 column" if len(file.header) == 1 else f"{len(file.header):,} columns"
    parts = [FORMATS.get(file.format, file.format), columns]
    if mapping.shape != GENERIC.key:
        parts.append(f"recognised as {mapping.title}")
    return f"{', '.join(parts)}. {file.guessed}".strip()
