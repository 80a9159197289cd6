"""The windows over the main one: a contact's own, and one of each kind of the office's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from db.queries.reader import OfficeFacts
from db.rules.filters import ListSpec
from db.rules.permissions import REFUSALS, Right
from desktop.dialogs.calling.starting import CallsStart
from desktop.services import Services

DialogT = TypeVar("DialogT", bound=QDialog)


class Windows(QObject):
    """Opens what a menu, a key or another part of the program asks for; each is loaded when it is opened first."""

    def __init__(self, services: Services, host: QWidget, *, letters: Callable[[], bool] = lambda: True) -> None:
        super().__init__(host)
        self._services = services
        self._host = host
        self.calls = CallsStart(services, host, letters)
        self._contacts: dict[int, QDialog] = {}
        self._connect()

    def _connect(self) -> None:
        navigation = self._services.navigation
        navigation.contact_wanted.connect(self.open_contact)
        navigation.import_wanted.connect(self.open_import)
        navigation.add_contact_wanted.connect(self.add_contact)
        navigation.merge_wanted.connect(self.show_pair)
        navigation.approvals_wanted.connect(self.show_approvals)
        navigation.keys_wanted.connect(self.show_keys)
        navigation.calling_wanted.connect(self.calls.call_through)

    def one_of(self, kind: Callable[[Services, QWidget], DialogT]) -> DialogT:
        """The window of this kind: asked for again, the one that is open comes to the front."""
        dialog = next((one for one in self._host.findChildren(QDialog) if type(one) is kind), None)
        if dialog is None:
            dialog = kind(self._services, self._host)
            dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return cast("DialogT", dialog)

    # -- contacts ------------------------------------------------------------------------------------------

    def open_contact(self, contact_id: int, spec: ListSpec | None) -> None:
        """One window a contact: asked for again, the one that is open comes to the front."""
        from desktop.dialogs.contact.dialog import ContactDialog

        dialog = self._contacts.get(contact_id)
        if dialog is None:
            dialog = ContactDialog.for_contact(self._services, contact_id, spec=spec, parent=self._host)
            dialog.contact_changed.connect(lambda new: self._contact_moved(dialog, new))
            dialog.closed.connect(lambda: self._contact_closed(dialog))
            self._contacts[contact_id] = dialog
            dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _contact_moved(self, dialog: QDialog, contact_id: int) -> None:
        self._contact_closed(dialog)
        self._contacts[contact_id] = dialog

    def _contact_closed(self, dialog: QDialog) -> None:
        self._contacts = {key: one for key, one in self._contacts.items() if one is not dialog}

    def close_contacts(self) -> None:
        """Close every contact's window, and that of calls; what is typed in one is written first."""
        self.calls.close()
        for dialog in list(self._contacts.values()):
            dialog.close()

    def close_all(self) -> None:
        """What the member before had open shows what the next one may not see (R19)."""
        for dialog in self._host.findChildren(QDialog):
            dialog.close()

    def add_contact(self) -> None:
        """Begin a new contact."""
        office = self._services.office
        self._services.tasks.read((id(self), "facts"), lambda: office.facts, self._open_add_contact)

    def _open_add_contact(self, facts: OfficeFacts) -> None:
        from desktop.dialogs.add_contact import AddContactDialog

        AddContactDialog(self._services, facts, self._host).open()

    def show_pair(self, one: int, other: int) -> None:
        """Two contacts side by side, to be made one."""
        from desktop.dialogs.duplicates.pair_dialog import PairDialog

        PairDialog(self._services, one, other, parent=self._host).show()

    def show_duplicates(self) -> None:
        """Contacts that may be one."""
        from desktop.dialogs.duplicates.dialog import DuplicatesDialog

        self.one_of(DuplicatesDialog)

    # -- files ---------------------------------------------------------------------------------------------

    def open_import(self, files: tuple[Path, ...]) -> None:
        """Begin an import of contacts, or say why this member may not."""
        if not self._services.office.actor.may(Right.IMPORT):
            self._services.prompts.toast(REFUSALS[Right.IMPORT], tone="error")
            return
        from desktop.dialogs.import_wizard.wizard import ImportWizard

        ImportWizard(self._services, files=files, parent=self._host).show()

    def import_call_log(self) -> None:
        """Begin an import of the phone system's log."""
        from desktop.dialogs.row_import.starting import begin_import
        from desktop.operations.row_imports import CALL_LOG

        begin_import(self._services, CALL_LOG, self._host)

    # -- the office ----------------------------------------------------------------------------------------

    def show_history(self) -> None:
        """The office's steps."""
        from desktop.dialogs.history import HistoryDialog

        HistoryDialog(self._services, self._host).show()

    def show_mortgage(self) -> None:
        """The lenders."""
        from desktop.dialogs.mortgage.dialog import MortgageDialog

        self.one_of(MortgageDialog)

    def show_approvals(self, contact_id: int | None = None) -> None:
        """What waits for a broker; at the request about a contact."""
        from desktop.dialogs.approvals.dialog import ApprovalsDialog

        dialog = self.one_of(ApprovalsDialog)
        if contact_id is not None:
            dialog.choose(contact_id)

    def show_underwriting(self) -> None:
        """Offers to run the numbers for."""
        from desktop.dialogs.underwriting.dialog import UnderwritingDialog

        self.one_of(UnderwritingDialog)

    def show_claims(self) -> None:
        """Who holds which contacts, and for how long."""
        from desktop.dialogs.claim_ledger.dialog import ClaimLedgerDialog

        self.one_of(ClaimLedgerDialog)

    def show_settings(self) -> None:
        """The office's settings."""
        from desktop.dialogs.office_settings.dialog import OfficeSettingsDialog

        self.one_of(OfficeSettingsDialog)

    def show_keys(self) -> None:
        """The page of keys."""
        from desktop.dialogs.keys import KeysDialog

        KeysDialog(self._host).open()

    def show_about(self) -> None:
        """Which program this is, and which office is open."""
        from importlib.metadata import version

        self._services.prompts.tell(
            f"Brokerdesk {version('brokerdesk')}", detail=f"Office: {self._services.office.place}"
        )
