"""What is no office, or is one no more, is told in a sentence and left as it is."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite_driver

from tests.faults.program import Desk
from tests.faults.running import apart

PAGE = 4096
COMMANDS = (("lists",), ("status", "client", "--list", "everyone"), ("check",))


def foreign(path: Path) -> None:
    with closing(sqlite_driver.connect(str(path))) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
        connection.execute("INSERT INTO song VALUES ('Sweet Adeline')")
        connection.commit()


STRANGERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "gone.db": (lambda _path: None, "There is no office at"),
    "empty.db": (Path.touch, "is empty and no office"),
    "text.db": (lambda path: path.write_text("Dear diary,\n" * 900, encoding="utf-8"), "is no Brokerdesk office"),
    "folder.db": (Path.mkdir, "is a folder"),
    "songs.db": (foreign, "is no Brokerdesk office"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_what_is_no_office_is_told_and_not_touched(desk: Desk, tmp_path: Path, name: str) -> None:
    make, part = STRANGERS[name]
    desk.place = tmp_path / "elsewhere" / name
    desk.place.parent.mkdir()
    make(desk.place)
    before = desk.place.read_bytes() if desk.place.is_file() else b""
    for words in COMMANDS:
        desk.say(*words).refused(part)
    assert (desk.place.read_bytes() if desk.place.is_file() else b"") == before
    assert [p.name for p in desk.place.parent.iterdir()] == ([] if name == "gone.db" else [name])


@pytest.mark.parametrize("share", [0.25, 0.5, 0.9])
def test_a_truncated_office_is_damaged_and_its_backup_opens(
    desk: Desk, good: Path, tmp_path: Path, share: float
) -> None:
    desk.document("import", str(good))
    lists = desk.lists()
    desk.document("backup", str(tmp_path / "copy.db"))
    content = desk.place.read_bytes()
    desk.place.write_bytes(content[: int(len(content) * share)])
    for words in COMMANDS:
        said = desk.say(*words).refused("damaged")
        assert "Open a backup" in said
    desk.place = tmp_path / "copy.db"
    assert desk.lists() == lists


def test_a_page_of_garbage_is_never_a_silent_wrong_answer(desk: Desk, good: Path) -> None:
    desk.document("import", str(good))
    content, chance = desk.place.read_bytes(), random.Random(7)
    lists, everyone = desk.lists(), desk.everyone()
    for number in {0, 1, 2, *chance.sample(range(3, len(content) // PAGE), 12)}:
        harmed = bytearray(content)
        harmed[number * PAGE : (number + 1) * PAGE] = chance.randbytes(PAGE)
        desk.place.write_bytes(bytes(harmed))
        for words, right in ((("lists",), lists), (("list", "everyone"), everyone)):
            said = desk.say(*words)
            if said.status:
                said.refused("damaged")
            else:
                assert (said.out if words == ("lists",) else said.document) == right, number
        checked = desk.say("check")
        assert checked.status == 1, number  # the check finds each of them
        assert "damaged" in checked.err or '"right": false' in checked.out


def test_an_office_of_a_newer_brokerdesk_is_refused_and_left(desk: Desk) -> None:
    with closing(sqlite_driver.connect(str(desk.place))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    desk.say("lists").refused("newer Brokerdesk (version 9999)")
    desk.say("status", "client", "--list", "everyone").refused("Nothing was changed")


def test_a_read_only_file_or_folder_is_read_or_explained(desk: Desk, good: Path, tmp_path: Path) -> None:
    desk.document("import", str(good))
    lists = desk.lists()
    folder = tmp_path / "kept"
    folder.mkdir()
    place = Path(shutil.copyfile(desk.place, folder / "office.db"))
    office, weak = ("--office", str(place)), ("--no-rights",)
    place.chmod(0o444)
    assert apart("lists", "--json", *office, limits=weak).out == lists
    apart("status", "client", "--list", "everyone", *office, limits=weak).refused("cannot be written")
    for left in folder.glob("office.db-*"):
        left.unlink()
    folder.chmod(0o555)
    try:
        apart("lists", *office, limits=weak).refused("read-only")
        apart("new", str(folder / "other.db"), limits=weak).refused("its folder can be written")
    finally:
        folder.chmod(0o755)
    place.chmod(0)
    apart("lists", *office, limits=weak).refused("you may read and write it")
    place.chmod(0o644)
    assert Desk(place, desk.capture).lists() == lists


@pytest.mark.parametrize("name", ["what? 100% #1.db", "a&b=c;d.db", "Zoë’s büro.db", "-dash.db", "x" * 200 + ".db"])
def test_an_office_may_have_any_name(desk: Desk, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "names"
    folder.mkdir()
    desk.place = folder / name
    assert desk.say("new", str(desk.place)).status == 0
    assert [p.name for p in folder.iterdir()] == [name]
    assert desk.is_right()
    desk.say("new", str(desk.place)).refused("exists already")
    assert desk.is_right()
