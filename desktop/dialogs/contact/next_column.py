"""What is next with a contact: inquiries that wait for an answer, and open tasks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.contacts import LeadRow, TaskRow
from db.rules.permissions import Right
from db.rules.values import LEAD_TYPES, label_of
from desktop import times
from desktop.dialogs.contact import words
from desktop.dialogs.contact.view import ContactView
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
    """A card: what, more of it, since or until when, whether that is late, and the task behind it."""

    title: str
    detail: str
    when: str
    late: bool
    full: str
    task_id: int | None = None


class NextColumn(QWidget):
    """Cards, the longest wait first. Signal: task_done(task id)."""

    task_done = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[NextItem, ...] | None = None
        self._may_finish = False
        self._cards: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.small)
        self._column.addWidget(PlainLabel("Next", weight=WEIGHT.semibold, parent=self))
        self._column.addStretch()

    @property
    def items(self) -> tuple[NextItem, ...]:
        """What the cards say."""
        return self._items or ()

    def show_view(self, view: ContactView) -> None:
        """Show a contact's waiting inquiries and open tasks."""
        items = items_of(view)
        may_finish = view.may(Right.EDIT)
        if items == self._items and may_finish == self._may_finish:
            return
        self._items, self._may_finish = items, may_finish
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [self._card(item) for item in items[:MOST]]
        if len(items) > MOST:
            self._cards.append(PlainLabel(f"and {len(items) - MOST:,} more", tone="muted", parent=self))
        if not items:
            self._cards.append(Paragraph("Nothing is waiting, and no task is open.", parent=self))
        for place, card in enumerate(self._cards, start=1):
            self._column.insertWidget(place, card)

    def _card(self, item: NextItem) -> Card:
        card = Card(item.title, padding=SPACE.mid, parent=self)
        card.body.setSpacing(2)
        if item.detail:
            detail = PlainLabel(item.detail, size=TYPE.small, tone="muted", parent=card)
            detail.setWordWrap(True)
            card.body.addWidget(detail)
        when = PlainLabel(item.when, size=TYPE.small, tone="error" if item.late else "muted", parent=card)
        when.setToolTip(plain_tip(item.full))
        card.body.addWidget(when)
        if item.task_id is not None and self._may_finish:
            done = PushButton("Done", look="link", parent=card)
            done.setAccessibleName(f"{item.title}: done")
            done.clicked.connect(lambda _checked=False, task=item.task_id: self.task_done.emit(task))
            card.body.addWidget(done, 0, Qt.AlignmentFlag.AlignLeft)
        return card


def items_of(view: ContactView) -> tuple[NextItem, ...]:
    """The cards of a contact: waiting inquiries, then open tasks."""
    waiting = tuple(_inquiry(view, lead) for lead in view.waiting)
    return waiting + tuple(_task(view, task) for task in view.open_tasks)


def _inquiry(view: ContactView, lead: LeadRow) -> NextItem:
    kind = label_of(LEAD_TYPES, lead.lead_type).lower()
    full = times.full(lead.occurred_at, view.facts.zone_info)
    return NextItem(
        f"Answer the {kind}",
        lead.listing_text,
        f"waiting {words.wait(lead.occurred_at, view.now)}",
        late=True,
        full=full,
    )


def _task(view: ContactView, task: TaskRow) -> NextItem:
    zone = view.facts.zone_info
    late = task.due_at < view.now
    due = words.due_time(task.due_at, view.now, zone)
    kind = TASK_KINDS.get(task.kind, "Task")
    detail = f"They said {task.said}" if task.said else kind if task.title else ""
    when = f"was due {due}" if late else due
    return NextItem(task.title or kind, detail, when, late=late, full=times.full(task.due_at, zone), task_id=task.id)
