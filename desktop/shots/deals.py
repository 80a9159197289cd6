"""The pictures of the board of deals: with the panel, without, narrowed to nothing, and a file of transactions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.session import Session
from desktop.shots.settling import settle


def board(session: Session) -> QWidget:
    """The deals by stage."""
    page = session.deals.page
    session.window.open_page(session.deals.key)
    page.agents.setCurrentIndex(0)
    page.closings.setCurrentIndex(0)
    settle(session)
    page.close_panel()
    return session.window


def panel(session: Session) -> QWidget:
    """A deal in the panel: form, checklist, notes."""
    board(session)
    page = session.deals.page
    cards = page.columns["contingencies"].view.deals.cards or page.columns["pending"].view.deals.cards
    if cards:
        page.show_deal(cards[0].id)
    return session.window


def nothing(session: Session) -> QWidget:
    """No deal fits."""
    window = board(session)
    page = session.deals.page
    page.columns["closed"].view.setFocus()
    page.agents.setCurrentIndex(page.agents.count() - 1)
    page.closings.setCurrentIndex(1)
    settle(session)
    return window


DEAL_SHOTS: Final[tuple[tuple[str, Callable[[Session], QWidget]], ...]] = (
    ("deals", board),
    ("deals-panel", panel),
    ("deals-empty", nothing),
)
