"""What the widget tests share: the light theme in the bundled font, and the one message Qt may leave."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.theme.theme import Theme


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The offscreen platform says so of every popup and every window with a smallest size; no fault of theirs.
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Theme:
    made = Theme("light", bundled_font=True)
    made.apply(qapp)
    return made
