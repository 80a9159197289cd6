"""The window's frame: top bar with pages, search and member, menus, and the place where pages stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.dialogs.closing import ClosingDialog
from desktop.dialogs.dropped_files import contact_files
from desktop.page import Page
from desktop.settings_file import SettingsFile
from desktop.shortcuts import SHORTCUTS, shortcut
from desktop.theme.theme import Mode, Theme
from desktop.undo_state import UndoState
from desktop.widgets.queue_note import QueueNote
from desktop.widgets.top_tabs import TopTabs

MENUS: Final = (("file", "&File"), ("edit", "&Edit"), ("view", "&View"), ("help", "&Help"))
# Of a step's label in a menu: the menu stays narrower than the window's side panes.
LABEL_LETTERS: Final = 36
MODES: Final = ((Mode.LIGHT, "Light"), (Mode.DARK, "Dark"), (Mode.SYSTEM, "As the system"))
DENSITIES: Final = (("comfortable", "Comfortable"), ("compact", "Compact"))
# key of the action, its words, its menu; "" is a line. The keys come from the table of shortcuts.
COMMANDS: Final = (
    ("new_office", "New office…", "file"),
    ("open", "Open office…", "file"),
    ("", "", "file"),
    ("import", "Import…", "file"),
    ("call_log", "Import call log…", "file"),
    ("backup", "Back up office…", "file"),
    ("", "", "file"),
    ("mortgage", "Mortgage…", "file"),
    ("approvals", "Approvals…", "file"),
    ("underwriting", "Offer numbers…", "file"),
    ("claims", "Claims…", "file"),
    ("settings", "Office settings…", "file"),
    ("undo", "Undo", "edit"),
    ("redo", "Redo", "edit"),
    ("history", "History…", "edit"),
    ("", "", "edit"),
    ("search", "Search", "edit"),
    ("alerts", "Alerts", "edit"),
    ("duplicates", "Find duplicates…", "edit"),
    ("add_contact", "Add contact…", "edit"),
    ("help", "Keys", "help"),
    ("about", "About Brokerdesk", "help"),
)


def shortcut_keys(key: str) -> list[QKeySequence]:
    """The keys of a command; none where the table has none."""
    return shortcut(key).sequences() if key in SHORTCUTS else []


class MainWindow(QMainWindow):
    """Pages register with a title. Signals: commanded(key) of a menu; files_dropped(paths); member_wanted; closing."""

    commanded = Signal(str)
    files_dropped = Signal(object)
    member_wanted = Signal()
    closing = Signal()

    def __init__(self, theme: Theme, settings: SettingsFile) -> None:
        super().__init__()
        self.setWindowTitle("Brokerdesk")
        self.setMinimumSize(1024, 640)
        self.setAcceptDrops(True)
        self._theme = theme
        self._settings = settings
        self._pages: dict[str, Page] = {}
        self._not_offered: set[str] = set()
        self._actions: dict[str, QAction] = {}
        self._page_actions: dict[str, list[QAction]] = {}
        self._silent: dict[str, QShortcut] = {}  # the keys of commands that are not in the menus
        self.top = TopTabs(parent=self)
        self.top.chosen.connect(self.open_page)
        self._stack = QStackedWidget(self)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(body)
        self._queue = QueueNote(body)
        self._writes = 0
        self._closing: ClosingDialog | None = None
        self._menus = {key: QMenu(title, self) for key, title in MENUS}
        self._make_menus()
        self.member_menu = self._make_member_menu()
        self._restore()

    # -- pages ---------------------------------------------------------------------------------------------

    def register(self, page: Page) -> None:
        """Give a page its tab; the first one is open."""
        self._pages[page.key] = page
        self._stack.addWidget(page)
        self._show_tabs()
        page.set_density(self._settings.text("view/density", "comfortable"))
        page.set_letters(on=self._settings.text("view/letters", "on") == "on")
        self._page_actions[page.key] = [one for actions in page.menu_actions().values() for one in actions]
        self._offer_page_actions()
        for key, actions in page.menu_actions().items():
            if key in self._before:
                self._menus[key].insertActions(self._before[key], actions)
            else:
                self._menus[key].addActions(actions)

    def offer(self, key: str, *, shown: bool) -> None:
        """Give a page its tab, or take it away: the member's rights decide."""
        here = self._stack.currentWidget()
        self._not_offered = self._not_offered - {key} if shown else self._not_offered | {key}
        self._show_tabs()
        open_now = here.key if isinstance(here, Page) else ""
        self.open_page(next(iter(self._offered())).key if open_now in self._not_offered else open_now)

    def _offered(self) -> Sequence[Page]:
        return [page for page in self._pages.values() if page.key not in self._not_offered]

    def _show_tabs(self) -> None:
        self.top.set_tabs([(one.key, one.title) for one in self._offered()])

    @property
    def pages(self) -> Sequence[Page]:
        """The pages, in the order of their tabs."""
        return list(self._pages.values())

    def open_page(self, key: str) -> None:
        """Bring a page to the front."""
        if key in self._pages and key not in self._not_offered:
            self._stack.setCurrentWidget(self._pages[key])
            self.top.set_current(key)
            self._offer_page_actions()

    def _offer_page_actions(self) -> None:
        """The menus offer what the page in front can do, not what another one would."""
        here = self._stack.currentWidget()
        for key, actions in self._page_actions.items():
            for one in actions:
                one.setVisible(self._pages[key] is here)

    def show_list(self, spec: object) -> None:
        """Hand a list to the first page that shows lists."""
        for page in self._pages.values():
            if page.show_list(spec):
                self.open_page(page.key)
                return

    # -- who and what --------------------------------------------------------------------------------------

    def set_search(self, widget: QWidget) -> None:
        """Put the search into the top bar."""
        self.top.set_search(widget)

    def set_member(self, name: str, office: str) -> None:
        """Say who works here, and in which office."""
        self.top.set_member(name, self.member_menu)
        self._who.setText(f"{name} · {office}".replace("&", "&&"))
        self.setWindowTitle(f"{office} – Brokerdesk")

    def set_undo(self, state: UndoState) -> None:
        """Name what would be undone and done again."""
        for key, word, label in (("undo", "Undo", state.undo), ("redo", "Redo", state.redo)):
            shown = label if len(label) <= LABEL_LETTERS else f"{label[: LABEL_LETTERS - 1]}…"
            self._actions[key].setText(f"{word} “{shown.replace('&', '&&')}”" if label else word)
            self._actions[key].setEnabled(bool(label))

    def set_writes(self, count: int) -> None:
        """How many changes are being written or wait; a window that is to close does so when there are none."""
        self._writes = count
        self._queue.set_count(count)
        if self._closing is None:
            return
        self._closing.set_count(count)
        if not count:
            self._closing.accept()
            self._closing = None
            # after the answer of the last write: it is being delivered at this moment
            QTimer.singleShot(0, self, self.close)

    @property
    def queue_note(self) -> QueueNote:
        """The line that says what waits."""
        return self._queue

    def action(self, key: str) -> QAction:
        """The action of a command."""
        return self._actions[key]

    def offer_command(self, key: str, *, shown: bool) -> None:
        """Have a command in the menus, or not: the member's rights decide. Its key goes on asking for it."""
        self._actions[key].setVisible(shown)
        if key not in self._silent and shortcut_keys(key):
            self._silent[key] = QShortcut(self)
            self._silent[key].activated.connect(lambda: self.commanded.emit(key))
        if key in self._silent:
            self._silent[key].setKeys([] if shown else shortcut_keys(key))

    def to_front(self) -> None:
        """Another start of the program asked for this window."""
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # -- menus ---------------------------------------------------------------------------------------------

    def _make_menus(self) -> None:
        for key, words, menu in COMMANDS:
            if not key:
                self._menus[menu].addSeparator()
                continue
            self._menus[menu].addAction(self._make_action(key, words))
        self._before = {"file": self._menus["file"].addSeparator()}
        quit_ = self._make_action("quit", "Quit")
        quit_.setMenuRole(QAction.MenuRole.QuitRole)
        quit_.triggered.connect(self.close)
        self._menus["file"].addAction(quit_)
        self._actions["about"].setMenuRole(QAction.MenuRole.AboutRole)
        self._actions["settings"].setMenuRole(QAction.MenuRole.PreferencesRole)
        bar = self.menuBar()
        for one in self._menus.values():
            bar.addMenu(one)
        # The board has no bar of menus: they are in the member's menu. On macOS they stand at the screen's top.
        bar.setVisible(bar.isNativeMenuBar())

    def _make_action(self, key: str, words: str) -> QAction:
        action = QAction(words, self)
        action.setShortcuts(shortcut_keys(key))
        action.triggered.connect(lambda: self.commanded.emit(key))
        self._actions[key] = action
        self.addAction(action)
        return action

    def _make_member_menu(self) -> QMenu:
        menu = QMenu(self)
        self._who = menu.addAction("")
        self._who.setEnabled(False)
        switch = menu.addAction("Switch member…")
        switch.triggered.connect(self.member_wanted)
        menu.addAction(self._actions["mortgage"])
        menu.addAction(self._actions["approvals"])
        menu.addAction(self._actions["settings"])
        menu.addSeparator()
        for key in ("undo", "redo", "history"):
            menu.addAction(self._actions[key])
        menu.addSeparator()
        menu.addMenu(self._choice("Theme", MODES, self._theme.mode, self._set_theme))
        density = self._settings.text("view/density", "comfortable")
        menu.addMenu(self._choice("Rows", DENSITIES, density, self._set_density))
        letters = menu.addAction("Single letters as keys")
        letters.setCheckable(True)
        letters.setChecked(self._settings.text("view/letters", "on") == "on")
        letters.toggled.connect(self._set_letters)
        menu.addSeparator()
        for one in self._menus.values():
            menu.addMenu(one)
        return menu

    def _choice(
        self, title: str, choices: Sequence[tuple[str, str]], current: str, choose: Callable[[QAction], None]
    ) -> QMenu:
        menu = QMenu(title, self)
        group = QActionGroup(menu)
        for key, label in choices:
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(key == current)
            action.setData(key)
            group.addAction(action)
        group.triggered.connect(choose)
        return menu

    def _set_theme(self, action: QAction) -> None:
        mode = str(action.data())
        self._theme.set_mode(mode)
        self._settings.set_text("view/theme", mode)

    def _set_density(self, action: QAction) -> None:
        density = str(action.data())
        self._settings.set_text("view/density", density)
        for page in self._pages.values():
            page.set_density(density)

    def _set_letters(self, on: bool) -> None:  # noqa: FBT001 - the slot of a check mark
        self._settings.set_text("view/letters", "on" if on else "off")
        for page in self._pages.values():
            page.set_letters(on=on)

    # -- Qt overrides --------------------------------------------------------------------------------------

    def _restore(self) -> None:
        if not self.restoreGeometry(self._settings.geometry):
            self.resize(1440, 900)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of contacts are taken anywhere; the cursor refuses others. Rows are the sidebar's to take."""
        if contact_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin an import of the files, once the drag is over: the program they come from waits for it."""
        files = contact_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.files_dropped.emit(files))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember place and size. What is being written is finished first, and the window says so."""
        if self._writes:
            event.ignore()
            self._say_closing()
            return
        self._settings.geometry = self.saveGeometry()
        self._settings.write()
        self.closing.emit()
        super().closeEvent(event)

    def _say_closing(self) -> None:
        if self._closing is None:
            self._closing = ClosingDialog(self._writes, self)
            self._closing.stay_wanted.connect(self._stay)
            self._closing.open()
        self._closing.raise_()

    def _stay(self) -> None:
        self._closing = None
