"""brokerdesk follow-up, agenda, appointment, finish-task, log-call: what they print and refuse (R11, R22)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desktop.cli.conftest import Run


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    file = tmp_path / "people.csv"
    file.write_text("Name,Email,Phone\nAda Good,ada@example.com,813 555 0142\n", encoding="utf-8")
    run("import", str(file))
    return run


def test_r22_a_follow_up_says_both_and_is_on_the_agenda(filled: Run) -> None:
    done = filled("follow-up", "1", "--said", "6 months")
    assert done.keys() == {"step", "task", "said", "due"}
    assert done["said"] == "6 months"
    found = filled("agenda")
    assert [len(found[part]) for part in ("overdue", "today", "week", "later")] == [0, 0, 0, 1]
    one = found["later"][0]
    assert (one["task"], one["kind"], one["due"], one["said"]) == (done["task"], "follow_up", done["due"], "6 months")
    assert one["contact"] == {"id": 1, "name": "Ada Good"}
    chosen = filled("follow-up", "1", "--said", "6 months", "--date", "2036-12-01")
    assert chosen["due"].startswith("2036-12-01T")
    assert filled("agenda", "--member", "all") == filled("agenda")
    inside = filled("agenda", "--from", "2036-12-01", "--to", "2036-12-01")
    assert [row["task"] for row in inside["later"]] == [chosen["task"]]
    filled("undo", str(done["step"]))
    assert [row["task"] for row in filled("agenda")["later"]] == [chosen["task"]]


def test_a_task_is_finished_with_what_came_of_it(filled: Run) -> None:
    task = filled("follow-up", "1", "--said", "2 weeks")["task"]
    done = filled("finish-task", str(task), "--outcome", "talked", "--words", "wants a tour")
    assert done["touch"] == 1
    assert "done already" in filled("finish-task", str(task), "--outcome", "talked", status=1)
    assert filled("finish-task", str(task)) == {"step": None, "task": task, "touch": None}
    assert "go with --outcome" in filled("finish-task", str(task), "--words", "x", status=2)
    assert "nothing that comes of a call" in filled("finish-task", str(task), "--outcome", "purple", status=2)


def test_r11_an_appointment_goes_into_a_file(filled: Run, tmp_path: Path) -> None:
    day = (datetime.now(UTC) + timedelta(days=40)).date().isoformat()
    file = tmp_path / "one.ics"
    made = filled("appointment", "1", "--at", f"{day} 14:00", "--minutes", "90", "--place", "14 Alder Court",
                  "--ics", str(file))  # fmt: skip
    assert (made["appointment"], made["minutes"], made["overlaps"]) == (1, 90, [])
    text = file.read_bytes().decode()
    assert "LOCATION:14 Alder Court\r\n" in text
    assert text.count("\n") == text.count("\r\n")
    again = filled("appointment", "1", "--at", f"{day} 15:00")
    assert [one["contact"] for one in again["overlaps"]] == ["Ada Good"]
    assert len(filled("agenda")["later"]) == 2
    assert "no moment" in filled("appointment", "1", "--at", "soon", status=2)
    nowhere = filled("appointment", "1", "--at", f"{day} 20:00", "--ics", str(tmp_path / "no" / "x.ics"), status=1)
    assert "The appointment stands." in nowhere


def test_r55_a_call_is_logged(filled: Run) -> None:
    done = filled("log-call", "out", "answered", "--number", "813 555 0142", "--seconds", "65")
    assert (done["call"], done["contact"], done["settled"]) == (1, 1, 0)
    assert filled("log-call", "in", "no_answer", "--number", "813 555 0199")["contact"] is None
    assert "cannot be dialled" in filled("log-call", "in", "no_answer", "--number", "x", status=1)


@pytest.mark.parametrize(
    ("words", "status", "part"),
    [
        (("follow-up", "1", "--said", "purple"), 1, "no time we understand"),
        (("follow-up", "9", "--said", "6 months"), 1, "There is no contact 9"),
        (("follow-up", "1", "--said", "6 months", "--date", "soon"), 2, "is no day"),
        (("agenda", "--member", "Nobody"), 1, "There is no member"),
        (("agenda", "--from", "2036-12-02", "--to", "2036-12-01"), 2, "--from lies after --to"),
        (("finish-task", "9"), 1, "There is no task 9"),
    ],
)
def test_what_they_refuse_is_one_sentence(filled: Run, words: tuple[str, ...], status: int, part: str) -> None:
    assert part in filled(*words, status=status)
