"""Routing rules as the office's setting: written, read back, checked, and said in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from db.rules.errors import FieldProblemsError
from db.rules.listing_values import letters_of
from db.rules.routing import (
    DESTINATIONS,
    LAST,
    LAST_RULE,
    LEAST_BUSY,
    MEMBER,
    OFFER,
    POOL,
    TURNS,
    Conditions,
    Destination,
    RoutingRule,
    Share,
    names_in_words,
    time_in_words,
)
from db.rules.values import LEAD_TYPES, Pairs, label_of

SETTING: Final = "routing"
LONGEST_TITLE: Final = 60
LONGEST_AREA: Final = 60
MOST_RULES: Final = 100
MOST_AREAS: Final = 500
MOST_SHARE: Final = 100
MOST_MINUTES: Final = 7 * 24 * 60
HIGHEST_PRICE: Final = 100_000_000_000  # cents: a billion


@dataclass(frozen=True, slots=True)
class Offered:
    """What rules may name: members who can be given leads, the names of all, and the sources of the office."""

    able: Mapping[int, str]
    names: Mapping[int, str]
    sources: Pairs


# -- as a setting ---------------------------------------------------------------------------------------------------


def read_routing(value: Any) -> tuple[RoutingRule, ...]:
    """The rules a setting holds, in order; the last one is always there. What cannot be read is left out."""
    found = value.get("rules") if isinstance(value, dict) else None
    rules = [_read(one) for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return (*(one for one in rules if one.key != LAST), next((one for one in rules if one.key == LAST), LAST_RULE))


def write_routing(rules: Sequence[RoutingRule]) -> dict[str, Any]:
    """Rules as `read_routing` reads them."""
    return {"rules": [_write(rule) for rule in rules]}


def _read(one: dict[str, Any]) -> RoutingRule:
    key = str(one.get("key") or "")
    title, when, to = str(one.get("title") or ""), _part(one, "when"), _part(one, "to")
    conditions = Conditions(
        _words(when.get("areas")), _number(when.get("price_from")), _number(when.get("price_to")),
        _words(when.get("sources")), _words(when.get("contact_sources")), _words(when.get("lead_types")),
    )  # fmt: skip
    destination = Destination(
        str(to.get("how") or POOL), _shares(to.get("members")), _number(to.get("minutes")) or Destination().minutes,
        _number(to.get("fallback")),
    )  # fmt: skip
    if key == LAST:
        return RoutingRule(LAST, title or LAST_RULE.title, Conditions(), destination)
    return RoutingRule(key, title, conditions, destination)


def _write(rule: RoutingRule) -> dict[str, Any]:
    when, to = rule.when, rule.to
    return {
        "key": rule.key,
        "title": rule.title,
        "when": {
            "areas": list(when.areas), "price_from": when.price_from, "price_to": when.price_to,
            "sources": list(when.sources), "contact_sources": list(when.contact_sources),
            "lead_types": list(when.lead_types),
        },
        "to": {
            "how": to.how, "members": [{"id": one.member_id, "share": one.share} for one in to.members],
            "minutes": to.minutes, "fallback": to.fallback,
        },
    }  # fmt: skip


def _part(one: dict[str, Any], name: str) -> dict[str, Any]:
    found = one.get(name)
    return found if isinstance(found, dict) else {}


def _words(value: Any) -> tuple[str, ...]:
    return tuple(str(word) for word in value) if isinstance(value, list) else ()


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _shares(value: Any) -> tuple[Share, ...]:
    found = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    pairs = [(_number(one.get("id")), _number(one.get("share"))) for one in found]
    return tuple(Share(key, 1 if share is None else share) for key, share in pairs if key is not None)


# -- checking -------------------------------------------------------------------------------------------------------


def check_routing(rules: Sequence[RoutingRule], offered: Offered) -> tuple[RoutingRule, ...]:
    """The rules cleaned: without double values, and without what a destination does not use.

    Errors: FieldProblemsError with every problem, by "<key of the rule>.<field>".
    """
    problems: dict[str, str] = {}
    if not rules or rules[-1].key != LAST or [one.key for one in rules].count(LAST) != 1:
        problems["rules"] = "The last rule takes every lead that no other fits; it stays, and stays last."
    elif len(rules) > MOST_RULES:
        problems["rules"] = f"There is room for {MOST_RULES} rules; these are {len(rules)}."
    taken: set[str] = set()
    clean = []
    for rule in rules:
        tidied = _tidied(rule)
        found = _title(tidied, taken) | _conditions(tidied.when, offered) | _destination(tidied.to, offered)
        problems |= {f"{rule.key}.{name}": sentence for name, sentence in found.items()}
        taken.add(tidied.title.casefold())
        clean.append(tidied)
    if problems:
        raise FieldProblemsError(problems)
    return tuple(clean)


def _tidied(rule: RoutingRule) -> RoutingRule:
    when, to = rule.when, rule.to
    areas = {letters_of(area) + area[-1:].replace("*", " "): area for area in (" ".join(a.split()) for a in when.areas)}
    conditions = replace(
        when,
        areas=tuple(areas.values()),
        sources=_once(when.sources),
        contact_sources=_once(when.contact_sources),
        lead_types=_once(when.lead_types),
    )
    destination = Destination(
        to.how,
        () if to.how == POOL else tuple(one if to.how == TURNS else replace(one, share=1) for one in to.members),
        to.minutes if to.how == OFFER else Destination().minutes,
        to.fallback if to.how == OFFER else None,
    )
    return RoutingRule(
        rule.key, " ".join(rule.title.split()), Conditions() if rule.key == LAST else conditions, destination
    )


def _once(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def _title(rule: RoutingRule, taken: set[str]) -> dict[str, str]:
    if not rule.title:
        return {"title": "A rule needs a name."}
    if len(rule.title) > LONGEST_TITLE:
        return {"title": f"A name has room for {LONGEST_TITLE} characters."}
    if rule.title.casefold() in taken:
        return {"title": f"Another rule is called “{rule.title}” already."}
    return {}


def _conditions(when: Conditions, offered: Offered) -> dict[str, str]:
    problems = {}
    wrong = next((area for area in when.areas if not letters_of(area) or len(area) > LONGEST_AREA), None)
    if wrong is not None:
        problems["areas"] = f"“{wrong[:LONGEST_AREA]}” is no postal code and no city."
    elif len(when.areas) > MOST_AREAS:
        problems["areas"] = f"A rule has room for {MOST_AREAS} postal codes and cities."
    lowest, highest = when.price_from or 0, HIGHEST_PRICE if when.price_to is None else when.price_to
    if lowest < 0 or highest < 0 or max(lowest, highest) > HIGHEST_PRICE:
        problems["price"] = "A price is from $0 to $1,000,000,000."
    elif lowest > highest:
        problems["price"] = "The price goes from the lower to the higher."
    sources, types = dict(offered.sources), dict(LEAD_TYPES)
    for name, known, word in (
        ("sources", sources, "source"), ("contact_sources", sources, "source"), ("lead_types", types, "lead type")
    ):  # fmt: skip
        unknown = next((key for key in getattr(when, name) if key not in known), None)
        if unknown is not None:
            problems[name] = f"“{unknown}” is no {word} of the office."
    return problems


def _destination(to: Destination, offered: Offered) -> dict[str, str]:
    if to.how not in dict(DESTINATIONS):
        return {"how": f"“{to.how}” is no place to send leads to."}
    problems = {}
    members = _members(to, offered)
    if members:
        problems["members"] = members
    if to.how == TURNS and any(not 1 <= one.share <= MOST_SHARE for one in to.members):
        problems["shares"] = f"A share is a whole number from 1 to {MOST_SHARE}."
    if to.how == OFFER and not 1 <= to.minutes <= MOST_MINUTES:
        problems["minutes"] = "An offer stands from 1 minute to 7 days."
    if to.fallback is not None and to.fallback not in offered.able:
        problems["fallback"] = _unable(to.fallback, offered)
    return problems


def _members(to: Destination, offered: Offered) -> str:
    ids = to.member_ids
    if to.how != POOL and not ids:
        return "Choose who gets these leads."
    if to.how == MEMBER and len(ids) > 1:
        return "One member gets these leads; choose one."
    twice = next((one for one in ids if ids.count(one) > 1), None)
    if twice is not None:
        return f"{offered.names.get(twice, 'A member')} is named twice."
    return " ".join(_unable(one, offered) for one in ids if one not in offered.able)


def _unable(member_id: int, offered: Offered) -> str:
    name = offered.names.get(member_id)
    if name is None:
        return "A member is named who is not in the office."
    return f"{name} cannot be given contacts: only active agents and brokers own them."


# -- in words -------------------------------------------------------------------------------------------------------


def conditions_in_words(when: Conditions, sources: Pairs) -> str:
    """What a rule is for: "Zillow or Facebook · 33606 or Tampa · $300,000 to $500,000"; "Every lead" for all."""
    parts = [
        _any_of(when.lead_types, lambda key: label_of(LEAD_TYPES, key)),
        _any_of(when.sources, lambda key: f"from {label_of(sources, key)}"),
        _any_of(when.contact_sources, lambda key: f"contact source {label_of(sources, key)}"),
        _any_of(when.areas, str),
        _prices(when),
    ]
    words = " · ".join(part for part in parts if part)
    return f"{words[0].upper()}{words[1:]}" if words else "Every lead"


def destination_in_words(to: Destination, names: Mapping[int, str]) -> str:
    """Where a rule sends its leads: "Wes Park and Ivy Sandoval in turn, 2 : 1"."""
    if to.how == POOL:
        return "To the pool"
    who = names_in_words([names.get(one, "a member who is gone") for one in to.member_ids]) if to.members else "nobody"
    if to.how == TURNS:
        shares = " : ".join(str(one.share) for one in to.members)
        return f"{who} in turn" + (f", {shares}" if len({one.share for one in to.members}) > 1 else "")
    if to.how == LEAST_BUSY:
        return f"Whoever is least busy of {who}"
    if to.how == OFFER:
        after = "the pool" if to.fallback is None else names.get(to.fallback, "the pool")
        return f"Offered to {who} for {time_in_words(to.minutes)}, then to {after}"
    return f"To {who}"


def _any_of(keys: tuple[str, ...], label: Callable[[str], str]) -> str:
    words = [label(key) for key in keys]
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _prices(when: Conditions) -> str:
    low = "" if when.price_from is None else _dollars(when.price_from)
    high = "" if when.price_to is None else _dollars(when.price_to)
    if low and high:
        return f"{low} to {high}"
    return f"from {low}" if low else f"up to {high}" if high else ""


def _dollars(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    return f"${whole:,}.{rest:02}" if rest else f"${whole:,}"
