"""The documents kept with a contact, the newest above: drafts of contracts, and files that were added."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from db.queries.stored_files import DocumentRow
from db.rules.permissions import REFUSALS, Right
from db.rules.stored_files import CHECKED, CONTRACT, EARLIER, KINDS, STATES, opens_safely, size_words
from db.rules.values import label_of
from desktop import times
from desktop.dialogs.contact.tab import ContactTab
from desktop.dialogs.contact.view import ContactView
from desktop.dialogs.rows_table import RowsColumn, RowsTable
from desktop.theme.tokens import SPACE, TYPE
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

EMPTY: Final = "No documents yet."
EMPTY_DETAIL: Final = (
    "Send Contract drafts the contract from the office's template. Any file up to 25 MB can be added, or dropped here."
)
OPEN, SAVE, CHECK, REPLACE, RENAME, DELETE = "open", "save", "check", "replace", "rename", "delete"
# What each does, said on hover.
TIPS: Final = {
    OPEN: "Opens a copy in this computer's program for it (Enter)",
    SAVE: "Writes the document to a file of your choice",
    CHECK: "Says that a person has read it through; undo takes that back",
    REPLACE: "Puts the corrected file in its place; this one is kept as an earlier version",
    RENAME: "Another title; the file's name stays (F2)",
    DELETE: "Takes it away from the contact; undo brings it back (Delete)",
}
WORDS: Final = {OPEN: "Open", SAVE: "Save as…", CHECK: "Mark checked", REPLACE: "Replace…", RENAME: "Rename…",
                DELETE: "Delete"}  # fmt: skip
HEAD: Final = 12  # as the headings of the table
CHECK_BACK: Final = "Draft again"
_WRITES: Final = (CHECK, REPLACE, RENAME, DELETE)


class DocumentsTab(ContactTab):
    """A table, and what can be done with the chosen document.

    Signals: add_wanted(), draft_wanted(), files_dropped(paths), wanted(command, DocumentRow).
    """

    add_wanted = Signal()
    draft_wanted = Signal()
    files_dropped = Signal(object)
    wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: ContactView | None = None
        self.setAcceptDrops(True)
        columns: tuple[RowsColumn[DocumentRow], ...] = (
            RowsColumn("Title", 180, lambda row: row.title, lambda row: f"{row.title}\n{row.file_name}"),
            RowsColumn("Kind", 80, lambda row: label_of(KINDS, row.kind)),
            RowsColumn("State", 120, lambda row: label_of(STATES, row.state) if row.state else ""),
            RowsColumn("Size", 80, lambda row: size_words(row.size), right=True),
            RowsColumn("Date", 130, self._when, self._full),
            RowsColumn("By", 130, lambda row: row.by),
            RowsColumn("Blank in it", 220, lambda row: ", ".join(row.missing)),
        )
        self.table = RowsTable(columns, name="Documents of this contact")
        self.table.stretch(0)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.add = PushButton("Add file…", icon_name="plus", parent=self)
        self.draft = PushButton("Draft contract", icon_name="file-pen-line", parent=self)
        self.buttons = {key: PushButton(words, parent=self) for key, words in WORDS.items()}
        self.note = PlainLabel(size=TYPE.small, tone="muted", parent=self)
        self.note.setWordWrap(True)
        self.empty = EmptyState("file-text", EMPTY, detail=EMPTY_DETAIL)
        self._lay_out()
        self._connect()

    @property
    def chosen(self) -> DocumentRow | None:
        """The document at hand."""
        at, rows = self.table.currentIndex(), self.table.model_of_rows.rows
        return rows[at.row()] if at.isValid() and at.row() < len(rows) else None

    def show_view(self, view: ContactView) -> None:
        """Show the documents; the one at hand stays so."""
        before = self.chosen
        self._view = view
        self.table.set_rows(view.documents)
        places = [row.id for row in view.documents]
        if view.documents:
            self.table.selectRow(places.index(before.id) if before is not None and before.id in places else 0)
        for part in (self.table, *self.buttons.values()):
            part.setVisible(bool(view.documents))
        self.empty.setVisible(not view.documents)
        may = view.may(Right.DOCUMENTS)
        for button, tip in (
            (self.add, "Keeps a file of up to 25 MB with the contact"),
            (self.draft, "Fills the office's template anew with what is known now"),
        ):
            button.setEnabled(may)
            button.setToolTip(tip if may else REFUSALS[Right.DOCUMENTS])
        self._offer()

    def start_anew(self) -> None:
        """Another contact comes: none of its documents is at hand."""
        super().start_anew()
        self.table.set_rows(())

    def choose(self, place: int) -> None:
        """Have a document at hand, counted from 0."""
        self.table.selectRow(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, F2 renames, Delete deletes."""
        keys = {Qt.Key.Key_Return: OPEN, Qt.Key.Key_Enter: OPEN, Qt.Key.Key_F2: RENAME, Qt.Key.Key_Delete: DELETE}
        command = keys.get(Qt.Key(event.key()))
        if command is not None and not event.modifiers() and self.table.hasFocus():
            self.do(command)
        else:
            super().keyPressEvent(event)

    def do(self, command: str) -> None:
        """Ask for something to be done with the document at hand, where its button is awake."""
        if self.chosen is not None and self.buttons[command].isEnabled():
            self.wanted.emit(command, self.chosen)

    def open_menu(self, at: QPoint) -> QMenu:
        """What can be done with the document at hand, at a place of the table. It goes when it is closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, button in self.buttons.items():
            if key == DELETE:
                menu.addSeparator()
            act = QAction(button.accessibleName(), menu)
            act.setEnabled(button.isEnabled())
            act.triggered.connect(lambda _checked=False, key=key: self.do(key))
            menu.addAction(act)
        menu.popup(self.table.viewport().mapToGlobal(at))
        return menu

    # -- files dragged in -----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped by whoever may keep them."""
        if self.add.isEnabled() and _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep what was dropped."""
        paths = _files(event)
        if paths and self.add.isEnabled():
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    # -- within ---------------------------------------------------------------------------------------------

    def _offer(self) -> None:
        """Which buttons live for the document at hand, and what is to be known about it."""
        row, view = self.chosen, self._view
        may = view is not None and view.may(Right.DOCUMENTS)
        contract = row is not None and row.kind == CONTRACT
        earlier = row is not None and row.state == EARLIER
        lives = {key: row is not None and (may or key not in _WRITES) for key in WORDS}
        lives[OPEN] = row is not None and opens_safely(row.file_name)
        lives[CHECK] &= contract and not earlier
        lives[REPLACE] &= not earlier
        for key, button in self.buttons.items():
            button.setEnabled(lives[key])
            button.setToolTip(TIPS[key] if may or key not in _WRITES else REFUSALS[Right.DOCUMENTS])
        if row is not None and not lives[OPEN]:
            self.buttons[OPEN].setToolTip("Not opened from here: this computer might run it. Use Save as…")
        self.buttons[CHECK].set_text(CHECK_BACK if row is not None and row.state == CHECKED else WORDS[CHECK])
        blank = row is not None and bool(row.missing) and not earlier
        self.note.setVisible(blank)
        if row is not None and blank:
            self.note.setText(
                f"Blank in it: {', '.join(row.missing)}. Fill them in with the contact and draft it anew, or write "
                "them into the file and put it in place with Replace…"
            )

    def _when(self, row: DocumentRow) -> str:
        assert self._view is not None
        return times.ago(row.at, self._view.now, self._view.facts.zone_info)

    def _full(self, row: DocumentRow) -> str:
        assert self._view is not None
        return times.full(row.at, self._view.facts.zone_info)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(HEAD, SPACE.mid, HEAD, SPACE.small)
        tools.setSpacing(SPACE.small)
        tools.addWidget(self.add)
        tools.addWidget(self.draft)
        tools.addStretch()
        for button in self.buttons.values():
            tools.addWidget(button)
        below = QHBoxLayout()
        below.setContentsMargins(HEAD, SPACE.small, HEAD, SPACE.mid)
        below.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 0, 10, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_wanted)
        self.draft.clicked.connect(self.draft_wanted)
        for key, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, key=key: self.do(key))
        self.table.doubleClicked.connect(lambda _index: self.do(OPEN))
        self.table.customContextMenuRequested.connect(self.open_menu)
        self.table.selectionModel().currentRowChanged.connect(self._offer)


def _files(event: QDropEvent) -> tuple[Path, ...]:
    """The files among what is dragged, each once; no folders."""
    urls = event.mimeData().urls()
    paths = (Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    return tuple(dict.fromkeys(path for path in paths if path.is_file()))
