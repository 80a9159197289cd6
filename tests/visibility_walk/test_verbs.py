"""Every command of `brokerdesk` that reads, by an agent who may not see the other's contacts (R19).

What a command prints must be the same as before they came into the office. A new command is named by the test until it
stands in READS, with how it is called, or in WRITES.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from db.rules.charts import CHARTS
from db.rules.lead_lists import LEAD_LISTS
from desktop.cli import COMMANDS, main
from tests.builders import AGENT
from tests.office_fixtures import Offices
from tests.visibility_walk.ground import MLS, OWN_PHONE, SHARED_EMAIL, Ground, first_id, hide, make
from tests.visibility_walk.readings import leaks

Said = tuple[int, str, str]
# No reading: they write, or they are of no office's contacts; by hidden numbers those that take one are tried too.
WRITES: Final = frozenset({
    "answer-underwriting", "answer-update", "appointment", "approve", "assign", "backup", "call-log", "check", "claim",
    "contract-template", "deal-item", "deal-stage", "document", "draft",
    "demo", "disposition", "finish-task", "follow-up", "import", "lead-status", "lender", "log-call", "merge", "new",
    "not-same", "pass-offer", "redo", "refuse", "release", "routing", "session", "shots", "status", "take-lead",
    "take-offer", "transactions", "undo", "work",
})  # fmt: skip
# How long something waits goes on while the test runs.
_WAITED: Final = re.compile(r'"waiting": \d+')
HIDDEN: Final = str(first_id("contact"))
# Refused by the number of a hidden row in the very words that tell of one that is not there.
BY_NUMBER: Final = (
    ("appointment", HIDDEN, "--at", "2036-12-01 14:00"), ("follow-up", HIDDEN, "--said", "6 months"),
    ("merge", "1", HIDDEN), ("not-same", "1", HIDDEN), ("finish-task", str(first_id("task"))),
    ("answer-update", str(first_id("task")), "--line", "x"), ("approve", str(first_id("approval"))),
    ("refuse", str(first_id("approval")), "--because", "x"), ("take-offer", str(first_id("routing_offer"))),
    ("deal", str(first_id("deal"))), ("deal-stage", str(first_id("deal")), "closed"),
    ("answer-underwriting", str(first_id("underwriting")), "--amount", "5"), ("draft", HIDDEN),
    ("pass-offer", str(first_id("routing_offer"))), ("log-call", "out", "answered", "--contact", HIDDEN),
    ("document", str(first_id("document")), "never.pdf"),
)  # fmt: skip


def reads(ground: Ground, folder: Path) -> dict[str, list[tuple[str, ...]]]:
    """How each command that reads is called, without its own name."""
    lists = [one.key for one in ground.office.facts.lists]
    numbers = [str(n) for n in (*ground.ids("contact"), 4_711)]
    found: dict[str, list[tuple[str, ...]]] = {
        "agenda": [(), ("--member", AGENT)], "alerts": [(), ("--all",)], "approvals": [(), ("--all",)],
        "calls": [()], "call-session": [()], "charts": [()], "claims": [(), ("--untouched", "0")],
        "contract-fields": [(), ("1",), (HIDDEN,)],
        "chart": [*((one.key,) for one in CHARTS[::6])], "deal": [("1",)], "deals": [()], "dispositions": [()],
        "documents": [("1",), (HIDDEN,)],
        "duplicates": [()], "export": [(str(folder / "all.csv"),)], "history": [()], "kpi": [()],
        "find": [("zqx",), (OWN_PHONE,), (SHARED_EMAIL,), ("#zqxloft",)], "lenders": [()], "lists": [()],
        "leads": [*(("--list", one.key) for one in LEAD_LISTS[::2]), ("--export", str(folder / "leads.csv"))],
        "list": [*((key,) for key in lists[::4]), ("everyone", "--filter", "text~zqx"),
                 ("everyone", "--at", "2026-11-22")],
        "listings": [()], "offers": [()], "outbox": [()], "queue": [()],
        "reverse-market": [(MLS,), (MLS, "--to", str(folder / "market.csv"))], "show": [*((n,) for n in numbers)],
        "underwriting": [()], "updates": [()], "why": [*((n, "everyone") for n in numbers)],
    }  # fmt: skip
    return found


# What it tells of others is how many looked, not who (tests/visibility_walk/test_walk.py).
SAYS_HOW_MANY: Final = {"listing": [(MLS,)]}


def said(capsys: pytest.CaptureFixture[str], *words: str) -> Said:
    """What a command says as the agent, in a document."""
    capsys.readouterr()
    status = main([*words, "--as", AGENT, "--json"])
    printed = capsys.readouterr()
    return status, _WAITED.sub("waiting", printed.out), printed.err


def everything(ground: Ground, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[tuple[str, ...], Said]:
    """What every reading command says, and what it wrote."""
    found = {}
    for name, uses in reads(ground, folder).items():
        for words in uses if name in COMMANDS else ():
            found[name, *words] = said(capsys, name, *words)
    found |= {words: said(capsys, *words) for words in BY_NUMBER}
    for path in sorted(folder.glob("*.csv")):
        found[path.name,] = (0, path.read_text(encoding="utf-8-sig"), "")
        path.unlink()
    return found


def told(found: dict[tuple[str, ...], Said]) -> Iterator[str]:
    """Words and numbers of hidden contacts in what was said, but for those that the command named itself."""
    for words, (_status, out, err) in found.items():
        given = frozenset(int(word) for word in words if word.isdigit())
        yield from (f"{words}: {leak}" for leak in leaks([out, err], given=given) if "“zqx" not in leak)


def test_every_command_reads_or_writes(offices: Offices, tmp_path: Path) -> None:
    ground = Ground(offices.with_members())
    known = {*reads(ground, tmp_path), *WRITES, *SAYS_HOW_MANY}
    assert not set(COMMANDS) - known, f"Say in tests/visibility_walk/test_verbs.py what {set(COMMANDS) - known} read"


def test_r19_every_command_is_as_if_the_other_s_contacts_were_not_there(
    file_offices: Offices, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = file_offices.with_members()
    monkeypatch.setenv("BROKERDESK_OFFICE", office.place)
    ground = make(office)
    before = everything(ground, tmp_path, capsys)
    assert sum(status == 0 for status, _out, _err in before.values()) > len(before) / 2
    hide(ground, deals=False)
    hide(ground, deals=True)
    after = everything(ground, tmp_path, capsys)
    assert not list(told(after))
    different = [
        f"{words}: {before[words]!r:.300} is now {after[words]!r:.300}"
        for words in after
        if after[words] != before[words]
    ]
    assert not different, "\n".join(different)
    for words in SAYS_HOW_MANY["listing"]:
        assert not list(told({words: said(capsys, "listing", *words)}))
    json.loads(after["lists",][1])
    print(f"\n{len(after)} uses of {len({words[0] for words in after})} commands")
