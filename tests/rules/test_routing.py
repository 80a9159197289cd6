"""Who gets a new lead: conditions, the order of rules, every destination."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from db.rules.routing import (
    LAST,
    LAST_RULE,
    Conditions,
    Decision,
    Destination,
    LeadFacts,
    RoutingRule,
    Share,
    Team,
    Turn,
    after_offer,
    decide,
    fits,
    names_in_words,
    time_in_words,
)

WES, IVY, DANA = 2, 3, 1
NAMES = {DANA: "Dana Moreau", WES: "Wes Park", IVY: "Ivy Sandoval"}
TEAM = Team(NAMES)
BOTH = (Share(WES), Share(IVY))


def rule(key: str = "r", *, when: Conditions | None = None, to: Destination | None = None) -> RoutingRule:
    return RoutingRule(key, f"Rule {key}", when or Conditions(), to or Destination("member", (Share(WES),)))


# -- conditions -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("areas", "postal_code", "city", "expected"),
    [
        (("33606",), "33606", "", True),
        (("33606",), "33606-1234", "", True),
        (("33606",), "336061", "", False),
        (("33606",), "33607", "Tampa", False),
        (("33607", "tampa"), "33606", "TAMPA", True),
        (("St Petersburg",), "", "St. Petersburg", True),
        (("336*",), "33699-0001", "", True),
        (("336*",), "33700", "", False),
        (("Tam*",), "", "Tampa", False),
        (("*",), "33606", "Tampa", False),
        (("SW1A 1AA",), "sw1a1aa", "", True),
        (("33606",), "", "", False),
        (("",), "", "", False),
        ((), "", "", True),
    ],
)
def test_an_area_is_a_postal_code_or_a_city(
    *, areas: tuple[str, ...], postal_code: str, city: str, expected: bool
) -> None:
    assert fits(Conditions(areas=areas), LeadFacts(postal_code=postal_code, city=city)) is expected


@pytest.mark.parametrize(
    ("low", "high", "price", "expected"),
    [
        (100, 200, 100, True), (100, 200, 200, True), (100, 200, 99, False), (100, 200, 201, False),
        (None, 200, 0, True), (None, 200, 201, False), (100, None, 10**12, True), (100, None, 99, False),
        (100, 200, None, False), (None, None, None, True), (0, None, None, False),
    ],
)  # fmt: skip
def test_both_ends_of_a_price_belong_to_it(
    *, low: int | None, high: int | None, price: int | None, expected: bool
) -> None:
    assert fits(Conditions(price_from=low, price_to=high), LeadFacts(price=price)) is expected


def test_several_fields_narrow_and_several_values_widen() -> None:
    when = Conditions(sources=("zillow", "website"), contact_sources=("referral",), lead_types=("question",))
    lead = LeadFacts("question", "website", "referral")
    assert fits(when, lead)
    assert fits(when, replace(lead, source="zillow"))
    assert not fits(when, replace(lead, source="facebook"))
    assert not fits(when, replace(lead, contact_source="zillow"))
    assert not fits(when, replace(lead, lead_type="visit"))


# -- order ----------------------------------------------------------------------------------------------------------


def test_the_first_rule_that_fits_decides() -> None:
    zillow = rule("a", when=Conditions(sources=("zillow",)))
    ivy = rule("b", to=Destination("member", (Share(IVY),)))
    assert decide((zillow, ivy, LAST_RULE), LeadFacts(source="zillow"), TEAM).member_id == WES
    assert decide((ivy, zillow, LAST_RULE), LeadFacts(source="zillow"), TEAM).member_id == IVY
    assert decide((zillow, LAST_RULE), LeadFacts(source="text"), TEAM) == Decision(
        LAST_RULE, "Rule “Everything else”: it goes to the pool."
    )


def test_the_same_facts_give_the_same_answer() -> None:
    rules = (rule(to=Destination("turns", (Share(IVY, 3), Share(WES, 2)))), LAST_RULE)
    team = Team(NAMES, turns={("r", IVY): Turn(3, 9), ("r", WES): Turn(2, 8)})
    assert len({decide(rules, LeadFacts(), team).member_id for _ in range(20)}) == 1


def test_a_rule_without_anybody_left_is_passed_over_and_that_is_said() -> None:
    gone = Team({DANA: "Dana Moreau", IVY: "Ivy Sandoval"})
    found = decide((rule("a"), rule("b", to=Destination("member", (Share(IVY),)))), LeadFacts(), gone)
    assert found.member_id == IVY
    assert found.why == (
        "Rule “Rule b”: it goes to Ivy Sandoval. "
        "Rule “Rule a” fits too, but none of its members can be given leads now."
    )


def test_where_no_rule_has_anybody_it_is_the_pool() -> None:
    found = decide((rule(LAST),), LeadFacts(), Team({}))
    assert (found.member_id, found.offered, found.rule.key) == (None, (), LAST)
    assert found.why.startswith("No rule has anybody to give it to: it goes to the pool.")


# -- destinations ---------------------------------------------------------------------------------------------------


def many(to: Destination, team: Team, count: int = 100) -> list[int]:
    """Who gets `count` leads one after the other, with the turns as the office would keep them."""
    turns = dict(team.turns)
    given = []
    for now in range(1, count + 1):
        found = decide((rule(to=to), LAST_RULE), LeadFacts(), replace(team, turns=turns))
        assert found.member_id is not None
        given.append(found.member_id)
        for member, number in found.counts:
            turns["r", member] = Turn(number, now if member == found.member_id else 0)
    return given


def test_turns_go_by_share() -> None:
    to = Destination("turns", (Share(WES, 3), Share(IVY), Share(DANA)))
    given = many(to, TEAM)
    assert Counter(given) == {WES: 60, IVY: 20, DANA: 20}
    assert given[:3] == [WES, IVY, DANA]
    for end in range(5, 101, 5):
        assert Counter(given[:end])[WES] == end * 3 // 5
    assert many(Destination("turns", BOTH), TEAM, 6) == [WES, IVY] * 3


def test_who_was_away_is_not_flooded_when_back() -> None:
    to = Destination("turns", BOTH)
    away = decide((rule(to=to),), LeadFacts(), Team({WES: "Wes Park"}, turns={("r", WES): Turn(50, 1)}))
    assert (away.member_id, away.counts) == (WES, ((WES, 51), (IVY, 50)))
    assert away.why == "Rule “Rule r”: it is Wes Park’s turn (50 of 50 leads so far)."
    back = Team(NAMES, turns={("r", WES): Turn(51, 2), ("r", IVY): Turn(50, 0)})
    assert Counter(many(to, back, 10)) == {WES: 5, IVY: 5}


def test_the_why_of_a_turn_names_the_share() -> None:
    to = Destination("turns", (Share(WES, 2), Share(IVY)))
    first = decide((rule(to=to),), LeadFacts(), TEAM).why
    assert first == "Rule “Rule r”: it is Wes Park’s turn (its first lead, share 2 of 3)."
    one = Team(NAMES, turns={("r", WES): Turn(1, 1)})
    second = decide((rule(to=to),), LeadFacts(), one).why
    assert second == "Rule “Rule r”: it is Ivy Sandoval’s turn (0 of 1 lead so far, share 1 of 3)."


def test_least_busy_has_the_fewest_waiting_and_then_takes_turns() -> None:
    to = Destination("least_busy", (*BOTH, Share(DANA)))
    busy = Team(NAMES, {WES: 4, IVY: 1, DANA: 2})
    found = decide((rule(to=to),), LeadFacts(), busy)
    assert (found.member_id, found.counts) == (IVY, ((IVY, 1),))
    assert found.why == "Rule “Rule r”: Ivy Sandoval has the fewest contacts waiting for an answer."
    assert many(to, Team(NAMES, {WES: 4}), 4) == [IVY, DANA, IVY, DANA]
    alike = decide((rule(to=to),), LeadFacts(), TEAM)
    assert alike.why.endswith("waiting for an answer, and it is their turn among those with as few.")
    assert decide((rule(to=to),), LeadFacts(), Team({DANA: "Dana Moreau"}, {DANA: 9})).member_id == DANA


def test_an_offer_goes_to_all_who_are_there() -> None:
    to = Destination("offer", (*BOTH, Share(9)), minutes=120, fallback=DANA)
    found = decide((rule(to=to),), LeadFacts(), TEAM)
    assert (found.member_id, found.offered) == (None, (WES, IVY))
    assert found.why == (
        "Rule “Rule r”: offered to Wes Park and Ivy Sandoval for 2 hours, then it goes to Dana Moreau."
    )
    nobody = decide((rule(to=replace(to, fallback=9)),), LeadFacts(), TEAM)
    assert nobody.why.endswith("then it goes to the pool.")


def test_after_an_offer_it_goes_on_as_the_rule_stands_now() -> None:
    rules = (rule(to=Destination("offer", BOTH, fallback=DANA)), LAST_RULE)
    assert after_offer(rules, "r", TEAM) == (DANA, "Nobody took it: it goes to Dana Moreau.")
    assert after_offer(rules, "r", Team({WES: "Wes Park"})) == (None, "Nobody took it: it goes to the pool.")
    assert after_offer(rules, "gone", TEAM)[0] is None
    assert after_offer((rule(to=Destination("offer", BOTH)),), "r", TEAM)[0] is None


def test_words() -> None:
    assert names_in_words([]) == ""
    assert names_in_words(["Wes"]) == "Wes"
    assert names_in_words(["Wes", "Ivy", "Dana"]) == "Wes, Ivy and Dana"
    assert [time_in_words(n) for n in (1, 15, 60, 90, 1440, 10_080)] == [
        "1 minute", "15 minutes", "1 hour", "90 minutes", "1 day", "7 days",
    ]  # fmt: skip
