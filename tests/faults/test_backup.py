"""Backups to places that cannot hold one, onto the office itself, and while another program writes."""

from __future__ import annotations

import os
import time
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite_driver

from tests.faults.program import Desk
from tests.faults.running import apart, begin
from tests.holding import held


@pytest.mark.parametrize("end", ["", "-wal", "-shm", "-journal"])
@pytest.mark.parametrize("command", ["backup", "export"])
def test_neither_backup_nor_export_replaces_the_office(desk: Desk, tmp_path: Path, command: str, end: str) -> None:
    desk.place = desk.place.rename(tmp_path / "office.csv")
    target = f"{desk.place}{end}" if command == "backup" or not end else str(tmp_path / "link.csv")
    (tmp_path / "link.csv").symlink_to(desk.place)
    os.link(desk.place, tmp_path / "hard.csv")
    lists = desk.lists()
    for one in (target, str(tmp_path / "link.csv"), str(tmp_path / "hard.csv"), os.path.relpath(desk.place)):
        desk.say(command, one).refused("is the office itself or belongs to it")
    assert desk.lists() == lists
    assert desk.is_right()


def test_a_place_that_takes_no_backup_is_named(desk: Desk, tmp_path: Path) -> None:
    folder, taken = tmp_path / "kept", tmp_path / "taken.db"
    folder.mkdir(mode=0o555)
    taken.mkdir()
    desk.say("backup", str(tmp_path / "nowhere" / "copy.db")).refused(
        "copy.db was not written: its folder is not there"
    )
    desk.say("backup", str(taken)).refused("taken.db was not written: a folder has that name")
    desk.say("backup", str(desk.place / "copy.db")).refused("copy.db was not written")
    said = apart("backup", str(folder / "copy.db"), "--office", str(desk.place), limits=("--no-rights",))
    said.refused("copy.db was not written: another program holds it, or you may not write there")
    assert list(folder.iterdir()) == []
    assert list(taken.iterdir()) == []
    assert {p.name for p in tmp_path.iterdir()} == {"kept", "taken.db", "office.db"}


def test_a_file_that_is_there_is_replaced_only_when_asked(desk: Desk, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("dear Ann", encoding="utf-8")
    desk.say("backup", str(letter)).refused("letter.txt is there already; choose another name, or add --replace.")
    assert letter.read_text(encoding="utf-8") == "dear Ann"
    assert desk.document("backup", str(letter), "--replace")["bytes"] > len("dear Ann")


def test_a_damaged_office_does_not_replace_a_good_backup(desk: Desk, good: Path, tmp_path: Path) -> None:
    desk.document("import", str(good))
    copy = tmp_path / "copy.db"
    desk.document("backup", str(copy))
    before = copy.read_bytes()
    with closing(sqlite_driver.connect(str(desk.place))) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'contact'").fetchone()[0]
    content = bytearray(desk.place.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    desk.place.write_bytes(bytes(content))
    desk.say("backup", str(copy), "--replace").refused("damaged")
    assert copy.read_bytes() == before
    assert not list(tmp_path.glob(".copy*"))


def test_a_backup_while_another_program_writes_is_a_moment_of_the_office(
    desk: Desk, good: Path, tmp_path: Path
) -> None:
    desk.document("import", str(good))
    lists = desk.lists()
    with held(desk.place):
        assert desk.document("backup", str(tmp_path / "held.db"))["bytes"] > 0  # reading does not wait for the writer
    writer = begin(str(desk.place), "change", "client", program="claimer")
    copies = [tmp_path / f"copy{n}.db" for n in range(6)]
    for copy in copies:
        desk.document("backup", str(copy))
        time.sleep(0.05)
    writer.end()
    for copy in (tmp_path / "held.db", *copies):
        other = Desk(copy, desk.capture)
        assert other.is_right()
        assert {row["status"] for row in other.everyone()} <= {"new_lead", "client"}
    assert Desk(tmp_path / "held.db", desk.capture).lists() == lists


def test_a_backup_is_an_office_one_can_go_on_with(desk: Desk, good: Path, tmp_path: Path) -> None:
    desk.document("import", str(good))
    copy = Desk(tmp_path / "copy.db", desk.capture)
    desk.document("backup", str(copy.place))
    assert copy.lists() == desk.lists()
    assert copy.document("status", "client", "--list", "everyone")["changed"] == 1
    assert copy.document("undo")["restored"] == 1
    desk.document("backup", str(copy.place), "--replace")  # and an older backup may be replaced
    assert copy.lists() == desk.lists()
