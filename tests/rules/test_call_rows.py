"""Rows of call logs: CallRail's, Twilio's, with their quirks."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.files.json_files import open_records
from db.rules.call_matching import LoggedByHand, NumberOwner, owner_of, shared_sentence
from db.rules.call_rows import CallDraft, CallRows, is_call_header, spoken_length

MARKET = Path(__file__).parents[1] / "inputs" / "market"
NOON = "2026-11-20T12:00:00Z"


def drafts(name: str) -> dict[int, CallDraft]:
    """The drafts of a file by row."""
    source = open_records(MARKET / name)
    assert is_call_header(source.header)
    rows = CallRows(source.header, zone="America/New_York")
    return {r.row: rows.read(r.row, r.cells) for r in source.records()}


def one(**cells: str) -> CallDraft:
    """A call with these cells, at noon."""
    cells = {"start_time": NOON, "from": "+18135550142"} | cells
    return CallRows(tuple(cells)).read(2, tuple(cells.values()))


def test_r55_a_log_of_callrail() -> None:
    found = drafts("callrail.csv")
    first = found[2]
    assert (first.key, first.direction, first.number, first.line) == ("CAL01", "in", "+18135550142", "+18135550190")
    assert (first.outcome, first.seconds, first.at, first.source) == ("answered", 185, 1_795_183_500_000, "Google Ads")
    assert first.words == "Inbound call, answered, 3 min 5 s"
    assert (found[3].direction, found[3].agent, found[3].number) == ("out", "wes.park@example.com", "+18135550142")
    assert found[3].words == "Outbound call, answered, 1 min 5 s"
    assert found[5].words == "Inbound call, voicemail, 34 s"
    assert (found[6].number, found[6].warnings, found[6].seconds) == ("", ("The number was withheld.",), 41)
    assert found[7].reason == "start_time: “soon” is no moment."


def test_a_post_a_line_with_what_was_not_known_yet() -> None:
    found = drafts("callrail_posts.json")
    assert [(d.outcome, d.seconds) for d in found.values()] == [("no_answer", None), ("answered", 62)]


def test_r55_a_log_of_twilio() -> None:
    found = drafts("twilio_calls.json")
    assert (found[2].direction, found[2].number, found[2].line) == ("in", "+18135550142", "+18135550190")
    assert (found[2].at, found[2].caller_name) == (1_795_183_500_000, "ANN LEE")
    assert (found[3].ignored, found[3].reason) == (True, "This is a leg of the call CA0001, not a call of its own.")
    assert (found[4].direction, found[4].number, found[4].line) == ("out", "+18135550142", "+18135550190")
    assert found[4].words == "Outbound call, not answered"
    assert found[5].warnings == ("The number was withheld.",)
    assert found[6].reason == "This call was not over yet (in-progress)."
    assert (found[7].outcome, found[7].number) == ("busy", "")
    assert found[7].warnings == ("From: “sip:desk@example.com” cannot be dialled (no digits).",)


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        ({"answered": "yes"}, "answered"),
        ({"answered": "0", "duration": "20"}, "no_answer"),
        ({"answered": "true", "voicemail": "TRUE"}, "voicemail"),
        ({"status": "completed"}, "answered"),
        ({"status": "completed", "duration": "0"}, "no_answer"),
        ({"status": "Missed Call"}, "no_answer"),
        ({"status": "canceled"}, "canceled"),
        ({"status": "odd", "duration": "3"}, "answered"),
        ({"duration": "1:02:03"}, "answered"),
        ({}, "no_answer"),
    ],
)
def test_what_came_of_a_call(cells: dict[str, str], outcome: str) -> None:
    assert one(**cells).outcome == outcome


def test_lengths_of_calls() -> None:
    assert one(duration="1:02:03").seconds == 3723
    assert one(duration="12.4 s").seconds == 12
    odd = one(duration="a while")
    assert (odd.seconds, odd.warnings) == (None, ("duration: “a while” is no length of a call.",))
    assert [spoken_length(n) for n in (0, 60, 125)] == ["0 s", "1 min", "2 min 5 s"]


def test_without_an_id_the_moment_and_the_number_are_the_key() -> None:
    assert one().key == "2026-11-20T12:00:00Z in +18135550142"
    assert one(**{"from": ""}).key == "2026-11-20T12:00:00Z in "


def test_spam_and_an_empty_moment() -> None:
    assert one(spam="true").reason == "The log says this was spam."
    assert one(start_time="").reason == "start_time is empty."


def test_the_header_of_a_call_log() -> None:
    assert not is_call_header(("First Name", "Phone", "Duration"))
    assert not is_call_header(("From", "To", "Direction"))
    assert is_call_header(("Call Sid", "From", "To", "Start Time", "Duration"))


def owner(key: int, *, archived: bool = False, usable: bool = True, last: int = 5) -> NumberOwner:
    return NumberOwner(key, f"No {key}", archived, usable, last)


def test_of_several_with_one_number_the_one_active_last() -> None:
    old, new, gone, wrong = owner(1), owner(2, last=6), owner(3, archived=True, last=9), owner(4, usable=False, last=9)
    assert owner_of([old, new, gone, wrong]) is new
    assert owner_of([gone, wrong]) is gone
    assert owner_of([]) is None
    said = "2 contacts have the number (813) 555-0142; this call is No 2's, who was active last."
    assert shared_sentence(new, [old, new], "+18135550142") == said


def test_a_call_logged_by_hand_answers_for_one_call_of_the_file() -> None:
    logged = LoggedByHand([(1, 1_000_000), (1, 1_010_000)])
    assert [logged.take(1, 1_300_000), logged.take(1, 1_300_000), logged.take(1, 1_300_000)] == [True, True, False]
    assert not logged.take(None, 1_000_000)
    assert not LoggedByHand([(1, 0)]).take(1, 300_001)
