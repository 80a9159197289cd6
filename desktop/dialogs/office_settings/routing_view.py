"""What the tab of lead routing shows, read in one go on a worker."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries.reader import Reader
from db.queries.routing import RuleRow, offered_of, rules_in_words, team
from db.rules.routing import Team
from db.rules.routing_settings import Offered


@dataclass(frozen=True, slots=True)
class RoutingView:
    """The rules in use with how they fared, what rules may name, and who can be given leads now."""

    rows: tuple[RuleRow, ...]
    offered: Offered
    team: Team


def read_routing_view(reader: Reader) -> RoutingView:
    """All of it on one connection."""
    return RoutingView(rules_in_words(reader), offered_of(reader.facts), team(reader))
