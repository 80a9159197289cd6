"""The agent dashboard as pictures: lists, filter, empty, and the dialogs that open from it."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from db.queries.selections import SelectionFacts
from db.rules.filters import Filter, ListSpec, Term
from desktop.session import Session
from desktop.shots.settling import settle

LONG: Final = Filter((Term("priority", "in", ("hot", "warm")), Term("created", "within_days", ("365",))))
NOBODY: Final = Filter((Term("text", "contains", ("nobody is called that",)),))


def ticked(session: Session) -> QWidget:
    """A list with ticked rows, the bar over it."""
    dashboard = session.dashboard
    dashboard.show_list(ListSpec("new_lead"))
    settle(session)
    table = dashboard.contacts.table
    for row in (1, 2, 4):
        row_id = table.id_at(row)
        if row_id is not None:
            table.selection.set_ticked(row_id, True)
    dashboard.contacts.view.go_to_row(1)
    return session.window


def filtered(session: Session) -> QWidget:
    """A list with chips of what narrows it."""
    session.dashboard.show_list(ListSpec("active_lead", LONG))
    return session.window


def filter_panel(session: Session) -> QWidget:
    """The panel of filters."""
    session.dashboard.show_list(ListSpec("active_lead", LONG))
    session.dashboard.filter_action.trigger()
    return session.window


def empty(session: Session) -> QWidget:
    """A filter that finds nobody."""
    session.dashboard.right.close_filter()
    session.dashboard.show_list(ListSpec("client", NOBODY))
    return session.window


def everyone(session: Session) -> QWidget:
    """The longest list."""
    session.dashboard.show_list(ListSpec("everyone"))
    return session.window


def change_status(session: Session) -> QWidget:
    """A mass change before it is made."""
    from db.changes import Selection
    from desktop.dialogs.change_status import ChangeStatusDialog

    facts = SelectionFacts(Selection(), 1_284, 6, 977)
    dialog = ChangeStatusDialog(session.services.office.facts.scheme, "archive", facts, session.window)
    dialog.show()
    return dialog


def add_contact(session: Session) -> QWidget:
    """One line for everything, understood."""
    from desktop.dialogs.add_contact import AddContactDialog

    dialog = AddContactDialog(session.services, session.services.office.facts, session.window)
    dialog.quick.setText("Ann Lee 813 555 0142 buyer hot #pool")
    dialog.quick.textEdited.emit(dialog.quick.text())
    dialog.show()
    return dialog


def task(session: Session) -> QWidget:
    """A task for many."""
    from desktop.dialogs.add_task import AddTaskDialog

    office = session.services.office
    note = "3 are not yours and stay as they are. You may change your own contacts and those shared with you."
    dialog = AddTaskDialog(
        "Task for 12 of 15 contacts", now=office.clock(), zone=office.facts.zone, note=note, parent=session.window
    )
    dialog.show()
    return dialog


def print_list(session: Session) -> QWidget:
    """A list for paper."""
    from desktop.dialogs.print_list import PrintListDialog

    detail = "550 contacts, the 13 columns of the table, in its order."
    dialog = PrintListDialog("Print New Lead", detail=detail, has_printer=True, parent=session.window)
    dialog.show()
    return dialog


def closing(session: Session) -> QWidget:
    """What is being written is finished first."""
    from desktop.dialogs.closing import ClosingDialog

    dialog = ClosingDialog(3, session.window)
    dialog.show()
    return dialog


def contact(session: Session) -> QWidget:
    """A contact's window."""
    from desktop.dialogs.contact.dialog import ContactDialog

    table = session.dashboard.contacts.table
    session.dashboard.show_list(ListSpec("active_lead"))
    settle(session)
    first = table.id_at(0)
    if first is None:  # an office without one has no contact to show
        return session.window
    dialog = ContactDialog(session.services, first, spec=session.dashboard.spec, parent=session.window)
    dialog.show()
    return dialog


def import_wizard(session: Session) -> QWidget:
    """An import's first step."""
    from desktop.dialogs.import_wizard.wizard import ImportWizard

    dialog = ImportWizard(session.services, parent=session.window)
    dialog.show()
    return dialog
