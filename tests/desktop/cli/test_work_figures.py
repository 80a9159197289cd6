"""Tables of the office's work on the command line: each figure names the list and the filter of its rows (R92)."""

from __future__ import annotations

import pytest

from db.actions import activity, contacts
from db.office import Office
from desktop.cli import main
from tests.actions.pressing import SOLD, pressed
from tests.builders import AGENT, BROKER, acting, draft
from tests.desktop.cli.conftest import Run, runner
from tests.office_fixtures import FakeClock, add_members

KEYS = ("kpi_board", "touches", "red_audit", "pool_health")


@pytest.fixture(scope="module")
def office_place(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = str(tmp_path_factory.mktemp("work") / "office.db")
    clock = FakeClock(now=1_700_000_000_000)
    office = Office.create(place, clock=clock)
    add_members(office)
    office.sign_in(BROKER)
    agent = office.facts.member_ids[AGENT.casefold()]
    made = []
    for name, owner in (("Ann Lee", agent), ("Bea Orr", agent), ("Cal Day", None)):
        given = draft(name, source="zillow")
        made.append(office.perform(contacts.add_contact, draft=given, status="new_lead", owner_id=owner).value)
    with acting(office, AGENT):
        for contact_id, outcome in zip(made[:2], ("talked", "no_answer"), strict=True):
            clock.tick(60_000)
            office.perform(activity.add_touch, contact_id=contact_id, channel="call", outcome=outcome, words="Hello")
    for _ in range(2):
        clock.tick(1_000)
        pressed(office, "offer_made", made[0], amount_cents=250_000_00)
    pressed(office, "offer_rejected", made[0])
    pressed(office, "already_sold", made[1], **SOLD)
    office.close()
    return place


@pytest.fixture
def run(office_place: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(office_place, capsys, monkeypatch)


def test_r92_list_and_filter_of_a_figure_give_exactly_its_rows(run: Run) -> None:
    units = {one["key"]: one["unit"] for one in run("charts")}
    assert [units[key] for key in KEYS] == ["calls and presses", "touches", "presses", "people"]
    figures = 0
    for name, keys in ((BROKER, KEYS), (AGENT, KEYS[:1])):
        for key in keys:
            document = run("chart", key, "--as", name)
            assert document["unit"] == units[key]
            for item in (one for one in document["items"] if one["value"]):
                rows = run("list", item["list"], "--filter", item["filter"], "--as", name)
                assert len(rows) == item["value"], (name, key, item)
                figures += 1
    assert figures > 10
    board = {(i["label"], i["series"]): (i["value"], i["list"]) for i in run("chart", "kpi_board")["items"]}
    assert board[AGENT, "Dials"] == (2, "touches")
    assert board[AGENT, "Offers"] == (1, "presses"), "two presses within a minute are one credit (R12)"


def test_rows_of_work_are_read_as_lines_and_as_json(
    run: Run, office_place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = run("list", "presses", "--filter", "credit=yes")
    row = rows[0]
    assert (len(rows), row["label"], row["colour"], row["amount_cents"]) == (1, "Offer Made", "green", 250_000_00)
    assert (row["credit"], row["member"], row["contact"]["name"]) == (True, AGENT, "Ann Lee")
    assert [(r["record"], r["approved_by"]) for r in run("list", "presses", "--filter", "evidence=yes")] == [
        ("PropStream", None)
    ]
    assert [(r["channel"], r["outcome"], r["words"]) for r in run("list", "touches", "--limit", "1")] == [
        ("call", "no_answer", "Hello")
    ]
    for words in (["list", "touches"], ["list", "presses"], ["chart", "kpi_board"]):
        assert main([*words, "--office", office_place]) == 0
    printed = capsys.readouterr().out
    assert "2 of 2 touches" in printed
    assert "4 of 4 presses" in printed
    assert "$250,000" in printed
    assert "there is no" in run("list", "touches", "--filter", "shoe=9", status=2).lower()
