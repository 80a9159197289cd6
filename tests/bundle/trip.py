"""The trip the built program is sent on: everything that is loaded by name or read from a file of the bundle."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.bundle.built import Built, BundleError
from tests.bundle.pictures import check_picture

INPUTS: Final = Path(__file__).resolve().parents[1] / "inputs"
# A file for every reader the program has: text, three kinds of workbook, cards.
FILES: Final = ("contacts.xlsx", "contacts.xls", "contacts.ods", "mixed.vcf", "tab_utf16.txt")
EXPORTS: Final = ("all.csv", "all.xlsx", "all.vcf")
SAMPLE_CSV: Final = """First Name,Last Name,Email,Phone,Status
Marisol,Quintero,marisol.quintero@example.com,(813) 555-0142,New Lead
Desmond,Achterberg,desmond@example.com,813-555-0177,Client
"""
LICENSED: Final = ("python", "sqlalchemy", "alembic", "sqlcipher3", "nameparser", "phonenumbers", "python-docx")
X_LIBRARIES: Final = ("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libxkbcommon-x11.so.0")
PASSWORD: Final = "a long word for Ünal"
Say = Callable[[str], None]


def drive(program: Path, place: Path, say: Say) -> None:
    """Send the built program in the folder `program` on the trip; BundleError with a sentence where it fails."""
    built = Built(program, place)
    what_travels(program)
    started = time.monotonic()
    built.ask("--help")
    first = time.monotonic() - started
    office(built)
    say("it made an office, imported a CSV file, listed, undid, did again and checked the office.")
    read_and_write(built)
    say("it read XLSX, XLS, ODS, vCard and UTF-16 files, and read again what it exported.")
    passwords(built)
    older_offices(built, program)
    say("it took the right password only, opened older offices and has the driver for PostgreSQL.")
    say(f"it drew {sample(built)} screens of the sample office, none of them blank.")
    seconds = windows(built)
    say(f"its window came up {seconds[0]:.1f} s after the start, {seconds[1]:.1f} s the second time.")
    started = time.monotonic()
    built.ask("lists", office="sample.db")
    say(f"the command line's first answer took {first:.1f} s, `lists` {time.monotonic() - started:.1f} s.")


def what_travels(program: Path) -> None:
    """The licences are in the folder, and on Linux what a window on X needs and a bare desktop may lack."""
    names = {path.name for path in program.rglob("*")}
    wanted = {"LGPL-3.0.txt", "GPL-3.0.txt", *(X_LIBRARIES if sys.platform.startswith("linux") else ())}
    lacking = sorted(wanted - names)
    licences = {path.name.lower() for folder in program.rglob("licences") for path in folder.iterdir()}
    lacking += [f"the licence of {name}" for name in LICENSED if name not in licences]
    if lacking:
        raise BundleError(f"The program folder lacks {', '.join(lacking)}.")


def expect(found: object, wanted: object, what: str) -> None:
    """BundleError unless the built program's answer is what it has to be."""
    if found != wanted:
        raise BundleError(f"The built program's {what} should be {wanted}; it is {found}.")


def everyone(built: Built, office: str) -> int:
    """How many contacts the built program counts in an office."""
    counts = {one["key"]: one["count"] for one in built.document("lists", office=office)}
    return int(counts["everyone"])


def office(built: Built) -> None:
    """Make an office, import a file, list, undo, do again, back up, check."""
    (built.place / "some.csv").write_text(SAMPLE_CSV, encoding="utf-8")
    built.ask("new", "first.db")
    done = built.document("import", "some.csv", office="first.db")
    expect(done["files"][0]["counts"]["new"], 2, "count of new contacts of a file of two")
    rows = built.document("list", "everyone", office="first.db")
    expect(sorted(row["name"] for row in rows), ["Desmond Achterberg", "Marisol Quintero"], "list")
    clients = built.document("list", "client", office="first.db")
    expect([row["phones"] for row in clients], [["+18135550177"]], "reading of a number")
    built.ask("undo", office="first.db")
    expect(everyone(built, "first.db"), 0, "count after the undo")
    built.ask("redo", office="first.db")
    expect(everyone(built, "first.db"), 2, "count after the redo")
    built.ask("backup", "copy.db", office="first.db")
    expect(everyone(built, "copy.db"), 2, "count in the backup")
    expect(built.document("check", office="first.db")["right"], True, "check of the office")


def read_and_write(built: Built) -> None:
    """Read every kind of file, import two kinds, export every kind, and know the exported contacts again."""
    for name in FILES:
        shutil.copy(INPUTS / name, built.place)
    built.ask("new", "files.db")
    for file in built.document("import", *FILES, "--rehearse", office="files.db")["files"]:
        if not file["counts"]["new"] + file["counts"]["duplicate"]:
            raise BundleError(f"The built program found no contact in {file['file']}: {file['counts']}.")
    built.ask("import", "contacts.xlsx", "mixed.vcf", office="files.db")
    count = everyone(built, "files.db")
    for name in EXPORTS:
        built.ask("export", name, office="files.db")
    for file in built.document("import", *EXPORTS, "--rehearse", office="files.db")["files"]:
        expect(file["counts"]["new"], 0, f"count of contacts it did not know in its own {file['file']}")
        expect(len(file["rows"]) >= count, True, f"reading of all {count} contacts in its own {file['file']}")


def passwords(built: Built) -> None:
    """Set a password from this tree; the built program lets in who knows it, and nobody else."""
    from db.actions.members import set_password
    from db.office import Office

    tree = Office.open(built.place / "first.db")
    try:
        broker = tree.members()[0]
        tree.perform(set_password, member_id=broker.id, password=PASSWORD)
    finally:
        tree.close()
    for typed in ("\n", "a wrong word\n"):
        said = built.failure("lists", "--password-stdin", office="first.db", typed=typed)
        if "password" not in said.lower():
            raise BundleError(f"The built program should have asked for the right password; it said: {said}")
    built.ask("lists", "--password-stdin", office="first.db", typed=f"{PASSWORD}\n")


def older_offices(built: Built, program: Path) -> None:
    """Every migration travels as a file, an office of each older version is migrated, PostgreSQL is asked for."""
    from db import schema

    there = {path.name.partition("_")[0] for path in program.rglob("migrations/versions/[0-9]*.py")}
    expect(sorted(there), sorted(schema.KNOWN), "set of migrations")
    older: tuple[str, ...] = schema.KNOWN[:-1]
    for version in older:
        make_older_office(built.place / f"older-{version}.db", version)
        expect(everyone(built, f"older-{version}.db"), 0, f"count in an office of version {version}")
        expect(built.document("check", office=f"older-{version}.db")["right"], True, "check of a migrated office")
    said = built.failure("lists", office="postgresql://nobody@127.0.0.1:9/none")  # nobody listens there
    if any(word in said for word in ("No module", "load plugin", "pq wrapper", "libpq library")):
        raise BundleError(f"The built program has no driver for PostgreSQL: {said}")


def make_older_office(path: Path, version: str) -> None:
    """An office as the program of that version made it, empty and with one broker."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import text

    from db import schema
    from db.engine import open_engines

    engines = open_engines(path)
    config = Config()
    config.set_main_option("script_location", str(schema.SCRIPTS).replace("%", "%%"))
    with engines.write.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        connection.execute(
            text("INSERT INTO member (name, roles, active, joined_on) VALUES ('Broker', 'broker', 1, '2024-01-02')")
        )
    engines.dispose()


def sample(built: Built) -> int:
    """Make the sample office out of the bundle's own files and draw its screens: how many."""
    built.ask("new", "sample.db", "--sample")
    if everyone(built, "sample.db") < 1_000:
        raise BundleError("The built program's sample office has hardly any contacts.")
    paths = built.document("shots", "screens", office="sample.db")["files"]
    if not paths:
        raise BundleError("The built program drew no screen.")
    for name in paths:
        check_picture(built.place / name)
    return len(paths)


def windows(built: Built) -> tuple[float, float]:
    """Open the window twice, then look whether the office is as it was and nothing was logged."""
    # The windowed program has no standard output on Windows; the office's file is its answer.
    built.ask("new", "window.db", program=built.window)
    if not (built.place / "window.db").is_file():
        raise BundleError("The built windowed program made no office.")
    seconds = (built.open_window("sample.db"), built.open_window("sample.db"))
    if built.log():
        raise BundleError(f"The built program's window logged what went wrong:\n{built.log()}")
    expect(built.document("check", office="sample.db")["right"], True, "check after the window was closed")
    return seconds
