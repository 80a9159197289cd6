"""The small office that the tests of dialogs work in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db.rules.filters import ListSpec
from desktop.dialogs.contact.dialog import ContactDialog
from desktop.theme.theme import Theme
from tests.desktop.dialogs.contact_hands import Opener
from tests.desktop.dialogs.desk import Desk


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    theme = Theme("light", bundled_font=True)
    theme.apply(qapp)
    made = Desk(tmp_path, theme)
    yield made
    made.close()


@pytest.fixture
def open_dialog(desk: Desk) -> Opener:
    """Opens a contact in a window of its own."""

    def make(contact_id: int, *, spec: ListSpec | None = None) -> ContactDialog:
        dialog = ContactDialog(desk.services, contact_id, spec=spec)
        desk.show(dialog)
        return dialog

    return make
