"""The broker dashboard as pictures: compared, arranged, as of a past day, with nobody in it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from desktop.session import Session
from desktop.shots.settling import settle


def broker_compared(session: Session) -> QWidget:
    """The last 26 weeks against those before."""
    session.window.open_page(session.broker.key)
    settle(session)
    page = session.broker.page
    if page is not None:
        page.bar.choose_period("26")
    return session.window


def broker_arranged(session: Session) -> QWidget:
    """The KPI board over the whole width, in front; two cards hidden."""
    session.window.open_page(session.broker.key)
    settle(session)
    page = session.broker.page
    if page is not None:
        page.bar.clear()
        page.board.set_text(
            "answer_times*,kpi_board*,touches,pool_health,red_audit,source_quality,leads,-status,-created"
        )
    return session.window


def broker_past(session: Session) -> QWidget:
    """As of ten days ago."""
    session.window.open_page(session.broker.key)
    settle(session)
    page = session.broker.page
    if page is not None:
        page.board.set_text("")
        page.bar.look_back(page.bar.day - timedelta(days=10))
    return session.window


def broker_nobody(session: Session) -> QWidget:
    """Filters that nobody fits: a sentence on every card."""
    session.window.open_page(session.broker.key)
    settle(session)
    page = session.broker.page
    if page is not None:
        page.bar.look_back(None)
        page.bar.choose_between(page.bar.day.replace(year=1990), page.bar.day.replace(year=1991))
    return session.window


def broker_again(session: Session) -> QWidget:
    """The page as it opens."""
    session.window.open_page(session.broker.key)
    page = session.broker.page
    if page is not None:
        page.bar.look_back(None)
        page.bar.clear()
        page.board.set_text("")
    return session.window
