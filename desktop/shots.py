"""Every screen as a picture, light and dark: for looking at beside the boards, and for a machine without a screen."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from db.office import Office
from db.queries.selections import SelectionFacts
from db.rules.filters import Filter, ListSpec, Term
from db.rules.lead_lists import lead_spec
from db.rules.permissions import Actor, Role
from desktop import follow_up_shots
from desktop.listing_shots import LISTING_SHOTS
from desktop.press_shots import PRESS_SHOTS
from desktop.session import Session
from desktop.settings_file import SettingsFile
from desktop.theme.theme import Theme

if TYPE_CHECKING:
    from desktop.dialogs.office_settings.dialog import OfficeSettingsDialog

WIDTH: Final = 1440
HEIGHT: Final = 900
WAIT_MS: Final = 20_000
LONG: Final = Filter((Term("priority", "in", ("hot", "warm")), Term("created", "within_days", ("365",))))
NOBODY: Final = Filter((Term("text", "contains", ("nobody is called that",)),))


@dataclass(frozen=True, slots=True)
class _Shot:
    """A screen: the name of its picture, and how to get there; it gives the widget to picture."""

    name: str
    make: Callable[[Session], QWidget]
    as_another: bool = False  # it shows the window of another member


def render_screens(office: Office, folder: Path) -> list[Path]:
    """Render every screen at 1440×900 in light and dark; the office is left open and as it was.

    Makes a QApplication where there is none, offscreen unless the environment says otherwise.
    """
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    theme = Theme("light", bundled_font=True)
    theme.apply(app)
    paths: list[Path] = []
    with tempfile.TemporaryDirectory() as place:
        session = Session(office, theme, SettingsFile(Path(place) / "shots.ini"))
        try:
            session.window.resize(WIDTH, HEIGHT)
            session.show()
            session.work_clock.stop()  # the office is left as it was
            _settle(session)
            for mode in ("light", "dark"):
                theme.set_mode(mode)
                paths += [_render(session, shot, folder / f"{shot.name}-{mode}.png") for shot in SHOTS]
        finally:
            session.watch.stop()
            session.services.tasks.close()
            session.window.close()
    return paths


def _render(session: Session, shot: _Shot, path: Path) -> Path:
    before = session.services.office.actor
    widget = shot.make(session)
    _settle(session)
    widget.grab().save(str(path))
    if isinstance(widget, QDialog | QMenu):
        widget.close()
    if shot.as_another:
        session.services.office.actor = before
        session.show_member()
    session.dashboard.contacts.table.selection.clear()
    session.window.open_page(session.dashboard.key)
    session.alerts.panel.hide()
    _settle(session)
    return path


def _settle(session: Session) -> None:
    """Until nothing is read any more and everything is painted."""
    session.services.tasks.wait_idle(WAIT_MS)
    QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
    QApplication.processEvents()


def _list(session: Session) -> QWidget:
    dashboard = session.dashboard
    dashboard.show_list(ListSpec("new_lead"))
    _settle(session)
    table = dashboard.contacts.table
    for row in (1, 2, 4):
        row_id = table.id_at(row)
        if row_id is not None:
            table.selection.set_ticked(row_id, True)
    dashboard.contacts.view.go_to_row(1)
    return session.window


def _filtered(session: Session) -> QWidget:
    session.dashboard.show_list(ListSpec("active_lead", LONG))
    return session.window


def _filter_panel(session: Session) -> QWidget:
    session.dashboard.show_list(ListSpec("active_lead", LONG))
    session.dashboard.filter_action.trigger()
    return session.window


def _empty(session: Session) -> QWidget:
    session.dashboard.right.close_filter()
    session.dashboard.show_list(ListSpec("client", NOBODY))
    return session.window


def _everyone(session: Session) -> QWidget:
    session.dashboard.show_list(ListSpec("everyone"))
    return session.window


def _change_status(session: Session) -> QWidget:
    from db.changes import Selection
    from desktop.dialogs.change_status import ChangeStatusDialog

    facts = SelectionFacts(Selection(), 1_284, 6, 977)
    dialog = ChangeStatusDialog(session.services.office.facts.scheme, "archive", facts, session.window)
    dialog.show()
    return dialog


def _add_contact(session: Session) -> QWidget:
    from desktop.dialogs.add_contact import AddContactDialog

    dialog = AddContactDialog(session.services, session.services.office.facts, session.window)
    dialog.quick.setText("Ann Lee 813 555 0142 buyer hot #pool")
    dialog.quick.textEdited.emit(dialog.quick.text())
    dialog.show()
    return dialog


def _task(session: Session) -> QWidget:
    from desktop.dialogs.add_task import AddTaskDialog

    office = session.services.office
    note = "3 are not yours and stay as they are. You may change your own contacts and those shared with you."
    dialog = AddTaskDialog(
        "Task for 12 of 15 contacts", now=office.clock(), zone=office.facts.zone, note=note, parent=session.window
    )
    dialog.show()
    return dialog


def _print(session: Session) -> QWidget:
    from desktop.dialogs.print_list import PrintListDialog

    detail = "550 contacts, the 13 columns of the table, in its order."
    dialog = PrintListDialog("Print New Lead", detail=detail, has_printer=True, parent=session.window)
    dialog.show()
    return dialog


def _closing(session: Session) -> QWidget:
    from desktop.dialogs.closing import ClosingDialog

    dialog = ClosingDialog(3, session.window)
    dialog.show()
    return dialog


def _broker_compared(session: Session) -> QWidget:
    """The last 26 weeks against those before."""
    session.window.open_page(session.broker.key)
    _settle(session)
    page = session.broker.page
    if page is not None:
        page.bar.choose_period("26")
    return session.window


def _broker_arranged(session: Session) -> QWidget:
    """The KPI board over the whole width, in front; two cards hidden."""
    session.window.open_page(session.broker.key)
    _settle(session)
    page = session.broker.page
    if page is not None:
        page.bar.clear()
        page.board.set_text("kpi_board*,touches,pool_health,red_audit,source_quality,leads,-status,-created")
    return session.window


def _broker_past(session: Session) -> QWidget:
    """As of ten days ago."""
    session.window.open_page(session.broker.key)
    _settle(session)
    page = session.broker.page
    if page is not None:
        page.board.set_text("")
        page.bar.look_back(page.bar.day - timedelta(days=10))
    return session.window


def _broker_nobody(session: Session) -> QWidget:
    """Filters that nobody fits: a sentence on every card."""
    session.window.open_page(session.broker.key)
    _settle(session)
    page = session.broker.page
    if page is not None:
        page.bar.look_back(None)
        page.bar.choose_between(page.bar.day.replace(year=1990), page.bar.day.replace(year=1991))
    return session.window


def _broker_again(session: Session) -> QWidget:
    session.window.open_page(session.broker.key)
    page = session.broker.page
    if page is not None:
        page.bar.look_back(None)
        page.bar.clear()
        page.board.set_text("")
    return session.window


def _leads(session: Session) -> QWidget:
    """A few leads ticked, and a search that is set."""
    session.leads.page.show_list(lead_spec(filter_words="action=form"))
    session.window.open_page(session.leads.key)
    _settle(session)
    tables = session.leads.page.tables
    for row in (1, 2, 4):
        row_id = tables.table.id_at(row)
        if row_id is not None:
            tables.table.selection.set_ticked(row_id, True)
    tables.view.go_to_row(1)
    return session.window


def _leads_empty(session: Session) -> QWidget:
    session.leads.page.show_list(lead_spec("showing_requests", search="nobody is called that"))
    session.window.open_page(session.leads.key)
    return session.window


def _leads_waiting(session: Session) -> QWidget:
    session.leads.page.show_list(lead_spec("waiting"))
    session.window.open_page(session.leads.key)
    return session.window


def _history(session: Session) -> QWidget:
    from desktop.dialogs.history import HistoryDialog

    dialog = HistoryDialog(session.services, session.window)
    dialog.show()
    return dialog


def _keys(session: Session) -> QWidget:
    from desktop.dialogs.keys import KeysDialog

    dialog = KeysDialog(session.window)
    dialog.show()
    return dialog


def _first_start(session: Session) -> QWidget:
    from desktop.dialogs.first_start import FirstStartDialog

    dialog = FirstStartDialog(session.window)
    dialog.show()
    return dialog


def _sign_in(session: Session) -> QWidget:
    from desktop.dialogs.sign_in import SignInDialog

    office = session.services.office
    dialog = SignInDialog(office.facts.name, office.members(), current=office.actor.name, parent=session.window)
    dialog.show()
    return dialog


def _contact(session: Session) -> QWidget:
    from desktop.dialogs.contact.dialog import ContactDialog

    table = session.dashboard.contacts.table
    session.dashboard.show_list(ListSpec("active_lead"))
    _settle(session)
    first = table.id_at(0)
    if first is None:  # an office without one has no contact to show
        return session.window
    dialog = ContactDialog(session.services, first, spec=session.dashboard.spec, parent=session.window)
    dialog.show()
    return dialog


def _import(session: Session) -> QWidget:
    from desktop.dialogs.import_wizard.wizard import ImportWizard

    dialog = ImportWizard(session.services, parent=session.window)
    dialog.show()
    return dialog


def _settings(session: Session, tab: int) -> OfficeSettingsDialog:
    from desktop.dialogs.office_settings.dialog import OfficeSettingsDialog

    dialog = OfficeSettingsDialog(session.services, session.window)
    dialog.show()
    _settle(session)
    dialog.open_tab(tab)
    return dialog


def _settings_members(session: Session) -> QWidget:
    return _settings(session, 0)


def _settings_leaving(session: Session) -> QWidget:
    """The agent who has been here longest leaves: what becomes of their contacts."""
    dialog = _settings(session, 0)
    office = session.services.office
    agents = [member.id for member in office.members() if member.id != office.actor.id and "agent" in member.roles]
    if agents:
        dialog.members.list.choose(agents[0])
        dialog.members.leaving.part.open_button.click()
        _settle(session)
        dialog.members.leaving.taker.setCurrentIndex(1)
    return dialog


def _settings_statuses(session: Session) -> QWidget:
    dialog = _settings(session, 1)
    dialog.statuses.schemes["seven"].click()
    return dialog


def _settings_office(session: Session) -> QWidget:
    dialog = _settings(session, 2)
    dialog.office.lines["searching_days"].set_text("60")
    return dialog


def _mortgage(session: Session) -> QWidget:
    """A lender who ends: who gets their contacts."""
    from desktop.dialogs.mortgage.dialog import MortgageDialog

    dialog = MortgageDialog(session.services, session.window)
    dialog.show()
    _settle(session)
    if dialog.shown is not None:
        dialog.ending.part.open_button.click()
    return dialog


def _start_of_lender(session: Session) -> QWidget:
    """The start page of who has one plain list; in an office without a lender, the one of the member at work."""
    office = session.services.office
    lender = next((member for member in office.members() if member.roles == ("lender",)), None)
    if lender is not None:
        office.actor = Actor(lender.id, lender.name, (Role.LENDER,), lender.joined_on)
        session.show_member()
    return session.window


def _settings_routing(session: Session) -> QWidget:
    """The second rule chosen, and a lead tried."""
    dialog = _settings(session, 3)
    dialog.routing.list.setCurrentRow(1)
    dialog.routing.trial.place.setText("33606")
    return dialog


def _duplicates(session: Session) -> QWidget:
    from desktop.dialogs.duplicates.dialog import DuplicatesDialog

    dialog = DuplicatesDialog(session.services, session.window)
    dialog.show()
    return dialog


def _alerts(session: Session) -> QWidget:
    from desktop.dialogs.alerts.sample import full_view

    office = session.services.office
    view = full_view(office.clock(), office.facts)
    session.alerts.panel.show_view(view)
    session.alerts.bell.set_count(view.unseen)
    session.alerts.clock.set_waiting(view.waiting.count, view.waiting.since, now=view.now)
    session.alerts.panel.open()
    return session.window


def _alerts_empty(session: Session) -> QWidget:
    from desktop.dialogs.alerts.sample import empty_view

    office = session.services.office
    session.alerts.panel.show_view(empty_view(office.clock(), office.facts))
    session.alerts.panel.open()
    return session.window


SHOTS: Final = (
    _Shot("agent-dashboard", _list),
    _Shot("agent-dashboard-filtered", _filtered),
    _Shot("agent-dashboard-filter-panel", _filter_panel),
    _Shot("agent-dashboard-empty", _empty),
    _Shot("agent-dashboard-everyone", _everyone),
    _Shot("broker-dashboard", _broker_again),
    _Shot("broker-dashboard-compared", _broker_compared),
    _Shot("broker-dashboard-arranged", _broker_arranged),
    _Shot("broker-dashboard-past", _broker_past),
    _Shot("broker-dashboard-nobody", _broker_nobody),
    _Shot("leads", _leads),
    _Shot("leads-empty", _leads_empty),
    _Shot("leads-waiting", _leads_waiting),
    *(_Shot(name, make) for name, make in LISTING_SHOTS.items()),
    _Shot("follow-ups", follow_up_shots.rows),
    _Shot("follow-ups-empty", follow_up_shots.empty),
    _Shot("follow-ups-week", follow_up_shots.week),
    _Shot("reminder", follow_up_shots.reminder),
    _Shot("appointment", follow_up_shots.appointment),
    _Shot("call-result", follow_up_shots.call_result),
    _Shot("log-call", follow_up_shots.log_call),
    _Shot("contact", _contact),
    _Shot("import", _import),
    _Shot("change-status", _change_status),
    _Shot("add-contact", _add_contact),
    _Shot("add-task", _task),
    _Shot("print-list", _print),
    _Shot("closing", _closing),
    _Shot("history", _history),
    _Shot("duplicates", _duplicates),
    _Shot("mortgage", _mortgage),
    _Shot("start-of-lender", _start_of_lender, as_another=True),
    _Shot("settings-members", _settings_members),
    _Shot("settings-leaving", _settings_leaving),
    _Shot("settings-statuses", _settings_statuses),
    _Shot("settings-office", _settings_office),
    _Shot("settings-routing", _settings_routing),
    _Shot("sign-in", _sign_in),
    _Shot("alerts", _alerts),
    _Shot("alerts-empty", _alerts_empty),
    *(_Shot(name, make) for name, make in PRESS_SHOTS),
    _Shot("first-start", _first_start),
    _Shot("keys", _keys),
)
