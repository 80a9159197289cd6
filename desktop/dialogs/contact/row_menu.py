"""What can be done with a row of its own: make it the primary one, name it, copy it, take it away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from db.rules.details import LABELS

Command = tuple[str, str]
PRIMARY, REMOVE, COPY, PARTS, LABEL = "primary", "remove", "copy", "parts", "label:"
OTHER_LABEL = "label:?"


@cache
def commands(kind: str, label: str, *, first: bool, editable: bool) -> tuple[Command, ...]:
    """Commands and their words; `first` is the primary one already. Labels that are set already are left out."""
    found: list[Command] = [(COPY, "Copy")]
    if not editable:
        return tuple(found)
    if kind in LABELS:
        if not first:
            found.append((PRIMARY, "Make primary"))
        found += [(LABEL + word, word.capitalize()) for word in LABELS[kind] if word != label]
        found.append((OTHER_LABEL, "Other label…"))
    if kind == "addresses":
        found.append((PARTS, "Parts of the address"))
    found.append((REMOVE, "Remove property" if kind == "properties" else "Remove"))
    return tuple(found)


def open_menu(parent: QWidget, at: QPoint, given: Sequence[Command], chosen: Callable[[str], object]) -> QMenu:
    """Show the commands at a place on the screen; labels stand in a menu of their own. It goes when it is closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    labels: QMenu | None = None
    for command, words in given:
        if command.startswith(LABEL):
            labels = labels or menu.addMenu("Label")
        home = labels if labels is not None and command.startswith(LABEL) else menu
        if command == REMOVE:
            menu.addSeparator()
        act = home.addAction(words)
        act.setData(command)
        act.triggered.connect(lambda _checked=False, command=command: chosen(command))
    menu.popup(at)
    return menu
