"""The small office that the tests of dialogs work in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.theme.theme import Theme
from tests.desktop.dialogs.desk import Desk


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    theme = Theme("light", bundled_font=True)
    theme.apply(qapp)
    made = Desk(tmp_path, theme)
    yield made
    made.close()
