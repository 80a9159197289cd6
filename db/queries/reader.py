"""What a query is handed: a read-only connection, who reads, when, and what the office has set."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection

from db.filters import Moment
from db.rules.lead_types import ListDefinition
from db.rules.permissions import Actor
from db.rules.statuses import EIGHT, Scheme
from db.visibility import visible


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What hardly changes and everything reads: settings, scheme, members' names."""

    name: str = "Brokerdesk office"
    zone: str = "America/New_York"
    region: str = "US"
    scheme: Scheme = EIGHT
    lists: tuple[ListDefinition, ...] = ()
    members: dict[int, str] = field(default_factory=dict)
    roles: dict[int, tuple[str, ...]] = field(default_factory=dict)
    sources: tuple[tuple[str, str], ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def member_ids(self) -> dict[str, int]:
        """Members' ids by case-folded name."""
        return {name.casefold(): key for key, name in self.members.items()}

    @property
    def zone_info(self) -> ZoneInfo:
        """The office's time zone."""
        return ZoneInfo(self.zone)


@dataclass(frozen=True, slots=True)
class Reader:
    """One read: use `connection` for queries, and `visible` in every where clause on contacts."""

    connection: Connection
    actor: Actor
    now: int
    facts: OfficeFacts

    @property
    def visible(self) -> ColumnElement[bool]:
        """The contacts this member may see (R19)."""
        return visible(self.actor)

    @property
    def moment(self) -> Moment:
        """What filters need to know."""
        return Moment(self.now, self.facts.member_ids)
