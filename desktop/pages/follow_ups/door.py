"""Stands for the follow-ups until they are opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.door import Door

if TYPE_CHECKING:
    from desktop.pages.follow_ups.page import FollowUpsPage


class FollowUpsDoor(Door["FollowUpsPage"]):
    """Makes the page when it is shown first."""

    key = "follow_ups"
    title = "Follow-ups"

    def _make(self) -> FollowUpsPage:
        from desktop.pages.follow_ups.page import FollowUpsPage

        return FollowUpsPage(self._services, self)

    def _focus(self, page: FollowUpsPage) -> None:
        page.take_keyboard()
