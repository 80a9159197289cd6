"""The table of contacts of the agent dashboard."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.item_models.columns import ColumnLayout
from desktop.item_models.contact_source import COLUMNS, HIDDEN_AT_FIRST, ContactSource
from desktop.item_models.list_table import ListTable, TableKind
from desktop.services import Services
from desktop.settings_file import SettingsFile

_PLAIN: Final = ColumnLayout.of(COLUMNS)
# Newest activity first, the rarely wanted columns put away.
FIRST: Final = ColumnLayout(_PLAIN.order, _PLAIN.widths, HIDDEN_AT_FIRST, ("last_activity", True))
CONTACTS: Final = TableKind("Contacts", COLUMNS, FIRST, "contact-columns", "users")


class ContactTable(ListTable):
    """Contacts in a ListTable."""

    def __init__(self, services: Services, settings: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(services, settings, CONTACTS, ContactSource(services.office), parent)
