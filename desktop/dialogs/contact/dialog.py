"""One contact in a window of its own; several may be open."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.changes import Changes, Selection
from db.rules.errors import BrokerdeskError, NotFoundError
from db.rules.filters import ListSpec
from desktop.dialogs.contact.edits import ContactEdits
from desktop.dialogs.contact.header import ContactHeader
from desktop.dialogs.contact.history_tab import HistoryTab
from desktop.dialogs.contact.leads_tab import LeadsTab
from desktop.dialogs.contact.list_walk import ListWalk
from desktop.dialogs.contact.overview_tab import OverviewTab
from desktop.dialogs.contact.parts import line
from desktop.dialogs.contact.profile_tab import ProfileTab
from desktop.dialogs.contact.tab import ContactTab
from desktop.dialogs.contact.view import ContactView, read_view
from desktop.dialogs.while_alive import is_alive, while_alive
from desktop.operations import activity, ownership, statuses, undo
from desktop.operations.running import report
from desktop.services import Services
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.underlined_tabs import UnderlinedTabs

Standard = QKeySequence.StandardKey
TABS = ("Overview", "Profile", "Leads", "History")
OVERVIEW, PROFILE, LEADS, HISTORY = range(4)
WIDE, HIGH = 1176, 820


class ContactDialog(QDialog):
    """Header, tabs, and what was typed kept safe. Signal: contact_changed(id) when it goes to another contact."""

    contact_changed = Signal(int)

    def __init__(
        self, services: Services, contact_id: int, *, spec: ListSpec | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Contact")
        self.resize(WIDE, HIGH)
        self._services = services
        self._id = contact_id
        self._view: ContactView | None = None
        self._drafts: dict[int, str] = {}  # notes begun on contacts that were left
        self._discard = False
        self._tabs: dict[int, ContactTab] = {}
        self._edits = ContactEdits(services, self)
        self._walk = ListWalk(services, spec, contact_id, self)
        self.header = ContactHeader()
        self.tab_bar = UnderlinedTabs()
        self._pages = QStackedWidget()
        self._gone = EmptyState("circle-alert", "")
        self._lay_out()
        self._connect()
        self.overview = self._overview()
        self.overview.timeline.setFocus()
        self._show_place()
        self._read()

    @property
    def contact_id(self) -> int:
        """The contact that is shown."""
        return self._id

    @property
    def view(self) -> ContactView | None:
        """What is shown of it; None until it has been read."""
        return self._view

    @property
    def edits(self) -> ContactEdits:
        """The edits under way."""
        return self._edits

    @property
    def typing(self) -> bool:
        """Whether something typed here, on this contact or one that was left, has not been kept."""
        return any(tab.typing for tab in self._tabs.values()) or any(map(str.strip, self._drafts.values()))

    def tab(self, place: int) -> ContactTab:
        """A tab by its place; made when it is first wanted."""
        if place not in self._tabs:
            made: ContactTab = ProfileTab() if place == PROFILE else LeadsTab() if place == LEADS else self._history()
            self._add_tab(place, made)
        return self._tabs[place]

    # -- building -------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for title in TABS:
            self.tab_bar.addTab(title)
        bar = QHBoxLayout()
        bar.setContentsMargins(22, 0, 22, 0)
        bar.addWidget(self.tab_bar)
        bar.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(line())
        column.addLayout(bar)
        column.addWidget(line())
        column.addWidget(self._pages, 1)
        self._pages.addWidget(self._gone)

    def _connect(self) -> None:
        announcer = self._services.announcer
        announcer.changed.connect(self._on_changes)
        announcer.office_changed_elsewhere.connect(self._read)
        self._edits.settled.connect(self._read)
        self._walk.changed.connect(self._show_place)
        self.tab_bar.currentChanged.connect(self._show_tab)
        head = self.header
        head.step_wanted.connect(self.go)
        head.status_wanted.connect(self._set_status)
        head.claim_wanted.connect(lambda: ownership.claim(self._services, self._selection))
        head.release_wanted.connect(lambda: ownership.release(self._services, self._selection))
        for keys, slot in (
            (Standard.Back, lambda: self.go(-1)),
            (Standard.Forward, lambda: self.go(1)),
            (Standard.Undo, lambda: undo.undo(self._services)),
            (Standard.Redo, lambda: undo.redo(self._services)),
            (Standard.Close, self.close),
            ("Ctrl+Return", self._save_or_next),
            ("Ctrl+Enter", self._save_or_next),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _overview(self) -> OverviewTab:
        tab = OverviewTab()
        tab.note_written.connect(self._write_note)
        tab.task_done.connect(partial(activity.finish_task, self._services))
        self._add_tab(OVERVIEW, tab)
        self._pages.setCurrentWidget(tab)
        return tab

    def _history(self) -> HistoryTab:
        tab = HistoryTab()
        tab.undo_wanted.connect(self._ask_undo)
        return tab

    def _add_tab(self, place: int, tab: ContactTab) -> None:
        tab.use_save(self._edits.save)
        self._tabs[place] = tab
        self._pages.addWidget(tab)
        if self._view is not None:
            tab.show_view(self._view)

    # -- reading --------------------------------------------------------------------------------------------

    @property
    def _selection(self) -> Selection:
        return Selection(ids=(self._id,))

    def _read(self) -> None:
        office, contact_id = self._services.office, self._id
        self._services.tasks.read(
            (id(self), "view"), lambda: office.read(read_view, contact_id), self._arrived, self._failed
        )

    def _arrived(self, view: ContactView) -> None:
        self._view = view
        self._edits.set_view(view)
        self.setWindowTitle(f"{view.card.name or 'No name'} – Brokerdesk")
        self.header.show_view(view)
        self.tab_bar.setTabText(LEADS, f"Leads {len(view.card.leads):,}" if view.card.leads else "Leads")
        for tab in self._tabs.values():
            tab.show_view(view)
        self._show_tab(self.tab_bar.currentIndex())

    def _failed(self, error: BaseException) -> None:
        """Typed text stays where it is; a contact that went out of sight says so in its place."""
        if not isinstance(error, NotFoundError):
            report(self._services, error)
            return
        self._gone.set_words(
            "You do not see this contact any more.",
            f"{self._view.card.name} was removed, or belongs to someone else now." if self._view else error.sentence,
        )
        self._pages.setCurrentWidget(self._gone)
        self.header.setEnabled(self._walk.has_list)

    def _on_changes(self, changes: Changes) -> None:
        ours = changes.contact_ids is None or self._id in changes.contact_ids
        if ours or changes.tables & {"member", "setting"}:
            self._read()

    # -- going from contact to contact ----------------------------------------------------------------------

    def go(self, step: int) -> None:
        """Show the next (1) or previous (-1) contact of the list; what is being typed is kept or taken along."""
        for tab in self._tabs.values():
            tab.commit_open()
        if self._walk.beside(step) is None:
            return
        self._drafts[self._id] = self.overview.note.text
        self._id = self._walk.go(step) or self._id
        self._edits.set_view(None)
        for tab in self._tabs.values():
            tab.start_anew()
        self.overview.note.set_text(self._drafts.pop(self._id, ""))
        self._view = None
        self._read()
        self.contact_changed.emit(self._id)

    def _show_place(self) -> None:
        walk = self._walk
        self.header.set_has_list(has_list=walk.has_list)
        self.header.show_place(
            walk.words, walk.where, has_previous=walk.beside(-1) is not None, has_next=walk.beside(1) is not None
        )

    def _show_tab(self, place: int) -> None:
        self._pages.setCurrentWidget(self.tab(place))

    def _save_or_next(self) -> None:
        """Ctrl+Enter: keep what is being typed; with nothing typed, on to the next contact."""
        tab = self.tab(self.tab_bar.currentIndex())
        if not tab.typing:
            self.go(1)
            return
        tab.commit_open()
        self.overview.note.submit()

    # -- writing --------------------------------------------------------------------------------------------

    def _set_status(self, status: str) -> None:
        if self._view is None or status == self._view.card.fields["status"]:
            return
        label = self._view.facts.scheme.style(status).label
        statuses.change_status(self._services, self._selection, status=status, label=label)

    def _write_note(self, text: str) -> None:
        contact_id = self._id
        activity.add_note(
            self._services,
            contact_id,
            text,
            on_done=while_alive(self, partial(self._note_kept, contact_id)),
            on_error=partial(self._note_refused, contact_id, text),
        )

    def _note_kept(self, contact_id: int) -> None:
        if contact_id == self._id:
            self.overview.note.clear()
        else:
            self._drafts.pop(contact_id, None)

    def _note_refused(self, contact_id: int, text: str, error: BaseException) -> None:
        sentence = error.sentence if isinstance(error, BrokerdeskError) else "The note was not kept. Try again."
        if is_alive(self) and contact_id == self._id:
            self.overview.note.fail(sentence)
        else:  # the dialog was closed, or shows somebody else: what was typed must not vanish
            self._services.prompts.tell(sentence, detail=f"You had typed: {text}")

    def _ask_undo(self, step: int, what: str) -> None:
        self._services.prompts.confirm(
            "Take this step back?",
            yes="Undo the step",
            detail=f"{what}. A step that changed many contacts is taken back for all of them.",
            then=lambda: undo.undo(self._services, step),
        )

    # -- closing --------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Escape and the window's own button: typed text is not thrown away without a word."""
        if not self.typing or self._discard:
            for tab in self._tabs.values():
                tab.drop_open()
            super().reject()
            return
        self._services.prompts.confirm(
            "Close without keeping what you typed?",
            yes="Discard",
            detail="A note or a field was begun and has not been kept. Ctrl+Enter keeps it.",
            danger=True,
            then=self._close_anyway,
        )

    def _close_anyway(self) -> None:
        self._discard = True
        self.close()
