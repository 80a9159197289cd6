"""Offers to run the numbers for: the queue, what was answered, and the one at hand with its facts (R10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.changes import Changes
from db.queries.dispositions import OfferAsked, underwriting_queue
from db.queries.reader import OfficeFacts, Reader
from db.queries.underwriting import OfferFacts, dollars, offer_facts
from db.rules.errors import BrokerdeskError
from db.rules.permissions import Actor, Right, Scope
from desktop import times
from desktop.dialogs.rows_table import RowsColumn, RowsTable
from desktop.dialogs.underwriting.offer_card import OfferCard, OfferWords
from desktop.dialogs.while_alive import while_alive
from desktop.item_models.event_words import wait
from desktop.operations.dispositions import Answer
from desktop.operations.running import report
from desktop.operations.underwriting import answer_offer
from desktop.services import Services
from desktop.theme.tokens import SPACE, WEIGHT
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.plain_label import PlainLabel

LEFT: Final = 556
CONCERNS: Final = frozenset({"underwriting", "contact", "member", "press"})
EMPTY: Final = (
    "Nobody waits for an offer's numbers", "When an agent presses Needs Offer, the contact comes here by itself.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    """What one read brings: the whole queue with what was answered, and the facts of the one at hand."""

    rows: tuple[OfferAsked, ...]
    facts: OfficeFacts
    actor: Actor
    now: int
    offer: OfferFacts | None


class OfferQueue(QWidget):
    """The longest wait comes first. An answer is one step, and its toast takes it back."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._known: _Known | None = None
        self._chosen: int | None = None
        self._typed: dict[int, tuple[str, str]] = {}  # amount and words that were typed, by request
        self.waiting = self._table("Waiting for numbers", ("Asked of", 120, lambda row: row.underwriter), "Waiting")
        self.done = self._table("Answered", ("Offer", 120, self._amount), "Answered")
        self.card = OfferCard(self)
        self.empty = EmptyState("circle-check", "", parent=self)
        self.empty.set_words(*EMPTY)
        self._right = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.read()

    # -- reading and showing ----------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the queue anew."""
        office, chosen = self._services.office, self._chosen

        def query(reader: Reader) -> _Known:
            rows = underwriting_queue(reader, answered=True)
            waiting = [row.id for row in rows if row.answered_at is None]
            here = chosen if chosen in {row.id for row in rows} else waiting[0] if waiting else None
            facts = offer_facts(reader, here) if here is not None else None
            return _Known(rows, reader.facts, reader.actor, reader.now, facts)

        self._services.tasks.read(
            (id(self), "offers"), lambda: office.read(query), self._arrived,
            lambda error: report(self._services, error),
        )  # fmt: skip

    def forget(self) -> None:
        """Somebody else works here: nothing of the one before is left on the screen (R19)."""
        self._known, self._chosen = None, None
        self._typed.clear()
        for table in (self.waiting, self.done):
            table.set_rows([])
        self._right.setCurrentWidget(self.empty)
        self.read()

    def take_keyboard(self) -> None:
        """To the queue; where it is empty, nowhere."""
        self.waiting.setFocus()

    def _arrived(self, known: _Known) -> None:
        before = self._row()
        self._known = known
        waiting = [row for row in known.rows if row.answered_at is None]
        done = sorted(
            (row for row in known.rows if row.answered_at is not None), key=lambda row: -(row.answered_at or 0)
        )
        for table, rows in ((self.waiting, waiting), (self.done, done)):
            if list(table.model_of_rows.rows) != rows or not rows:
                table.set_rows(rows)
        here = self._row()
        if here is None or (before is not None and before.answered_at is None and here.answered_at is not None):
            self._choose(waiting[0].id if waiting else None)  # on to who waits next
        else:
            self._show()

    def _row(self) -> OfferAsked | None:
        known = self._known
        return next((row for row in known.rows if row.id == self._chosen), None) if known is not None else None

    def _choose(self, key: int | None) -> None:
        self._chosen = key
        offer = self._known.offer if self._known is not None else None
        if key is not None and (offer is None or offer.underwriting_id != key):
            self.read()
        self._show()

    def _show(self) -> None:
        row, known = self._row(), self._known
        for table in (self.waiting, self.done):
            self._mark(table)
        if row is None or known is None:
            self._right.setCurrentWidget(self.empty)
            return
        amount, line = self._typed.get(row.id, ("", ""))
        self.card.show_offer(self._words(row, known), amount=amount, line=line)
        self._right.setCurrentWidget(self.card)

    def _words(self, row: OfferAsked, known: _Known) -> OfferWords:
        zone, what = known.facts.zone_info, f" by {row.asked_for}" if row.asked_for else ""
        asked = f"{row.asked_by or 'Somebody'} asked {row.underwriter or 'an underwriter'}{what}, "
        said = [f"{asked}{times.ago(row.asked_at, known.now, zone)}."]
        if row.answered_at is None:
            said.append(f"Waiting {wait(row.asked_at, known.now)}, since {times.full(row.asked_at, zone)}.")
        else:
            amount = dollars(row.amount_cents or 0)
            by = row.answered_by or row.underwriter
            said.append(f"Offer numbers: {amount}, from {by}, {times.ago(row.answered_at, known.now, zone)}.")
            said += [f"“{row.words}”"] if row.words else []
        offer = known.offer
        facts = offer.lines if offer is not None and offer.underwriting_id == row.id else ()
        mine = known.facts.members.get(known.actor.id) == row.underwriter
        may = row.answered_at is None and (mine or Scope.ALL in known.actor.scopes(Right.NOTE))
        return OfferWords(row, tuple(said), facts, may)

    def _mark(self, table: RowsTable[OfferAsked]) -> None:
        keys = [row.id for row in table.model_of_rows.rows]
        table.mark(keys.index(self._chosen) if self._chosen in keys else None)

    # -- answering --------------------------------------------------------------------------------------------

    def _keep_typed(self, key: int) -> None:
        self._typed[key] = (self.card.amount.text(), self.card.words.text())

    def _answer(self, key: int, cents: int, words: str) -> None:
        self.card.set_busy(on=True)
        had_keyboard = self.card.isAncestorOf(focus) if (focus := self.focusWidget()) is not None else False

        def done(_count: object) -> None:
            self._typed.pop(key, None)
            if had_keyboard:
                self.waiting.setFocus()

        def failed(error: BaseException) -> None:
            self.card.set_busy(on=False)
            if isinstance(error, BrokerdeskError):
                self.card.say(error.sentence)
                self.read()
            else:
                report(self._services, error)

        answer = Answer(while_alive(self, done), while_alive(self, failed))
        answer_offer(self._services, key, amount_cents=cents, words=words, answer=answer)

    def _begin(self) -> None:
        """Enter in the queue: to the amount."""
        if self.card.amount.isVisible():
            self.card.amount.setFocus()

    def _on_changes(self, changes: Changes) -> None:
        if changes.tables & CONCERNS:
            self.read()

    # -- parts ------------------------------------------------------------------------------------------------

    def _table(self, name: str, second: tuple[str, int, object], when: str) -> RowsTable[OfferAsked]:
        title, width, text = second
        assert callable(text)
        return RowsTable(
            (
                RowsColumn("Contact", 160, lambda row: row.contact or "No name"),
                RowsColumn("Asked by", 120, lambda row: row.asked_by),
                RowsColumn(title, width, text),
                RowsColumn(when, 120, self._since, self._full),
            ),
            name=name, compact=False, parent=self,
        )  # fmt: skip

    @staticmethod
    def _amount(row: OfferAsked) -> str:
        return dollars(row.amount_cents) if row.amount_cents is not None else ""

    def _since(self, row: OfferAsked) -> str:
        known = self._known
        if known is None:
            return ""
        if row.answered_at is None:
            return wait(row.asked_at, known.now)
        return times.ago(row.answered_at, known.now, known.facts.zone_info)

    def _full(self, row: OfferAsked) -> str:
        known = self._known
        return times.full(row.answered_at or row.asked_at, known.facts.zone_info) if known is not None else ""

    def _connect(self) -> None:
        announcer = self._services.announcer
        announcer.changed.connect(self._on_changes)
        announcer.office_changed_elsewhere.connect(self.read)
        for table in (self.waiting, self.done):
            table.picked.connect(lambda row: self._choose(row.id))
            table.doubleClicked.connect(lambda _index: self.card.open.click())
        self.waiting.activated.connect(lambda _index: self._begin())
        self.card.answered.connect(self._answer)
        self.card.contact_wanted.connect(self._services.navigation.open_contact)
        self.card.typed.connect(self._keep_typed)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(SPACE.small)
        left.addWidget(self.waiting, 3)
        left.addSpacing(SPACE.small)
        left.addWidget(PlainLabel("Answered", weight=WEIGHT.semibold, parent=self))
        left.addWidget(self.done, 2)
        for table in (self.waiting, self.done):
            table.setFixedWidth(LEFT)
            table.setSelectionMode(table.SelectionMode.SingleSelection)
        self._right.addWidget(self.card)
        self._right.addWidget(self.empty)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addLayout(left)
        row.addWidget(self._right, 1)
