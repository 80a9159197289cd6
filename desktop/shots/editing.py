"""The pictures of the editor of dispositions, and of the underwriters' queue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from db.rules.permissions import Actor, Role
from desktop.dialogs.office_settings.dialog import OfficeSettingsDialog
from desktop.session import Session
from desktop.shots.settling import settle

_TAB = 4


def _opened(session: Session) -> OfficeSettingsDialog:
    dialog = OfficeSettingsDialog(session.services, session.window)
    dialog.show()
    settle(session)
    dialog.open_tab(_TAB)
    settle(session)
    return dialog


def settings_dispositions(session: Session) -> QWidget:
    """A yellow one with another name and another hold, and what that changes."""
    dialog = _opened(session)
    tab = dialog.dispositions
    tab.choose("offer_rejected")
    tab.form.label.setText("Offer Declined")
    tab.form.hold_days.setValue(10)
    return dialog


def settings_dispositions_wrong(session: Session) -> QWidget:
    """A new one that is called like another."""
    dialog = _opened(session)
    tab = dialog.dispositions
    tab.add_one("red")
    tab.form.label.setText("Dead Deal")
    return dialog


def settings_disposition_texts(session: Session) -> QWidget:
    """Policy texts, records and forms."""
    dialog = _opened(session)
    dialog.dispositions.choose("")
    return dialog


def offers(session: Session) -> QWidget:
    """The underwriters' queue as the broker sees it."""
    from desktop.dialogs.underwriting.dialog import UnderwritingDialog

    dialog = UnderwritingDialog(session.services, session.window)
    dialog.show()
    settle(session)
    dialog.queue.card.amount.setText("412k")
    return dialog


def start_of_underwriter(session: Session) -> QWidget:
    """The queue as the page of who underwrites; in an office without one, the page of the member at work."""
    office = session.services.office
    who = next((member for member in office.members() if member.roles == ("underwriter",)), None)
    if who is not None:
        office.actor = Actor(who.id, who.name, (Role.UNDERWRITER,), who.joined_on)
        session.show_member()
        session.window.open_page(session.underwriting.key)
    return session.window


EDITING_SHOTS: Final[dict[str, Callable[[Session], QWidget]]] = {
    "settings-dispositions": settings_dispositions,
    "settings-dispositions-wrong": settings_dispositions_wrong,
    "settings-disposition-texts": settings_disposition_texts,
    "offer-numbers": offers,
}
