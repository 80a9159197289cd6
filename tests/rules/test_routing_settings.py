"""Routing rules as the office's setting: the way there and back, every problem at once, in words."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from db.rules.errors import FieldProblemsError
from db.rules.routing import LAST, LAST_RULE, Conditions, Destination, RoutingRule, Share
from db.rules.routing_settings import (
    MOST_RULES,
    Offered,
    check_routing,
    conditions_in_words,
    destination_in_words,
    read_routing,
    write_routing,
)
from db.rules.values import CONTACT_SOURCES

NAMES = {1: "Dana Moreau", 2: "Wes Park", 3: "Ivy Sandoval", 5: "Uma Whitlock"}
OFFERED = Offered({1: "Dana Moreau", 2: "Wes Park", 3: "Ivy Sandoval"}, NAMES, CONTACT_SOURCES)
FULL = RoutingRule(
    "a", "Zillow in Tampa",
    Conditions(("33606", "Tampa"), 30_000_000, 50_000_000, ("zillow",), ("referral",), ("question", "visit")),
    Destination("offer", (Share(2), Share(3)), 30, 1),
)  # fmt: skip


def problems(*rules: RoutingRule) -> dict[str, str]:
    with pytest.raises(FieldProblemsError) as caught:
        check_routing(rules, OFFERED)
    return caught.value.problems


def test_what_is_written_is_read_again() -> None:
    rules = (FULL, RoutingRule("b", "In turn", to=Destination("turns", (Share(2, 3), Share(3)))), LAST_RULE)
    assert read_routing(json.loads(json.dumps(write_routing(rules)))) == rules
    assert check_routing(rules, OFFERED) == rules


@pytest.mark.parametrize("value", [None, 7, "x", [], {}, {"rules": None}, {"rules": [7, None]}])
def test_without_a_setting_everything_goes_to_the_pool(value: Any) -> None:
    assert read_routing(value) == (LAST_RULE,)


def test_what_cannot_be_read_is_left_out() -> None:
    odd = {
        "key": None,
        "title": None,
        "when": 3,
        "to": {"how": None, "members": [3, {"id": "x"}, {"id": 2}], "minutes": True},
    }
    last = {"key": LAST, "when": {"areas": ["33606"]}, "to": {"how": "member", "members": 5}}
    found = read_routing({"rules": [last, odd]})
    assert found == (
        RoutingRule("", "", to=Destination("pool", (Share(2),))),
        RoutingRule(LAST, "Everything else", to=Destination("member")),
    )


def test_the_last_rule_stays_and_stays_last() -> None:
    for rules in ((), (FULL,), (LAST_RULE, FULL), (LAST_RULE, LAST_RULE)):
        assert "it stays, and stays last" in problems(*rules)["rules"]
    many = tuple(replace(FULL, key=str(n), title=f"Rule {n}") for n in range(MOST_RULES))
    assert f"{MOST_RULES} rules" in problems(*many, LAST_RULE)["rules"]
    kept = check_routing((replace(LAST_RULE, when=Conditions(areas=("x",)), title=" Rest "),), OFFERED)
    assert kept == (RoutingRule(LAST, "Rest"),)


def test_every_problem_is_said_at_once() -> None:
    wrong = RoutingRule(
        "a", " ",
        Conditions(("--",), 5, 4, ("nope",), ("nope",), ("nope",)),
        Destination("offer", (Share(5), Share(9), Share(2)), 0, 5),
    )  # fmt: skip
    assert problems(wrong, LAST_RULE) == {
        "a.title": "A rule needs a name.",
        "a.areas": "“--” is no postal code and no city.",
        "a.price": "The price goes from the lower to the higher.",
        "a.sources": "“nope” is no source of the office.",
        "a.contact_sources": "“nope” is no source of the office.",
        "a.lead_types": "“nope” is no lead type of the office.",
        "a.members": "Uma Whitlock cannot be given contacts: only active agents and brokers own them. "
        "A member is named who is not in the office.",
        "a.minutes": "An offer stands from 1 minute to 7 days.",
        "a.fallback": "Uma Whitlock cannot be given contacts: only active agents and brokers own them.",
    }


@pytest.mark.parametrize(
    ("to", "field"),
    [
        (Destination("member"), "members"),
        (Destination("turns"), "members"),
        (Destination("member", (Share(2), Share(3))), "members"),
        (Destination("turns", (Share(2), Share(2))), "members"),
        (Destination("turns", (Share(2, 0),)), "shares"),
        (Destination("turns", (Share(2, -1),)), "shares"),
        (Destination("turns", (Share(2, 101),)), "shares"),
        (Destination("offer", (Share(2),), 0), "minutes"),
        (Destination("offer", (Share(2),), 7 * 24 * 60 + 1), "minutes"),
        (Destination("elsewhere"), "how"),
    ],
)
def test_a_destination_that_cannot_be(to: Destination, field: str) -> None:
    assert list(problems(replace(FULL, to=to), LAST_RULE)) == [f"a.{field}"]


@pytest.mark.parametrize("minutes", [1, 7 * 24 * 60])
def test_the_ends_of_the_time_limit_are_allowed(minutes: int) -> None:
    rules = (replace(FULL, to=replace(FULL.to, minutes=minutes)), LAST_RULE)
    assert check_routing(rules, OFFERED) == rules


@pytest.mark.parametrize(
    ("when", "field"),
    [
        (Conditions(price_from=-1), "price"),
        (Conditions(price_to=-1), "price"),
        (Conditions(price_to=100_000_000_001), "price"),
        (Conditions(areas=("x" * 61,)), "areas"),
        (Conditions(areas=tuple(f"{n}" for n in range(501))), "areas"),
    ],
)
def test_a_condition_that_cannot_be(when: Conditions, field: str) -> None:
    assert list(problems(replace(FULL, when=when), LAST_RULE)) == [f"a.{field}"]


def test_names_are_told_apart() -> None:
    twice = problems(FULL, replace(FULL, key="b", title="zillow IN tampa"), LAST_RULE)
    assert twice == {"b.title": "Another rule is called “zillow IN tampa” already."}
    assert "60 characters" in problems(replace(FULL, title="x" * 61), LAST_RULE)["a.title"]


def test_what_a_destination_does_not_use_is_left_out() -> None:
    rule = replace(
        FULL, title="  Two   words ", when=Conditions((" 33606 ", "33606", "336*"), sources=("text", "text"))
    )
    to = Destination("pool", (Share(2, 4),), 99, 1)
    found = check_routing((replace(rule, to=to), LAST_RULE), OFFERED)[0]
    assert found == RoutingRule("a", "Two words", Conditions(("33606", "336*"), sources=("text",)), Destination())
    shared = check_routing((replace(rule, to=Destination("least_busy", (Share(2, 4),), 3, 1)), LAST_RULE), OFFERED)[0]
    assert shared.to == Destination("least_busy", (Share(2),))


def test_in_words() -> None:
    assert conditions_in_words(FULL.when, CONTACT_SOURCES) == (
        "Question or Visit · from Zillow · contact source Referral · 33606 or Tampa · $300,000 to $500,000"
    )
    assert conditions_in_words(Conditions(), CONTACT_SOURCES) == "Every lead"
    assert conditions_in_words(Conditions(price_from=123_45), ()) == "From $123.45"
    assert conditions_in_words(Conditions(price_to=100_00), ()) == "Up to $100"
    assert conditions_in_words(Conditions(areas=("33606", "Tampa", "336*")), ()) == "33606, Tampa or 336*"
    both = (Share(2, 2), Share(3))
    words = {
        Destination(): "To the pool",
        Destination("member", (Share(2),)): "To Wes Park",
        Destination("member"): "To nobody",
        Destination("turns", both): "Wes Park and Ivy Sandoval in turn, 2 : 1",
        Destination("turns", (Share(2), Share(77))): "Wes Park and a member who is gone in turn",
        Destination("least_busy", both): "Whoever is least busy of Wes Park and Ivy Sandoval",
        Destination("offer", both, 60): "Offered to Wes Park and Ivy Sandoval for 1 hour, then to the pool",
        Destination("offer", both, 5, 1): "Offered to Wes Park and Ivy Sandoval for 5 minutes, then to Dana Moreau",
    }
    assert {to: destination_in_words(to, NAMES) for to in words} == words
