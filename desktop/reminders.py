"""Reminds the member of what falls due while the window is open: a toast with what can be done, told once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from db.queries.agenda import TASK, AgendaItem, agenda_counts, falls_due
from db.queries.reader import Reader
from db.rules.agenda import MINUTE_MS, OVERDUE, TASK_KINDS
from db.rules.values import label_of
from desktop.operations import follow_ups
from desktop.operations.running import report
from desktop.services import Services
from desktop.widgets.reminder_card import ReminderCard

EVERY_MS: Final = 60_000
FIRST_MS: Final = 3_000
SNOOZE_MS: Final = 15 * MINUTE_MS
MOST_CARDS: Final = 3  # of what falls due at once; more is said as a number


@dataclass(frozen=True, slots=True)
class Due:
    """What was found: the moment it was looked at, how many are overdue, and what fell due since the last look."""

    now: int
    member_id: int
    overdue: int
    items: tuple[AgendaItem, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """Which of those that waited are not to be shown any more: done, moved, handed on, or out of sight (R19)."""

    member_id: int
    items: tuple[AgendaItem, ...]


class Reminders(QObject):
    """Looks once a minute, off the screen's thread, and reminds over `host`. Signal: agenda_wanted() by the summary."""

    agenda_wanted = Signal()

    def __init__(self, services: Services, host: QWidget) -> None:
        super().__init__(host)
        self._services, self._host = services, host
        self._card: ReminderCard | None = None
        self._since: int | None = None  # None: not looked yet, what is overdue is summed up
        self._member = 0
        self._told: set[tuple[str, int, int]] = set()
        self._snoozed: dict[tuple[str, int], int] = {}
        self._waiting: list[AgendaItem] = []
        self._shown: AgendaItem | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._first = QTimer(self, interval=FIRST_MS, singleShot=True)
        self._first.timeout.connect(self.look)
        services.announcer.changed.connect(lambda _changes: self._forget_done())
        services.announcer.office_changed_elsewhere.connect(self._forget_done)

    @property
    def card(self) -> ReminderCard:
        """What shows a reminder; made with the first."""
        if self._card is None:
            self._card = ReminderCard(self._host)
            self._card.chosen.connect(self._chosen)
        return self._card

    def start(self) -> None:
        """Begin, a little after the window is up."""
        self._first.start()
        self._timer.start()

    def stop(self) -> None:
        """No more reminders: the office closes."""
        self._first.stop()
        self._timer.stop()

    def member_changed(self) -> None:
        """Somebody else works here: what waited was not theirs (R19)."""
        self._since = None
        self._waiting.clear()
        self._snoozed.clear()
        self._told.clear()
        self._shown = None
        if self._card is not None:
            self._card.put_away()
        self.look()

    def look(self) -> None:
        """Ask what fell due since the last look, and what was put off until now."""
        office, since, snoozed = self._services.office, self._since, dict(self._snoozed)
        self._services.tasks.read(
            (id(self), "due"), lambda: office.read(_read, since, snoozed), self._arrived,
            lambda error: report(self._services, error),
        )  # fmt: skip

    # -- within ---------------------------------------------------------------------------------------------

    def _arrived(self, found: Due) -> None:
        if found.member_id != self._services.office.actor.id:
            return
        first_look, self._since = self._since is None, found.now
        if first_look:
            if found.overdue:
                self._sum_up(found.overdue, "overdue")
            return
        for item in found.items:
            mark = (item.what, item.id, item.at)
            snoozed = self._snoozed.pop((item.what, item.id), None) is not None
            if snoozed or mark not in self._told:
                self._told.add(mark)
                self._waiting.append(item)
        if len(self._waiting) > MOST_CARDS:
            self._sum_up(len(self._waiting), "due now")
            self._waiting.clear()
        self._next()

    def _sum_up(self, count: int, how: str) -> None:
        """So many at once are a number."""
        words = "1 follow-up is" if count == 1 else f"{count:,} follow-ups are"
        self._services.prompts.toast(f"{words} {how}", action="Show", on_action=self.agenda_wanted.emit, tone="news")

    def _next(self) -> None:
        """Show the first of what waits, if it still is to be reminded of: it was read a while ago."""
        if self._shown is not None or not self._waiting:
            return
        office, waiting = self._services.office, tuple(self._waiting)
        self._services.tasks.read(
            (id(self), "waiting"), lambda: office.read(_gone_of, waiting), self._show_first,
            lambda error: report(self._services, error),
        )  # fmt: skip

    def _show_first(self, gone: Gone) -> None:
        if gone.member_id != self._services.office.actor.id:
            return
        self._waiting = [one for one in self._waiting if one not in gone.items]
        if self._shown is not None or not self._waiting:
            return
        self._shown = self._waiting.pop(0)
        self.card.show_reminder(words_of(self._shown), may_finish=self._shown.may_change)

    def _chosen(self, what: str) -> None:
        """Open, done, later, or closed."""
        item, self._shown = self._shown, None
        if item is not None and what == ReminderCard.OPEN:
            self._services.navigation.open_contact(item.contact_id)
        elif item is not None and what == ReminderCard.DONE and item.what == TASK:
            follow_ups.finish_task(self._services, item.id)
        elif item is not None and what == ReminderCard.DONE:
            follow_ups.end_appointment(self._services, item.id, "held")
        elif item is not None and what == ReminderCard.LATER:
            self._snoozed[item.what, item.id] = self._services.office.clock() + SNOOZE_MS
        self._next()

    def _forget_done(self) -> None:
        """What was done, moved or handed on meanwhile is no longer to be reminded of."""
        if self._shown is None:
            return
        office, item = self._services.office, self._shown
        self._services.tasks.read(
            (id(self), "standing"), lambda: office.read(_stands, item), self._take_away,
            lambda error: report(self._services, error),
        )  # fmt: skip

    def _take_away(self, gone: AgendaItem | None) -> None:
        if gone is not None and gone is self._shown:
            self._shown = None
            self.card.put_away()
            self._next()


def words_of(item: AgendaItem) -> tuple[str, str]:
    """A reminder's title and its second line."""
    kind = "Appointment" if item.what != TASK else label_of(TASK_KINDS, item.kind)
    said = f"they said {item.said}" if item.said else item.place
    return f"{kind}: {item.contact or 'No name'}", " · ".join(part for part in (item.title, said) if part)


def _read(reader: Reader, since: int | None, snoozed: dict[tuple[str, int], int]) -> Due:
    me = reader.actor.id
    if since is None:
        return Due(reader.now, me, agenda_counts(reader).counts[OVERDUE], ())
    items = list(falls_due(reader, since))
    again = {key for key, until in snoozed.items() if until <= reader.now}
    if again:
        late = falls_due(reader, 0)
        items += [one for one in late if (one.what, one.id) in again and one not in items]
    return Due(reader.now, me, 0, tuple(items))


def _gone_of(reader: Reader, items: tuple[AgendaItem, ...]) -> Gone:
    return Gone(reader.actor.id, tuple(one for one in items if _stands(reader, one) is not None))


def _stands(reader: Reader, item: AgendaItem) -> AgendaItem | None:
    """The item, where it is not to be done now any more; None while it is."""
    now_due = falls_due(reader, item.at - 1)
    return None if any((one.what, one.id) == (item.what, item.id) for one in now_due) else item
