"""Runs reads and writes off the UI thread and brings their answers back on it."""

from __future__ import annotations

import inspect
import logging
import sys
import threading
from collections import deque
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QObject, Qt, QTimer, Signal

from desktop.collector import Collector

# Short enough that the UI thread gets its turn while a worker computes in Python (MEASURES P6).
SWITCH_INTERVAL: Final = 0.0005
READERS: Final = 3
# So long work waits for rows that have just come to be painted; at 0 some systems run a timer before they paint.
AFTER_PAINT_MS: Final = 1

log = logging.getLogger(__name__)
_of_this_thread = threading.local()


class Cancelled(Exception):  # noqa: N818 - it is not an error but an answer
    """The work was called off before it began."""

    def __init__(self) -> None:
        super().__init__("This was called off before it began; nothing was changed.")


class Token:
    """Asks a running piece of work to stop; the work looks at ``cancelled`` or leaves a call to be made."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: list[Callable[[], object]] = []
        self.cancelled = False

    def cancel(self) -> None:
        """Ask to stop. Safe from any thread, and as often as wanted."""
        with self._lock:
            self.cancelled = True
            calls, self._calls = self._calls, []
        for call in calls:
            call()

    def when_cancelled(self, call: Callable[[], object]) -> None:
        """Have ``call`` made on cancelling (such as a connection's interrupt), at once if it already is."""
        with self._lock:
            if not self.cancelled:
                self._calls.append(call)
                return
        call()

    def settle(self) -> None:
        """Forget the calls: the work is over, and interrupting it now would hit somebody else's."""
        with self._lock:
            self._calls.clear()


def current_token() -> Token | None:
    """The token of the work that runs on this thread, or None on a thread that is not a worker."""
    token: Token | None = getattr(_of_this_thread, "token", None)
    return token


@dataclass(slots=True, eq=False)
class _Job:
    """One piece of work on its way out and back."""

    function: Callable[..., Any]
    on_result: Callable[[Any], object]
    on_error: Callable[[BaseException], object] | None
    on_progress: Callable[[Any], object] | None = None
    key: Hashable | None = None
    token: Token = field(default_factory=Token)
    result: object = None
    error: BaseException | None = None
    progress: deque[object] = field(default_factory=lambda: deque(maxlen=1))


class Tasks(QObject):
    """The only place that starts threads for the screens; made on the UI thread, one for the program.

    Signals: ``queue_changed`` carries how many writes wait or run; ``failed`` carries an error nobody asked
    for; ``idle`` says that nothing is under way.
    """

    queue_changed = Signal(int)
    failed = Signal(object)
    idle = Signal()
    _wake = Signal()

    def __init__(self, parent: QObject | None = None, *, readers: int = READERS) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_INTERVAL)
        self._collector = Collector(lambda: bool(self._under_way), self)
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="read")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="write")
        self._latest: dict[Hashable, _Job] = {}
        self._under_way: set[_Job] = set()
        self._writes = 0
        self._arrived: deque[tuple[_Job, bool]] = deque()
        self._closed = False
        self._lock = threading.Lock()
        self._wake.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def pending(self) -> int:
        """How many reads and writes were started and have not been answered yet."""
        return len(self._under_way)

    @property
    def writes(self) -> int:
        """How many writes wait or run."""
        return self._writes

    def read(
        self,
        key: Hashable,
        function: Callable[..., Any],
        on_result: Callable[[Any], object],
        on_error: Callable[[BaseException], object] | None = None,
    ) -> Token:
        """Run ``function`` on a reader; an older read of the same key is asked to stop and its answer
        dropped.

        ``function`` gets ``token`` if it names such a parameter. After close() nothing is started any more.
        """
        job = _Job(function, on_result, on_error, key=key)
        if self._closed:
            job.token.cancel()
            return job.token
        older = self._latest.get(key)
        self._latest[key] = job
        if older is not None:
            older.token.cancel()
        self._under_way.add(job)
        self._collector.work_began()
        self._readers.submit(self._run, job)
        return job.token

    def drop(self, key: Hashable) -> None:
        """Ask the read of this key to stop and drop its answer: its screen shows something else now."""
        job = self._latest.pop(key, None)
        if job is not None:
            job.token.cancel()

    def perform(
        self,
        function: Callable[..., Any],
        on_result: Callable[[Any], object],
        on_error: Callable[[BaseException], object] | None = None,
        on_progress: Callable[[Any], object] | None = None,
    ) -> Token:
        """Run the write ``function`` after the writes before it, one at a time.

        It gets ``token`` and ``progress`` if it names such parameters; of several progress reports that
        arrive together only the newest is delivered. Cancelled while it waits, it is not begun and answers
        Cancelled. Raises RuntimeError after close(): a write must not vanish unsaid.
        """
        if self._closed:
            raise RuntimeError("The office is closing; nothing more can be written.")
        job = _Job(function, on_result, on_error, on_progress)
        self._under_way.add(job)
        self._collector.work_began()
        self._set_writes(self._writes + 1)
        self._writer.submit(self._run, job)
        return job.token

    def wait_idle(self, timeout_ms: int = 5_000) -> bool:
        """Turn the event loop until nothing is under way; False if the time ran out first."""
        deadline = QDeadlineTimer(timeout_ms)
        while True:
            QCoreApplication.processEvents()  # also lets an item model send for what it was asked this turn
            if not self._under_way:
                self._turn_for(AFTER_PAINT_MS + 1)
            if not self._under_way:
                return True
            if deadline.hasExpired():
                return False
            self._turn_for(deadline.remainingTime())

    def _turn_for(self, most_ms: int) -> None:
        """Turn the event loop until something has come to its end, at most so long."""
        loop = QEventLoop()
        self.idle.connect(loop.quit)
        QTimer.singleShot(most_ms, loop, loop.quit)
        loop.exec()
        self.idle.disconnect(loop.quit)

    def close(self) -> None:
        """Stop the reads, finish the writes, deliver what they answered. Waits until that is done."""
        if self._closed:
            return
        self._closed = True
        for job in list(self._under_way):
            if job.key is not None:
                job.token.cancel()
        self._readers.shutdown(wait=True)
        self._writer.shutdown(wait=True)
        self._deliver()
        self._collector.close()

    def _run(self, job: _Job) -> None:
        """On the worker: run the job and send its answer home, whatever the answer is."""
        _of_this_thread.token = job.token
        try:
            if job.token.cancelled:
                raise Cancelled  # also spares the stale reads of a member who types fast
            job.result = job.function(**self._arguments(job))
        except BaseException as error:
            job.error = error
        finally:
            _of_this_thread.token = None
            job.token.settle()
        self._send(job, done=True)

    def _arguments(self, job: _Job) -> dict[str, object]:
        """What the function wants to be handed, by the names of its parameters."""
        offered: dict[str, object] = {"token": job.token}
        if job.key is None:
            offered["progress"] = lambda value: self._report(job, value)
        try:
            wanted = inspect.signature(job.function).parameters
        except ValueError:  # some functions written in C do not say
            return {}
        return {name: value for name, value in offered.items() if name in wanted}

    def _report(self, job: _Job, value: object) -> None:
        """On the worker: pass progress on, unless the one before still waits to be shown."""
        with self._lock:
            waiting = bool(job.progress)
            job.progress.append(value)
        if not waiting:
            self._send(job, done=False)

    def _send(self, job: _Job, *, done: bool) -> None:
        self._arrived.append((job, done))
        self._wake.emit()

    def _deliver(self) -> None:
        """On the UI thread: hand out everything that has arrived, in the order it did."""
        while self._arrived:
            job, done = self._arrived.popleft()
            if done:
                self._finish(job)
            else:
                with self._lock:
                    value = job.progress.pop()
                if job.on_progress is not None and _is_alive(job.on_progress):
                    job.on_progress(value)

    def _finish(self, job: _Job) -> None:
        self._under_way.discard(job)
        if job.key is None:
            self._set_writes(self._writes - 1)
        stale = job.key is not None and (self._latest.get(job.key) is not job or job.token.cancelled)
        if job.key is not None and self._latest.get(job.key) is job:
            del self._latest[job.key]
        try:
            if not stale:
                self._answer(job)
        finally:
            if not self._under_way:
                self._collector.work_ended()
                self.idle.emit()

    def _answer(self, job: _Job) -> None:
        """Call back, unless the object that asked has been deleted meanwhile; an error is never swallowed."""
        if job.error is None:
            if _is_alive(job.on_result):
                job.on_result(job.result)
        elif job.on_error is not None and _is_alive(job.on_error):
            job.on_error(job.error)
        elif not isinstance(job.error, Cancelled):
            log.error("work failed and nobody was waiting for it", exc_info=job.error)
            self.failed.emit(job.error)

    def _set_writes(self, count: int) -> None:
        self._writes = count
        self.queue_changed.emit(count)


def _is_alive(callback: Callable[..., object]) -> bool:
    """Whether the Qt object behind a bound method still exists; a closed dialog gets no answers."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
