"""The pictures of contract drafts and documents: the contact's tab with and without them, the office's template."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QWidget

from db.queries.lists import ids
from db.queries.reader import Reader
from db.queries.stored_files import DocumentRow
from db.rules.filters import ListSpec
from desktop.dialogs.contact.body import DOCUMENTS
from desktop.dialogs.contact.dialog import ContactDialog
from desktop.dialogs.office_settings.dialog import OfficeSettingsDialog
from desktop.session import Session
from desktop.shots.settling import settle

_TAB: Final = 5
_HOUR: Final = 3_600_000


def _rows(now: int, contact_id: int) -> tuple[DocumentRow, ...]:
    """What a contact may have; the office is left as it was, so nothing is kept there."""
    blank = ("buyer", "closing date", "contingencies")
    name = "Contract 2026-11-22.docx"
    return (
        DocumentRow(4, contact_id, "Contract", name, "contract", "draft", blank, 36_900, now - _HOUR, "Dana Moreau"),
        DocumentRow(3, contact_id, "Survey", "Survey.pdf", "other", "", (), 2_410_000, now - 26 * _HOUR, "Theo Grant"),
        DocumentRow(2, contact_id, "Listing agreement", "Signed.docx", "contract", "checked", (), 41_200,
                    now - 90 * _HOUR, "Dana Moreau"),
        DocumentRow(1, contact_id, "Listing agreement", name, "contract", "earlier", ("spouse",), 36_400,
                    now - 92 * _HOUR, "Dana Moreau"),
    )  # fmt: skip


def _tab(session: Session, *, filled: bool) -> QWidget:
    def first(reader: Reader) -> list[int]:
        return [int(n) for n in ids(reader, ListSpec("client"))[:1]]

    found = session.services.office.read(first)
    if not found:
        return session.window
    dialog = ContactDialog(session.services, found[0], parent=session.window)
    dialog.show()
    settle(session)
    dialog.tab_bar.setCurrentIndex(DOCUMENTS)
    settle(session)
    if filled and dialog.view is not None:
        dialog.tab(DOCUMENTS).show_view(replace(dialog.view, documents=_rows(dialog.view.now, found[0])))
    return dialog


def documents(session: Session) -> QWidget:
    """A draft with blanks, a file, a checked contract and its earlier version."""
    return _tab(session, filled=True)


def documents_empty(session: Session) -> QWidget:
    """A contact without documents."""
    return _tab(session, filled=False)


def settings_contract(session: Session) -> QWidget:
    """The template in use and the fields."""
    dialog = OfficeSettingsDialog(session.services, session.window)
    dialog.show()
    settle(session)
    dialog.open_tab(_TAB)
    settle(session)
    return dialog


DOCUMENT_SHOTS: Final[dict[str, Callable[[Session], QWidget]]] = {
    "contact-documents": documents,
    "contact-documents-empty": documents_empty,
    "settings-contract": settings_contract,
}
