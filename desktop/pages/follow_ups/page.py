"""The follow-ups: what is overdue, due today, this week and later, as rows or as a week; done, moved, dialled, made."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from db.changes import Changes
from db.queries.agenda import AgendaItem
from db.rules.agenda import DONE as DONE_TODAY
from db.rules.agenda import LATER, OVERDUE, PARTS, TODAY, WEEK
from db.rules.follow_up import at_hour
from desktop.item_models.agenda_view import CALL, DONE, MOVE, AgendaView
from desktop.operations.running import report
from desktop.page import Screen
from desktop.pages.follow_ups import reading
from desktop.pages.follow_ups.commands import FollowUpCommands
from desktop.pages.follow_ups.header import FollowUpHeader
from desktop.pages.follow_ups.reading import Whose, read_agenda
from desktop.pages.follow_ups.week_blocks import blocks_of, day_names, now_in, week_words
from desktop.services import Services
from desktop.theme.tokens import MEASURE, SPACE
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.list_sidebar import ListSidebar
from desktop.widgets.sidebar_model import SidebarEntry, SidebarSection
from desktop.widgets.week_view import FIRST_SHOWN, HOUR, WeekView

MINUTE: Final = 60_000
MEANINGS: Final = {
    OVERDUE: "What has passed and is neither done nor moved; it never vanishes.",
    TODAY: "What is still to be done today, by the office's day.",
    WEEK: "From tomorrow to the end of Sunday.",
    LATER: "From next Monday on.",
    DONE_TODAY: "What was finished today.",
}
NOTHING: Final = {
    OVERDUE: ("Nothing is overdue.", "What is due and not done stays here until it is done or moved."),
    TODAY: ("Nothing more is due today.", "Tasks and appointments come here on their day."),
    WEEK: ("Nothing is due this week.", "The week ends with Sunday."),
    LATER: ("Nothing is set for later.", "A follow-up is set in a contact, from what they said."),
    DONE_TODAY: ("Nothing was finished today.", "A tick, or the key D, finishes what is at hand."),
}
ICONS: Final = {OVERDUE: "circle-alert", TODAY: "sun", WEEK: "calendar", LATER: "clock", DONE_TODAY: "circle-check"}


class FollowUpsPage(Screen):
    """Parts with live counts at the left, whose they are below them; rows or the week in the middle."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._part, self._whose = TODAY, Whose()
        self._week: int | None = None  # the week that is shown in place of rows, from this one on
        self._stale = False
        self.view: reading.AgendaView | None = None
        self.sidebar = ListSidebar()
        self.members = QComboBox()
        self.header = FollowUpHeader(self)
        self.list = AgendaView(self)
        self.week = WeekView(self)
        self.empty = EmptyState(ICONS[TODAY], "", parent=self)
        self.commands = FollowUpCommands(services, self)
        self._minute = QTimer(self, interval=MINUTE)
        self._lay_out()
        self._connect()
        self.sidebar.select(self._part)
        self._minute.start()
        self.read()

    @property
    def item(self) -> AgendaItem | None:
        """What is at hand."""
        if self._week is None:
            return self.list.current
        what, _, rest = self.week.current.partition(" ")
        wanted = (what, rest.partition(" ")[0])
        items = self.view.items if self.view else ()
        return next((one for one in items if (one.what, str(one.id)) == wanted), None)

    # -- what is shown ---------------------------------------------------------------------------------------

    def open_part(self, key: str) -> None:
        """Show a part as rows."""
        self._part, self._week = key, None
        self.read()

    def open_week(self, number: int | None) -> None:
        """Show a week as a calendar, 0 for this one; None for the rows."""
        self._week = number
        self.sidebar.select(self._part if number is None else "")
        self.read()

    def take_keyboard(self) -> None:
        """The keyboard goes to what is shown."""
        (self.list if self._week is None else self.week).setFocus()

    def read(self) -> None:
        """Read what is shown anew."""
        office, part, whose, week = self._services.office, self._part, self._whose, self._week
        self._services.tasks.read(
            (id(self), "agenda"), lambda: office.read(read_agenda, part, whose, week=week), self._arrived,
            lambda error: report(self._services, error),
        )  # fmt: skip

    def _arrived(self, view: reading.AgendaView) -> None:
        self.view, self.commands.facts = view, view.facts
        self.sidebar.set_counts(view.counts.counts)
        self._show_members(view)
        if view.week is None:
            self._show_rows(view)
        else:
            self._show_week(view)
        self._show_current()

    def _show_rows(self, view: reading.AgendaView) -> None:
        kept = self.list.keep_place()
        zone = view.facts.zone_info
        if self.list.agenda.set_items(view.items, now=view.now, zone=zone, names=view.whose.everyone):
            self.list.take_place(kept)
        self.header.show_part(dict(PARTS)[view.part], MEANINGS[view.part], view.counts.counts[view.part], view.items)
        self.empty.set_words(*NOTHING[view.part])
        self._stack.setCurrentWidget(self.list if view.items else self.empty)

    def _show_week(self, view: reading.AgendaView) -> None:
        assert view.week is not None
        first_time = self._stack.currentWidget() is not self._scroll
        today, now = now_in(view, view.week)
        blocks = blocks_of(view, view.week)
        self.week.show_week(day_names(view.week), blocks, today=today, now=now)
        count = len({one.key.rpartition(" ")[0] for one in blocks})  # what stands on two days is one
        self.header.show_week(week_words(view.week), count)
        self._stack.setCurrentWidget(self._scroll)
        if first_time:
            self._scroll.verticalScrollBar().setValue(FIRST_SHOWN * HOUR // 60)

    def _show_current(self) -> None:
        self.header.offer(self.item)

    def _show_members(self, view: reading.AgendaView) -> None:
        """The members to choose from, for who may look at others' agendas."""
        self.members.setVisible(view.sees_all)
        wanted = [("Mine", Whose()), ("Everyone's", Whose(everyone=True))]
        names = sorted((name, key) for key, name in view.facts.members.items() if key != view.me)
        wanted += [(name, Whose(key)) for name, key in names]
        if [self.members.itemText(n) for n in range(self.members.count())] != [label for label, _w in wanted]:
            self.members.blockSignals(True)
            self.members.clear()
            for label, whose in wanted:
                self.members.addItem(label, whose)
            places = [n for n, (_label, whose) in enumerate(wanted) if whose == view.whose]
            self.members.setCurrentIndex(places[0] if places else 0)
            self.members.blockSignals(False)

    def _choose_member(self) -> None:
        chosen = self.members.currentData()
        if isinstance(chosen, Whose):
            self._whose = chosen
            self.sidebar.forget_counts()
            self.read()

    # -- what the window asks for -----------------------------------------------------------------------------

    def set_density(self, density: str) -> None:
        """Rows comfortable or compact."""
        self.list.agenda.set_compact(compact=density == "compact")

    def set_letters(self, *, on: bool) -> None:
        """Single letters as commands, or not."""
        self.list.letters_enabled = on

    def member_changed(self) -> None:
        """Somebody else works here: their own follow-ups, and nobody's left on the screen (R19)."""
        self._whose = Whose()
        self.view = None
        self.list.agenda.set_items((), now=0, zone=self._services.office.facts.zone_info)
        self.week.show_week([""] * 7, ())
        self.members.clear()
        self.sidebar.forget_counts()
        self.read()

    # -- news -------------------------------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if changes.tables & {"task", "appointment", "contact", "contact_share", "member", "setting"}:
            self._refresh()

    def _refresh(self) -> None:
        """Read again; out of sight, once the page is looked at."""
        self._stale = not self.isVisible()
        if self.isVisible():
            self.read()

    def showEvent(self, event: QShowEvent) -> None:
        """What was written meanwhile, and what the clock has moved."""
        super().showEvent(event)
        if self._stale:
            self._refresh()

    # -- parts ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        entries = tuple(
            SidebarEntry(key, title, icon=ICONS[key], meaning=MEANINGS[key], warns=key == OVERDUE)
            for key, title in PARTS
        )
        self.sidebar.setAccessibleName("Parts of the follow-ups")
        self.sidebar.set_sections([SidebarSection("Follow-ups", entries)])
        self.members.setAccessibleName("Whose follow-ups")
        self.members.hide()
        left = QWidget(self)
        left.setFixedWidth(MEASURE.sidebar - 2)
        left.setAutoFillBackground(True)
        left.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 12)
        column.addWidget(self.sidebar, 1)
        choice = QHBoxLayout()
        choice.setContentsMargins(12, 0, 12, 0)
        choice.addWidget(self.members)
        column.addLayout(choice)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self.week)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._stack = QStackedWidget(self)
        for part in (self.list, self.empty, self._scroll):
            self._stack.addWidget(part)
        card = Card(padding=SPACE.tiny, parent=self)
        card.body.setContentsMargins(1, SPACE.tiny, 1, SPACE.tiny)  # rows reach the card's line
        card.body.addWidget(self._stack, 1)
        middle = QVBoxLayout()
        middle.setContentsMargins(18, 14, 18, 18)
        middle.setSpacing(10)
        middle.addWidget(self.header)
        middle.addWidget(card, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        line = QFrame(self)
        line.setProperty("look", "rule")
        line.setFixedWidth(1)
        row.addWidget(left)
        row.addWidget(line)
        row.addLayout(middle, 1)

    def _connect(self) -> None:
        services, commands = self._services, self.commands
        self.sidebar.chosen.connect(self.open_part)
        self.members.currentIndexChanged.connect(lambda _place: self._choose_member())
        self.list.commanded.connect(lambda what, item: commands.do(what, item, self.list.menu_point()))
        self.list.menu_wanted.connect(commands.context_menu)
        self.list.current_changed.connect(lambda _item: self._show_current())
        self.list.keys_wanted.connect(services.navigation.show_keys)
        self.week.current_changed.connect(lambda _key: self._show_current())
        self.week.opened.connect(lambda _key: self._open_block())
        self.week.free_chosen.connect(self._new_at)
        for key, button in ((DONE, self.header.done), (MOVE, self.header.to_move), (CALL, self.header.call)):
            button.clicked.connect(lambda _c=False, key=key, button=button: self._press(key, button))
        self.header.new.clicked.connect(lambda: commands.new_appointment(self.item))
        self.header.week_wanted.connect(self._turn_week)
        services.announcer.changed.connect(self._changed)
        services.announcer.office_changed_elsewhere.connect(self._refresh)
        self._minute.timeout.connect(self._refresh)

    def _press(self, what: str, button: QWidget) -> None:
        if self.item is not None:
            self.commands.do(what, self.item, button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _turn_week(self, step: int | None) -> None:
        """To the rows (None), to this week (0), or on by a week and back."""
        self.open_week(None if step is None else (self._week or 0) + step if step else 0)

    def _open_block(self) -> None:
        if self.item is not None:
            self._services.navigation.open_contact(self.item.contact_id)

    def _new_at(self, day: int, minute: int) -> None:
        if self.view is None or self.view.week is None:
            return
        hour = datetime.min.replace(hour=minute // 60, minute=minute % 60).time()
        self.commands.new_appointment(None, at_hour(self.view.week + timedelta(days=day), self.view.facts.zone, hour))
