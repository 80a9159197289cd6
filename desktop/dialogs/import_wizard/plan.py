"""What an import is made of before it is rehearsed: the files, how they are read, what their columns become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from db.queries.imports import ImportRequest, OpenedSource, open_source
from db.queries.reader import OfficeFacts, Reader
from db.rules.errors import BrokerdeskError
from db.rules.import_mapping import Mapping, with_target
from db.rules.permissions import Actor, Right, Scope
from desktop.dialogs.while_alive import while_alive
from desktop.services import Services

UNREADABLE = "This file could not be read. Close it where it is open and try again."


@dataclass(frozen=True, slots=True)
class Choices:
    """What the member corrected about how a file is read; None is what the program finds by itself."""

    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None


@dataclass(slots=True)
class Source:
    """One file: `opened` once it has been read, or the `problem` that kept it from being read."""

    path: Path
    choices: Choices = field(default_factory=Choices)
    opened: OpenedSource | None = None
    mapping: Mapping | None = None
    problem: str = ""
    reading: bool = True


@dataclass(frozen=True, slots=True)
class Ground:
    """What the office has to say: its words, and who imports."""

    facts: OfficeFacts
    actor: Actor

    @property
    def may_give_away(self) -> bool:
        """Whether the contacts may go to any member; agents import into their own."""
        return Scope.ALL in self.actor.scopes(Right.IMPORT)


class ImportPlan(QObject):
    """Signal: changed() after anything in it became different."""

    changed = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.sources: list[Source] = []
        self.ground: Ground | None = None
        self.status = ""
        self.owner_id: int | None = None
        self.statuses: dict[str, str] = {}  # the file's words for statuses, as the member explained them (R4)
        office = services.office
        services.tasks.read((id(self), "ground"), lambda: office.read(_ground), self._ground_arrived)

    @property
    def readable(self) -> list[Source]:
        """The files that can be imported."""
        return [source for source in self.sources if source.opened is not None]

    @property
    def ready(self) -> bool:
        """Whether every file has been read, and there is one to import."""
        return bool(self.readable) and not any(source.reading for source in self.sources)

    def add(self, paths: Sequence[Path]) -> None:
        """Take these files; one that is there already is read again."""
        for path in paths:
            source = next((s for s in self.sources if s.path == path), None)
            if source is None:
                source = Source(path)
                self.sources.append(source)
            self._open(source)
        self.changed.emit()

    def remove(self, source: Source) -> None:
        """Leave a file out."""
        if source in self.sources:
            self.sources.remove(source)
            self._services.tasks.drop((id(self), id(source)))
            self.changed.emit()

    def choose(self, source: Source, choices: Choices) -> None:
        """Read a file in another way; what it was read as before stays in sight until then."""
        if choices != source.choices:
            source.choices = choices
            self._open(source)
            self.changed.emit()

    def set_target(self, source: Source, column: int, target: str) -> None:
        """Say what a column becomes."""
        if source.mapping is not None:
            source.mapping = with_target(source.mapping, column, target)
            self.changed.emit()

    def requests(self) -> tuple[ImportRequest, ...]:
        """What is to be rehearsed."""
        return tuple(
            ImportRequest(
                source.opened,
                source.mapping,
                status=self.status,
                unknown_statuses={word: key for word, key in self.statuses.items() if key},
                owner_id=self.owner_id,
            )
            for source in self.sources
            if source.opened is not None and source.mapping is not None and not source.problem
        )

    def _open(self, source: Source) -> None:
        office, path, choices = self._services.office, source.path, source.choices
        source.reading = True

        def read() -> OpenedSource:
            return office.read(
                open_source,
                path,
                encoding=choices.encoding,
                delimiter=choices.delimiter,
                header_row=choices.header_row,
            )

        self._services.tasks.read(
            (id(self), id(source)),
            read,
            while_alive(self, partial(self._opened, source)),
            while_alive(self, partial(self._failed, source)),
        )

    def _opened(self, source: Source, opened: OpenedSource) -> None:
        before = source.mapping
        source.opened, source.problem, source.reading = opened, "", False
        # What the member said about the columns holds as long as they are the same columns.
        same = before is not None and before.fingerprint == opened.mapping.fingerprint
        source.mapping = before if same else opened.mapping
        self.changed.emit()

    def _failed(self, source: Source, error: BaseException) -> None:
        source.reading = False
        if source.choices == Choices():
            source.opened = None  # else the reading before stays in sight beside the problem
        source.problem = error.sentence if isinstance(error, BrokerdeskError) else UNREADABLE
        self.changed.emit()

    def _ground_arrived(self, ground: Ground) -> None:
        self.ground = ground
        if self.owner_id is None and not ground.may_give_away:
            self.owner_id = ground.actor.id
        self.changed.emit()


def _ground(reader: Reader) -> Ground:
    return Ground(reader.facts, reader.actor)
