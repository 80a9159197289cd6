"""What stands in the window of calls: who, the dispositions, note and history, and at the side how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from db.queries.calling import Calling
from db.rules.permissions import Right
from desktop.dialogs.calling.end_page import EndPage
from desktop.dialogs.calling.reading import CallView, Preferences
from desktop.dialogs.calling.side import HowPanel, TallyPanel
from desktop.dialogs.calling.who import WhoPanel
from desktop.dialogs.contact.next_column import NextColumn
from desktop.dialogs.contact.note_box import NoteBox
from desktop.dialogs.contact.parts import Column, line
from desktop.dialogs.contact.words import entries
from desktop.item_models.press_ahead import bar_choices
from desktop.theme.tokens import MEASURE, SPACE, TYPE
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.push_button import PushButton
from desktop.widgets.status_bar_buttons import StatusBarButtons
from desktop.widgets.timeline import Timeline
from desktop.widgets.why_box import WhyBox

SIDE, SIDE_WIDTH, EVENTS = 22, 290, 40
# key of the button, its words, its key, what it does
BUTTONS: Final = (
    ("dial", "Nobody answered", "N", "Logs a dial nobody answered; each is an attempt of its own"),
    ("result", "Talked, message…", "L", "Keeps what came of the call, and what is next"),
    ("task", "Task…", "T", "Sets a task or follow-up"),
    ("back", "Back", "K", "Shows the one before"),
    ("put_off", "Put off", "O", "Comes again after all the others"),
    ("next", "Next", "J", "Shows the next one still to be called"),
    ("pause", "Pause", "Esc", "Closes this window; the calls are gone on with later"),
    ("end", "End…", "E", "Ends these calls; what was done stays"),
)
MIDDLE: Final = ("dial", "result", "task")
HINTS: Final = "P dial · N nobody answered · D disposition · L result · W note · J next · K back · O put off"


class CallingBody(QWidget):
    """`host` is the window it fills."""

    def __init__(self, clock: Callable[[], int], host: QDialog) -> None:
        super().__init__(host)
        self._clock = clock
        self._host = host
        self.who = WhoPanel(clock)
        self.passed = Paragraph()
        self.passed.hide()
        self.dispositions = StatusBarButtons("Disposition")
        self.note = NoteBox()
        self.timeline = Timeline()
        self.tally = TallyPanel()
        self.why = WhyBox()
        self.next_column = NextColumn()
        self.how = HowPanel()
        self.end_page = EndPage()
        self.buttons = {key: self._button(key, words, letter, tip) for key, words, letter, tip in BUTTONS}
        self.hints = ElidedLabel(HINTS, size=TYPE.tiny, tone="muted")
        self.hints.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._lay_out()

    @property
    def typing(self) -> bool:
        """Whether a note is being typed, or a form over the window waits for an answer."""
        in_note = self.note.isAncestorOf(self._host.focusWidget() or self) and bool(self.note.text.strip())
        return in_note or QApplication.activeModalWidget() is not None

    @property
    def at_end(self) -> bool:
        """Whether the end is shown."""
        return self._pages.currentWidget() is self.end_page

    def start(self) -> None:
        """Empty until there is a contact to show; the keyboard is with no editor, so that letters are commands."""
        self._pages.hide()
        self.timeline.setFocus()

    def start_note(self) -> None:
        """The keyboard to the note."""
        if self.note.isVisible():
            self.note.editor.setFocus()

    def leave_note(self) -> None:
        """The keyboard back to the keys."""
        self.timeline.setFocus()

    def note_kept(self) -> None:
        """It stands in the history now."""
        self.note.clear()
        self.leave_note()

    def say_passed(self, sentences: str) -> None:
        """Who was passed over on the way here."""
        self.passed.set_text(sentences)
        self.passed.setVisible(bool(sentences))

    def begin(self) -> None:
        """Another contact is on its way; what is there keeps its place."""
        self.say_passed("")
        self._show_page(self._calls)
        self.leave_note()

    def show_session(self, session: Calling, preferences: Preferences, at: int | None) -> None:
        """How far it is, and how the member calls."""
        self.tally.show_session(session)
        self.how.show_session(session, preferences)
        self._show_place(session, at)
        if session.ended_at is not None:
            self.show_end(session)

    def show_view(self, view: CallView, session: Calling | None, at: int | None) -> None:
        """A contact."""
        contact = view.contact
        self.who.show_view(view)
        self.dispositions.setVisible(bool(contact.ahead.previews))
        self.buttons["dial"].setVisible(not contact.ahead.previews)  # else it stands in the bar
        self.dispositions.set_choices(bar_choices(contact.ahead))
        self.dispositions.set_current(str(contact.card.fields["disposition"]))
        self.note.setVisible(contact.may(Right.NOTE))
        self.buttons["task"].setVisible(contact.may(Right.EDIT))
        self.timeline.set_entries(entries(contact, contact.timeline[:EVENTS]))
        self.why.set_reasons(view.reasons)
        self.why.setVisible(bool(view.reasons))
        self.next_column.show_view(contact)
        if session is not None:
            self._show_place(session, at)
        self._show_page(self._calls)

    def show_end(self, session: Calling) -> None:
        """What came of it all."""
        self.end_page.show_session(session, self._clock())
        self._show_page(self.end_page)
        self.end_page.close_button.setFocus()

    def _show_place(self, session: Calling, at: int | None) -> None:
        queue = session.queue
        place = f"{queue.order.index(at) + 1:,} of {session.total:,}" if at in queue.order else ""
        worked, dials = queue.worked.get(at or 0), queue.course.dials
        made = worked.unanswered if worked is not None else 0
        self.who.show_place(place, f"{made:,} of {dials:,} dials" if dials > 1 or made else "")

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self._pages.show()

    # -- parts -----------------------------------------------------------------------------------------------

    def _button(self, key: str, words: str, letter: str, tip: str) -> PushButton:
        button = PushButton(words, look="primary" if key == "next" else "")
        button.setToolTip(f"{tip} ({letter}).")
        return button

    def _lay_out(self) -> None:
        self._calls = QWidget()
        row = QHBoxLayout(self._calls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self._main(), 1)
        row.addWidget(line(upright=True))
        row.addWidget(self._side())
        self._pages.addWidget(self._calls)
        self._pages.addWidget(self.end_page)
        column = QVBoxLayout(self._host)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self)
        own = QVBoxLayout(self)
        own.setContentsMargins(0, 0, 0, 0)
        own.addWidget(self._pages)

    def _main(self) -> QVBoxLayout:
        came = QHBoxLayout()
        came.setSpacing(MEASURE.button_gap)
        for key in MIDDLE:
            came.addWidget(self.buttons[key])
        came.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(MEASURE.button_gap)
        for key in ("pause", "end"):
            foot.addWidget(self.buttons[key])
        foot.addWidget(self.hints, 1)
        for key in ("back", "put_off", "next"):
            foot.addWidget(self.buttons[key])
        column = QVBoxLayout()
        column.setContentsMargins(SIDE, SPACE.big, SIDE, SPACE.big)
        column.setSpacing(SPACE.mid)
        column.addWidget(self.passed)
        column.addWidget(self.who)
        column.addWidget(self.dispositions)
        column.addLayout(came)
        column.addWidget(line())
        column.addWidget(self.note)
        column.addWidget(self.timeline, 1)
        column.addWidget(line())
        column.addLayout(foot)
        return column

    def _side(self) -> QWidget:
        side = Column(margins=(18, SPACE.big, 18, SPACE.big))
        side.setFixedWidth(SIDE_WIDTH)
        self.next_column.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for part in (self.tally, self.why, self.next_column, self.how):
            side.body.addWidget(part)
        side.body.addStretch(1)
        return side
