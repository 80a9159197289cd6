"""Long work that changes nothing in the office, such as an export: progress, Cancel, an error as a sentence."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from db.changes import Progress
from db.rules.errors import BrokerdeskError, CancelledError
from desktop.operations.running import report
from desktop.prompting import ProgressView
from desktop.services import Services
from desktop.tasks import Token

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the progress says: its title, what is counted, and the key under which a newer one replaces it."""

    title: str
    unit: str
    key: Hashable


class _Bridge(QObject):
    """Brings the worker's progress to the UI thread: a slot of a QObject is called on the thread it lives on."""

    advanced = Signal(object, object)  # counts may not fit the 32 bits of Qt's int

    def __init__(self, view: ProgressView) -> None:
        super().__init__()
        self._view = view
        self.advanced.connect(self._advance)

    @Slot(object, object)
    def _advance(self, done: int, total: int) -> None:
        self._view.advance(done, total)


def read_long(
    services: Services, shown: Shown, work: Callable[[Progress], Value], *, on_done: Callable[[Value], object]
) -> None:
    """Run `work` on a reader: writes need not wait for it. It raises CancelledError when progress answers False."""
    stop = Token()  # not the read's own: Tasks drops the answer of a read that was called off
    view = services.prompts.progress(shown.title, unit=shown.unit, on_cancel=stop.cancel)
    bridge = _Bridge(view)

    def run(token: Token) -> Value:
        def progress(done: int, total: int) -> bool:
            bridge.advanced.emit(done, total)
            return not (stop.cancelled or token.cancelled)

        return work(progress)

    def done(value: Value) -> None:
        bridge.deleteLater()
        view.close()
        on_done(value)

    def failed(error: BaseException) -> None:
        bridge.deleteLater()
        view.close()
        if isinstance(error, CancelledError):
            services.prompts.toast(error.sentence)
        elif isinstance(error, BrokerdeskError):
            services.prompts.tell(error.sentence)
        else:
            report(services, error)

    services.tasks.read(shown.key, run, done, failed)
