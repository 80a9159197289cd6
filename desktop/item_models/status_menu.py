"""The menu of the office's statuses, numbered for the key after S."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from db.rules.statuses import Scheme
from desktop.item_models.looks import status_look
from desktop.theme.icons import icon
from desktop.theme.tokens import Colours


def status_menu(scheme: Scheme, colours: Colours, parent: QWidget, choose: Callable[[str], object]) -> QMenu:
    """The statuses in use with their icons; `choose` is told the key of the one that is pressed."""
    menu = QMenu("Status", parent)
    for number, style in enumerate(scheme.in_use, start=1):
        look = status_look(style)
        # the number is its key: S, then 1 to 8
        entry = menu.addAction(icon(look.icon, look.colour(colours)), f"&{number}  {style.label.replace('&', '&&')}")
        entry.triggered.connect(lambda _checked=False, key=style.key.value: choose(key))
    return menu
