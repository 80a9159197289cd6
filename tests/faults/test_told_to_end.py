"""SIGTERM, as a shutdown sends it: the command and the window end cleanly, and nothing is half done."""

from __future__ import annotations

import csv
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from db.checking import check
from db.office import Office
from db.queries import lists
from tests.faults.running import PATIENCE, ROOT, ask, begin, environment

ROWS = 20_000
# The window as it starts, told to end as soon as it stands; and what is still being written is written to its end.
WINDOW = """
import os, signal, sys
from PySide6.QtCore import QTimer
from desktop import app

class Program(app.Brokerdesk):
    def open(self, place, *, member=""):
        done = super().open(place, member=member)
        QTimer.singleShot(300, self.write_and_end)
        return done

    def write_and_end(self):
        from db.actions.members import add_member
        office = self.session.services.office
        self.session.services.tasks.perform(lambda: office.perform(add_member, name="Late Writer", roles=("agent",)),
                                            lambda _done: None, lambda _error: None)
        os.kill(os.getpid(), signal.SIGTERM)

app.Brokerdesk = Program
sys.exit(app.main([sys.argv[1]]))
"""


def crowd(folder: Path) -> Path:
    path = folder / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(("First Name", "Last Name", "Email"))
        lines.writerows(("Ann", "Lee", f"ann{n}@example.com") for n in range(ROWS))
    return path


def people(place: Path) -> int:
    """How many contacts there are, once the office has passed its check."""
    office = Office.open(place)
    try:
        office.sign_in()
        assert all(one.right for one in office.read(check))
        return office.read(lists.counts)["everyone"]
    finally:
        office.close()


# before it writes; in the middle; and while it commits, which is when the office's log grows
@pytest.mark.parametrize("moment", ["opened", "later", "committing"])
def test_an_import_that_is_told_to_end_is_whole_or_was_never_there(
    office_file: Path, tmp_path: Path, moment: str
) -> None:
    place = Path(shutil.copyfile(office_file, tmp_path / "office.db"))
    process = begin("--office", str(place), "import", str(crowd(tmp_path)))
    log, until = place.with_name(f"{place.name}-wal"), time.monotonic() + PATIENCE
    while not log.exists() or (moment == "committing" and log.stat().st_size < 1_000_000):
        assert time.monotonic() < until
        time.sleep(0.002)
    time.sleep(1.5 if moment == "later" else 0)
    os.kill(process.pid, signal.SIGTERM)
    assert ask(do="wait", pid=process.pid) == 143
    said = (process.folder / "err").read_text(encoding="utf-8")
    assert said == "Stopped from outside. What was not finished was not written.\n"
    assert not process.lines()
    assert not log.exists(), "the office was not closed"
    assert people(place) in ((0, ROWS) if moment == "committing" else (0,))


def test_a_window_that_is_told_to_end_finishes_what_it_writes(office_file: Path, tmp_path: Path) -> None:
    place = Path(shutil.copyfile(office_file, tmp_path / "office.db"))
    words = [sys.executable, "-c", WINDOW, str(place)]
    offscreen = environment() | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, cwd=ROOT, env=offscreen, capture_output=True, check=False, timeout=PATIENCE)
    assert done.returncode == 143, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert not place.with_name(f"{place.name}-wal").exists(), "the office was not closed"
    office = Office.open(place)
    assert "Late Writer" in [one.name for one in office.members()]
    office.close()
