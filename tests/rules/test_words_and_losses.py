"""Days, touches and import targets in words, and what an update of a known contact says it did not take (R95)."""

from __future__ import annotations

from datetime import date
from typing import Any

from db.rules.drafts import ContactDraft, NameDraft
from db.rules.import_targets import TARGETS, offered
from db.rules.merging import MOMENTS, NAME_FIELDS, overruled, passed_over
from db.rules.moments import day_words
from db.rules.values import touch_words


def _row(**values: Any) -> dict[str, Any]:
    texts = {column: "" for _part, column, _label in NAME_FIELDS}
    return texts | {"prefix": ""} | {column: None for column, _label in MOMENTS.values()} | values


def test_a_day_and_a_touch_as_people_read_them() -> None:
    assert day_words(date(2026, 11, 4)) == "4 Nov 2026"
    assert touch_words("email", "left_message") == "E-mail: left message"
    assert touch_words("fax", "sent") == "fax: sent"


def test_every_target_that_is_offered_stands_under_one_heading() -> None:
    groups = offered()
    assert [title for title, _these in groups][:2] == ["Name", "E-mail and phone"]
    assert [t.key for _title, these in groups for t in these] == [t.key for t in TARGETS if t.offered]


def test_r95_what_an_update_passes_over_is_named() -> None:
    draft = ContactDraft(name=NameDraft(prefix="Dr."), last_visit_at="2020-01-01T00:00:00Z", owner_word="Nobody")
    assert passed_over(draft, _row(last_visit_at=2**41)) == "Title, Last visit, Owner"
    assert passed_over(ContactDraft(last_visit_at="2020-01-01T00:00:00Z"), _row()) == ""
    assert passed_over(ContactDraft(full=(("Id", "1"),), owner_word="Nobody"), _row()) == ""


def test_r95_two_rows_that_disagree_are_named() -> None:
    assert overruled(ContactDraft(interest=2), ContactDraft(interest=5)) == "Interest"
    assert overruled(ContactDraft(interest=2, priority="hot"), ContactDraft(priority="cold")) == "Priority"
