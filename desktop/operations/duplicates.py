"""Looking for duplicates, merging two contacts, saying that two are not the same (R25)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from db.actions import merging
from db.queries.duplicates import Duplicates, duplicates
from db.queries.reader import Reader
from desktop.operations.finishing import toast_with_undo
from desktop.operations.running import OnError, run
from desktop.services import Services
from desktop.tasks import Token

PAIRS = 500


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """What the person chose: who stays, who goes, which fields that one gives, and the versions both had."""

    keep: int
    gone: int
    take: frozenset[str]
    seen: tuple[int, int]


class Search(QObject):
    """One look for duplicates on a reader. Signals: advanced(done, total), on the thread of who listens."""

    advanced = Signal(object, object)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._stop = Token()

    def start(self, on_done: Callable[[Duplicates], object], on_error: OnError) -> None:
        """Begin; it ends with a call of `on_done`, or of `on_error` (CancelledError when it was stopped)."""
        office = self._services.office

        def work(token: Token) -> Duplicates:
            def progress(done: int, total: int) -> bool:
                self.advanced.emit(done, total)
                return not (self._stop.cancelled or token.cancelled)

            def query(reader: Reader) -> Duplicates:
                return duplicates(reader, limit=PAIRS, progress=progress)

            return office.read(query)

        self._services.tasks.read((id(self), "duplicates"), work, on_done, on_error)

    def stop(self) -> None:
        """Ask it to stop; what it has not begun is not begun."""
        self._stop.cancel()


def merge(
    services: Services, choice: MergeChoice, *, on_done: Callable[[], object], on_error: OnError | None = None
) -> None:
    """Make one contact of two; a toast offers to undo it."""
    office = services.office

    def done(label: str, step: int | None) -> None:
        toast_with_undo(services, label, step)
        on_done()

    run(
        services,
        lambda: office.perform(merging.merge, keep=choice.keep, gone=choice.gone, take=choice.take, seen=choice.seen),
        on_done=lambda outcome: done(outcome.changes.label, outcome.step),
        on_error=on_error,
    )


def not_the_same(
    services: Services,
    one: int,
    other: int,
    *,
    on_done: Callable[[], object],
    on_error: OnError | None = None,
) -> None:
    """Remember that two contacts are two."""
    office = services.office

    def done(label: str, step: int | None) -> None:
        toast_with_undo(services, label or "That was known already", step)
        on_done()

    run(
        services,
        lambda: office.perform(merging.not_the_same, one=one, other=other),
        on_done=lambda outcome: done(outcome.changes.label, outcome.step),
        on_error=on_error,
    )
