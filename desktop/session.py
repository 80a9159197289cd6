"""One open office with its window: what the composition root makes for each office, wired together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from db.changes import Changes
from db.office import Office
from db.queries.members import MemberRow, own_actor
from db.queries.reader import Reader
from db.rules.errors import BrokerdeskError
from db.rules.lead_lists import spec_of
from db.rules.moments import day_of
from db.rules.permissions import Actor, Right, Role, Scope, lacking
from desktop.alert_centre import AlertCentre
from desktop.announcer import Announcer
from desktop.dialogs.prompts import WindowPrompts
from desktop.dialogs.search_palette import SearchPalette
from desktop.main_window import MainWindow
from desktop.navigation import Navigation
from desktop.office_watch import OfficeWatch
from desktop.operations.offices import back_up, may_back_up
from desktop.operations.running import report
from desktop.operations.undo import redo, undo
from desktop.pages.agent_dashboard.page import AgentDashboard
from desktop.pages.broker_dashboard.door import BrokerDoor
from desktop.pages.deals.door import DealsDoor
from desktop.pages.follow_ups.door import FollowUpsDoor
from desktop.pages.leads.door import LeadsDoor
from desktop.pages.listings.door import ListingsDoor
from desktop.pages.underwriting.door import UnderwritingDoor
from desktop.prompting import Prompts
from desktop.reminders import Reminders
from desktop.services import Services
from desktop.settings_file import SettingsFile
from desktop.tasks import Tasks
from desktop.theme.theme import Theme
from desktop.undo_state import undo_state
from desktop.windows import Windows
from desktop.work_clock import WorkClock

# So long after the window is up, what is opened next is loaded on a worker.
WARM_MS: Final = 2_000
# What a command needs; who may not has it in no menu, and is told why when the key is pressed.
NEEDS: Final = {
    "import": Right.IMPORT, "add_contact": Right.EDIT, "duplicates": Right.MERGE, "mortgage": Right.EDIT,
    "approvals": Right.SETTINGS,
}  # fmt: skip


class Session(QObject):
    """Wires services, window and pages for one office. Signals: office_wanted("new" or "open"); closed()."""

    office_wanted = Signal(str)
    closed = Signal()

    def __init__(self, office: Office, theme: Theme, settings: SettingsFile, *, prompts: Prompts | None = None) -> None:
        super().__init__()
        self._settings = settings
        self._office_name = office.facts.name
        own = WindowPrompts()
        self.services = Services(
            office=office,
            tasks=Tasks(self),
            announcer=Announcer(self),
            theme=theme,
            prompts=prompts or own,
            navigation=Navigation(self),
        )
        self.window = MainWindow(theme, settings)
        own.set_host(self.window)
        self.windows = Windows(
            self.services, self.window, letters=lambda: settings.text("view/letters", "on") == "on"
        )  # fmt: skip
        self.palette = SearchPalette(self.services, self.window)
        self.window.set_search(self.palette.box)
        self.dashboard = AgentDashboard(self.services, settings)
        self.window.register(self.dashboard)
        self.broker = BrokerDoor(self.services, settings)
        self.window.register(self.broker)
        self.leads = LeadsDoor(self.services, settings)
        self.window.register(self.leads)
        self.follow_ups = FollowUpsDoor(self.services)
        self.window.register(self.follow_ups)
        self.listings = ListingsDoor(self.services, settings)
        self.window.register(self.listings)
        self.deals = DealsDoor(self.services)
        self.window.register(self.deals)
        self.underwriting = UnderwritingDoor(self.services)
        self.window.register(self.underwriting)
        self.watch = OfficeWatch(self.services, self)
        self.work_clock = WorkClock(self.services, self)
        self.reminders = Reminders(self.services, self.window)
        self.alerts = AlertCentre(self.services, self.window)
        self._commands = self._make_commands()
        self._connect()
        self._member_shown()
        self._read_undo()

    def _make_commands(self) -> dict[str, Callable[[], object]]:
        """What the commands of menus and keys do."""
        return {
            "new_office": lambda: self.office_wanted.emit("new"),
            "open": lambda: self.office_wanted.emit("open"),
            "import": self.services.navigation.open_import,
            "call_log": self.windows.import_call_log,
            "backup": self._back_up,
            "undo": lambda: undo(self.services),
            "redo": lambda: redo(self.services),
            "history": self.windows.show_history,
            "mortgage": self.windows.show_mortgage,
            "approvals": self.windows.show_approvals,
            "underwriting": self.windows.show_underwriting,
            "claims": self.windows.show_claims,
            "settings": self.windows.show_settings,
            "search": self.palette.focus,
            "alerts": self.alerts.toggle,
            "duplicates": self.windows.show_duplicates,
            "add_contact": self.services.navigation.add_contact,
            "help": self.services.navigation.show_keys,
            "about": self.windows.show_about,
        }

    def show(self) -> None:
        """Bring the window up and begin to watch the office."""
        self.window.show()
        self.dashboard.contacts.view.setFocus()
        self._open_start()
        self.watch.start()
        self.work_clock.start()
        self.reminders.start()
        self.alerts.start()
        QTimer.singleShot(WARM_MS, self, self._warm)

    def _warm(self) -> None:
        """Load what a contact's window and the charts are made of, so that their first opening is as the others."""
        self.services.tasks.read((id(self), "warm"), _load_contact_dialog, lambda _loaded: self._warm_broker())

    def _warm_broker(self) -> None:
        self.windows.calls.offer()
        if self.services.office.actor.may(Right.BROKER_DASHBOARD):
            self.broker.prepare()

    def close(self) -> None:
        """Finish the writes, drop the reads, give the office's file back."""
        self.watch.stop()
        self.work_clock.stop()
        self.reminders.stop()
        self.alerts.stop()
        self.windows.close_contacts()
        self.services.tasks.close()
        self.services.office.close()

    # -- wiring --------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        navigation, announcer, window = self.services.navigation, self.services.announcer, self.window
        self.broker.opened.connect(lambda key, narrowed: navigation.open_list(spec_of(key, narrowed)))
        self.broker.commanded.connect(lambda key: self._commands[key]())
        navigation.page_wanted.connect(window.open_page)
        self.reminders.agenda_wanted.connect(lambda: window.open_page(self.follow_ups.key))
        navigation.listing_wanted.connect(self._open_listing)
        navigation.list_wanted.connect(window.show_list)
        announcer.changed.connect(self._read_undo)
        announcer.office_changed_elsewhere.connect(self._read_undo)
        announcer.changed.connect(self._facts_changed)
        announcer.office_changed_elsewhere.connect(self._read_actor)
        window.commanded.connect(self._command)
        window.files_dropped.connect(navigation.open_import)
        window.member_wanted.connect(self.choose_member)
        window.closing.connect(self.closed)
        self.services.tasks.queue_changed.connect(window.set_writes)
        self.services.tasks.failed.connect(lambda error: report(self.services, error))

    def _read_undo(self) -> None:
        office = self.services.office
        self.services.tasks.read((id(self), "undo"), lambda: office.read(undo_state), self.window.set_undo)

    # -- commands ------------------------------------------------------------------------------------------

    def _open_listing(self, listing_id: int) -> None:
        """On its page; asked for in a contact's own window, the main one comes to the front."""
        self.window.open_page(self.listings.key)
        self.listings.open_listing(listing_id)
        self.window.raise_()
        self.window.activateWindow()

    def _command(self, key: str) -> None:
        """Do what a menu or a key asks for, or say why this member may not."""
        right = NEEDS.get(key, Right.SEE)
        if self.services.office.actor.may(right):
            self._commands[key]()
        else:
            self.services.prompts.toast(lacking(right), tone="error")

    def _back_up(self) -> None:
        """Ask where to; the name says which day it was."""
        if not may_back_up(self.services):
            return
        facts = self.dashboard.lists.facts
        day = day_of(self.services.office.clock(), facts.zone if facts else "UTC").isoformat()
        self.services.prompts.save_file(
            "Back up the office", then=lambda path: back_up(self.services, path), name=f"office-{day}.db",
            patterns="*.db",
        )  # fmt: skip

    # -- members -------------------------------------------------------------------------------------------

    def choose_member(self) -> None:
        """Ask who works here."""
        office = self.services.office
        self.services.tasks.read((id(self), "members"), office.members, self._ask_member)

    def _ask_member(self, members: tuple[MemberRow, ...]) -> None:
        from desktop.dialogs.sign_in import SignInDialog

        office = self.services.office
        dialog = SignInDialog(office.place, members, current=office.actor.name, parent=self.window)

        def refused(error: BaseException) -> None:
            if isinstance(error, BrokerdeskError):
                if not given_up:
                    dialog.refuse(error.sentence)
            else:
                report(self.services, error)

        given_up: list[bool] = []
        dialog.rejected.connect(lambda: given_up.append(True))

        def enter(name: str, password: str) -> Actor | None:
            return None if given_up else office.sign_in(name, password=password or None)

        def chosen(name: str, password: str) -> None:
            # the write thread, so that no write of the member before runs as the next one
            self.services.tasks.perform(lambda: enter(name, password), signed_in, refused)

        def signed_in(actor: Actor | None) -> None:
            if actor is None:
                return
            if not given_up:
                dialog.accept()
            self._settings.set_text(_member_key(office), actor.name)
            self.windows.close_all()
            self.show_member()

        dialog.chosen.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_member(self) -> None:
        """Somebody else works here now: every page with their eyes."""
        for page in self.window.pages:
            page.member_changed()
        self._member_shown()
        self._open_start()
        self.palette.count()
        self.alerts.member_changed()
        self.reminders.member_changed()
        self.windows.calls.offer()
        self._read_undo()

    def _open_start(self) -> None:
        """Who works on deals and on no contacts begins at the board (DOMAIN 1a)."""
        actor = self.services.office.actor
        if actor.may(Right.DEAL) and not actor.may(Right.EDIT):
            self.window.open_page(self.deals.key)

    def _facts_changed(self, changes: Changes) -> None:
        if changes.tables & {"member", "setting"}:
            self._read_actor()

    def _read_actor(self) -> None:
        """The member may be called otherwise now, or hold other roles; the office may have another name."""
        office = self.services.office

        def renew(reader: Reader) -> tuple[Actor, str]:
            return own_actor(reader), reader.facts.name

        self.services.tasks.read((id(self), "actor"), lambda: office.read(renew), self._take_actor)

    def _take_actor(self, found: tuple[Actor, str]) -> None:
        office = self.services.office
        actor, self._office_name = found
        if actor.id == office.actor.id and actor != office.actor:
            office.actor = actor
            self._settings.set_text(_member_key(office), actor.name)
            for page in self.window.pages:
                page.member_changed()
        self._member_shown()

    def _member_shown(self) -> None:
        office = self.services.office
        self.window.set_member(office.actor.name, self._office_name)
        for key, right in NEEDS.items():
            self.window.offer_command(key, shown=office.actor.may(right))
        self.window.offer_command("claims", shown=office.actor.may(Right.CLAIM) or office.actor.sees_all)
        self.window.offer_command("call_log", shown=Scope.ALL in office.actor.scopes(Right.IMPORT))
        self.window.offer_command("backup", shown=office.actor.may(Right.EXPORT))
        self.window.offer(self.broker.key, shown=office.actor.may(Right.BROKER_DASHBOARD))
        self.window.offer(self.deals.key, shown=office.actor.may(Right.DEAL))
        # who underwrites has the queue as a page; brokers, the concierge and who asks as a window
        self.window.offer(self.underwriting.key, shown=Role.UNDERWRITER in office.actor.roles)
        asks = office.actor.sees_all or office.actor.may(Right.DISPOSE) or Role.UNDERWRITER in office.actor.roles
        self.window.offer_command("underwriting", shown=asks)
        for page in (self.follow_ups, self.listings):  # who only lends, underwrites or closes deals has one plain list
            self.window.offer(page.key, shown=office.actor.may(Right.EDIT))


def _load_contact_dialog() -> None:
    import desktop.dialogs.contact.dialog  # noqa: F401 - loading it is the purpose
    from db.rules.local_time import contact_zones

    contact_zones(["+18135550100"], ())  # the table of numbers' time zones


def sign_in_silently(office: Office, settings: SettingsFile, name: str = "") -> bool:
    """Work as the member named, the one of last time, or the first broker; False when a password is wanted."""
    members = {member.name: member for member in office.members()}
    last = settings.text(_member_key(office))
    wanted = name or (last if last in members else "")
    if not members:
        return True  # an office without members is its maker's
    found = members.get(wanted) if wanted else next((m for m in members.values() if "broker" in m.roles), None)
    if found is not None and found.has_password:
        return False
    office.sign_in(wanted)
    return True


def _member_key(office: Office) -> str:
    from desktop.settings_file import place_key

    return f"office-{place_key(office.place)}/member"
