"""Above the table: the list's name is whole, and the buttons give way to it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.pages.agent_dashboard.list_header import ListHeader
from desktop.theme.theme import Theme
from desktop.theme.tokens import MEASURE
from tests.desktop.conftest import Opened


def header(qtbot: QtBot, width: int, title: str = "Actively Searching") -> ListHeader:
    made = ListHeader()
    qtbot.addWidget(made)
    made.set_list(title, "")
    made.set_count(643)
    made.resize(width, 40)
    made.show()
    qtbot.wait(1)  # the layout's turn
    return made


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize(("width", "plain", "filled"), [(900, True, True), (580, False, True), (460, False, False)])
def test_buttons_become_icons_for_the_name_to_be_whole(qtbot: QtBot, width: int, plain: bool, filled: bool) -> None:
    """The plain ones first; each keeps its name for the reader and its tip."""
    made = header(qtbot, width)
    assert made._title.shown_text() == "Actively Searching"
    assert [bool(button.text()) for button in made._buttons] == [plain, plain, plain, filled]
    assert [button.accessibleName() for button in made._buttons] == ["Filter", "Columns", "Import", "Add contact"]
    assert all(button.toolTip() for button in made._buttons)
    assert all(button.width() >= MEASURE.target for button in made._buttons)
    made.resize(900, 40)
    qtbot.wait(1)
    assert all(button.text() for button in made._buttons)


@pytest.mark.usefixtures("theme")
def test_it_can_be_as_narrow_as_its_icons(qtbot: QtBot) -> None:
    assert header(qtbot, 900).minimumSizeHint().width() == header(qtbot, 300).minimumSizeHint().width()


def test_at_the_smallest_window_the_name_is_whole(opened: Opened, theme: Theme) -> None:
    opened.session.window.resize(1024, 640)
    dashboard = opened.session.dashboard
    for key in ("actively_searching", "waiting_inquiries", "everyone"):
        choice = dashboard.lists.choice(key)
        assert choice is not None
        dashboard.show_list(choice.spec)
        opened.settle()
        assert dashboard.header._title.shown_text() == dashboard.header.title, key
