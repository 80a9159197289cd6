"""The broker dashboard, shown on an office of its own, and the Leads tab in its window."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.actions import members
from db.office import Office
from db.rules.lead_lists import lead_spec
from desktop.announcer import Announcer
from desktop.navigation import Navigation
from desktop.pages.broker_dashboard.page import BrokerDashboard
from desktop.services import Services
from desktop.settings_file import SettingsFile
from desktop.tasks import Tasks
from desktop.theme.theme import Theme
from tests.desktop.conftest import Answers, Opened
from tests.desktop.pages.boards import Board
from tests.desktop.pages.lead_hands import Leads, add_leads
from tests.desktop.pages.windows import at_tab, copied_office, kept_at_tab
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
        page = BrokerDashboard(services, SettingsFile(tmp_path / "settings.ini"))
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


@pytest.fixture(scope="session")
def leads_template(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office of 60 contacts with leads and calls, made once and copied for every test."""

    def add(office: Office, clock: FakeClock) -> None:
        office.perform(members.add_member, name="Corinne Hale", roles=("concierge",))
        add_leads(office, clock)

    return copied_office(template, tmp_path_factory.mktemp("leads") / "office.db", add)


@pytest.fixture
def leads_of(open_window: Callable[..., Opened], leads_template: Path, tmp_path: Path) -> Callable[..., Leads]:
    """Opens the window of a member at the Leads tab, an hour after the last lead."""

    def build(member: str = "") -> Leads:
        opened = at_tab(open_window, leads_template, tmp_path / "leads.db", key="leads", member=member)
        opened.settle()
        return Leads(opened)

    return build


@pytest.fixture
def leads(leads_of: Callable[..., Leads]) -> Leads:
    """The Leads tab of the broker."""
    return leads_of()


@pytest.fixture(scope="module")
def reading_window(leads_template: Path, theme: Theme, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Leads]:
    """One window at the Leads tab, shared by the tests that write nothing."""
    for opened in kept_at_tab(leads_template, theme, tmp_path_factory.mktemp("reading"), "leads"):
        yield Leads(opened)


@pytest.fixture
def reading(reading_window: Leads) -> Leads:
    """The shared window, at all leads and with nothing searched."""
    found = reading_window
    found.opened.prompts.toasts.clear()
    found.opened.session.window.activateWindow()
    found.page.tables.table.selection.clear()
    found.page.show_list(lead_spec())
    found.settle()
    found.page.tables.view.setFocus()
    return found
