"""The follow-ups: what is overdue, due today, this week and later, as rows or as a week; done, moved, dialled, made."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from db.changes import Changes
from db.queries.agenda import TASK, AgendaItem
from db.rules.agenda import DONE as DONE_TODAY
from db.rules.agenda import LATER, OVERDUE, PARTS, TODAY, WEEK
from db.rules.follow_up import at_hour
from db.rules.moments import day_of
from desktop.item_models.agenda_view import CALL, DONE, MOVE, AgendaView
from desktop.operations import follow_ups as operations
from desktop.operations.running import report
from desktop.page import Screen
from desktop.pages.follow_ups import reading
from desktop.pages.follow_ups.commands import FollowUpCommands
from desktop.pages.follow_ups.header import FollowUpHeader
from desktop.pages.follow_ups.reading import Span, Whose, read_agenda
from desktop.pages.follow_ups.week_blocks import blocks_of, day_names, moved_to, now_in, span_words
from desktop.services import Services
from desktop.theme.tokens import MEASURE, SPACE
from desktop.widgets.calendar_layout import HOUR
from desktop.widgets.card import Card
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.list_sidebar import ListSidebar
from desktop.widgets.sidebar_model import SidebarEntry, SidebarSection
from desktop.widgets.week_view import FIRST_SHOWN, WeekView

MINUTE: Final = 60_000
MEANINGS: Final = {
    OVERDUE: "What has passed and is neither done nor moved; it never vanishes.",
    TODAY: "What is still to be done today, by the office's day.",
    WEEK: "From tomorrow to the end of Sunday.",
    LATER: "From next Monday on.",
    DONE_TODAY: "What was done today.",
}
NOTHING: Final = {
    OVERDUE: ("Nothing is overdue.", "What is due and not done stays here until it is done or moved."),
    TODAY: ("Nothing more is due today.", "Tasks and appointments come here on their day."),
    WEEK: ("Nothing is due this week.", "The week ends with Sunday."),
    LATER: ("Nothing is set for later.", "A follow-up is set in a contact, from what they said."),
    DONE_TODAY: ("Nothing was done today.", "A tick, or the key D, finishes what is at hand."),
}
ICONS: Final = {OVERDUE: "circle-alert", TODAY: "sun", WEEK: "calendar", LATER: "clock", DONE_TODAY: "circle-check"}


class FollowUpsPage(Screen):
    """Parts with live counts at the left, whose they are below them; rows or the week in the middle."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._part, self._whose = TODAY, Whose()
        self._span: Span | None = None  # the day or week that is shown in place of rows
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
        if self._span is None:
            return self.list.current
        what, _, rest = self.week.current.partition(" ")
        wanted = (what, rest.partition(" ")[0])
        items = self.view.items if self.view else ()
        return next((one for one in items if (one.what, str(one.id)) == wanted), None)

    # -- what is shown ---------------------------------------------------------------------------------------

    def open_part(self, key: str) -> None:
        """Show a part as rows."""
        self._part, self._span = key, None
        self.read()

    def open_week(self, number: int | None) -> None:
        """Show a week as a calendar, 0 for this one; None for the rows."""
        self.open_span(None if number is None else Span(number))

    def open_span(self, span: Span | None) -> None:
        """Show a day or a week as a calendar; None for the rows."""
        self._span = span
        self.sidebar.select(self._part if span is None else "")
        self.read()

    def take_keyboard(self) -> None:
        """The keyboard goes to what is shown."""
        (self.list if self._span is None else self.week).setFocus()

    def read(self) -> None:
        """Read what is shown anew."""
        office, part, whose, span = self._services.office, self._part, self._whose, self._span
        self._services.tasks.read(
            (id(self), "agenda"), lambda: office.read(read_agenda, part, whose, span=span), self._arrived,
            lambda error: report(self._services, error),
        )  # fmt: skip

    def _arrived(self, view: reading.AgendaView) -> None:
        self.view, self.commands.facts = view, view.facts
        self.sidebar.set_counts(view.counts.counts)
        self._show_members(view)
        if view.first is None:
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
        assert view.first is not None
        first_time = self._stack.currentWidget() is not self._scroll
        today, now = now_in(view, view.first)
        blocks = blocks_of(view, view.first)
        self.week.show_week(day_names(view.first, view.days), blocks, today=today, now=now)
        count = len({one.of for one in blocks})  # what stands on two days is one
        self.header.show_span(span_words(view.first, view.days), count, view.days)
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
        self.week.letters_enabled = on

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
        self.week.moved_by.connect(lambda _key, days, minutes: self._move_by(days, minutes))
        self.week.turned.connect(self._turn)
        self.week.commanded.connect(self._command)
        self.week.menu_wanted.connect(self._menu)
        self.header.span_wanted.connect(lambda days: self.open_span(Span(0, days) if days else None))
        self.header.turned.connect(self._turn)
        self.header.save.clicked.connect(self._save_file)
        services.announcer.changed.connect(self._changed)
        services.announcer.office_changed_elsewhere.connect(self._refresh)
        self._minute.timeout.connect(self._refresh)

    def _press(self, what: str, button: QWidget) -> None:
        if self.item is not None:
            self.commands.do(what, self.item, button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _command(self, what: str) -> None:
        """Done, moved or dialled, by a letter in the calendar."""
        if self.item is not None:
            below = self.week.rect_of(self.week.current).bottomLeft().toPoint()
            self.commands.do(what, self.item, self.week.mapToGlobal(below))

    def _menu(self, at: QPoint) -> None:
        if self.item is not None:
            self.commands.context_menu(self.item, at)

    def _turn(self, step: int) -> None:
        """On by a day or a week, back, or to today."""
        span = self._span or Span()
        self.open_span(Span(span.number + step if step else 0, span.days))

    def _open_block(self) -> None:
        """An appointment that stands opens its form, all else the contact."""
        item = self.item
        if item is None:
            return
        if item.what != TASK and item.may_change and not item.is_done:
            self.commands.change_appointment(item)
        else:
            self._services.navigation.open_contact(item.contact_id)

    def _new_at(self, day: int, minute: int) -> None:
        if self.view is None or self.view.first is None:
            return
        hour = datetime.min.replace(hour=minute // 60, minute=minute % 60).time()
        self.commands.new_appointment(None, at_hour(self.view.first + timedelta(days=day), self.view.facts.zone, hour))

    def _move_by(self, days: int, minutes: int) -> None:
        """Put what is at hand elsewhere by the clock on the wall; the calendar follows where it is not shown then."""
        item, view = self.item, self.view
        if item is None or view is None or view.first is None or self._span is None:
            return
        zone = view.facts.zone
        moment = moved_to(item, zone, days=days, minutes=minutes)
        day = day_of(moment, zone)
        if not view.first <= day < view.first + timedelta(days=view.days):
            self._span = self._span.holding(day, day_of(view.now, zone))
        self.commands.put_at(item, moment)

    def _save_file(self) -> None:
        """The appointments that are shown, for other calendars."""
        view = self.view
        if view is None or view.first is None:
            return
        keys = [item.id for item in view.items if item.what != TASK]
        name = f"{'week' if view.days > 1 else 'day'}-{view.first.isoformat()}.ics"
        operations.save_calendar_files(self._services, keys, name)
