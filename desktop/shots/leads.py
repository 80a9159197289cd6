"""The Leads tab as pictures."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db.rules.lead_lists import lead_spec
from desktop.session import Session
from desktop.shots.settling import settle


def leads(session: Session) -> QWidget:
    """A few leads ticked, and a search that is set."""
    session.leads.page.show_list(lead_spec(filter_words="action=form"))
    session.window.open_page(session.leads.key)
    settle(session)
    tables = session.leads.page.tables
    for row in (1, 2, 4):
        row_id = tables.table.id_at(row)
        if row_id is not None:
            tables.table.selection.set_ticked(row_id, True)
    tables.view.go_to_row(1)
    return session.window


def leads_empty(session: Session) -> QWidget:
    """A search that finds nothing."""
    session.leads.page.show_list(lead_spec("showing_requests", search="nobody is called that"))
    session.window.open_page(session.leads.key)
    return session.window


def leads_waiting(session: Session) -> QWidget:
    """Who waits longest."""
    session.leads.page.show_list(lead_spec("waiting"))
    session.window.open_page(session.leads.key)
    return session.window


def leads_touches(session: Session) -> QWidget:
    """Every attempt to reach somebody."""
    session.leads.page.show_list(lead_spec("touches"))
    session.window.open_page(session.leads.key)
    return session.window


def leads_presses(session: Session) -> QWidget:
    """Every press that stands, as it was called then."""
    session.leads.page.show_list(lead_spec("presses"))
    session.window.open_page(session.leads.key)
    return session.window
