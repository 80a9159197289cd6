"""The windows about the office as pictures: settings, history, members, lenders, duplicates, alerts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.rules.permissions import Actor, Role
from desktop.session import Session

if TYPE_CHECKING:
    from desktop.dialogs.office_settings.dialog import OfficeSettingsDialog

from desktop.shots.settling import settle


def history(session: Session) -> QWidget:
    """The newest steps."""
    from desktop.dialogs.history import HistoryDialog

    dialog = HistoryDialog(session.services, session.window)
    dialog.show()
    return dialog


def keys(session: Session) -> QWidget:
    """Every key."""
    from desktop.dialogs.keys import KeysDialog

    dialog = KeysDialog(session.window)
    dialog.show()
    return dialog


def first_start(session: Session) -> QWidget:
    """What the first start asks."""
    from desktop.dialogs.first_start import FirstStartDialog

    dialog = FirstStartDialog(session.window)
    dialog.show()
    return dialog


def sign_in(session: Session) -> QWidget:
    """Who works here."""
    from desktop.dialogs.sign_in import SignInDialog

    office = session.services.office
    dialog = SignInDialog(office.facts.name, office.members(), current=office.actor.name, parent=session.window)
    dialog.show()
    return dialog


def _settings(session: Session, tab: int) -> OfficeSettingsDialog:
    from desktop.dialogs.office_settings.dialog import OfficeSettingsDialog

    dialog = OfficeSettingsDialog(session.services, session.window)
    dialog.show()
    settle(session)
    dialog.open_tab(tab)
    return dialog


def settings_members(session: Session) -> QWidget:
    """The members."""
    return _settings(session, 0)


def settings_leaving(session: Session) -> QWidget:
    """The agent who has been here longest leaves: what becomes of their contacts."""
    dialog = _settings(session, 0)
    office = session.services.office
    agents = [member.id for member in office.members() if member.id != office.actor.id and "agent" in member.roles]
    if agents:
        dialog.members.list.choose(agents[0])
        dialog.members.leaving.part.open_button.click()
        settle(session)
        dialog.members.leaving.taker.setCurrentIndex(1)
    return dialog


def settings_statuses(session: Session) -> QWidget:
    """The other scheme, and what it would do."""
    dialog = _settings(session, 1)
    dialog.statuses.schemes["seven"].click()
    return dialog


def settings_office(session: Session) -> QWidget:
    """The office itself, one value changed."""
    dialog = _settings(session, 2)
    dialog.office.lines["searching_days"].set_text("60")
    return dialog


def mortgage(session: Session) -> QWidget:
    """A lender who ends: who gets their contacts."""
    from desktop.dialogs.mortgage.dialog import MortgageDialog

    dialog = MortgageDialog(session.services, session.window)
    dialog.show()
    settle(session)
    if dialog.shown is not None:
        dialog.ending.part.open_button.click()
    return dialog


def start_of_lender(session: Session) -> QWidget:
    """The start page of who has one plain list; in an office without a lender, the one of the member at work."""
    office = session.services.office
    lender = next((member for member in office.members() if member.roles == ("lender",)), None)
    if lender is not None:
        office.actor = Actor(lender.id, lender.name, (Role.LENDER,), lender.joined_on)
        session.show_member()
    return session.window


def settings_routing(session: Session) -> QWidget:
    """The second rule chosen, and a lead tried."""
    dialog = _settings(session, 3)
    dialog.routing.list.setCurrentRow(1)
    dialog.routing.turn_trial()
    dialog.routing.trial.place.setText("33606")
    return dialog


def duplicates(session: Session) -> QWidget:
    """Pairs that may be one."""
    from desktop.dialogs.duplicates.dialog import DuplicatesDialog

    dialog = DuplicatesDialog(session.services, session.window)
    dialog.show()
    return dialog


def alerts(session: Session) -> QWidget:
    """Every kind of alert."""
    from desktop.dialogs.alerts.sample import full_view

    office = session.services.office
    view = full_view(office.clock(), office.facts)
    session.alerts.panel.show_view(view)
    session.alerts.bell.set_count(view.unseen)
    session.alerts.clock.set_waiting(view.waiting.count, view.waiting.since, now=view.now)
    session.alerts.panel.open()
    return session.window


def alerts_empty(session: Session) -> QWidget:
    """Nothing new."""
    from desktop.dialogs.alerts.sample import empty_view

    office = session.services.office
    session.alerts.panel.show_view(empty_view(office.clock(), office.facts))
    session.alerts.panel.open()
    return session.window
