"""Who gets a new lead: rules in order, the first that fits decides; the last one fits everything (issue 3, R75)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from db.rules.listing_values import letters_of
from db.rules.values import Pairs

MEMBER: Final = "member"
TURNS: Final = "turns"
LEAST_BUSY: Final = "least_busy"
OFFER: Final = "offer"
POOL: Final = "pool"
DESTINATIONS: Final[Pairs] = (
    (MEMBER, "One member"),
    (TURNS, "Members in turn, by share"),
    (LEAST_BUSY, "Whoever is least busy"),
    (OFFER, "Offered to several"),
    (POOL, "The pool"),
)
LAST: Final = "last"
_ZIP_PLUS_FOUR: Final = 9
_ZIP: Final = 5


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a rule is for: several fields narrow, several values of one widen; an empty field narrows nothing.

    `areas` are postal codes ("33606", "336*" for all that begin so) and cities. Prices in cents, both ends included;
    a lead without a price fits no rule that names one.
    """

    areas: tuple[str, ...] = ()
    price_from: int | None = None
    price_to: int | None = None
    sources: tuple[str, ...] = ()
    contact_sources: tuple[str, ...] = ()
    lead_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """A member of a rule; of three leads one with share 2 gets two beside one with share 1."""

    member_id: int
    share: int = 1


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a rule sends its leads: `how` is a key of DESTINATIONS.

    `minutes` is how long an offer stands, `fallback` who gets the lead when nobody takes it (None: the pool).
    """

    how: str = POOL
    members: tuple[Share, ...] = ()
    minutes: int = 15
    fallback: int | None = None

    @property
    def member_ids(self) -> tuple[int, ...]:
        """Its members in their order."""
        return tuple(one.member_id for one in self.members)


@dataclass(frozen=True, slots=True)
class RoutingRule:
    """One rule. `key` stays while its name and place change; the one with the key LAST has no conditions."""

    key: str
    title: str
    when: Conditions = field(default_factory=Conditions)
    to: Destination = field(default_factory=Destination)


LAST_RULE: Final = RoutingRule(LAST, "Everything else")


@dataclass(frozen=True, slots=True)
class LeadFacts:
    """What is known of a lead when it arrives: where and what it is about (price in cents), its source and type."""

    lead_type: str = ""
    source: str = ""
    contact_source: str = ""
    postal_code: str = ""
    city: str = ""
    price: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """How many leads a rule has given a member, and when it gave the last one (ms UTC)."""

    given: int = 0
    at: int = 0


@dataclass(frozen=True, slots=True)
class Team:
    """Who can be given leads now, with their names; how many contacts wait for an answer of each; turns by rule and
    member. Who is not in `names` is passed over.
    """

    names: Mapping[int, str]
    waiting: Mapping[int, int] = field(default_factory=dict)
    turns: Mapping[tuple[str, int], Turn] = field(default_factory=dict)

    def turn(self, rule: str, member_id: int) -> Turn:
        """How a member stands in a rule."""
        return self.turns.get((rule, member_id), Turn())


@dataclass(frozen=True, slots=True)
class Decision:
    """Who gets a lead: a member, several by an offer, or (neither) the pool; `why` is a sentence for people.

    `counts` are the leads that the rule has given each member once this one is given.
    """

    rule: RoutingRule
    why: str
    member_id: int | None = None
    offered: tuple[int, ...] = ()
    counts: tuple[tuple[int, int], ...] = ()


def decide(rules: Sequence[RoutingRule], lead: LeadFacts, team: Team) -> Decision:
    """Who gets a lead: the first rule that fits and has somebody to give it to decides; the pool where none does.

    The same facts give the same answer.
    """
    passed: list[str] = []
    for rule in rules:
        if not fits(rule.when, lead):
            continue
        found = _send(rule, team)
        if found is not None:
            return replace(found, why=" ".join([found.why, *passed]))
        passed.append(f"{_named(rule)} fits too, but none of its members can be given leads now.")
    return Decision(LAST_RULE, " ".join(["No rule has anybody to give it to: it goes to the pool.", *passed]))


def fits(when: Conditions, lead: LeadFacts) -> bool:
    """Whether a lead meets every condition of a rule."""
    return (
        _among(when.lead_types, lead.lead_type)
        and _among(when.sources, lead.source)
        and _among(when.contact_sources, lead.contact_source)
        and _in_area(when.areas, lead)
        and _in_price(when, lead.price)
    )


def after_offer(rules: Iterable[RoutingRule], key: str, team: Team) -> tuple[int | None, str]:
    """Who gets a lead that nobody took, by the rule `key` as it stands now: a member, or None for the pool; and why."""
    fallback = next((rule.to.fallback for rule in rules if rule.key == key), None)
    if fallback is not None and fallback in team.names:
        return fallback, f"Nobody took it: it goes to {team.names[fallback]}."
    return None, "Nobody took it: it goes to the pool."


def names_in_words(names: Sequence[str]) -> str:
    """Names as one reads them: "Wes Park, Ivy Sandoval and Dana Moreau"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def time_in_words(minutes: int) -> str:
    """A time limit as one reads it: "15 minutes", "2 hours", "1 day"."""
    for size, word in ((24 * 60, "day"), (60, "hour")):
        if minutes >= size and minutes % size == 0:
            return _counted(minutes // size, word)
    return _counted(minutes, "minute")


# -- conditions -----------------------------------------------------------------------------------------------------


def _among(wanted: tuple[str, ...], value: str) -> bool:
    return not wanted or value in wanted


def _in_price(when: Conditions, price: int | None) -> bool:
    if when.price_from is None and when.price_to is None:
        return True
    if price is None:
        return False
    return (when.price_from or 0) <= price and (when.price_to is None or price <= when.price_to)


def _in_area(areas: tuple[str, ...], lead: LeadFacts) -> bool:
    if not areas:
        return True
    code, city = letters_of(lead.postal_code), letters_of(lead.city)
    places = {code, city, code[:_ZIP] if len(code) == _ZIP_PLUS_FOUR and code.isdigit() else ""} - {""}
    return any(_is_area(area, code, places) for area in areas)


def _is_area(area: str, code: str, places: set[str]) -> bool:
    key = letters_of(area)
    return bool(key) and (code.startswith(key) if area.strip().endswith("*") else key in places)


# -- destinations ---------------------------------------------------------------------------------------------------


def _send(rule: RoutingRule, team: Team) -> Decision | None:
    """What a rule that fits does; None when it has nobody to give the lead to."""
    if rule.to.how == POOL:
        return Decision(rule, f"{_named(rule)}: it goes to the pool.")
    able = [one for one in rule.to.members if one.member_id in team.names]
    if not able:
        return None
    if rule.to.how == OFFER:
        return _offered(rule, able, team)
    if rule.to.how == TURNS:
        return _in_turn(rule, able, team)
    if rule.to.how == LEAST_BUSY:
        return _least_busy(rule, able, team)
    first = able[0].member_id
    return Decision(rule, f"{_named(rule)}: it goes to {team.names[first]}.", first)


def _offered(rule: RoutingRule, able: Sequence[Share], team: Team) -> Decision:
    fallback = team.names.get(rule.to.fallback or 0)
    names = names_in_words([team.names[one.member_id] for one in able])
    limit = time_in_words(rule.to.minutes)
    why = f"{_named(rule)}: offered to {names} for {limit}, then it goes to {fallback or 'the pool'}."
    return Decision(rule, why, offered=tuple(one.member_id for one in able))


def _in_turn(rule: RoutingRule, able: Sequence[Share], team: Team) -> Decision:
    """Whoever has the least of their share is next; of several alike the first in the rule's order.

    Who cannot be given leads now is counted on beside the others, so that they are not flooded when they are back.
    """

    def so_far(one: Share) -> Fraction:
        return Fraction(team.turn(rule.key, one.member_id).given, one.share)

    chosen = min(able, key=so_far)
    least = so_far(chosen)
    away = [one for one in rule.to.members if one.member_id not in team.names and so_far(one) < least]
    given = team.turn(rule.key, chosen.member_id).given
    before = sum(team.turn(rule.key, one.member_id).given for one in able)
    part = f", share {chosen.share} of {sum(one.share for one in able)}" if len(able) > 1 else ""
    so_many = f"{given:,} of {_counted(before, 'lead')} so far{part}" if before else f"its first lead{part}"
    why = f"{_named(rule)}: it is {team.names[chosen.member_id]}’s turn ({so_many})."
    counts = ((chosen.member_id, given + 1), *((one.member_id, int(least * one.share)) for one in away))
    return Decision(rule, why, chosen.member_id, counts=counts)


def _least_busy(rule: RoutingRule, able: Sequence[Share], team: Team) -> Decision:
    """Whoever has the fewest contacts waiting; of several alike the one whose last turn is longest ago.

    The sentence names no number: others read it, and how many contacts a member has is the member's own (R19).
    """

    def load(one: Share) -> tuple[int, int]:
        return team.waiting.get(one.member_id, 0), team.turn(rule.key, one.member_id).at

    chosen = min(able, key=load).member_id
    waiting = team.waiting.get(chosen, 0)
    alike = sum(team.waiting.get(one.member_id, 0) == waiting for one in able) > 1
    turn = ", and it is their turn among those with as few" if alike else ""
    who = f"{team.names[chosen]} has the fewest contacts waiting for an answer"
    counts = ((chosen, team.turn(rule.key, chosen).given + 1),)
    return Decision(rule, f"{_named(rule)}: {who}{turn}.", chosen, counts=counts)


def _named(rule: RoutingRule) -> str:
    return f"Rule “{rule.title}”"


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
