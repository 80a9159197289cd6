"""Every screen as a picture, light and dark: for looking at beside the boards, and for a machine without a screen."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from db.office import Office
from desktop.session import Session
from desktop.settings_file import SettingsFile
from desktop.shots import agent, broker, follow_ups, leads, office
from desktop.shots.calling import CALL_SHOTS
from desktop.shots.claims import CLAIM_SHOTS
from desktop.shots.deals import DEAL_SHOTS
from desktop.shots.documents import DOCUMENT_SHOTS
from desktop.shots.editing import EDITING_SHOTS, start_of_underwriter
from desktop.shots.listings import LISTING_SHOTS
from desktop.shots.presses import PRESS_SHOTS
from desktop.shots.settling import settle
from desktop.theme.theme import Theme

WIDTH: Final = 1440
HEIGHT: Final = 900


@dataclass(frozen=True, slots=True)
class Shot:
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
            session.reminders.stop()  # what is overdue is told over some picture or other
            settle(session)
            for mode in ("light", "dark"):
                theme.set_mode(mode)
                paths += [_render(session, shot, folder / f"{shot.name}-{mode}.png") for shot in SHOTS]
        finally:
            session.watch.stop()
            session.services.tasks.close()
            session.window.close()
    return paths


def _render(session: Session, shot: Shot, path: Path) -> Path:
    before = session.services.office.actor
    widget = shot.make(session)
    settle(session)
    widget.grab().save(str(path))
    if isinstance(widget, QDialog | QMenu):
        widget.close()
    if shot.as_another:
        session.services.office.actor = before
        session.show_member()
    session.dashboard.contacts.table.selection.clear()
    session.window.open_page(session.dashboard.key)
    session.alerts.panel.hide()
    settle(session)
    return path


SHOTS: Final = (
    Shot("agent-dashboard", agent.ticked),
    Shot("agent-dashboard-filtered", agent.filtered),
    Shot("agent-dashboard-filter-panel", agent.filter_panel),
    Shot("agent-dashboard-empty", agent.empty),
    Shot("agent-dashboard-everyone", agent.everyone),
    Shot("broker-dashboard", broker.broker_again),
    Shot("broker-dashboard-compared", broker.broker_compared),
    Shot("broker-dashboard-arranged", broker.broker_arranged),
    Shot("broker-dashboard-past", broker.broker_past),
    Shot("broker-dashboard-nobody", broker.broker_nobody),
    Shot("leads", leads.leads),
    Shot("leads-empty", leads.leads_empty),
    Shot("leads-waiting", leads.leads_waiting),
    Shot("leads-touches", leads.leads_touches),
    Shot("leads-presses", leads.leads_presses),
    *(Shot(name, make) for name, make in LISTING_SHOTS.items()),
    *(Shot(name, make) for name, make in DEAL_SHOTS),
    Shot("follow-ups", follow_ups.rows),
    Shot("follow-ups-empty", follow_ups.empty),
    Shot("follow-ups-week", follow_ups.week),
    Shot("follow-ups-day", follow_ups.day),
    Shot("follow-ups-day-empty", follow_ups.day_empty),
    Shot("reminder", follow_ups.reminder),
    Shot("appointment", follow_ups.appointment),
    Shot("call-result", follow_ups.call_result),
    Shot("log-call", follow_ups.log_call),
    Shot("contact", agent.contact),
    Shot("import", agent.import_wizard),
    Shot("change-status", agent.change_status),
    Shot("add-contact", agent.add_contact),
    Shot("add-task", agent.task),
    Shot("print-list", agent.print_list),
    Shot("closing", agent.closing),
    Shot("history", office.history),
    Shot("duplicates", office.duplicates),
    Shot("mortgage", office.mortgage),
    Shot("start-of-lender", office.start_of_lender, as_another=True),
    Shot("settings-members", office.settings_members),
    Shot("settings-leaving", office.settings_leaving),
    Shot("settings-statuses", office.settings_statuses),
    Shot("settings-office", office.settings_office),
    Shot("settings-routing", office.settings_routing),
    *(Shot(name, make) for name, make in EDITING_SHOTS.items()),
    Shot("start-of-underwriter", start_of_underwriter, as_another=True),
    Shot("sign-in", office.sign_in),
    Shot("alerts", office.alerts),
    Shot("alerts-empty", office.alerts_empty),
    *(Shot(name, make) for name, make in PRESS_SHOTS),
    *(Shot(name, make) for name, make in DOCUMENT_SHOTS.items()),
    *(Shot(name, make) for name, make in CALL_SHOTS),
    *(Shot(name, make) for name, make in CLAIM_SHOTS.items()),
    Shot("first-start", office.first_start),
    Shot("keys", office.keys),
)
