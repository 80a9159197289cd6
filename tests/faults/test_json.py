"""--json: exactly one document on standard output, nothing beside it; wrong use is one sentence."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from db.actions.members import add_member
from db.office import Office
from desktop.cli import COMMANDS
from tests.faults.program import Desk
from tests.faults.running import apart, command_line

LARGE = "9" * 30
MARKET = Path(__file__).parent.parent / "inputs" / "market"


@pytest.fixture
def filled(desk: Desk, good: Path) -> Desk:
    desk.document("import", str(good))
    return desk


def ask_for_approval(desk: Desk) -> None:
    """Two requests for the broker: Dead Deal of somebody who joined today, on contacts of the pool."""
    office = Office.open(desk.place)
    office.sign_in()
    office.perform(add_member, name="Nia New", roles=("agent",))
    office.close()
    for name in ("Eve Poe", "Flo Rye"):
        desk.document("take-lead", "--name", name, "--email", f"{name[:3]}@example.com")
    ids = ",".join(str(row["id"]) for row in desk.document("list", "pool") if row["name"] in ("Eve Poe", "Flo Rye"))
    said = desk.document("disposition", "dead_deal", "--ids", ids, "--as", "Nia New")
    assert (said["changed"], said["approvals"]) == (0, [1, 2])


def ask_for_an_offer(desk: Desk) -> None:
    """A request for an offer's numbers: Needs Offer on a new contact."""
    desk.document("take-lead", "--name", "Gil Hu", "--email", "gil@example.com")
    (gil,) = [row["id"] for row in desk.document("list", "everyone") if row["name"] == "Gil Hu"]
    desk.document("disposition", "needs_offer", "--ids", str(gil))


def _offer_two_leads(desk: Desk, rules: Path) -> None:
    to = {"how": "offer", "members": [1], "minutes": 60}
    rules.write_text(json.dumps([{"key": "last", "title": "Everything", "to": to}]), encoding="utf-8")
    desk.document("routing", "--set", str(rules))
    for name in ("Bea Orr", "Di Fox"):
        desk.document("take-lead", "--name", name, "--email", f"{name[:2]}@example.com")


def every_command(good: Path, tmp_path: Path) -> dict[str, tuple[str, ...]]:
    """A use of each command, in an order in which each finds what it needs."""
    return {
        "new": ("new", str(tmp_path / "other.db")),
        "import": ("import", str(good), "--rehearse"),
        "export": ("export", str(tmp_path / "all.csv")),
        "backup": ("backup", str(tmp_path / "copy.db")),
        "check": ("check",),
        "lists": ("lists",),
        "list": ("list", "everyone"),
        "show": ("show", "1"),
        "find": ("find", "Ada"),
        "why": ("why", "1", "everyone"),
        "charts": ("charts",),
        "chart": ("chart", "status", "--at", "2026-01-31"),
        "leads": ("leads", "--limit", "5"),
        "lead-status": ("lead-status", "active", "--list", "all_leads"),
        "take-lead": ("take-lead", "--name", "Cy Young", "--email", "cy@example.com", "--source", "zillow"),
        "routing": ("routing", "--try", "source=zillow&price=450000"),
        "offers": ("offers",),
        "take-offer": ("take-offer", "1"),
        "pass-offer": ("pass-offer", "2"),
        "listings": ("listings", str(MARKET / "reso_web_api.json")),
        "listing": ("listing", "TB8205001"),
        "reverse-market": ("reverse-market", "TB8205001"),
        "call-log": ("call-log", str(MARKET / "callrail.csv"), "--rehearse"),
        "history": ("history",),
        "claims": ("claims", "--ended"),
        "status": ("status", "client", "--ids", "1"),
        "duplicates": ("duplicates", "--limit", "5"),
        "not-same": ("not-same", "1", "2"),
        "follow-up": ("follow-up", "1", "--said", "6 months"),
        "agenda": ("agenda",),
        "appointment": ("appointment", "1", "--at", "2036-12-01 14:00", "--ics", str(tmp_path / "one.ics")),
        "finish-task": ("finish-task", "1", "--outcome", "talked", "--words", "wants a tour"),
        "log-call": ("log-call", "out", "answered", "--contact", "1"),
        "call-session": ("call-session", "--ids", "1"),
        "merge": ("merge", "1", "2", "--take", "priority"),
        "lenders": ("lenders", "--add", "Nell Fox", "--company", "Harbor Home Loans"),
        "lender": ("lender", "Nell Fox", "--ids", "1"),
        "disposition": ("disposition", "not_contacted", "--ids", "1"),
        "dispositions": ("dispositions",),
        "transactions": ("transactions", str(MARKET / "dotloop_loop.json")),
        "deals": ("deals", "--stage", "closed"),
        "deal": ("deal", "1", "--set", "price=$612,000"),
        "deal-stage": ("deal-stage", "1", "contingencies"),
        "deal-item": ("deal-item", "1", "--done"),
        "underwriting": ("underwriting", "--all"),
        "answer-underwriting": ("answer-underwriting", "1", "--amount", "412000", "--words", "new roof"),
    }


def deciding_commands() -> dict[str, tuple[str, ...]]:
    """The same of owners, the broker's decisions, alerts and undo, after the others."""
    return {
        "release": ("release", "1"),
        "claim": ("claim", "1"),
        "assign": ("assign", "1", "Dana Moreau"),
        "approvals": ("approvals", "--all"),
        "approve": ("approve", "1"),
        "refuse": ("refuse", "2", "--because", "call once more"),
        "kpi": ("kpi", "--from", "2026-01-01"),
        "work": ("work", "--once"),  # which asks for an update
        "alerts": ("alerts", "--all"),
        "updates": ("updates",),
        "answer-update": ("answer-update", "2", "--line", "looks at homes on Saturday", "--status", "client"),
        "outbox": ("outbox",),
        "undo": ("undo",),
        "redo": ("redo",),
    }


def document_commands(tmp_path: Path) -> dict[str, tuple[str, ...]]:
    """The same of contract drafts and documents, after the others."""
    return {
        "contract-fields": ("contract-fields", "1"),
        "contract-template": ("contract-template", "--to", str(tmp_path / "template.docx")),
        "draft": ("draft", "1"),
        "documents": ("documents", "1"),
        "document": ("document", "1", "--to", str(tmp_path / "draft.docx")),
    }


def test_every_command_prints_one_document_and_nothing_else(filled: Desk, good: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.csv"
    more.write_text("Name,Email\nAda B. Good,ada@example.com\n", encoding="utf-8")
    filled.document("import", str(more))
    _offer_two_leads(filled, tmp_path / "rules.json")
    ask_for_approval(filled)
    ask_for_an_offer(filled)
    commands = every_command(good, tmp_path) | deciding_commands() | document_commands(tmp_path)
    assert set(commands) == set(COMMANDS) - {"shots", "demo"}  # these two draw for long; the journeys run them
    for words in commands.values():
        said = filled.say(*words)
        assert said.status == 0, said.err
        assert said.err == ""
        text = said.out.rstrip("\n")
        _document, end = json.JSONDecoder().raw_decode(text)
        assert end == len(text)


def test_a_process_of_its_own_prints_the_same(filled: Desk) -> None:
    said = apart("list", "everyone", "--json", "--office", str(filled.place))
    assert (said.document, said.err) == (filled.everyone(), "")


@pytest.mark.parametrize(
    ("words", "status", "part"),
    [
        (("show", LARGE), 2, "no whole number"),
        (("show", "²"), 2, "no whole number"),
        (("show", "9223372036854775807"), 1, "There is no contact"),
        (("why", LARGE, "everyone"), 2, "no whole number"),
        (("undo", LARGE), 2, "no whole number"),
        (("history", "--limit", "-1"), 2, "no whole number"),
        (("list", "everyone", "--limit", LARGE), 2, "no whole number"),
        (("status", "client", "--ids", f"1,{LARGE}"), 2, "--ids takes numbers"),
        (("status", "client", "--ids", "²"), 2, "--ids takes numbers"),
        (("status", "client", "--ids", "1", "--list", "everyone"), 2, "by --ids 1,2 or by --list"),
        (("find", "\udcff"), 2, "no text"),
        (("--as", "\udcff", "lists"), 2, "no text"),
        (("list", "everyone", "--filter", "city~\udcff"), 2, "no text"),
        (("list", "everyone", "--filter", f"created<={LARGE}"), 2, "number of days"),
        (("list", "everyone", "--filter", "created<=²"), 2, "number of days"),
        (("list", "everyone", "--filter", f"interest={LARGE}"), 2, "no interest"),
        (("import", "x.csv", "--status", "nope"), 2, "no status"),
        (("import", "x.csv", "--map", "nope.json"), 1, "x.csv"),
        (("frobnicate",), 2, "no command"),
        ((), 2, "Name a command"),
    ],
)
def test_wrong_use_is_one_sentence(desk: Desk, words: tuple[str, ...], status: int, part: str) -> None:
    desk.say(*words).refused(part, status=status)


@pytest.mark.parametrize(
    "content", ["", "[1]", "{", '{"Nope": "email"}', '{"Name": "nope"}', "[" * 90_000, '{"Name": 7}']
)
def test_a_map_that_is_none_is_wrong_use(desk: Desk, good: Path, tmp_path: Path, content: str) -> None:
    path = tmp_path / "map.json"
    path.write_text(content, encoding="utf-8")
    desk.say("import", str(good), "--rehearse", "--map", str(path)).refused("", status=2)


def test_a_map_in_another_encoding_is_wrong_use(filled: Desk, good: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    path.write_bytes(b'{"Name": "caf\xe9"}')
    filled.say("import", str(good), "--rehearse", "--map", str(path)).refused("no map of columns", status=2)


def test_a_password_that_is_no_text_is_wrong_use(filled: Desk) -> None:
    said = command_line("lists", "--password-stdin", "--office", str(filled.place), input=b"\xff\xfe\n")
    said.refused("no text", status=2)


def test_whoever_stops_reading_ends_the_command_quietly(filled: Desk) -> None:
    read, write = os.pipe()
    os.close(read)
    said = command_line("lists", "--office", str(filled.place), stdout=write)
    os.close(write)
    assert (said.status, said.err) == (1, "")
