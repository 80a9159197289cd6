"""Stands for the queue of offers until it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.door import Door
from desktop.services import Services

if TYPE_CHECKING:
    from desktop.pages.underwriting.page import UnderwritingPage


class UnderwritingDoor(Door["UnderwritingPage"]):
    """Makes the page when it is shown first."""

    key = "underwriting"
    title = "Offer numbers"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        def make(parent: QWidget) -> UnderwritingPage:
            from desktop.pages.underwriting.page import UnderwritingPage

            return UnderwritingPage(services, parent)

        super().__init__(services, make, parent)
