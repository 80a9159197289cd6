"""One contact in a window of its own; several may be open."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from db.changes import Changes, Selection
from db.rules.errors import BrokerdeskError, NotFoundError
from db.rules.filters import ListSpec
from desktop.dialogs.contact.body import (
    DOCUMENTS,
    LEADS,
    OVERVIEW,
    ContactBody,
)
from desktop.dialogs.contact.edits import ContactEdits
from desktop.dialogs.contact.follow_ups import ContactFollowUps
from desktop.dialogs.contact.later_tabs import LaterTabs
from desktop.dialogs.contact.list_walk import ListWalk
from desktop.dialogs.contact.subscription import SubscriptionDialog
from desktop.dialogs.contact.tab import ContactTab
from desktop.dialogs.contact.view import ContactView, read_view
from desktop.dialogs.dispositions.pressing import Pressing
from desktop.dialogs.while_alive import is_alive, while_alive
from desktop.operations import activity, ownership, statuses, subscriptions, undo
from desktop.operations.running import report
from desktop.services import Services
from desktop.widgets.toast import Toast

Standard = QKeySequence.StandardKey
WIDE, HIGH = 1176, 820
IDLE_MS = 400


class ContactDialog(QDialog):
    """Header, tabs, and what was typed kept safe.

    Signals: contact_changed(id) when it goes to another contact; closed().
    `ContactDialog.for_contact` uses a window again that was closed before: making one costs more than filling it.
    """

    contact_changed = Signal(int)
    closed = Signal()

    def __init__(
        self, services: Services, contact_id: int | None, *, spec: ListSpec | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(WIDE, HIGH)
        self.setMinimumSize(960, 600)  # below it a status is cut off
        self._services = services
        self._id = 0  # none: a spare window
        self._view: ContactView | None = None
        self._drafts: dict[int, str] = {}  # notes begun on contacts that were left
        self._discard = False
        self._tabs: dict[int, ContactTab] = {}
        self._stale: set[int] = set()  # tabs out of sight that do not show the newest view
        self._edits = ContactEdits(services, self)
        self._pressing = Pressing(services, self)
        self._walk = ListWalk(services, None, 0, self)
        self._body = ContactBody()
        self._pages, self._gone = self._body.pages, self._body.gone
        self.header, self.tab_bar, self.overview = self._body.header, self._body.tab_bar, self._body.overview
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._body)
        self._body.hide()  # what is behind the header is laid out and painted once, when there is a contact to show
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._make_spare)
        self._later = LaterTabs(services, self, lambda: self._id)
        self._connect()
        self._add_tab(OVERVIEW, self.overview)
        if contact_id is not None:
            self._begin(contact_id, spec)

    @classmethod
    def for_contact(
        cls, services: Services, contact_id: int, *, spec: ListSpec | None = None, parent: QWidget
    ) -> ContactDialog:
        """A window of `parent` with the contact: one that is spare, or a new one. Its closing makes it spare."""
        spares = _spares_of(parent, services)
        dialog = spares[0] if spares else cls(services, None, parent=parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        dialog._idle.start()
        dialog._begin(contact_id, spec)
        return dialog

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
    def spare(self) -> bool:
        """Whether it is kept, out of sight, for the next contact."""
        return not self._id

    @property
    def typing(self) -> bool:
        """Whether something typed here, on this contact or one that was left, has not been kept."""
        return any(tab.typing for tab in self._tabs.values()) or any(map(str.strip, self._drafts.values()))

    def tab(self, place: int) -> ContactTab:
        """A tab by its place; made when it is first wanted."""
        if place not in self._tabs:
            self._add_tab(place, self._later.make(place))
        return self._tabs[place]

    # -- building -------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        announcer = self._services.announcer
        announcer.changed.connect(self._on_changes)
        announcer.office_changed_elsewhere.connect(self._read)
        self._edits.settled.connect(self._read)
        self.finished.connect(self._rest)
        head = self.header
        head.step_wanted.connect(self.go)
        head.status_wanted.connect(self._set_status)
        head.disposition_wanted.connect(self._press)
        head.countdown.use_clock(self._services.office.clock)
        head.claim_wanted.connect(lambda: ownership.claim(self._services, self._selection))
        head.release_wanted.connect(lambda: ownership.release(self._services, self._selection))
        self.tab_bar.currentChanged.connect(self._show_tab)
        self.overview.note_written.connect(self._write_note)
        follow_ups = ContactFollowUps(self._services, self, lambda: self._view)
        self.overview.task_done.connect(follow_ups.finish_task)
        self.overview.next.appointment_opened.connect(follow_ups.open_appointment)
        self.overview.follow_up.follow_up_wanted.connect(follow_ups.set_follow_up)
        self.overview.follow_up.appointment_wanted.connect(follow_ups.add_appointment)
        self.overview.follow_up.call_wanted.connect(follow_ups.log_call)
        self.overview.subscription_wanted.connect(self._ask_subscription)
        self._later.subscription_wanted.connect(self._ask_subscription)
        self.overview.listing_wanted.connect(self._services.navigation.open_listing)
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

    def _add_tab(self, place: int, tab: ContactTab) -> None:
        tab.use_save(self._edits.save, self._edits.do)
        self._tabs[place] = tab
        if tab is not self.overview:
            self._pages.addWidget(tab)
        if self._view is not None:
            tab.show_view(self._view)

    # -- from contact to contact, one window ------------------------------------------------------------------

    def _begin(self, contact_id: int, spec: ListSpec | None) -> None:
        """Show a contact; the window is empty until it can be shown whole."""
        self._id = contact_id
        self._walk.deleteLater()
        self._walk = ListWalk(self._services, spec, contact_id, self)
        self._walk.changed.connect(self._show_place)
        self.setWindowTitle("Contact")
        self.overview.timeline.setFocus()
        self._show_place()
        self._read()

    def _rest(self) -> None:
        """Closed: the window serves the next contact. What is still under way finds no view here and is told."""
        self._idle.stop()
        self._services.tasks.drop((id(self), "view"))
        self._id, self._view, self._discard = 0, None, False
        self._drafts.clear()
        self._edits.set_view(None)
        self.closed.emit()
        for toast in self.findChildren(Toast):
            toast.dismiss()
        parent = self.parentWidget()
        if self.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose) or parent is None:
            return
        if any(other is not self for other in _spares_of(parent, self._services)):
            self.deleteLater()
            return
        for tab in self._tabs.values():
            tab.start_anew()
        self._stale = set(self._tabs)
        self._body.clear()
        self._body.hide()

    def _make_spare(self) -> None:
        """Nothing else is to be done: the next contact opens at once."""
        parent = self.parentWidget()
        if parent is not None and not _spares_of(parent, self._services):
            made = ContactDialog(self._services, None, parent=parent)
            made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
            for part in made.findChildren(QWidget):
                part.ensurePolished()

    # -- reading --------------------------------------------------------------------------------------------

    @property
    def _selection(self) -> Selection:
        return Selection(ids=(self._id,))

    def _read(self) -> None:
        if self.spare:
            return
        office, contact_id = self._services.office, self._id
        self._services.tasks.read(
            (id(self), "view"), lambda: office.read(read_view, contact_id), self._arrived, self._failed
        )

    def _arrived(self, view: ContactView) -> None:
        if self.spare:
            return
        self._view = view
        self._edits.set_view(view)
        self.setWindowTitle(f"{view.card.name or 'No name'} – Brokerdesk")
        self.header.show_view(view)
        for place, name, rows in ((LEADS, "Leads", view.card.leads), (DOCUMENTS, "Documents", view.documents)):
            self.tab_bar.setTabText(place, f"{name} {len(rows):,}" if rows else name)
        self._stale = set(self._tabs)
        self._show_tab(self.tab_bar.currentIndex())
        self._body.show()

    def _failed(self, error: BaseException) -> None:
        """Typed text stays where it is; a contact that went out of sight says so in its place."""
        if self.spare:
            return
        self._body.show()
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
        tab = self.tab(place)
        if place in self._stale and self._view is not None:
            self._stale.discard(place)
            tab.show_view(self._view)
        if tab is not self._pages.currentWidget():
            if self._pages.isAncestorOf(self.focusWidget() or self):
                self.tab_bar.setFocus()  # else some button of the new tab gets it
            self._pages.setCurrentWidget(tab)

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

    def _press(self, key: str) -> None:
        if self._view is not None:
            self._pressing.press(self._view.ahead, key)

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

    def _ask_subscription(self, again: bool) -> None:  # noqa: FBT001 - a signal hands it over
        if self._view is None:
            return
        contact_id, services = self._id, self._services
        question = SubscriptionDialog(self._view.card.name or "this contact", again=again, parent=self)
        question.unsubscribed.connect(
            lambda cause, said: subscriptions.unsubscribe(services, contact_id, cause=cause, words=said)
        )
        question.resubscribed.connect(lambda reason: subscriptions.resubscribe(services, contact_id, reason=reason))
        question.open()

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


def _spares_of(parent: QWidget, services: Services) -> list[ContactDialog]:
    """The windows that wait for their next contact."""
    windows = parent.findChildren(ContactDialog, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [one for one in windows if one.spare and one._services is services]
