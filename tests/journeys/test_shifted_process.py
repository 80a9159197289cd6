"""The program itself, started under a clock that another program shifts (Debian's faketime, where it is found)."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import time_machine

from db.actions import contacts
from db.office import Office
from desktop.cli import main
from tests.builders import draft
from tests.office_fixtures import add_members

SHIFTER = shutil.which("faketime")


def start(when: str, place: str, *words: str, by: str = "Wes Park") -> Any:
    """Start the program at a moment of UTC, wait for its end, give the document it printed; without a shifter in this
    process, whose clock is shifted.
    """
    shifter = SHIFTER
    if shifter is None:
        return in_process(when, [*words, "--office", place, "--as", by, "--json"])
    command = [shifter, "-f", f"@{when}", sys.executable, "-m", "desktop", *words, "--office", place, "--as", by]
    environment = {**os.environ, "TZ": "UTC", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([*command, "--json"], capture_output=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def in_process(when: str, words: list[str]) -> Any:
    """The same command, here."""
    printed = io.StringIO()
    with time_machine.travel(f"{when}+00:00"), redirect_stdout(printed):
        assert main(words) == 0
    return json.loads(printed.getvalue())


def test_r15_closed_from_the_press_to_the_last_minute_and_closed_over_the_end(tmp_path: Path) -> None:
    place = str(tmp_path / "office.db")
    office = Office.create(place)
    add_members(office)
    office.sign_in("Dana Moreau")
    wes = office.facts.member_ids["wes park"]
    office.perform(contacts.add_contact, draft=draft("Ann Lee"), status="new_lead", owner_id=wes)
    office.close()

    start("2027-03-01 10:00:00", place, "disposition", "offer_rejected", "--ids", "1")
    assert "holds" not in json.dumps(start("2027-03-08 09:59:00", place, "work", "--once"))
    done = {one["job"]: one["count"] for one in start("2027-03-20 08:00:00", place, "work", "--once")}
    assert done["holds"] == 1
    newest = start("2027-03-20 08:01:00", place, "history", by="Dana Moreau")
    released = next(step for step in newest if "pool" in step["label"])
    assert released["at"].startswith("2027-03-08T10:0")  # the program takes a moment to start
