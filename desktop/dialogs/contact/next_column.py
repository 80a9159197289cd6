"""What is next with a contact: inquiries that wait for an answer, appointments, open tasks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.agenda import AgendaItem
from db.queries.contacts import LeadRow, TaskRow
from db.queries.deals import TiedDeal
from db.queries.underwriting import OfferState
from db.rules.disposition_words import names
from db.rules.permissions import Right
from db.rules.transaction_words import SYSTEMS
from db.rules.values import LEAD_TYPES, label_of
from desktop import times
from desktop.dialogs.contact import words
from desktop.dialogs.contact.view import ContactView
from desktop.item_models.event_words import wait
from desktop.item_models.listing_words import dollars
from desktop.theme.tokens import SPACE, TYPE, WEIGHT
from desktop.widgets.card import Card
from desktop.widgets.painting import plain_tip
from desktop.widgets.paragraph import Paragraph
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

MOST = 6  # cards; the rest is counted
TASK_KINDS = {
    "call": "Call",
    "follow_up": "Follow up",
    "update_request": "Update request",
    "other": "Task",
}


@dataclass(frozen=True, slots=True)
class NextItem:
    """A card: what, more of it, since or until when, whether that is late, and the task or appointment behind it."""

    title: str
    detail: str
    when: str
    late: bool
    full: str
    task_id: int | None = None
    appointment_id: int | None = None


class NextColumn(QWidget):
    """Cards, the longest wait first. Signals: task_done(task id); appointment_opened(appointment id)."""

    task_done = Signal(int)
    appointment_opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[NextItem, ...], bool, int] | None = None
        self._cards: list[NextCard] = []
        self._rest = PlainLabel(tone="muted", parent=self)
        self._nothing = Paragraph("Nothing is waiting, and no task is open.", parent=self)
        for words_below in (self._rest, self._nothing):
            words_below.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.small)
        self._column.addWidget(PlainLabel("Next", weight=WEIGHT.semibold, parent=self))
        self._column.addWidget(self._rest)
        self._column.addWidget(self._nothing)
        self._column.addStretch()

    @property
    def items(self) -> tuple[NextItem, ...]:
        """What the cards say."""
        return self._shown[0] if self._shown else ()

    def show_view(self, view: ContactView) -> None:
        """Show a contact's waiting inquiries and open tasks."""
        asked = [one for one in view.offers if one.waits]
        count = len(view.waiting) + len(asked) + len(view.deals) + len(view.appointments) + len(view.open_tasks)
        items = items_of(view, most=MOST)
        may_finish = view.may(Right.EDIT)
        if (items, may_finish, count) == self._shown:
            return
        self._shown = (items, may_finish, count)
        while len(self._cards) < min(len(items), MOST):
            self._cards.append(self._card(len(self._cards) + 1))
        for place, card in enumerate(self._cards):
            card.setVisible(place < len(items))
            if place < len(items):
                card.show_item(items[place], may_finish=may_finish)
        self._rest.setText(f"and {count - MOST:,} more")
        self._rest.setVisible(count > MOST)
        self._nothing.setVisible(not items)

    def _card(self, place: int) -> NextCard:
        card = NextCard(self)
        card.done_pressed.connect(self.task_done)
        card.opened.connect(self.appointment_opened)
        self._column.insertWidget(place, card)
        return card


class NextCard(Card):
    """One thing that is next. Signals: done_pressed(task id); opened(appointment id)."""

    done_pressed = Signal(int)
    opened = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", padding=SPACE.mid, parent=parent)
        self._task: int | None = None
        self._appointment: int | None = None
        self.body.setSpacing(2)
        self._detail = PlainLabel(size=TYPE.small, tone="muted", parent=self)
        self._detail.setWordWrap(True)
        self._when = PlainLabel(size=TYPE.small, tone="muted", parent=self)
        self.done = PushButton("Done", look="link", parent=self)
        self.body.addWidget(self._detail)
        self.body.addWidget(self._when)
        self.body.addWidget(self.done, 0, Qt.AlignmentFlag.AlignLeft)
        self.done.clicked.connect(self._press)

    def show_item(self, item: NextItem, *, may_finish: bool) -> None:
        """Show this, in place of what it showed."""
        self._task, self._appointment = item.task_id, item.appointment_id
        self.set_title(item.title)
        self._detail.setText(item.detail)
        self._detail.setVisible(bool(item.detail))
        self._when.set_tone("error" if item.late else "muted")
        self._when.setText(item.when)
        self._when.setToolTip(plain_tip(item.full))
        self.done.setVisible((item.task_id or item.appointment_id) is not None and may_finish)
        self.done.set_text("Done" if item.appointment_id is None else "Change")
        self.done.setAccessibleName(f"{item.title}: {self.done.text().lower()}")

    def _press(self) -> None:
        if self._appointment is not None:
            self.opened.emit(self._appointment)
        elif self._task is not None:
            self.done_pressed.emit(self._task)


def items_of(view: ContactView, *, most: int) -> tuple[NextItem, ...]:
    """The first cards of a contact: waiting inquiries, offers whose numbers are asked for, deals, then appointments and
    open tasks by their time.
    """
    waiting = tuple(_inquiry(view, lead) for lead in view.waiting[:most])
    waiting += tuple(_offer(view, one) for one in view.offers if one.waits)[: most - len(waiting)]
    waiting += tuple(_deal(one) for one in view.deals)[: most - len(waiting)]
    rest = most - len(waiting)
    timed = [(task.due_at, _task(view, task)) for task in view.open_tasks[:rest]]
    timed += [(one.at, _appointment(view, one)) for one in view.appointments[:rest]]
    return waiting + tuple(item for _at, item in sorted(timed, key=lambda pair: pair[0]))[:rest]


def _inquiry(view: ContactView, lead: LeadRow) -> NextItem:
    kind = label_of(LEAD_TYPES, lead.lead_type).lower()
    full = times.full(lead.occurred_at, view.facts.zone_info)
    return NextItem(
        f"Answer the {kind}",
        lead.listing_text,
        f"waiting {wait(lead.occurred_at, view.now)}",
        late=True,
        full=full,
    )


def _offer(view: ContactView, one: OfferState) -> NextItem:
    """Numbers that an underwriter was asked for and nobody has answered (R10)."""
    full = times.full(one.asked_at, view.facts.zone_info)
    detail = f"Asked of {names(one.asked_of)}" + (f" by {one.asked_by}" if one.asked_by else "")
    return NextItem("Offer numbers", detail, f"waiting {wait(one.asked_at, view.now)}", late=False, full=full)


def _deal(one: TiedDeal) -> NextItem:
    """A deal and the transaction it is tied to (R7)."""
    tied = f"{SYSTEMS.get(one.source, one.source)} {one.outside_key}" if one.outside_key else ""
    price = dollars(one.price_cents)
    detail = " · ".join(filter(None, (one.property, price, tied)))
    return NextItem(f"Deal: {one.label}", detail, one.closes, late=one.late, full=one.closes)


def _appointment(view: ContactView, one: AgendaItem) -> NextItem:
    zone = view.facts.zone_info
    late = one.ends_at <= view.now
    when = words.due_time(one.at, view.now, zone)
    detail = " · ".join(part for part in (one.place, f"with {one.people}" if one.people else "") if part)
    return NextItem(one.title or "Appointment", detail, f"was {when}" if late else f"{when}, {one.minutes:,} min",
                    late=late, full=times.full(one.at, zone), appointment_id=one.id)  # fmt: skip


def _task(view: ContactView, task: TaskRow) -> NextItem:
    zone = view.facts.zone_info
    late = task.due_at < view.now
    due = words.due_time(task.due_at, view.now, zone)
    kind = TASK_KINDS.get(task.kind, "Task")
    detail = f"They said {task.said}" if task.said else kind if task.title else ""
    when = f"was due {due}" if late else due
    return NextItem(task.title or kind, detail, when, late=late, full=times.full(task.due_at, zone), task_id=task.id)
