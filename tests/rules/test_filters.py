"""Filters as texts and as sentences, and what makes no sense in one (R74)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.errors import WrongUseError
from db.rules.filters import FIELDS, Filter, Term, filter_text, parse_filter, term_sentence


@pytest.mark.parametrize(
    "text",
    [
        "", "status=new_lead,active_lead", "priority=hot&created<=30&city~Tampa", "status!=archive", "last_visit>365",
        "hashtag=pool", "lender=*", "lender!=*", "subscribed=no", "pool=yes,no", "interest=unrated,0", "city=St. Pete",
        "unsubscribe_cause=a%26b%2Cc", "city=%2A", "subscribed!=yes",
    ],
)  # fmt: skip
def test_r74_a_filter_is_read_as_it_is_written(text: str) -> None:
    assert filter_text(parse_filter(text)) == text


@given(st.lists(st.text(min_size=1).filter(lambda t: t.strip() == t), min_size=1, max_size=3))
def test_any_words_survive(words: list[str]) -> None:
    spec = Filter((Term("city", "in", tuple(words)),))
    assert parse_filter(filter_text(spec)) == spec


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("nonsense", "is no filter"), ("shoe_size=9", "no field"), ("status=warm", "no status"),
        ("created<=soon", "days"),
        ("created=30", "number of days"), ("created<=²", "days"), ("created<=9999999", "days"),
        ("created<=1,2", "days"),
        ("status<=30", "takes a value"), ("status~new", "chosen, not searched"), ("city=", "needs a value"),
        ("interest=six", "no interest"), ("created<=", "days"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_named(text: str, sentence: str) -> None:
    with pytest.raises(WrongUseError, match=sentence):
        parse_filter(text)


def test_a_term_takes_the_place_of_its_field() -> None:
    spec = parse_filter("status=client&priority=hot")
    assert filter_text(spec.with_term(Term("status", "in", ("closed",)))) == "priority=hot&status=closed"
    assert filter_text(spec.with_term(Term("status"))) == "priority=hot"
    assert filter_text(spec.with_term(Term("lender", "is_set"))) == "status=client&priority=hot&lender=*"
    assert filter_text(spec.without("priority")) == "status=client"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("priority=hot,warm", "Priority is Hot or Warm"), ("subscribed=yes", "Subscribed to e-mail"),
        ("subscribed=no", "Not: subscribed to e-mail"), ("created<=30", "Created is within the last 30 days"),
        ("last_visit>365", "Last visit is longer ago than 365 days"), ("hashtag=pool,loft", "#pool or #loft"),
        ("lender=*", "Lender is filled in"), ("owner=7", "Owner is Dana Moreau"), ("city~Tam", "City contains Tam"),
    ],
)  # fmt: skip
def test_r91_a_term_reads_as_a_sentence(text: str, sentence: str) -> None:
    assert term_sentence(parse_filter(text).terms[0], names={"7": "Dana Moreau"}) == sentence
    assert text.partition("=")[0].partition("<")[0].partition(">")[0].partition("~")[0] in FIELDS
