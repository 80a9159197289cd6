"""Stands for the board of deals until it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.door import Door
from desktop.services import Services

if TYPE_CHECKING:
    from desktop.pages.deals.page import DealsPage


class DealsDoor(Door["DealsPage"]):
    """Makes the board when it is shown first."""

    key = "deals"
    title = "Deals"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        def make(parent: QWidget) -> DealsPage:
            from desktop.pages.deals.page import DealsPage

            return DealsPage(services, parent)

        super().__init__(services, make, parent)
