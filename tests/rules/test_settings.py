"""What the office's settings may hold, and what a scheme of statuses may be (R1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from db.rules.errors import FieldProblemsError
from db.rules.settings import (
    OFFICE_SETTINGS,
    SET_BY_RULES,
    check_office,
    check_scheme,
    read_scheme,
    write_scheme,
    zone_names,
)
from db.rules.statuses import EIGHT, SEVEN, Scheme, Status


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ({"name": "  Harbor   Realty "}, {"name": "Harbor Realty"}),
        ({"zone": "america/chicago"}, {"zone": "America/Chicago"}),
        ({"region": "de"}, {"region": "DE"}),
        ({"phone": "(813) 555-0100"}, {"phone": "+18135550100"}),
        ({"phone": "030 901820", "region": "DE"}, {"phone": "+4930901820", "region": "DE"}),
        ({"phone": " "}, {"phone": ""}),
        ({"searching_days": "60"}, {"searching_days": 60}),
        ({"searching_viewed_only": "yes"}, {"searching_viewed_only": True}),
        ({"searching_viewed_only": ""}, {"searching_viewed_only": False}),
        ({"scheme": {"base": "seven"}}, {"scheme": {"base": "seven"}}),
    ],
)
def test_settings_are_cleaned(given: dict[str, Any], clean: dict[str, Any]) -> None:
    assert check_office(given) == clean


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("name", " ", "Name of the office cannot be empty."),
        ("name", "x" * 201, "Name of the office has room for 200 characters."),
        ("zone", "Mars/Olympus", "“Mars/Olympus” is no time zone; one is America/New_York."),
        ("zone", "", "Time zone cannot be empty."),
        ("region", "USA", "“USA” is no country's two letters, such as US."),
        ("phone", "call us", "“call us” is no phone number."),
        ("phone", "813 555 0100, 813 555 0101", "“813 555 0100, 813 555 0101” is no phone number."),
        ("searching_days", "0", "It is a number of days from 1 to 3,650."),
        ("searching_days", "3651", "It is a number of days from 1 to 3,650."),
        ("searching_days", "²", "It is a number of days from 1 to 3,650."),
        ("searching_days", "", "It is a number of days from 1 to 3,650."),
        ("searching_days", "-5", "It is a number of days from 1 to 3,650."),
    ],
)
def test_what_is_wrong_is_said_by_setting(key: str, value: str, sentence: str) -> None:
    with pytest.raises(FieldProblemsError) as caught:
        check_office({key: value, "postal_address": "1 Main St"})
    assert caught.value.problems == {key: sentence}


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(FieldProblemsError) as caught:
        check_office({"searching_days": "many", "name": "", "region": "??", "phone": "813 555 0100"})
    assert list(caught.value.problems) == ["name", "region", "searching_days"]


def test_defaults_are_themselves_allowed() -> None:
    values = {setting.key: setting.default for setting in OFFICE_SETTINGS}
    assert check_office(values) == values
    assert "America/New_York" in zone_names()
    assert "UTC" in zone_names()
    assert not any(name.startswith("Etc/") or "posix" in name for name in zone_names())


def styled(scheme: Scheme, status: Status, **changes: Any) -> Scheme:
    return replace(scheme, statuses=tuple(replace(s, **changes) if s.key is status else s for s in scheme.statuses))


def test_r01_the_schemes_that_ship_are_allowed_and_kept_as_written() -> None:
    for scheme in (EIGHT, SEVEN):
        assert check_scheme(scheme) == scheme
        assert read_scheme(write_scheme(scheme)) == scheme


def test_r01_labels_are_cleaned_and_an_order_is_kept() -> None:
    turned = replace(styled(EIGHT, Status.CLIENT, label="  In   work "), statuses=EIGHT.statuses[::-1])
    clean = check_scheme(styled(turned, Status.CLIENT, label="  In   work "))
    assert clean.style("client").label == "In work"
    assert [s.key for s in read_scheme(write_scheme(clean)).statuses] == [s.key for s in EIGHT.statuses[::-1]]


@pytest.mark.parametrize(
    ("status", "changes", "sentence"),
    [
        (Status.CLIENT, {"label": " "}, "A status needs a label."),
        (Status.CLIENT, {"label": "x" * 25}, "A label has room for 24 characters."),
        (Status.CLIENT, {"label": "sphere"}, "Another status is called sphere already."),
        (Status.ARCHIVE, {"in_use": False}, f"Archive cannot be hidden. {SET_BY_RULES[Status.ARCHIVE]}"),
    ],
)
def test_r01_a_scheme_that_cannot_be_used_says_why(status: Status, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(FieldProblemsError) as caught:
        check_scheme(styled(EIGHT, status, **changes))
    assert caught.value.problems == {status.value: sentence}


def test_r01_only_what_no_rule_sets_can_be_hidden() -> None:
    hidden = set()
    for status in Status:
        try:
            check_scheme(styled(EIGHT, status, in_use=False))
        except FieldProblemsError:
            continue
        hidden.add(status)
    assert hidden == {Status.SPHERE, Status.PROSPECT}
