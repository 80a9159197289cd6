"""What a query is handed: a read-only connection, who reads, when, and what the office has set."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, ColumnElement, Connection, Executable, bindparam

from db import direct
from db.filters import Moment
from db.rules.lead_types import ListDefinition
from db.rules.permissions import Actor
from db.rules.statuses import EIGHT, Scheme
from db.visibility import visible

T = TypeVar("T")
NOW: Final[Any] = bindparam("now", type_=BigInteger)
MOST_PREPARED: Final = 200


class Prepared:
    """Statements by what they answer: building one anew costs more than running it. They go with their facts."""

    def __init__(self) -> None:
        self._made: dict[Hashable, Any] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` made for `key` before, or makes now."""
        found: T | None = self._made.get(key)
        if found is None:
            if len(self._made) >= MOST_PREPARED:
                self._made.clear()
            found = self._made[key] = make()
        return found


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
    prepared: Prepared = field(default_factory=Prepared, compare=False, repr=False)

    @property
    def member_ids(self) -> dict[str, int]:
        """Members' ids by case-folded name."""
        return self.prepared.get("member_ids", lambda: {name.casefold(): key for key, name in self.members.items()})

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
        return Moment(self.now, self.facts.member_ids, self.facts.zone)

    @property
    def any_moment(self) -> Moment:
        """The same for a prepared statement: its moment is the parameter "now"."""
        return Moment(NOW, self.facts.member_ids, self.facts.zone)

    def fetch(self, statement: Executable, **values: Any) -> list[Any]:
        """All rows as the driver gives them: SQLAlchemy's own rows would cost as much as reading a page.

        Truths are 1 and 0 on SQLite; "now" is this read's moment unless given.
        """
        return direct.rows(self.connection, statement, {"now": self.now, **values})
