"""The pictures of the claim ledger, and of the settings of claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QScrollArea, QWidget

from db.rules.claims import DAYS_SETTING, LIMIT_SETTING, setting_of
from db.rules.statuses import Status
from desktop.dialogs.claim_ledger.dialog import ClaimLedgerDialog
from desktop.dialogs.office_settings.dialog import OfficeSettingsDialog
from desktop.session import Session
from desktop.shots.settling import settle


def claims(session: Session) -> QWidget:
    """Everyone's holdings, those that have ended too."""
    dialog = ClaimLedgerDialog(session.services, session.window)
    dialog.show()
    settle(session)
    dialog.ended.setChecked(True)
    return dialog


def claims_nobody(session: Session) -> QWidget:
    """Nothing is untouched for that long."""
    dialog = ClaimLedgerDialog(session.services, session.window)
    dialog.show()
    settle(session)
    dialog.days.setValue(3_000)
    return dialog


def settings_claims(session: Session) -> QWidget:
    """A limit, and the release of what nobody touches, typed and not saved."""
    dialog = OfficeSettingsDialog(session.services, session.window)
    dialog.show()
    settle(session)
    dialog.open_tab(2)
    for key, text in ((LIMIT_SETTING, "150"), (DAYS_SETTING, "60")):
        dialog.office.lines[key].set_text(text)
    settle(session)
    line = dialog.office.lines[setting_of(Status.SPHERE)]
    for area in dialog.office.findChildren(QScrollArea):
        area.ensureWidgetVisible(line)
    return dialog


CLAIM_SHOTS: Final[dict[str, Callable[[Session], QWidget]]] = {
    "claims": claims,
    "claims-nobody": claims_nobody,
    "settings-claims": settings_claims,
}
