"""The broker dashboard is made when it is opened first, and what it is made of is loaded before."""

from __future__ import annotations

from desktop.pages.broker_dashboard.page import BrokerDashboard
from desktop.session import Session
from tests.desktop.conftest import Opened


def page_of(session: Session) -> BrokerDashboard | None:
    return session.broker.page


def test_the_page_is_made_when_it_is_opened(opened: Opened) -> None:
    session = opened.session
    opened.settle()
    session.broker.prepare()
    opened.settle()
    assert page_of(session) is None
    session.window.open_page(session.broker.key)
    made = page_of(session)
    assert made is not None
    opened.settle()
    assert made.isVisible()
    assert all(card.chart is not None and card.shown for card in made.cards.values() if card.spec.kind != "table")
    session.window.open_page(session.dashboard.key)
    session.window.open_page(session.broker.key)
    assert page_of(session) is made


def test_it_comes_a_moment_later_when_nothing_is_loaded_yet(opened: Opened) -> None:
    session = opened.session
    session.window.open_page(session.broker.key)
    assert page_of(session) is None
    opened.settle()
    made = page_of(session)
    assert made is not None
    assert made.isVisible()
