"""Tasks for the tests of item models: made for each, and closed after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.tasks import Tasks
from tests.desktop.item_models.lists import MemorySource
from tests.desktop.item_models.views import Shown


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def shown(tasks: Tasks, qtbot: QtBot) -> Iterator[Shown]:
    made = Shown(MemorySource({"all": range(400), "other": range(5)}), tasks, qtbot)
    yield made
    tasks.wait_idle()
