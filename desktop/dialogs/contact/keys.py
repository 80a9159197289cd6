"""The key of a field that belongs to a row of its own: "phones:17", "addresses:3:city", "emails:new", "extra:Gift"."""

from __future__ import annotations

from dataclasses import dataclass

NEW = 0
_NEW_WORD = "new"


@dataclass(frozen=True, slots=True)
class RowKey:
    """Of which kind, which row (NEW: the one to be added), which part of it; of extra fields the part is the name."""

    kind: str
    id: int = NEW
    part: str = ""

    def __str__(self) -> str:
        if self.kind == "extra":
            return f"extra:{self.part}"
        return ":".join(filter(None, (self.kind, str(self.id or _NEW_WORD), self.part)))

    @classmethod
    def read(cls, key: str) -> RowKey:
        """The key taken apart again."""
        kind, _, rest = key.partition(":")
        if kind == "extra":
            return cls(kind, NEW, rest)
        number, _, part = rest.partition(":")
        return cls(kind, int(number) if number.isdecimal() else NEW, part)
