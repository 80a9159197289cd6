from __future__ import annotations

from itertools import product

import pytest

from db.rules import values
from db.rules.kinds import kind_of


def test_r34_valuation_attempt_is_an_address_without_any_way_to_reach_them() -> None:
    kind = kind_of(has_usable_email=False, captured_by_text=False, has_usable_phone=False, valuation_address=True)
    assert kind == "valuation"


@pytest.mark.parametrize(("email", "phone", "kind"), [(True, False, "ordinary"), (False, True, "phone")])
def test_r34_the_moment_an_email_or_phone_arrives_it_is_no_valuation_attempt(
    email: bool, phone: bool, kind: str
) -> None:
    assert kind == kind_of(
        has_usable_email=email, captured_by_text=False, has_usable_phone=phone, valuation_address=True
    )


def test_r35_phone_lead_has_a_number_and_no_usable_email() -> None:
    for valuation in (False, True):
        kind = kind_of(
            has_usable_email=False, captured_by_text=False, has_usable_phone=True, valuation_address=valuation
        )
        assert kind == "phone"


def test_r36_text_lead_was_captured_by_text_whatever_its_number() -> None:
    for phone, valuation in product((False, True), repeat=2):
        kind = kind_of(
            has_usable_email=False, captured_by_text=True, has_usable_phone=phone, valuation_address=valuation
        )
        assert kind == "text"


def test_r36_an_email_makes_a_text_lead_ordinary() -> None:
    kind = kind_of(has_usable_email=True, captured_by_text=True, has_usable_phone=True, valuation_address=False)
    assert kind == "ordinary"


def test_r37_invalid_is_what_can_be_reached_by_nothing() -> None:
    kind = kind_of(has_usable_email=False, captured_by_text=False, has_usable_phone=False, valuation_address=False)
    assert kind == "invalid"


def test_kinds_exclude_each_other_and_are_the_offices_five() -> None:
    found = {
        kind_of(has_usable_email=a, captured_by_text=b, has_usable_phone=c, valuation_address=d)
        for a, b, c, d in product((False, True), repeat=4)
    }
    assert found == {key for key, _ in values.KINDS}
