"""The Leads tab: lists and search panel, the table of leads or calls, and the lead that is looked at (R70–R74)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, Literal

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from db.changes import Changes
from db.queries.reader import OfficeFacts
from db.rules.filters import Filter, ListSpec, term_sentence
from db.rules.lead_lists import ALL_LEADS, lead_list
from db.rules.permissions import Right
from desktop.dialogs.list_printing import ListWords
from desktop.operations.filters import save_filter
from desktop.operations.running import report
from desktop.page import Screen
from desktop.pages.leads.empty_words import CLEAR, empty_words
from desktop.pages.leads.lead_commands import LeadCommands, Parts
from desktop.pages.leads.lead_header import LeadHeader
from desktop.pages.leads.lead_lists import LeadLists, saved_spec
from desktop.pages.leads.lead_output import LeadOutput
from desktop.pages.leads.lead_tables import LeadTables
from desktop.pages.leads.search_panel import SearchPanel
from desktop.pages.leads.summary import Summary
from desktop.pages.leads.summary_reader import SummaryReader
from desktop.services import Services
from desktop.settings_file import SettingsFile
from desktop.shortcuts import shortcut
from desktop.widgets.chips_row import ChipsRow
from desktop.widgets.selection_bar import SelectionBar

# A search that takes longer says so in place of rows.
SLOW_MS: Final = 400
MOST_OF_LISTS: Final = 420  # pixels; more of them scroll
TEXT: Final = "text"  # the chip of the searched text
BY_THE_CLOCK: Final = {"waiting", "missed"}


class LeadsPage(Screen):
    """Lists over the search panel, header and chips over the table, the summary at the right, selection bar below."""

    def __init__(self, services: Services, settings: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._spec = ListSpec(ALL_LEADS, sort=lead_list(ALL_LEADS).sort)
        self._asked = False  # the rows of the list on the screen are on their way
        self._stale = False  # something was written while the page was out of sight
        self.lists = LeadLists(services, self)
        self.search = SearchPanel(self)
        self.header = LeadHeader(self)
        self.chips = ChipsRow(self)
        self.tables = LeadTables(services, settings, self)
        self.summary = Summary(self)
        self._reader = SummaryReader(services, self.summary, self)
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self._say_slow)
        self._lay_out()
        self.bar = SelectionBar(self._middle)
        self.output = LeadOutput(services, self.tables, self._list_words, self)
        self.commands = LeadCommands(
            services, Parts(self.tables, self.bar, self, lambda: self._spec, self.search.focus_field, self.output), self
        )
        self._connect()
        self._act_by_keys()
        self.lists.read()
        self.open_list(ALL_LEADS)

    # -- what is shown -------------------------------------------------------------------------------------

    @property
    def spec(self) -> ListSpec:
        """The list that is open, with search and sort."""
        return self._spec

    def open_list(self, key: str) -> None:
        """Open a list; the search stays, as far as its rows have these fields."""
        one = lead_list(key)
        kept = Filter(tuple(term for term in self._spec.filter.terms if term.field in one.fields))
        self.show_list(ListSpec(key, kept, self._spec.search, one.sort))

    def show_list(self, spec: ListSpec) -> None:
        """Show a list with its filter, such as the rows behind a figure."""
        one = lead_list(spec.list_key)
        known = self.tables.all[one.unit].sorts_by(spec.sort.column)
        self.lists.sidebar.select(self._key_of(spec))
        self.header.set_list(one.title, one.definition)
        self.header.offer_call(shown=one.unit == "call" and self._services.office.actor.may(Right.LOG_CALL))
        self.search.set_unit(one.unit)
        self.search.set_search(spec.filter, spec.search)
        self._show(spec if known else replace(spec, sort=one.sort))
        self.commands.offer()

    def _key_of(self, spec: ListSpec) -> str:
        """What is chosen in the sidebar: the kept list it is, else the list itself."""
        key = self.lists.sidebar.current_key
        row = self.lists.saved(key)
        same = row is not None and replace(saved_spec(row), sort=spec.sort, now=spec.now) == spec
        return key if same else spec.list_key

    def _save_as_list(self) -> None:
        spec, services = self._spec, self._services

        def save(title: str) -> None:
            save_filter(services, title, spec, on_done=lambda _number: self.lists.read())

        services.prompts.ask_text("Save this search as a list", then=save, label="Name of the list")

    def _show(self, spec: ListSpec, *, same_rows: bool = False) -> None:
        self._spec = spec
        self._asked = True
        self._slow.start()
        self.tables.show_list(spec, same_rows=same_rows)
        self._show_chips()
        self._show_count()

    def _list_words(self) -> ListWords:
        """The list that is open, as paper and files say it."""
        one, row = lead_list(self._spec.list_key), self.lists.saved(self.lists.sidebar.current_key)
        narrowed = " · ".join(chip.text for chip in self.chips.chips)
        return ListWords(row.title if row is not None else one.title, one.definition, narrowed, self._spec, one.unit)

    def _apply(self, narrowed: Filter, text: str) -> None:
        self._show(replace(self._spec, filter=narrowed, search=text))

    def _remove(self, key: str) -> None:
        """A chip was taken away."""
        text = "" if key == TEXT else self._spec.search
        self.search.set_search(self._spec.filter.without(key), text)
        self._apply(self._spec.filter.without(key), text)

    def _show_chips(self) -> None:
        facts, fields = self.lists.facts, lead_list(self._spec.list_key).fields
        names = {str(n): name for n, name in facts.members.items()} if facts else {}
        names |= {s.key.value: s.label for s in facts.scheme.statuses} if facts else {}
        chips = [(t.field, term_sentence(t, names=names, fields=fields)) for t in self._spec.filter.terms]
        if self._spec.search:
            chips.insert(0, (TEXT, f"“{self._spec.search}”"))
        if chips != [(chip.key, chip.text) for chip in self.chips.chips]:
            self.chips.set_chips(chips)

    def _show_count(self) -> None:
        table, unit, of = self.tables.table, self.tables.unit, self.lists.count(self._spec.list_key)
        if not table.loading:
            self._asked = False
            self._slow.stop()
        narrowed = bool(self._spec.filter.terms or self._spec.search)
        known = table.total if not self._asked and table.order.complete else None if narrowed else of
        self.header.set_count(known, unit, of=of if narrowed else None)
        if table.total or not table.loading:
            empty = table.total == 0
            if empty:
                self._say(*empty_words(self._spec, lead_list(self._spec.list_key)))
            self.tables.shown.show_empty(empty=empty)
        self._show_selection()

    def _say(self, sentence: str, detail: str, actions: tuple[tuple[str, str], ...] = ()) -> None:
        self.tables.shown.empty.set_words(sentence, detail)
        self.tables.shown.empty.set_actions(actions)

    def _say_slow(self) -> None:
        """The search takes long, and nothing is here yet: say that it goes on."""
        if self.tables.table.loading and not self.tables.table.total:
            self._say("Searching…", "Another search, or another list, takes its place.")
            self.tables.shown.show_empty(empty=True)

    def _act_on_empty(self, key: str) -> None:
        if key == CLEAR[0]:
            self.search.clear_all()
        else:
            self.open_list(ALL_LEADS)

    def _show_selection(self) -> None:
        selection, table = self.tables.table.selection, self.tables.table
        self.bar.show_selection(selection.count, table.total, all_included=selection.count == table.total)
        self.tables.view.keep_clear(self.bar.stand_over(self.tables.view))

    def _current(self, row_id: int | None) -> None:
        self._reader.show_row(self.tables.unit, row_id)

    def _list_replaced(self) -> None:
        """The first row of another list is what the summary shows."""
        view = self.tables.view
        if self.tables.table.total and view.current_id is None:
            view.go_to_row(0)
        elif not self.tables.table.total:
            self._current(None)

    # -- what the window asks for --------------------------------------------------------------------------

    def set_density(self, density: str) -> None:
        """Rows comfortable or compact."""
        wanted: Literal["comfortable", "compact"] = "compact" if density == "compact" else "comfortable"
        self.tables.set_density(wanted)

    def take_keyboard(self) -> None:
        """The keyboard goes to the rows."""
        self.tables.view.setFocus()

    def set_letters(self, *, on: bool) -> None:
        """Single letters as commands, or not."""
        self.tables.set_letters(on=on)

    def member_changed(self) -> None:
        """Other eyes, other rows: columns, counts and the list are read anew."""
        self.tables.arrange()
        self.lists.forget()
        self.show_list(self._spec)

    # -- news ----------------------------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if changes.tables & {"member", "setting", "saved_filter"}:
            self.lists.read()
        self._refresh()

    def _changed_elsewhere(self) -> None:
        self.lists.read()
        self._refresh()

    def _refresh(self) -> None:
        """Read what is in sight again; out of sight, once the page is looked at."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self.lists.read_counts()
        self.tables.table.refresh()
        self._reader.read()

    def _minute(self) -> None:
        """The waits have grown; only lists that go by the clock can have other rows."""
        if not self.isVisible():
            return
        self.tables.table.recompute()
        self._reader.read()
        fields = {term.field for term in self._spec.filter.terms}
        if self._spec.list_key == "waiting" or fields & BY_THE_CLOCK:
            self.tables.table.refresh()

    def _facts(self, facts: OfficeFacts) -> None:
        self.tables.set_facts(facts)
        self.summary.set_facts(facts)
        self.search.set_facts(facts)
        self.commands.set_facts(facts)
        self._show_chips()

    def showEvent(self, event: QShowEvent) -> None:
        """What was written meanwhile is read now."""
        super().showEvent(event)
        if self._stale:
            self._refresh()

    # -- parts ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        left = QWidget(self)
        lists = QVBoxLayout(left)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(0)
        lists.addWidget(self.lists.sidebar)
        self._fit_lists()
        lists.addWidget(self.search, 1)
        self._middle = QWidget(self)
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(18, 14, 18, 18)
        column.setSpacing(10)
        column.addWidget(self.header)
        column.addWidget(self.chips)
        column.addWidget(self.tables, 1)
        self.summary.setMinimumWidth(260)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for part, stretch in ((left, 0), (self._middle, 1), (self.summary, 0)):
            splitter.addWidget(part)
            splitter.setStretchFactor(splitter.count() - 1, stretch)
            splitter.setCollapsible(splitter.count() - 1, False)
        splitter.setHandleWidth(1)
        splitter.setSizes([284, 854, 302])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    def _fit_lists(self) -> None:
        """The lists take the room they need, up to a share of the page: the search panel has the rest."""
        model, sidebar = self.lists.sidebar.model(), self.lists.sidebar
        heights = (model.index(row, 0).data(Qt.ItemDataRole.SizeHintRole) for row in range(model.rowCount()))
        margins = sidebar.viewportMargins()
        rows = sum(size.height() for size in heights if isinstance(size, QSize))
        sidebar.setFixedHeight(min(rows + margins.top() + margins.bottom(), MOST_OF_LISTS))

    def _connect(self) -> None:
        services, tables, lists = self._services, self.tables, self.lists
        lists.chosen.connect(self.open_list)
        lists.saved_chosen.connect(self.show_list)
        lists.saved_changed.connect(self._fit_lists)
        self.chips.save_wanted.connect(self._save_as_list)
        lists.facts_changed.connect(self._facts)
        lists.counted.connect(self._show_count)
        lists.minute_passed.connect(self._minute)
        self.search.applied.connect(self._apply)
        self.header.columns_wanted.connect(self._columns_menu)
        self.header.call_wanted.connect(self.commands.log_call)
        self.chips.opened.connect(self.search.focus_field)
        self.chips.removed.connect(self._remove)
        tables.current_changed.connect(self._current)
        tables.sorted.connect(lambda sort: self._show(replace(self._spec, sort=sort), same_rows=True))
        tables.counted.connect(self._show_count)
        tables.ticked.connect(self._show_selection)
        tables.replaced.connect(self._list_replaced)
        tables.empty_pressed.connect(self._act_on_empty)
        tables.failed.connect(lambda error: report(services, error))
        for one in tables.all.values():
            one.view.previewed.connect(lambda _row: self.summary_action.setChecked(True))
        self.summary.open_wanted.connect(self.commands.open_contact)
        self.summary.listing_wanted.connect(services.navigation.open_listing)
        services.announcer.changed.connect(self._changed)
        services.announcer.office_changed_elsewhere.connect(self._changed_elsewhere)

    def _act_by_keys(self) -> None:
        self.summary_action = self._action("preview", lambda: None)
        self.summary_action.setCheckable(True)
        self.summary_action.setChecked(True)
        self.summary_action.toggled.connect(self._show_summary)
        self._action("filter", self.search.focus_field)
        self._action("search_list", self.search.focus_field)

    def _action(self, key: str, call: Callable[[], object]) -> QAction:
        action = QAction(shortcut(key).words, self)
        action.setShortcuts(shortcut(key).sequences())
        action.triggered.connect(lambda _checked: call())
        self.addAction(action)
        return action

    def _show_summary(self, shown: bool) -> None:  # noqa: FBT001 - the slot of a check mark
        self.summary.setVisible(shown)
        if shown:
            self._reader.read()

    def _columns_menu(self) -> None:
        menu = self.tables.view.header.columns_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        button = self.header.columns
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))
