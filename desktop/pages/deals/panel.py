"""The side panel of a deal: form, checklist, documents, notes, history; and where it can go next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from db.queries.deals import DealSheet, Line
from db.queries.reader import OfficeFacts
from db.queries.stored_files import DocumentRow
from db.rules.deals import FORM, DealSettings
from db.rules.transaction_words import SYSTEMS
from desktop import times
from desktop.dialogs.contact.note_box import NoteBox
from desktop.pages.deals.checklist import Checklist
from desktop.pages.deals.form import DealForm
from desktop.theme.tokens import MEASURE, SPACE, TYPE, WEIGHT
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icon_button import IconButton
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

WIDE: Final = 320
MOST_LINES: Final = 20
CHECKLIST_DONE: Final = "Everything on the checklist is done."


@dataclass(frozen=True, slots=True)
class PanelView:
    """What the panel shows: the deal, the documents of its contact, the office's words, and when it was read."""

    sheet: DealSheet
    documents: tuple[DocumentRow, ...]
    settings: DealSettings
    facts: OfficeFacts
    now: int


class DealPanel(QFrame):
    """Signals: closed() by the cross or Escape; contact_wanted(); stage_chosen(deal id, stage).

    What is typed and not kept, a note or an item, stays with its deal while another is shown.
    """

    closed = Signal()
    contact_wanted = Signal()
    stage_chosen = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: PanelView | None = None
        self._drafts: dict[int, tuple[str, str]] = {}  # by deal: the note, the item
        self.setFixedWidth(WIDE)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAccessibleName("Deal")
        self.name = ElidedLabel(size=TYPE.lead, weight=WEIGHT.semibold, parent=self)
        self.where = Paragraph(parent=self)
        self.tied = PlainLabel(size=TYPE.small, tone="muted", parent=self)
        self.close_button = IconButton("x", "Close (Esc)", parent=self)
        self.open_contact = PushButton("Open contact", parent=self)
        self.move_to = PushButton("Move to", parent=self)
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.form = DealForm(self)
        self.checklist = Checklist(self)
        self.progress = PlainLabel(size=TYPE.small, tone="muted", parent=self)
        self.note = NoteBox(self)
        self._documents = _Lines(self)
        self._notes = _Lines(self)
        self._history = _Lines(self)
        self._lay_out()
        self.close_button.clicked.connect(self.closed)
        self.open_contact.clicked.connect(self.contact_wanted)
        self.move_to.clicked.connect(lambda _checked: self.open_menu())

    def show_deal(self, view: PanelView) -> None:
        """Show a deal; of another one than before, from the top."""
        another = not self.shows(view.sheet.card.id)
        if another:
            self._leave()
        self.view = view
        sheet, card = view.sheet, view.sheet.card
        self.name.setText(card.contact)
        parts = (view.settings.label(card.stage), card.closes, f"with {card.agent}" if card.agent else "in the pool")
        self.where.set_text(" · ".join(filter(None, parts)))
        self.tied.setText(_tied(view))
        self.tied.setVisible(sheet.source != FORM)
        self.move_to.setVisible(card.may_change)
        self.form.set_form(sheet.form, editable=card.may_change)
        self.checklist.set_items(sheet.items, editable=card.may_change)
        done = sum(item.done_at is not None for item in sheet.items)
        all_done = CHECKLIST_DONE if sheet.items and done == len(sheet.items) else ""
        self.progress.setText(all_done or (f"{done:,} of {len(sheet.items):,} done" if sheet.items else "No items yet"))
        self._documents.set_lines((_document(row) for row in view.documents), "None yet.")
        self._notes.set_lines((_line(line, view) for line in sheet.notes), "None yet.")
        self._history.set_lines((_line(line, view) for line in sheet.history), "Nothing was changed yet.")
        if another:
            note, item = self._drafts.pop(card.id, ("", ""))
            self.note.set_text(note)
            self.checklist.add.setText(item)
            self._scroll.verticalScrollBar().setValue(0)

    def shows(self, deal_id: int) -> bool:
        """Whether this deal is the one in the panel."""
        return self.view is not None and self.view.sheet.card.id == deal_id

    def note_kept(self, deal_id: int, text: str) -> None:
        """A note is written: its text goes, wherever it stands; another text stays."""
        note, item = self._drafts.get(deal_id, ("", ""))
        if self.shows(deal_id) and self.note.text == text:
            self.note.clear()
        elif note == text:
            self._drafts[deal_id] = "", item

    def forget(self) -> None:
        """Somebody else works here: nothing of the deals stays."""
        self.view = None
        self._drafts.clear()
        self.note.clear()
        self.checklist.add.clear()

    def _leave(self) -> None:
        """Another deal comes: what is typed and not kept stays with the one that was shown."""
        self.form.leave()
        if self.view is not None:
            self._drafts[self.view.sheet.card.id] = self.note.text, self.checklist.add.text()

    def open_menu(self, at: QPoint | None = None) -> None:
        """The stages it can go to, each with what that does to the contact."""
        if self.view is None:
            return
        self.menu.clear()
        deal = self.view.sheet.card.id  # by the time one is chosen another may be shown
        for stage in self.view.settings.stages:
            words = self.view.sheet.moves.get(stage.key)
            action = self.menu.addAction(stage.label if not words else f"{stage.label} – {words.rstrip('.')}")
            action.setEnabled(words is not None)
            action.setToolTip(words or stage.meaning)
            action.triggered.connect(lambda _c=False, key=stage.key: self.stage_chosen.emit(deal, key))
        self.menu.popup(at or self.move_to.mapToGlobal(QPoint(0, self.move_to.height() + 2)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives the keyboard back to the board."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE.big, SPACE.mid, SPACE.big, SPACE.big)
        column.setSpacing(SPACE.tiny)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.close_button)
        column.addLayout(head)
        column.addWidget(self.where)
        column.addWidget(self.tied)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, SPACE.small, 0, 0)
        buttons.setSpacing(MEASURE.button_gap)
        buttons.addWidget(self.move_to)
        buttons.addWidget(self.open_contact)
        buttons.addStretch()
        column.addLayout(buttons)
        for title, parts in (
            ("Deal form", (self.form,)), ("Checklist", (self.progress, self.checklist)),
            ("Documents", (self._documents,)), ("Notes", (self.note, self._notes)), ("History", (self._history,)),
        ):  # fmt: skip
            column.addSpacing(SPACE.mid)
            column.addWidget(PlainLabel(title, weight=WEIGHT.semibold, parent=inside))
            for part in parts:
                column.addWidget(part)
        column.addStretch()
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        edge = QFrame(self)
        edge.setProperty("look", "rule")
        edge.setFixedWidth(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(edge)
        whole.addWidget(self._scroll, 1)


class _Lines(QWidget):
    """Lines of text that wrap, or what is said where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.small)
        self._shown: tuple[tuple[str, str], ...] | None = None

    def set_lines(self, lines: Iterable[tuple[str, str]], nothing: str) -> None:
        """Show text with what stands muted under it."""
        new = tuple(lines)[:MOST_LINES] or ((nothing, ""),)
        if new == self._shown:
            return
        self._shown = new
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for text, under in new:
            self._column.addWidget(self._line(text, under))

    def _line(self, text: str, under: str) -> QWidget:
        line = QWidget(self)
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        words = PlainLabel(text, tone="" if under else "muted", parent=line)
        words.setWordWrap(True)
        column.addWidget(words)
        if under:
            column.addWidget(PlainLabel(under, size=TYPE.small, tone="muted", parent=line))
        return line


def _tied(view: PanelView) -> str:
    sheet = view.sheet
    named = f"{SYSTEMS.get(sheet.source, sheet.source)} {sheet.outside_key}".strip()
    if sheet.outside_at is None:
        return f"Tied to {named}"
    return f"Tied to {named}, told {times.ago(sheet.outside_at, view.now, view.facts.zone_info)}"


def _document(row: DocumentRow) -> tuple[str, str]:
    return row.title or row.file_name, "Draft, to be checked" if row.waits else row.file_name


def _line(line: Line, view: PanelView) -> tuple[str, str]:
    when = times.ago(line.at, view.now, view.facts.zone_info)
    return line.text, " · ".join(filter(None, (line.member, when)))
