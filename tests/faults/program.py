"""The program as a person or a script meets it: a command, what it said, and that it never showed its insides."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from desktop.cli import main

# Sentences that only an error of our own would say.
OWN_FAULT: Final = ("Traceback", "fault of its own", "sqlalche.me", "Exception ignored")


@dataclass(frozen=True)
class Said:
    """What a command left: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output as the one JSON document it must be."""
        assert self.status == 0, self.err
        return json.loads(self.out)

    def refused(self, part: str, *, status: int = 1) -> str:
        """The one sentence on standard error, which holds `part`; nothing was printed beside it."""
        assert self.status == status, (self.status, self.err)
        assert self.out == ""
        assert len(self.err.strip().splitlines()) == 1, self.err
        assert part in self.err, self.err
        return self.err


def checked(said: Said) -> Said:
    """`said`, after making sure that nothing of the program's insides is in it."""
    for sign in OWN_FAULT:
        assert sign not in said.out + said.err, said.err
    assert said.status in (0, 1, 2)
    return said


@dataclass
class Desk:
    """Commands on one office, inside this process."""

    place: Path
    capture: Any

    def say(self, *words: str) -> Said:
        """Run a command with --json."""
        self.capture.readouterr()
        status = main([*words, "--office", str(self.place), "--json"])
        printed = self.capture.readouterr()
        return checked(Said(status, printed.out, printed.err))

    def document(self, *words: str) -> Any:
        """The document of a command that must succeed."""
        return self.say(*words).document

    def lists(self) -> str:
        """Every list and count, to be compared byte for byte."""
        said = self.say("lists")
        assert said.status == 0, said.err
        return said.out

    def is_right(self) -> bool:
        """Whether the office passes its own check."""
        return bool(self.document("check")["right"])

    def everyone(self) -> list[Any]:
        """Every contact, as `list` gives them."""
        found = self.document("list", "everyone")
        assert isinstance(found, list)
        return found
