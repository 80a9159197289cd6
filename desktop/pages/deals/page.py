"""The board of deals: columns by stage with cards, moved by key, menu or mouse; a panel beside it (R14)."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from db.changes import Changes
from db.queries.deals import Board, BoardFilter, DealCard, Item, deal_board, deal_settings, deal_sheet
from db.queries.reader import Reader
from db.queries.stored_files import documents_of
from db.rules.deals import STAGE_KEYS
from db.rules.errors import BrokerdeskError, FieldProblemsError, NotFoundError
from db.rules.permissions import Right, Scope
from desktop.operations import deals
from desktop.operations.running import report
from desktop.page import Screen
from desktop.pages.deals import checklist
from desktop.pages.deals.column import BACK, BESIDE_LEFT, BESIDE_RIGHT, ON, OPEN, StageColumn
from desktop.pages.deals.form import NO_DAY
from desktop.pages.deals.panel import DealPanel, PanelView
from desktop.services import Services
from desktop.theme.tokens import MEASURE, SPACE, TYPE, WEIGHT
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

CLOSINGS: Final = (("Any closing day", None), ("Closing within 7 days", 7), ("Closing within 30 days", 30),
                   ("Closing within 90 days", 90))  # fmt: skip
NO_DEALS: Final = ("No deals yet.", "A deal opens here when Under Contract is pressed, or a transaction is imported.")
NONE_FITS: Final = ("No deal fits this filter.", "Choose all agents and any closing day to see all of them.")
_TABLES: Final = frozenset({"deal", "deal_item", "contact", "contact_share", "member", "setting", "note", "document"})
_NEXT: Final = {ON: 1, BACK: -1}


class DealsPage(Screen):
    """Filters above, five stages side by side, and the deal that is at hand in the panel."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._wanted = BoardFilter()
        self._deal: int | None = None
        self._stale = False
        self._read_once = self._wants_keyboard = False
        self.board: Board | None = None
        self.columns = {key: StageColumn(key, self) for key in STAGE_KEYS}
        self.panel = DealPanel(self)
        self.agents = QComboBox(self)
        self.closings = QComboBox(self)
        self.bring = PushButton("Import transactions", icon_name="download", parent=self)
        self.count = PlainLabel(tone="muted", parent=self)
        self.empty = EmptyState("file-pen-line", "", parent=self)
        self._lay_out()
        self._connect()
        self.read()

    @property
    def card(self) -> DealCard | None:
        """The deal at hand."""
        return next((one for c in self.columns.values() for one in c.view.deals.cards if one.id == self._deal), None)

    # -- what is shown -----------------------------------------------------------------------------------------

    def take_keyboard(self) -> None:
        """The keyboard goes to the card at hand, or the first stage that has one."""
        card = self.card
        stages = [card.stage] if card else [key for key in STAGE_KEYS if self.columns[key].view.deals.cards]
        self._wants_keyboard = not self._read_once
        (self.columns[stages[0]].view if stages else self.agents).setFocus()

    def read(self) -> None:
        """Read the board anew, and the deal that is at hand."""
        office, wanted = self._services.office, self._wanted
        self.bring.setVisible(Scope.ALL in office.actor.scopes(Right.IMPORT))
        self._services.tasks.read(
            (id(self), "board"), lambda: office.read(deal_board, wanted), self._arrived,
            lambda error: report(self._services, error),
        )  # fmt: skip
        self._read_deal()

    def _arrived(self, board: Board) -> None:
        self.board, self._read_once = board, True
        focused = next((c for c in self.columns.values() if c.view.hasFocus()), None)
        for column in board.columns:
            self.columns[column.stage].show_column(column)
        noun = "deal" if board.count == 1 else "deals"
        self.count.setText(f"{board.count:,} {noun}")
        self._show_agents(board)
        narrowed = self._wanted != BoardFilter()
        self.empty.set_words(*(NONE_FITS if narrowed else NO_DEALS))
        self._stack.setCurrentWidget(self._scroll if board.count else self.empty)
        self._keep_at_hand()
        card = self.card
        if self._wants_keyboard:
            self.take_keyboard()  # the board was opened before it was read
        elif focused is not None and card is not None and card.stage != focused.stage:
            self.columns[card.stage].view.setFocus()  # the keyboard follows the deal that was moved

    def _keep_at_hand(self) -> None:
        """The same deal at hand in whatever stage it is now."""
        for column in self.columns.values():
            place = column.view.deals.place_of(self._deal) if self._deal is not None else None
            column.view.selectionModel().blockSignals(True)
            if place is None:
                column.view.leave()
            else:
                column.view.take(place)
            column.view.selectionModel().blockSignals(False)
            column.view.viewport().update()
        if self.card is None:
            self._deal = None
            self.panel.hide()

    def _show_agents(self, board: Board) -> None:
        choices = [("All agents", None), *((name, key) for key, name in board.agents)]
        if [self.agents.itemText(n) for n in range(self.agents.count())] == [label for label, _key in choices]:
            return
        self.agents.blockSignals(True)
        self.agents.clear()
        for label, key in choices:
            self.agents.addItem(label, key)
        place = next((n for n, (_label, key) in enumerate(choices) if key == self._wanted.agent), 0)
        self.agents.setCurrentIndex(place)
        self.agents.blockSignals(False)

    def _narrow(self) -> None:
        self._wanted = BoardFilter(self.agents.currentData(), self.closings.currentData())
        self.read()

    # -- the deal at hand ----------------------------------------------------------------------------------------

    def show_deal(self, deal_id: int) -> None:
        """Have a deal at hand, and in the panel."""
        self._deal = deal_id
        self._keep_at_hand()
        self._read_deal()

    def _read_deal(self) -> None:
        deal, office = self._deal, self._services.office
        if deal is None:
            return

        def one(reader: Reader) -> PanelView:
            sheet = deal_sheet(reader, deal)
            documents = documents_of(reader, sheet.card.contact_id)
            return PanelView(sheet, documents, deal_settings(reader), reader.facts, reader.now)

        self._services.tasks.read((id(self), "deal"), lambda: office.read(one), self._deal_arrived, self._deal_gone)

    def _deal_arrived(self, view: PanelView) -> None:
        if view.sheet.card.id == self._deal:
            self.panel.show_deal(view)
            self.panel.show()
            self._into_view()

    def _deal_gone(self, error: BaseException) -> None:
        if not isinstance(error, NotFoundError):
            report(self._services, error)
        self.close_panel()

    def close_panel(self) -> None:
        """No deal in the panel; the keyboard goes back to the board."""
        card = self.card
        self._deal = None
        self.panel.hide()
        if card is not None:
            self.columns[card.stage].view.setFocus()

    def _into_view(self) -> None:
        """Where the board is wider than its room: the stage of the deal at hand."""
        if (card := self.card) is not None:
            self._scroll.ensureWidgetVisible(self.columns[card.stage], SPACE.small, 0)

    def _command(self, stage: str, what: str) -> None:
        card = self.columns[stage].view.current
        if what in (BESIDE_LEFT, BESIDE_RIGHT):
            self._beside(stage, -1 if what == BESIDE_LEFT else 1)
        elif card is not None and what == OPEN:
            self._services.navigation.open_contact(card.contact_id)
        elif card is not None and card.may_change:
            deals.step_deal(self._services, card.id, card.stage, _NEXT[what])
        elif card is not None:
            self._services.prompts.toast("This deal is not yours to move.", tone="error")

    def _beside(self, stage: str, by: int) -> None:
        """The card beside, in the next stage that has one."""
        row = self.columns[stage].view.currentIndex().row()
        place = STAGE_KEYS.index(stage) + by
        while 0 <= place < len(STAGE_KEYS):
            view = self.columns[STAGE_KEYS[place]].view
            if view.deals.cards:
                view.setFocus()
                view.take(max(row, 0))
                return
            place += by

    def _chosen(self, stage: str) -> None:
        card = self.columns[stage].view.current
        if card is not None and card.id != self._deal:
            self.show_deal(card.id)

    def _enter(self, stage: str) -> None:
        view = self.columns[stage].view
        if view.current is None:
            view.take(0)

    def _menu(self, card: DealCard, at: QPoint) -> None:
        """The stages a card can go to; the panel has read what each does."""
        if self.panel.view is not None and self.panel.view.sheet.card.id == card.id and card.may_change:
            self.panel.open_menu(at)

    def _item(self, what: str, item: Item) -> None:
        services, prompts = self._services, self._services.prompts
        if what in (checklist.UP, checklist.DOWN):
            deals.move_item(services, item.id, -1 if what == checklist.UP else 1)
        elif what == checklist.REMOVE:
            deals.remove_item(services, item.id)
        elif what == checklist.RENAME:
            prompts.ask_text(
                "What is to be done?", label="Item", value=item.title,
                then=lambda text: deals.change_item(services, item.id, title=text),
            )  # fmt: skip
        else:
            prompts.ask_text(
                f"When is “{item.title}” due?", label="Day", value=item.due_on, then=lambda text: self._due(item, text)
            )

    def _due(self, item: Item, text: str) -> None:
        from db.rules.dates import read_day

        day = read_day(text)
        if not day:
            self._services.prompts.toast(NO_DAY, tone="error")
            return
        deals.change_item(self._services, item.id, due_on=day)

    @property
    def _shown(self) -> DealCard | None:
        """The deal in the panel: what is done there is done to it, also while another one is chosen and being read."""
        return None if self.panel.view is None else self.panel.view.sheet.card

    def _change(self, key: str, value: Any) -> None:
        if (card := self._shown) is None:
            return

        def refused(error: BaseException) -> None:
            if isinstance(error, FieldProblemsError) and self.panel.shows(card.id):
                self.panel.form.refuse(error.problems)
            else:
                report(self._services, error)
                self._read_deal()

        deals.change_deal(self._services, card.id, {key: value}, on_error=refused)

    def _note(self, text: str) -> None:
        if (card := self._shown) is None:
            return

        def refused(error: BaseException) -> None:
            sentence = error.sentence if isinstance(error, BrokerdeskError) else "The note was not kept. Try again."
            if self.panel.shows(card.id):
                self.panel.note.fail(sentence)
            if not (self.panel.shows(card.id) and self.panel.isVisible()):
                self._services.prompts.tell(sentence, detail=f"You had typed: {text}")

        deals.note_deal(
            self._services, card.contact_id, text,
            on_done=lambda: self.panel.note_kept(card.id, text), on_error=refused,
        )  # fmt: skip

    # -- news ------------------------------------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if changes.tables & _TABLES:
            self._refresh()

    def _refresh(self) -> None:
        """Read again; out of sight, once the board is looked at."""
        self._stale = not self.isVisible()
        if self.isVisible():
            self.read()

    def showEvent(self, event: QShowEvent) -> None:
        """What was written meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def member_changed(self) -> None:
        """Somebody else works here: their own deals, and nobody's left on the screen (R19)."""
        self._wanted, self._deal, self.board = BoardFilter(), None, None
        self.panel.hide()
        self.panel.forget()
        self.agents.clear()
        self.closings.setCurrentIndex(0)
        for column in self.columns.values():
            column.view.deals.set_cards(())
        self.read()

    def set_density(self, density: str) -> None:
        """Cards comfortable or compact."""
        for column in self.columns.values():
            column.view.deals.set_compact(compact=density == "compact")

    # -- parts -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.agents.setAccessibleName("Whose deals")
        self.closings.setAccessibleName("By closing day")
        self.agents.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for label, days in CLOSINGS:
            self.closings.addItem(label, days)
        self.bring.setToolTip("Dotloop, SkySlope, DocuSign, or a table: rehearsed first, and one step to undo")
        head = QHBoxLayout()
        head.setSpacing(MEASURE.button_gap)
        head.addWidget(PlainLabel("Deals", size=TYPE.title, weight=WEIGHT.semibold, parent=self))
        head.addWidget(self.count)
        head.addStretch()
        for part in (self.agents, self.closings, self.bring):
            head.addWidget(part)
        inside = QWidget(self)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.mid)
        for column in self.columns.values():
            row.addWidget(column, 1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for quiet in (self._scroll.viewport(), inside):
            quiet.setAutoFillBackground(False)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.empty)
        left = QVBoxLayout()
        left.setContentsMargins(18, 14, 18, 12)
        left.setSpacing(SPACE.big)
        left.addLayout(head)
        left.addWidget(self._stack, 1)
        self.panel.hide()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.panel)

    def _connect(self) -> None:
        services, panel = self._services, self.panel
        for key, column in self.columns.items():
            view = column.view
            view.commanded.connect(lambda what, key=key: self._command(key, what))
            view.entered_by_keyboard.connect(lambda key=key: self._enter(key))
            view.menu_wanted.connect(self._menu)
            view.keys_wanted.connect(services.navigation.show_keys)
            view.selectionModel().currentChanged.connect(lambda _new, _old, key=key: self._chosen(key))
            view.deals.dropped.connect(lambda deal, key=key: deals.move_deal(services, deal, key))
        self.agents.currentIndexChanged.connect(lambda _place: self._narrow())
        self.closings.currentIndexChanged.connect(lambda _place: self._narrow())
        self.bring.clicked.connect(self._import)
        panel.closed.connect(self.close_panel)
        panel.contact_wanted.connect(self._open_contact)
        panel.stage_chosen.connect(lambda deal, stage: deals.move_deal(services, deal, stage))
        panel.form.changed.connect(self._change)
        panel.note.written.connect(self._note)
        panel.checklist.ticked.connect(lambda item, done: deals.tick_item(services, item, done=done))
        panel.checklist.commanded.connect(self._item)
        panel.checklist.added.connect(self._add_item)
        services.announcer.changed.connect(self._changed)
        services.announcer.office_changed_elsewhere.connect(self._refresh)

    def _open_contact(self) -> None:
        if (card := self._shown) is not None:
            self._services.navigation.open_contact(card.contact_id)

    def _add_item(self, title: str) -> None:
        if (card := self._shown) is not None:
            deals.add_item(self._services, card.id, title, "")

    def _import(self) -> None:
        from desktop.dialogs.row_import.starting import begin_import
        from desktop.operations.transaction_import import TRANSACTIONS

        begin_import(self._services, TRANSACTIONS, self.window())
