"""Stands for the follow-ups until they are opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.door import Door
from desktop.services import Services

if TYPE_CHECKING:
    from desktop.pages.follow_ups.page import FollowUpsPage


class FollowUpsDoor(Door["FollowUpsPage"]):
    """Makes the page when it is shown first."""

    key = "follow_ups"
    title = "Follow-ups"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        def make(parent: QWidget) -> FollowUpsPage:
            from desktop.pages.follow_ups.page import FollowUpsPage

            return FollowUpsPage(services, parent)

        super().__init__(services, make, parent)
