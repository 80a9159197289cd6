"""Windows at one of their tabs, over a copy of an office that was made once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from db.office import Office
from desktop.session import Session
from desktop.settings_file import SettingsFile
from desktop.theme.theme import Theme
from tests.desktop.conftest import Answers, Opened
from tests.office_fixtures import FakeClock

HOUR = 3_600_000


def copied_office(original: Path, path: Path, add: Callable[[Office, FakeClock], object]) -> Path:
    """A copy of an office to which the broker has added something, a minute after its last contact."""
    shutil.copyfile(original, path)
    clock = FakeClock()
    clock.tick(60_000)
    office = Office.open(path, clock=clock)
    office.sign_in()
    add(office, clock)
    office.close()
    return path


def at_tab(open_window: Callable[..., Opened], original: Path, path: Path, *, key: str, member: str) -> Opened:
    """The window of a member at a tab, over a copy of its own, an hour later."""
    shutil.copyfile(original, path)
    opened = open_window(member, place=path)
    opened.clock.tick(HOUR)
    opened.session.window.open_page(key)
    opened.session.window.activateWindow()
    return opened


def kept_at_tab(original: Path, theme: Theme, folder: Path, key: str) -> Iterator[Opened]:
    """One window of the broker at a tab, for a file of tests that write nothing; closed at the end."""
    path = folder / "office.db"
    shutil.copyfile(original, path)
    clock = FakeClock()
    clock.tick(120_000 + HOUR)
    office = Office.open(path, clock=clock)
    office.sign_in("")
    prompts = Answers()
    session = Session(office, theme, SettingsFile(folder / "settings.ini"), prompts=prompts)
    session.window.resize(1440, 900)
    session.show()
    session.window.open_page(key)
    yield Opened(session, prompts, clock)
    session.close()
    session.window.deleteLater()
