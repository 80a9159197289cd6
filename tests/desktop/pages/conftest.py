"""The broker dashboard, shown on an office of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.office import Office
from desktop.announcer import Announcer
from desktop.navigation import Navigation
from desktop.pages.broker_dashboard.page import BrokerDashboard
from desktop.services import Services
from desktop.tasks import Tasks
from desktop.theme.theme import Theme
from tests.desktop.conftest import Answers
from tests.desktop.pages.boards import Board
from tests.office_fixtures import FakeClock


@pytest.fixture
def show(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Callable[..., Board]]:
    """Shows the page on an office file."""
    made: list[Board] = []

    def build(original: Path, *, member: str = "", wide: int = 1440, high: int = 852) -> Board:
        path = tmp_path / "broker.db"
        shutil.copyfile(original, path)
        clock = FakeClock()
        clock.tick(120_000)
        office = Office.open(path, clock=clock)
        office.sign_in(member)
        prompts = Answers()
        services = Services(office, Tasks(), Announcer(), theme, prompts, Navigation())
        page = BrokerDashboard(services)
        qtbot.addWidget(page)
        board = Board(page, services, prompts, clock)
        page.opened.connect(lambda key, narrowed: board.opened.append((key, narrowed)))
        made.append(board)
        page.resize(wide, high)
        page.show()
        page.activateWindow()
        board.settle()
        return board

    yield build
    for board in made:
        board.services.tasks.close()
        board.office.close()


@pytest.fixture
def board(show: Callable[..., Board], template: Path) -> Board:
    """The page of the broker over 60 contacts, all made today."""
    return show(template)


# -- what is shown ---------------------------------------------------------------------------------------------
