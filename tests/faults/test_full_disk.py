"""A disk that fills in the middle: a sentence, nothing half done, and an office that goes on when there is room."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.program import Desk, Said
from tests.faults.running import apart, command_line

ROOM = 900_000  # bytes: the office fits, what the import would add does not
MANY = 1_000
FULL = "is full or failing. Nothing was changed"


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A file that needs more room than there is."""
    path = tmp_path / "many.csv"
    rows = (f"Ann Number{n},ann{n}@example.com,813-555-{n:04d}\n" for n in range(MANY))
    path.write_text("Name,Email,Phone\n" + "".join(rows), encoding="utf-8")
    return path


def _mounted(folder: Path) -> bool:
    mount, is_root = shutil.which("mount"), hasattr(os, "geteuid") and os.geteuid() == 0
    if sys.platform != "linux" or not mount or not is_root:
        return False
    words = [mount, "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """A folder with little room, and the limits to run under: a small disk where one can be mounted, else a limit."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not _mounted(folder):
        yield folder, ("--file-size", str(ROOM))
        return
    yield folder, ()
    subprocess.run(["umount", "-l", str(folder)], check=True)


def _import(desk: Desk, file: Path, limits: tuple[str, ...]) -> Said:
    return apart("import", str(file), "--office", str(desk.place), limits=limits)


def test_a_file_that_may_not_grow_imports_nothing_and_then_all(desk: Desk, good: Path, many: Path) -> None:
    before = desk.lists()
    _import(desk, many, ("--file-size", str(ROOM))).refused(FULL)
    assert desk.lists() == before
    assert desk.is_right()
    assert desk.document("import", str(good))["files"][0]["counts"]["new"] == 1
    assert _import(desk, many, ()).status == 0
    assert len(desk.everyone()) == MANY + 1


def test_a_full_disk_imports_nothing_and_the_office_goes_on(
    desk: Desk, good: Path, many: Path, small_disk: tuple[Path, tuple[str, ...]]
) -> None:
    folder, limits = small_disk
    desk.place = Path(shutil.copyfile(desk.place, folder / "office.db"))
    before = desk.lists()
    _import(desk, many, limits).refused(FULL)
    assert desk.lists() == before
    assert desk.is_right()
    assert _import(desk, good, limits).status == 0  # a small step still has room
    assert len(desk.everyone()) == 1


def test_a_disk_full_to_the_last_byte_is_explained(desk: Desk, small_disk: tuple[Path, tuple[str, ...]]) -> None:
    folder, limits = small_disk
    desk.place = Path(shutil.copyfile(desk.place, folder / "office.db"))
    lists, hog = desk.lists(), folder / "hog"
    if limits:
        limits = ("--file-size", "1000")
    else:
        with hog.open("wb", buffering=0) as stream:
            while _grows(stream.fileno()):
                pass
    for words in (("lists",), ("status", "client", "--list", "everyone"), ("backup", str(folder / "copy.db"))):
        said = apart(*words, "--office", str(desk.place), limits=limits)
        said.refused("full or failing")
    hog.unlink(missing_ok=True)
    assert desk.lists() == lists
    assert [p.name for p in folder.iterdir()] == ["office.db"]


def _grows(descriptor: int) -> bool:
    try:
        return os.write(descriptor, b"\0" * 4096) > 0
    except OSError:
        return False


def test_a_new_office_without_room_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    place = tmp_path / "new" / "office.db"
    place.parent.mkdir()
    for size in ("1000", "100000"):
        apart("new", str(place), limits=("--file-size", size)).refused("full or failing")
        assert list(place.parent.iterdir()) == []
    assert apart("new", str(place)).status == 0
    desk.place = place
    assert desk.is_right()


def test_an_export_or_backup_without_room_keeps_the_older_file(desk: Desk, many: Path, tmp_path: Path) -> None:
    with many.open("r+", encoding="utf-8") as stream:
        stream.truncate(10_000)  # some two hundred rows are enough
    desk.document("import", str(many))
    folder = tmp_path / "out"
    folder.mkdir()
    for ending in ("csv", "xlsx", "vcf", "db"):
        target = folder / f"all.{ending}"
        target.write_bytes(b"the older file")
        words = ("backup", "--replace") if ending == "db" else ("export",)
        command = (*words, str(target), "--office", str(desk.place))
        # the shared memory of a read takes 32 KB; what is written is larger
        apart(*command, limits=("--file-size", "40000")).refused("was not written")
    assert [p.read_bytes() for p in folder.iterdir()] == [b"the older file"] * 4


def test_an_answer_that_nothing_can_take_is_a_sentence(desk: Desk) -> None:
    with Path("/dev/full" if sys.platform == "linux" else os.devnull).open("w", encoding="utf-8") as full:
        for words in (("lists",), ("lists", "--json")):
            said = command_line(*words, "--office", str(desk.place), stdout=full)
            if sys.platform == "linux":
                said.refused("The answer could not be written")
