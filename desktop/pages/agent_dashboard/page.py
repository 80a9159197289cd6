"""The agent dashboard: the lists, the table of the list that is open, and the contact that is looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Literal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from db.changes import Changes
from db.queries.reader import OfficeFacts
from db.rules.filters import Filter, ListSpec, Sort, term_sentence
from db.rules.lead_lists import LEAD_LIST_KEYS
from db.rules.permissions import REFUSALS, Right
from db.rules.plain_list import PLAIN_KEY, PLAIN_TITLE, plain_meaning
from desktop.dialogs.list_printing import ListPrinting, ListWords
from desktop.operations.filters import save_filter
from desktop.operations.running import report
from desktop.page import Page
from desktop.pages.agent_dashboard.contact_table import ContactTable
from desktop.pages.agent_dashboard.empty_words import empty_words
from desktop.pages.agent_dashboard.list_chooser import ListChoice, ListChooser
from desktop.pages.agent_dashboard.list_commands import ListCommands, Parts
from desktop.pages.agent_dashboard.list_header import ListHeader
from desktop.pages.agent_dashboard.mass_actions import MassActions, bar_actions
from desktop.pages.agent_dashboard.preview_reader import PreviewReader
from desktop.pages.agent_dashboard.right_side import RightSide
from desktop.pages.agent_dashboard.targets import Targets
from desktop.services import Services
from desktop.settings_file import SettingsFile
from desktop.shortcuts import shortcut
from desktop.widgets.chips_row import ChipsRow
from desktop.widgets.selection_bar import SelectionBar

FIRST_LIST: Final = "new_lead"


class AgentDashboard(Page):
    """Sidebar, header with chips over the table, preview or filter at the right, selection bar from below."""

    key = "agent_dashboard"
    title = "Agent Dashboard"

    def __init__(self, services: Services, settings: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._choice: ListChoice | None = None
        self._spec = ListSpec()
        self._wanted: ListSpec | None = None
        self.lists = ListChooser(services, self)
        self.header = ListHeader(self)
        self.chips = ChipsRow(self)
        self.contacts = ContactTable(services, settings, self)
        self.right = RightSide(self)
        self.preview, self.filter_panel = self.right.preview, self.right.filter_panel
        self.actions_ = MassActions(services, self)
        self._reader = PreviewReader(services, self.preview, self)
        self.printing = ListPrinting(services, lambda: self.contacts, self._list_words, self)
        self._lay_out()
        self.bar = SelectionBar(self._middle)
        self.targets = Targets(self.contacts, lambda: self._spec)
        self.commands = ListCommands(
            services,
            Parts(
                self.contacts.view, self.bar, self.actions_, self.targets, lambda: self._spec, self.header.open_search
            ),
            self,
        )
        self._connect_lists()
        self._connect_table()
        self._connect_rest()
        self._offer()
        self.lists.read()

    # -- what is shown -------------------------------------------------------------------------------------

    @property
    def spec(self) -> ListSpec:
        """The list that is open, with filter, search and sort."""
        return self._spec

    def show_list(self, spec: object) -> bool:
        """Show the rows of a list, such as those behind a figure or a search."""
        assert isinstance(spec, ListSpec)
        if spec.list_key in LEAD_LIST_KEYS:  # those rows are no contacts
            return False
        choice = self.lists.choice(spec.list_key)
        if choice is None:
            self._wanted = spec
            return True
        self.lists.sidebar.select(choice.key)
        self._open(choice, spec)
        if spec.search:
            self.header.box.setText(spec.search)
            self.header.box.show()
        return True

    def _open(self, choice: ListChoice, spec: ListSpec) -> None:
        self._choice = choice
        sort = spec.sort if spec.sort != Sort() else self.contacts.sort
        self.header.set_list(choice.title, choice.meaning)
        if not spec.search:
            self.header.close_search()
        self._show(replace(spec, sort=sort))
        self.filter_panel.set_filter(spec.filter)

    def _show(self, spec: ListSpec, *, same_rows: bool = False) -> None:
        self._spec = spec
        self.contacts.show_sort(spec.sort)
        self.contacts.show_list(spec, same_rows=same_rows)
        self._show_chips()
        self._show_count()

    def _narrow(self, filter_: Filter) -> None:
        """Another filter on the list that is open."""
        self._show(replace(self._spec, filter=filter_))
        self.filter_panel.set_filter(filter_)

    def _search(self, text: str) -> None:
        if text != self._spec.search:
            self._show(replace(self._spec, search=text))

    def _show_chips(self) -> None:
        facts = self.lists.facts
        if facts is None:
            return
        names = {str(n): name for n, name in facts.members.items()}
        names |= {s.key.value: s.label for s in facts.scheme.statuses}
        chips = [(t.field, term_sentence(t, names=names)) for t in self._spec.filter.terms]
        if chips != [(chip.key, chip.text) for chip in self.chips.chips]:
            self.chips.set_chips(chips)

    def _show_count(self) -> None:
        of = self.lists.count(self._spec.list_key)
        table = self.contacts.table
        if not self._spec.filter.terms and not self._spec.search:
            self.header.set_count(of)
        else:
            self.header.set_count(table.total if table.order.complete else None, of)
        empty = table.total == 0 and not table.loading and self._choice is not None
        if empty:
            self._say_empty()
        self.contacts.show_empty(empty=empty)
        self._show_selection()

    def _list_words(self) -> ListWords | None:
        """The list that is open, as paper says it; None before there is one."""
        choice = self._choice
        if choice is None:
            return None
        terms = [chip.text for chip in self.chips.chips]
        search = self._spec.search.strip()
        narrowed = terms + ([f"Search: “{search}”"] if search else [])
        return ListWords(choice.title, choice.meaning, " · ".join(narrowed), self._spec)

    def _say_empty(self) -> None:
        assert self._choice is not None
        nobody = self.lists.count("everyone") == 0
        words = empty_words(
            self._spec, title=self._choice.title, meaning=self._choice.meaning, office_is_empty=nobody,
            plain=bool(self.plain),
        )  # fmt: skip
        self.contacts.empty.set_words(words.sentence, words.detail)
        self.contacts.empty.set_actions(words.actions)

    def _act_on_empty(self, key: str) -> None:
        if key == "clear_search":
            self.header.close_search()
            self._search("")
        elif key == "search_everyone":
            self.show_list(ListSpec("everyone", search=self._spec.search))
        elif key == "clear_filter":
            self._narrow(Filter())
        elif key == "import":
            self._services.navigation.open_import()
        else:
            self._services.navigation.add_contact()

    def _show_selection(self) -> None:
        selection, table = self.contacts.table.selection, self.contacts.table
        self.bar.show_selection(selection.count, table.total, all_included=selection.count == table.total)
        self.contacts.view.keep_clear(self.bar.stand_over(self.contacts.view))

    @property
    def plain(self) -> str:
        """What the one list of this member holds, who has no others; "" for who has the lists of an agent (1a)."""
        return plain_meaning(self._services.office.actor)

    def _offer(self) -> None:
        """What this member may not do is not offered."""
        actor = self._services.office.actor
        self.title = PLAIN_TITLE if self.plain else AgentDashboard.title
        self.bar.set_actions(bar_actions(actor))
        self.header.offer(may_import=actor.may(Right.IMPORT), may_add=actor.may(Right.EDIT))
        self.preview.offer_dispositions(shown=actor.may(Right.DISPOSE))

    # -- what the window asks for --------------------------------------------------------------------------

    def _save_as_list(self) -> None:
        def save(title: str) -> None:
            kept = replace(self._spec, search="")
            save_filter(self._services, title, kept, on_done=lambda _number: self.lists.read())

        self._services.prompts.ask_text("Save this filter as a list", then=save, label="Name of the list")

    def _toggle_filter(self, key: str = "") -> None:
        self.right.toggle_filter(self._spec.filter, key)

    def menu_actions(self) -> dict[str, list[QAction]]:
        """What the window's menus offer for this page."""
        files, view = [self.export_action, self.print_action], [self.preview_action, self.filter_action]
        return {"file": files, "edit": [self.call_action], "view": view}

    def set_density(self, density: str) -> None:
        """Rows comfortable or compact."""
        wanted: Literal["comfortable", "compact"] = "compact" if density == "compact" else "comfortable"
        self.contacts.set_density(wanted)

    def set_letters(self, *, on: bool) -> None:
        """Single letters as commands, or not."""
        self.contacts.view.letters_enabled = on

    # -- news ----------------------------------------------------------------------------------------------

    def member_changed(self) -> None:
        """Other eyes, other rows: columns, counts and the list are read anew."""
        self._offer()
        self.contacts.arrange()
        self.lists.forget()
        if self._choice is not None:
            self._show(replace(self._spec))

    def _changed(self, changes: Changes) -> None:
        self._refresh()
        if changes.tables & {"member", "setting", "saved_filter"}:
            self.lists.read()

    def _changed_elsewhere(self) -> None:
        self._refresh()
        self.lists.read()

    def _refresh(self) -> None:
        self.lists.read_counts()
        self.contacts.table.refresh()
        self._reader.read()

    def _counted(self, _counts: object) -> None:
        self._show_count()

    def _minute(self) -> None:
        self.preview.countdown.recompute()
        self.contacts.table.recompute()
        self.contacts.table.refresh()

    def _facts(self, facts: OfficeFacts) -> None:
        self.contacts.set_facts(facts)
        self.preview.set_facts(facts)
        self.filter_panel.set_facts(facts)
        self.actions_.set_facts(facts)
        self._show_chips()

    def _ready(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.show_list(wanted)
            return
        choice = self.lists.choice(PLAIN_KEY if self.plain else FIRST_LIST)
        if choice is not None:
            self.lists.sidebar.select(choice.key)
            self._open(choice, choice.spec)

    def _current(self, row_id: int | None) -> None:
        table = self.contacts.table
        row = table.row_at(table.row_of(row_id) or 0) if row_id is not None else None
        self._reader.show_contact(row_id, self._spec, name=str(getattr(row, "name", "")))

    def _list_replaced(self) -> None:
        """The first contact of another list is what the preview shows."""
        if self.contacts.table.total and self.contacts.view.current_id is None:
            self.contacts.view.go_to_row(0)

    # -- parts ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._middle = QWidget(self)
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(18, 14, 18, 18)
        column.setSpacing(10)
        column.addWidget(self.header)
        column.addWidget(self.chips)
        column.addWidget(self.contacts, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for part, stretch in ((self.lists.sidebar, 0), (self._middle, 1), (self.right, 0)):
            self._splitter.addWidget(part)
            self._splitter.setStretchFactor(self._splitter.count() - 1, stretch)
            self._splitter.setCollapsible(self._splitter.count() - 1, False)
        self._splitter.setHandleWidth(1)
        self._splitter.setSizes([226, 910, 302])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)
        self.preview_action = self._action("preview", "Preview")
        self.preview_action.setCheckable(True)
        self.preview_action.setChecked(True)
        self.preview_action.toggled.connect(self.right.want_preview)
        self.filter_action = self._action("filter", "Filter…")
        self.filter_action.triggered.connect(lambda _checked: self._toggle_filter())
        self.export_action = self._action("export", "Export…")
        self.export_action.triggered.connect(self._export)
        self.print_action = self._action("print", "Print…")
        self.print_action.triggered.connect(self.printing.ask)
        self.call_action = self._action("call_through", "Call through the list…")
        self.call_action.triggered.connect(self._call_through)

    def _export(self) -> None:
        if self._services.office.actor.may(Right.EXPORT):
            self.actions_.start("export", self.targets.ticked_or_list())
        else:
            self._services.prompts.toast(REFUSALS[Right.EXPORT], tone="error")

    def _call_through(self) -> None:
        """Those who are ticked, or all of the list, one after the other."""
        words, target = self._list_words(), self.targets.ticked_or_list()
        if words is None or not target.count:
            self._services.prompts.toast("Nobody is in this list.")
            return
        ticked, narrowed = self.contacts.table.selection.count, bool(words.narrowed)
        title = f"{words.title}{', ticked' if ticked else ', filtered' if narrowed else ''}"
        self._services.navigation.call_through(target.selection, self._spec, title)

    def _action(self, key: str, label: str) -> QAction:
        action = QAction(label, self)
        action.setShortcuts(shortcut(key).sequences())
        self.addAction(action)  # a menu that is not on the screen has no keys; a page has them while it is shown
        return action

    def _connect_lists(self) -> None:
        self.lists.ready.connect(self._ready)
        self.lists.chosen.connect(lambda choice: self._open(choice, choice.spec))
        self.lists.facts_changed.connect(self._facts)
        self.lists.counted.connect(self._counted)
        self.lists.minute_passed.connect(self._minute)
        self.lists.sidebar.rows_dropped.connect(self.commands.drop)

    def _connect_table(self) -> None:
        view, table = self.contacts.view, self.contacts.table
        view.previewed.connect(lambda _row: self.preview_action.setChecked(True))
        view.current_id_changed.connect(self._current)
        table.total_changed.connect(lambda _total: self._show_count())
        table.loading_changed.connect(lambda _loading: self._show_count())
        table.modelReset.connect(self._list_replaced)
        table.failed.connect(lambda error: report(self._services, error))
        table.selection.changed.connect(self._show_selection)
        self.contacts.sorted.connect(lambda sort: self._show(replace(self._spec, sort=sort), same_rows=True))
        self.contacts.empty_pressed.connect(self._act_on_empty)

    def _connect_rest(self) -> None:
        services, header = self._services, self.header
        header.filter_wanted.connect(self._toggle_filter)
        header.columns_wanted.connect(self._columns_menu)
        header.import_wanted.connect(services.navigation.open_import)
        header.add_wanted.connect(services.navigation.add_contact)
        header.search.connect(self._search)
        header.search_left.connect(self._leave_search)
        self.chips.opened.connect(self._toggle_filter)
        self.chips.removed.connect(lambda key: self._narrow(self._spec.filter.without(key)))
        self.chips.save_wanted.connect(self._save_as_list)
        self.filter_panel.applied.connect(self._narrow)
        self.right.preview_shown.connect(self._reader.read)
        self.right.filter_closed.connect(self.contacts.view.setFocus)
        self.right.filter_opened.connect(lambda: header.calm(on=True))
        self.right.filter_closed.connect(lambda: header.calm(on=False))
        self.preview.open_wanted.connect(self.commands.open_contact)
        self.preview.disposition_wanted.connect(self.actions_.pressing.press)
        self.preview.countdown.use_clock(services.office.clock)
        services.announcer.changed.connect(self._changed)
        services.announcer.office_changed_elsewhere.connect(self._changed_elsewhere)
        find = shortcut("search_list").sequences()
        for keys in find:
            QShortcut(keys, self, header.open_search, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _leave_search(self) -> None:
        self.header.close_search()
        self._search("")
        self.contacts.view.setFocus()

    def _columns_menu(self) -> None:
        menu = self.contacts.view.header.columns_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        button = self.header.columns
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))
