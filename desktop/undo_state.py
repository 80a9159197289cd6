"""What undo and redo would do next, for the words in the menu."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries.history import steps
from db.queries.reader import Reader

LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class UndoState:
    """The labels of the step that would be taken back and of the one that would be done again; "" for none."""

    undo: str = ""
    redo: str = ""


def undo_state(reader: Reader) -> UndoState:
    """Look at the member's own newest steps."""
    own = steps(reader, limit=LOOKED_AT, mine=True)
    undo = next((s.label for s in own if not s.is_undo and not s.undone), "")
    redo = next((s.label for s in own if s.is_undo and not s.undone and s.label.startswith("Undo: ")), "")
    return UndoState(undo, redo.removeprefix("Undo: "))
