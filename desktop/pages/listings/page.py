"""The Listings tab: lists and search panel, the table, and the listing that is looked at (R61, R92)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from db.changes import Changes
from db.queries.listings import NEWEST, ListingSpec, list_of, list_spec
from db.rules.filters import Sort
from db.rules.listing_lists import ALL_LISTINGS, ON_THE_MARKET, PAST_SALES, listing_list
from desktop.dialogs.dropped_files import record_files
from desktop.dialogs.row_import.starting import begin_import
from desktop.item_models.listing_source import LISTING_TABLE, ListingSource, ListingTable
from desktop.operations.row_imports import LISTINGS, why_not
from desktop.operations.running import report
from desktop.page import Screen
from desktop.pages.listings.empty_words import CLEAR, EVERY, empty_words
from desktop.pages.listings.header import ListingHeader
from desktop.pages.listings.listing_lists import ListingLists
from desktop.pages.listings.panel import ListingPanel
from desktop.pages.listings.panel_reader import PanelReader
from desktop.pages.listings.search_chips import search_chips, without
from desktop.pages.listings.search_panel import SearchPanel
from desktop.services import Services
from desktop.settings_file import SettingsFile
from desktop.shortcuts import SHORTCUTS, shortcut
from desktop.widgets.chips_row import ChipsRow

ROOMY: Final = 1280
SIDES, SMALL_SIDES = (250, 380), (236, 304)
SOLD: Final = Sort("closed", descending=True)


class ListingsPage(Screen):
    """Lists over the search panel, header and chips over the table, the listing at the right."""

    def __init__(self, services: Services, settings: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._services = services
        self._key = ON_THE_MARKET
        self._spec = ListingSpec()
        self._asked = False  # the rows of the list on the screen are on their way
        self._stale = False  # something was written while the page was out of sight
        self._placed = False  # the three parts have their first widths
        self._sought: int | None = None  # a listing to go to, once its row is known
        self.lists = ListingLists(services, self)
        self.search = SearchPanel(self)
        self.header = ListingHeader(self)
        self.chips = ChipsRow(self, may_save=False)
        self.table = ListingTable(services, settings, LISTING_TABLE, ListingSource(services.office), self)
        self.panel = ListingPanel(self)
        self._reader = PanelReader(services, self.panel, self)
        self._lay_out()
        self._connect()
        self._act_by_keys()
        self._offer()
        self.lists.read()
        self.open_list(ON_THE_MARKET)

    # -- what is shown -------------------------------------------------------------------------------------

    @property
    def key(self) -> str:
        """The list that is open."""
        return self._key

    @property
    def spec(self) -> ListingSpec:
        """It with search and sort, as the table has it."""
        return self._spec

    def open_list(self, key: str) -> None:
        """Open a list in its own order; the search stays."""
        one = listing_list(key)
        self._key = key
        self.lists.sidebar.select(key)
        self.header.set_list(one.title, one.definition)
        self._show(replace(list_spec(key, self._spec), sort=SOLD if key == PAST_SALES else NEWEST))

    def open_listing(self, listing_id: int) -> None:
        """Show one listing: in its list, without a search, with the panel."""
        self._sought = listing_id
        self.panel_action.setChecked(True)
        self._reader.show_listing(listing_id)
        office = self._services.office
        self._services.tasks.read(
            (id(self), "list"), lambda: office.read(list_of, listing_id), self._open_around, self._failed
        )

    def _open_around(self, key: str) -> None:
        self.search.set_search(ListingSpec())
        self._spec = ListingSpec()
        self.open_list(key)

    def _show(self, spec: ListingSpec, *, same_rows: bool = False) -> None:
        self._spec = spec
        self._asked = True
        self.table.show_sort(spec.sort)
        self.table.show_list(spec, same_rows=same_rows)
        self.chips.set_chips(search_chips(spec))
        self._show_count()

    def _apply(self, search: ListingSpec) -> None:
        self._show(replace(list_spec(self._key, search), sort=self._spec.sort))

    def _remove(self, key: str) -> None:
        """A chip was taken away."""
        search = without(self._spec, key)
        self.search.set_search(search)
        self._apply(search)

    def _show_count(self) -> None:
        table, of = self.table.table, self.lists.count(self._key)
        if not table.loading:
            self._asked = False
        narrowed = bool(search_chips(self._spec))
        known = table.total if not self._asked and table.order.complete else None if narrowed else of
        noun = "past sale" if self._key == PAST_SALES else "listing"
        self.header.set_count(known, noun, of=of if narrowed else None)
        if table.total or not table.loading:
            self._show_empty(empty=table.total == 0, narrowed=narrowed)
        self._seek()

    def _show_empty(self, *, empty: bool, narrowed: bool) -> None:
        if empty:
            sentence, detail, actions = empty_words(
                listing_list(self._key), narrowed=narrowed, none_at_all=self.lists.none_at_all,
                may_import=self._may_import,
            )  # fmt: skip
            self.table.empty.set_words(sentence, detail)
            self.table.empty.set_actions(actions)
        self.table.show_empty(empty=empty)

    def _act_on_empty(self, key: str) -> None:
        if key == CLEAR[0]:
            self.search.clear_all()
        elif key == EVERY[0]:
            self.open_list(ALL_LISTINGS)
        else:
            self._import()

    def _list_replaced(self) -> None:
        """The first listing of another list is what the panel shows."""
        view = self.table.view
        if self._sought is not None:
            self._seek()
        elif self.table.table.total and view.current_id is None:
            view.go_to_row(0)
        elif not self.table.table.total:
            self._reader.show_listing(None)

    def _seek(self) -> None:
        """Go to the listing that was asked for, as soon as its row is known."""
        if self._sought is None or self._asked or self.table.table.loading:
            return
        sought, self._sought = self._sought, None
        self.table.view.go_to(sought)

    def _current(self, listing_id: int | None) -> None:
        if self._sought is None:
            self._reader.show_listing(listing_id)

    # -- import and ranking --------------------------------------------------------------------------------

    @property
    def _may_import(self) -> bool:
        return not why_not(self._services.office.actor, LISTINGS)

    def _offer(self) -> None:
        self.header.bring_in.setVisible(self._may_import)

    def _import(self, files: tuple[Path, ...] = ()) -> None:
        begin_import(self._services, LISTINGS, self.window(), files)

    def _rank(self, listing_id: int) -> None:
        from desktop.dialogs.reverse_market.dialog import ReverseMarketDialog

        shown = self.panel.shown
        if shown is not None and shown.listing_id == listing_id:
            ReverseMarketDialog(self._services, listing_id, shown.name, self.window()).show()

    # -- what the window asks for --------------------------------------------------------------------------

    def set_density(self, density: str) -> None:
        """Rows comfortable or compact."""
        wanted: Literal["comfortable", "compact"] = "compact" if density == "compact" else "comfortable"
        self.table.set_density(wanted)

    def take_keyboard(self) -> None:
        """The keyboard goes to the rows."""
        self.table.view.setFocus()

    def set_letters(self, *, on: bool) -> None:
        """Single letters as commands, or not."""
        self.table.view.letters_enabled = on

    def member_changed(self) -> None:
        """Other eyes, other activity: columns, counts and the list are read anew."""
        self.table.arrange()
        self._offer()
        self.lists.read()
        self._show(self._spec)
        self._reader.read()

    # -- news ----------------------------------------------------------------------------------------------

    def _changed(self, _changes: Changes | None = None) -> None:
        """Read what is in sight again; out of sight, once the page is looked at."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self.lists.read()
        self.table.table.refresh()
        self._reader.read()

    def showEvent(self, event: QShowEvent) -> None:
        """What was written meanwhile is read now; the chart follows. The sides begin narrower in a small window."""
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            left, right = SIDES if self.window().width() >= ROOMY else SMALL_SIDES
            self._splitter.setSizes([left, self.window().width() - left - right, right])
        self._reader.load_chart()
        if self._stale:
            self._changed()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of listings; the cursor refuses others. Here they are no contacts, as elsewhere in the window."""
        if record_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin the import, once the drag is over: the program the files come from waits for it."""
        files = record_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self._import(files))

    # -- parts ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        left = QWidget(self)
        lists = QVBoxLayout(left)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(0)
        lists.addWidget(self.lists.sidebar, 1)
        lists.addWidget(self.search)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(18, 14, 18, 18)
        column.setSpacing(10)
        column.addWidget(self.header)
        column.addWidget(self.chips)
        column.addWidget(self.table, 1)
        self.panel.setMinimumWidth(300)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for part, stretch in ((left, 0), (middle, 1), (self.panel, 0)):
            self._splitter.addWidget(part)
            self._splitter.setStretchFactor(self._splitter.count() - 1, stretch)
            self._splitter.setCollapsible(self._splitter.count() - 1, False)
        self._splitter.setHandleWidth(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)

    def _connect(self) -> None:
        services, table = self._services, self.table.table
        self.lists.chosen.connect(self.open_list)
        self.lists.counted.connect(self._show_count)
        self.lists.cities_known.connect(self.search.set_cities)
        self.search.applied.connect(self._apply)
        self.chips.removed.connect(self._remove)
        self.chips.opened.connect(lambda _key: self.search.focus_field())
        self.header.import_wanted.connect(self._import)
        self.header.columns_wanted.connect(self._columns_menu)
        self.table.sorted.connect(lambda sort: self._show(replace(self._spec, sort=sort), same_rows=True))
        self.table.empty_pressed.connect(self._act_on_empty)
        table.total_changed.connect(lambda _total: self._show_count())
        table.loading_changed.connect(lambda _loading: self._show_count())
        table.modelReset.connect(self._list_replaced)
        table.failed.connect(self._failed)
        view = self.table.view
        view.current_id_changed.connect(self._current)
        view.previewed.connect(lambda _id: self.panel_action.setChecked(True))
        view.opened.connect(self._open_row)
        view.key_command.connect(self._letter)
        view.copied.connect(lambda rows: services.prompts.toast(f"{rows:,} row{'' if rows == 1 else 's'} copied"))
        view.copy_refused.connect(
            lambda rows: services.prompts.toast(f"{rows:,} rows are too many to copy.", tone="error")
        )
        self.panel.contact_wanted.connect(services.navigation.open_contact)
        self.panel.wanted_by_wanted.connect(self._rank)
        services.announcer.changed.connect(self._changed)
        services.announcer.office_changed_elsewhere.connect(self._changed)

    def _open_row(self, _listing_id: int) -> None:
        """The listing's page is at the right: the keyboard goes there."""
        self.panel_action.setChecked(True)
        self.panel.people.tabs.setFocus(Qt.FocusReason.TabFocusReason)

    def _letter(self, letter: str) -> None:
        if letter == SHORTCUTS["search_list_letter"].letter:
            self.search.focus_field()
        elif letter == SHORTCUTS["keys_letter"].letter:
            self._services.navigation.show_keys()

    def _act_by_keys(self) -> None:
        self.panel_action = self._action("preview", lambda: None)
        self.panel_action.setCheckable(True)
        self.panel_action.setChecked(True)
        self.panel_action.toggled.connect(self._show_panel)
        self._action("filter", self.search.focus_field)
        self._action("search_list", self.search.focus_field)

    def _action(self, key: str, call: Callable[[], object]) -> QAction:
        action = QAction(shortcut(key).words, self)
        action.setShortcuts(shortcut(key).sequences())
        action.triggered.connect(lambda _checked: call())
        self.addAction(action)
        return action

    def _show_panel(self, shown: bool) -> None:  # noqa: FBT001 - the slot of a check mark
        self.panel.setVisible(shown)
        if shown:
            self._reader.read()

    def _columns_menu(self) -> None:
        menu = self.table.view.header.columns_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        button = self.header.columns
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _failed(self, error: BaseException) -> None:
        report(self._services, error)
