"""The overview: data at the left, notes and timeline in the middle, what is next at the right."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from db.rules.permissions import Right
from desktop import times
from desktop.dialogs.contact import fields, words
from desktop.dialogs.contact.field_column import FieldColumn
from desktop.dialogs.contact.follow_up_box import FollowUpBox
from desktop.dialogs.contact.next_column import NextColumn
from desktop.dialogs.contact.note_box import NoteBox
from desktop.dialogs.contact.parts import Column, line
from desktop.dialogs.contact.subscription import SubscriptionButtons
from desktop.dialogs.contact.tab import ContactTab
from desktop.dialogs.contact.view import ContactView
from desktop.theme.tokens import SPACE
from desktop.widgets.push_button import LINK_INSET, PushButton
from desktop.widgets.timeline import Timeline

LEFT, RIGHT = 320, 262
SIDE, EDGE = 18, 22
FIRST = 20  # events put into words at first: more than a window shows


class OverviewTab(ContactTab):
    """Signals: note_written(text), task_done(task id), subscription_wanted(again or not), listing_wanted(id)."""

    note_written = Signal(str)
    task_done = Signal(int)
    subscription_wanted = Signal(bool)
    listing_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.contact = FieldColumn("Contact")
        self.receives = FieldColumn("Receives")
        self.subscription = SubscriptionButtons(look="link")
        self.listing = PushButton("", look="link")
        self.listing.clicked.connect(self._open_listing)
        self._view: ContactView | None = None
        self._shown = 0
        self._since = QElapsedTimer()
        self._minute = QTimer(self, interval=times.MINUTE)
        self._minute.timeout.connect(self._clock_went_on)
        self.columns = (self.contact, self.receives)
        self.note = NoteBox()
        self.timeline = Timeline()
        self.next = NextColumn()
        self.follow_up = FollowUpBox()
        self._lay_out()
        self.timeline.older_wanted.connect(self._show_older)
        self.note.written.connect(self.note_written)
        self.next.task_done.connect(self.task_done)
        self.subscription.wanted.connect(self.subscription_wanted)

    def show_view(self, view: ContactView) -> None:
        """Show the contact; the timeline keeps its place unless something happened."""
        self._since.start()
        self._minute.start()
        self.contact.show_fields(fields.overview_fields(view))
        self.receives.show_fields(fields.receives_fields(view))
        self.subscription.show_view(view)
        self.listing.set_text(f"Open listing {view.card.fields['mls_number']}")
        self.listing.setVisible(view.listing_id is not None)
        self.note.setVisible(view.may(Right.NOTE))
        same = self._view is not None and self._view.timeline == view.timeline
        self._view = view
        bar = self.timeline.verticalScrollBar()
        place = bar.value() if same else 0
        self.timeline.set_entries(words.entries(view, view.timeline[: max(FIRST, self._shown)]))
        if same:  # only the clock went on: "27 min ago" is 28 now
            bar.setValue(place)
        self.next.show_view(view)
        self.follow_up.show_view(view)

    def start_anew(self) -> None:
        """The next contact's timeline begins at its top."""
        super().start_anew()
        self._shown = 0
        self.follow_up.start_anew()

    def clear(self) -> None:
        """Another dialog will use it, for another contact."""
        self.start_anew()
        self.note.set_text("")
        self._minute.stop()
        self._view = None
        for area in self.areas:
            area.verticalScrollBar().setValue(0)

    @property
    def typing(self) -> bool:
        """Also a note or a follow-up that was begun."""
        return super().typing or self.follow_up.typing or bool(self.note.text.strip())

    def _clock_went_on(self) -> None:
        """A minute later it is a minute later there too (R87)."""
        if self._view is not None:
            self.contact.show_fields(fields.overview_fields(self._view, passed=self._since.elapsed()))

    def _open_listing(self) -> None:
        if self._view is not None and self._view.listing_id is not None:
            self.listing_wanted.emit(self._view.listing_id)

    def _show_older(self) -> None:
        """The end came into sight: the rest follows."""
        if self._view is not None and self._shown < len(self._view.timeline):
            self._shown = len(self._view.timeline)
            self.timeline.set_entries(words.entries(self._view, self._view.timeline))

    def _lay_out(self) -> None:
        left = Column(margins=(EDGE - LINK_INSET, SIDE, SPACE.small, SIDE))
        left.setFixedWidth(LEFT)
        for column in self.columns:
            column.setContentsMargins(LINK_INSET, 0, 0, 0)  # the link's text begins where theirs does, not its ring
            left.body.addWidget(column)
        left.body.addWidget(self.subscription)
        left.body.addWidget(self.listing, 0, Qt.AlignmentFlag.AlignLeft)
        left.body.addStretch()
        middle = QVBoxLayout()
        middle.setContentsMargins(22, 14, 22, 0)
        middle.setSpacing(SPACE.small)
        middle.addWidget(self.note)
        middle.addWidget(self.timeline, 1)
        right = Column(margins=(SIDE, SIDE, SIDE, SIDE))
        right.setFixedWidth(RIGHT)
        self.next.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        right.body.addWidget(self.next)
        right.body.addWidget(self.follow_up)
        right.body.addStretch()
        self.areas = (left, right)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(line(upright=True))
        row.addLayout(middle, 1)
        row.addWidget(line(upright=True))
        row.addWidget(right)
