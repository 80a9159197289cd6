"""A desk on a Monday morning, with Ann Lee of Wes Park's and Bo Chu in the pool; and windows on an office of sixty."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from pytestqt.qtbot import QtBot

from db.actions import members
from db.office import Office
from db.queries import lists
from db.queries.contacts import contact_card
from db.rules.filters import ListSpec
from tests.desktop.conftest import Opened, open_window, template, theme
from tests.desktop.pages.windows import copied_office
from tests.journeys.desk import AGENT, BEGIN, UNDERWRITER, Desk, opened
from tests.journeys.screen import Screen
from tests.office_fixtures import FakeClock

# The window's fixtures, to be found by the tests of this folder.
__all__ = ["open_window", "template", "theme"]
Opener = Callable[..., Screen]


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    """Nothing moves the clock but the journey."""
    with time_machine.travel(BEGIN, tick=False) as clock:
        place = str(tmp_path / "office.db")
        with opened(place, (("Ann Lee", AGENT), ("Bo Chu", "")), capsys, clock) as made:
            yield made


@pytest.fixture(scope="session")
def sixty(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office of the window's tests with an underwriter."""

    def add(office: Office, _clock: FakeClock) -> None:
        office.perform(members.add_member, name=UNDERWRITER, roles=("underwriter",), joined_on="2024-03-01")

    return copied_office(template, tmp_path_factory.mktemp("sixty") / "office.db", add)


@pytest.fixture
def sit_down(open_window: Callable[..., Opened], sixty: Path, tmp_path: Path, qtbot: QtBot) -> Opener:
    """Opens a member's window on the journey's office, at a contact of Wes Park's or, with `pool`, of nobody's."""
    place = tmp_path / "sixty.db"
    shutil.copyfile(sixty, place)

    def build(member: str = AGENT, *, pool: bool = False) -> Screen:
        made = open_window(member, place=place)
        made.session.watch.stop()  # others' changes are noticed when somebody sits down, however slow the machine
        broker = Office.open(place, clock=made.clock)
        broker.sign_in()
        owner = "" if pool else AGENT
        ids = sorted(int(n) for n in broker.read(lists.ids, ListSpec("new_lead")))
        who = next(n for n in ids if broker.read(contact_card, n).owner == owner)
        broker.close()
        return Screen(made, who)

    return build
