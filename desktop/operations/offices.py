"""Making a new office and the sample office, and backing one up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from db.actions.members import add_member
from db.actions.settings import set_office
from db.changes import Progress
from db.office import Office
from db.rules.errors import RefusedError
from desktop.operations.long_reads import Shown, read_long
from desktop.services import Services

MEGABYTE: Final = 1_000_000


def make_office(path: Path, *, name: str, broker: str) -> None:
    """Make an empty office with its first member, a broker. Errors: FileProblemError; nothing is left then."""
    _make(path, lambda office: _furnish(office, name, broker))


def make_sample(path: Path, *, progress: Progress | None = None) -> None:
    """Make the sample office. Errors: FileProblemError; nothing is left then."""
    from desktop.operations.sample_office import fill

    _make(path, lambda office: fill(office, progress=progress))


def _furnish(office: Office, name: str, broker: str) -> None:
    office.perform(set_office, values={"name": name})
    office.perform(add_member, name=broker, roles=("broker", "agent"))


def _make(path: Path, furnish: Callable[[Office], None]) -> None:
    """Half an office must not stay behind where the next start would take it for a whole one."""
    office = Office.create(path)
    try:
        furnish(office)
    except BaseException:
        office.close()
        for end in ("", "-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        raise
    office.close()


def may_back_up(services: Services) -> bool:
    """Whether the member may; one who may not is told so, before they choose a file."""
    from db.backup import check_may_back_up

    try:
        check_may_back_up(services.office.actor)
    except RefusedError as error:
        services.prompts.tell(error.sentence)
        return False
    return True


def back_up(services: Services, path: Path) -> None:
    """Write a verified copy of the office's file, with progress; reads and writes go on meanwhile."""
    from db import backup

    actor, engines = services.office.actor, services.office.engines

    def work(progress: Progress) -> int:
        def heard(done: int, total: int) -> bool:
            return progress(done // MEGABYTE, total // MEGABYTE)

        return backup.back_up(actor, engines, path, progress=heard)

    def done(size: int) -> None:
        services.prompts.toast(f"Backed up to {path.name}: {size / MEGABYTE:,.1f} MB, read back and found whole")

    read_long(services, Shown(f"Backing up to {path.name}", "MB", ("backup", path)), work, on_done=done)
