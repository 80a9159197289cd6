"""Moments, values, settings, errors, editable fields, merged rows and replies: the small rules."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from db.rules.contact_fields import check_contact_values
from db.rules.drafts import AddressDraft, ContactDraft, EmailDraft, NameDraft, PhoneDraft
from db.rules.errors import FieldProblemsError, StaleEditError, WrongUseError
from db.rules.lead_types import definition, definitions
from db.rules.merging import Known, merged, update_of
from db.rules.moments import from_iso, from_ms, iso, to_ms
from db.rules.replies import counts_as_first, status_after_first_reply
from db.rules.settings import read_scheme, write_scheme
from db.rules.statuses import EIGHT, SEVEN, Status
from db.rules.values import PRIORITIES, label_of


def test_moments_there_and_back() -> None:
    moment = datetime(2026, 11, 22, 14, 5, 0, 250_000, tzinfo=UTC)
    assert from_ms(to_ms(moment)) == moment
    assert from_ms(to_ms(moment), "America/New_York").hour == 9
    assert iso(to_ms(moment)) == "2026-11-22T14:05:00.250Z"
    assert iso(0) == "1970-01-01T00:00:00Z"
    assert iso(None) == ""
    assert from_iso("2026-11-22T14:05:00") == from_iso("2026-11-22T09:05:00-05:00") == to_ms(moment) - 250
    assert [from_iso(text) for text in ("", "soon")] == [None, None]


def test_labels_of_words_that_the_office_added() -> None:
    assert (label_of(PRIORITIES, "hot"), label_of(PRIORITIES, "tepid")) == ("Hot", "tepid")


def test_r01_a_scheme_is_read_from_its_setting() -> None:
    assert read_scheme(None) is EIGHT
    assert read_scheme({"base": "seven"}).archive_unsubscribes is SEVEN.archive_unsubscribes is False
    words = {"base": "eight", "unsubscribes": False,
             "statuses": [{"key": "client", "label": "Working", "in_use": False, "light": "#112233"}]}  # fmt: skip
    scheme = read_scheme(words)
    first = scheme.statuses[0]
    assert (first.key, first.label, first.in_use, first.light, first.dark) == (
        Status.CLIENT, "Working", False, "#112233", "",
    )  # fmt: skip
    assert len(scheme.statuses) == 8
    assert not scheme.archive_unsubscribes
    assert read_scheme(write_scheme(scheme)) == scheme


def test_an_unknown_list_names_the_ones_there_are() -> None:
    with pytest.raises(WrongUseError, match="actively_searching"):
        definition("vip", definitions())
    assert "viewed homes" in definition("actively_searching", definitions(viewed_only=True)).definition


def test_a_stale_edit_names_its_fields() -> None:
    error = StaleEditError("Company was changed.", fields=("company",))
    assert (error.sentence, error.fields) == ("Company was changed.", ("company",))


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ({"interest": ""}, {"interest": None}), ({"interest": "5"}, {"interest": 5}),
        ({"interest": 0}, {"interest": 0}),
        ({"company": "  Blue   Water "}, {"company": "Blue Water"}), ({"priority": ""}, {"priority": ""}),
        ({"source": "our_own"}, {"source": "our_own"}),
    ],
)  # fmt: skip
def test_r74_fields_are_cleaned(given: dict[str, Any], clean: dict[str, Any]) -> None:
    assert check_contact_values(given) == clean


@pytest.mark.parametrize("given", [{"interest": "²"}, {"interest": 6}, {"priority": "tepid"}, {"nothing": 1}])
def test_wrong_fields_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(FieldProblemsError):
        check_contact_values(given)


@pytest.mark.parametrize(
    ("after", "replied", "counts"),
    [(0, False, False), (120_000, False, False), (120_001, False, True), (120_001, True, False)],
)
def test_r05_a_reply_counts_after_two_minutes_and_once(after: int, replied: bool, counts: bool) -> None:
    assert counts_as_first(added_at=1_000, now=1_000 + after, replied_before=replied) is counts


def test_r05_only_new_leads_and_prospects_are_moved() -> None:
    moved = {s: status_after_first_reply(s) for s in Status}
    assert {s for s, to in moved.items() if s != to} == {Status.NEW_LEAD, Status.PROSPECT}
    assert moved[Status.PROSPECT] == "active_lead"


def known(**columns: Any) -> Known:
    """A contact with nothing but these columns."""
    names = ("source", "business_source", "contact_type", "priority", "time_frame", "mls_number", "birthday",
             "anniversary", "job_title", "captured_by_text", "valuation_address", "first_name", "middle_name",
             "last_name", "suffix", "nickname", "company", "spouse")  # fmt: skip
    row: dict[str, Any] = dict.fromkeys(names, "") | {"interest": None, "extra": {}} | columns
    nothing: frozenset[str] = frozenset()
    return Known(1, row, nothing, nothing, frozenset({"pool"}), frozenset(), nothing)


def test_r95_an_update_names_what_it_brings_and_blanks_nothing() -> None:
    draft = ContactDraft(
        name=NameDraft(display="Bob Lee", first="Bob", last="Lee", kind="person"),
        emails=(EmailDraft("a@example.com", "a@example.com"),), phones=(PhoneDraft("", "555"),),
        addresses=(AddressDraft(street="1 Main St"),), hashtags=("Pool", "loft"), notes=("hello",), priority="hot",
        interest=3, extra=(("colour", "blue"),),
    )  # fmt: skip
    update = update_of(draft, known(first_name="Robert", source="zillow", extra={"shoe": "9"}))
    assert update.columns == {
        "priority": "hot", "interest": 3, "last_name": "Lee", "extra": {"shoe": "9", "colour": "blue"},
    }  # fmt: skip
    assert update.parts.hashtags == ("loft",)
    assert update.labels == (
        "Priority", "Interest", "Last name", "Extra fields", "E-mail", "Phone", "Address", "Hashtags", "Notes",
    )  # fmt: skip
    assert update_of(ContactDraft(), known()).labels == ()


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [(None, None, None), (None, False, False), (True, None, True), (True, False, False), (True, True, True)],
)
def test_r25_of_two_rows_the_strictest_opt_out_wins(first: bool | None, second: bool | None, both: bool | None) -> None:
    assert merged(ContactDraft(subscribed_email=first), ContactDraft(subscribed_email=second)).subscribed_email is both


def test_r95_two_rows_of_one_contact_become_one() -> None:
    email = EmailDraft("a@example.com", "a@example.com")
    one = ContactDraft(emails=(email,), hashtags=("pool",), source="zillow", extra=(("a", "1"),), interest=2)
    two = ContactDraft(
        name=NameDraft(display="Ann Lee", first="Ann", last="Lee", kind="person"), emails=(email,),
        hashtags=("POOL", "x"), source="website", priority="hot", extra=(("a", "2"), ("b", "3")), interest=5,
    )  # fmt: skip
    both = merged(one, two)
    assert (both.name.display, both.emails, both.hashtags) == ("Ann Lee", (email,), ("pool", "x"))
    assert (both.source, both.priority, both.interest, dict(both.extra)) == ("zillow", "hot", 2, {"a": "1", "b": "3"})
    assert merged(two, one).interest == 5
    assert merged(one, ContactDraft()).interest == 2
