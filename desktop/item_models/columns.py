"""The columns of a table, and how a member arranged them: order, widths, hidden ones, sort."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

Kind = Literal["text", "chip", "disposition", "stars", "number", "moment", "check"]
Align = Literal["left", "center", "right"]
Tone = Literal["strong", "normal", "muted"]

SCHEMA_VERSION: Final = 1
NARROWEST: Final = 32
WIDEST: Final = 1200


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key for the cell function, its heading, its width in pixels, and how its cells are
    drawn.
    """

    key: str
    title: str
    width: int
    align: Align = "left"
    kind: Kind = "text"
    tone: Tone = "normal"


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """How one member arranged one table. Columns are named by key, so that it outlives added and removed
    ones.
    """

    order: tuple[str, ...] = ()
    widths: tuple[tuple[str, int], ...] = ()
    hidden: frozenset[str] = frozenset()
    sort: tuple[str, bool] | None = None
    version: int = field(default=SCHEMA_VERSION)

    @classmethod
    def of(cls, columns: Sequence[Column]) -> ColumnLayout:
        """The layout a table starts with."""
        return cls(
            order=tuple(column.key for column in columns),
            widths=tuple((column.key, column.width) for column in columns),
        )

    def fitted(self, columns: Sequence[Column]) -> ColumnLayout:
        """The same for today's columns: unknown ones left out, new ones put after their neighbour, one kept
        in sight.
        """
        known = {column.key: column for column in columns}
        order = [key for key in dict.fromkeys(self.order) if key in known]
        for place, column in enumerate(columns):
            if column.key not in order:
                before = columns[place - 1].key if place else None
                order.insert(order.index(before) + 1 if before is not None else 0, column.key)
        widths = {key: column.width for key, column in known.items()}
        widths |= {key: min(max(width, NARROWEST), WIDEST) for key, width in self.widths if key in known}
        hidden = self.hidden & known.keys()
        if all(column.key in hidden for column in columns if column.kind != "check"):
            hidden = frozenset()
        return replace(
            self,
            order=tuple(order),
            widths=tuple(widths.items()),
            hidden=frozenset(hidden),
            sort=self.sort if self.sort is not None and self.sort[0] in known else None,
            version=SCHEMA_VERSION,
        )

    def to_json(self) -> str:
        """As text for the settings."""
        return json.dumps(
            {
                "version": SCHEMA_VERSION,
                "order": list(self.order),
                "widths": dict(self.widths),
                "hidden": sorted(self.hidden),
                "sort": list(self.sort) if self.sort else None,
            }
        )

    @classmethod
    def from_json(cls, text: str) -> ColumnLayout | None:
        """Back from text; None for what is not a layout or comes from a newer program: then the defaults
        hold.
        """
        try:
            data: Any = json.loads(text)
            if data["version"] != SCHEMA_VERSION:
                return None
            sort = data["sort"]
            return cls(
                order=tuple(str(key) for key in data["order"]),
                widths=tuple((str(key), int(width)) for key, width in data["widths"].items()),
                hidden=frozenset(str(key) for key in data["hidden"]),
                sort=None if sort is None else (str(sort[0]), bool(sort[1])),
            )
        except (ValueError, KeyError, TypeError, AttributeError, IndexError):
            return None
