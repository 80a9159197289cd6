"""Work off the UI thread: answers come back on it, stale ones do not, writes keep their order, errors are told."""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.announcer import Announcer
from desktop.tasks import Cancelled, Tasks, Token, current_token


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def held(gate: threading.Event, value: object) -> Callable[[], object]:
    def work() -> object:
        assert gate.wait(10)
        return value

    return work


def test_a_read_runs_on_a_worker_and_answers_on_the_ui_thread(tasks: Tasks) -> None:
    threads: list[int] = []
    tasks.read("list", threading.get_ident, lambda ident: threads.extend([ident, threading.get_ident()]))
    assert tasks.pending == 1
    assert tasks.wait_idle()
    assert threads[0] != threading.get_ident()
    assert threads[1] == threading.get_ident()
    assert tasks.pending == 0


def test_only_the_newest_answer_of_a_key_arrives(tasks: Tasks) -> None:
    gate = threading.Event()
    seen: list[object] = []
    first = tasks.read("list", held(gate, "old"), seen.append)
    tasks.read("list", lambda: "new", seen.append)
    tasks.read("other", lambda: "other", seen.append)
    gate.set()
    assert tasks.wait_idle()
    assert sorted(map(str, seen)) == ["new", "other"]
    assert first.cancelled


def test_a_stale_error_is_dropped_with_its_answer(tasks: Tasks) -> None:
    gate = threading.Event()
    errors: list[BaseException] = []
    seen: list[object] = []

    def interrupted() -> None:
        assert gate.wait(10)
        raise OSError("interrupted")

    tasks.read("list", interrupted, seen.append, errors.append)
    tasks.read("list", lambda: 2, seen.append, errors.append)
    gate.set()
    assert tasks.wait_idle()
    assert seen == [2]
    assert errors == []


def test_a_newer_read_tells_the_older_to_stop(tasks: Tasks) -> None:
    started = threading.Event()
    stopped = threading.Event()

    def long(token: Token) -> None:
        assert token is current_token()
        token.when_cancelled(stopped.set)
        started.set()
        assert stopped.wait(10)

    tasks.read("search", long, lambda _: None)
    assert started.wait(10)
    tasks.read("search", lambda: None, lambda _: None)
    assert stopped.is_set()
    assert tasks.wait_idle()
    assert current_token() is None


def test_an_interrupt_is_never_called_after_the_work_is_over(tasks: Tasks) -> None:
    calls: list[str] = []

    def quick(token: Token) -> None:
        token.when_cancelled(lambda: calls.append("interrupted somebody else"))

    token = tasks.read("search", quick, lambda _: None)
    assert tasks.wait_idle()
    token.cancel()
    assert calls == []
    token.when_cancelled(lambda: calls.append("at once"))
    assert calls == ["at once"]


def test_drop_keeps_the_answer_away(tasks: Tasks) -> None:
    gate = threading.Event()
    seen: list[object] = []
    tasks.read("list", held(gate, 1), seen.append)
    tasks.drop("list")
    gate.set()
    assert tasks.wait_idle()
    assert seen == []


def test_writes_run_one_at_a_time_in_order_and_the_queue_is_told(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    running: list[int] = []
    log: list[tuple[int, int]] = []
    lengths: list[int] = []
    tasks.queue_changed.connect(lengths.append)

    def write(number: int) -> None:
        assert gate.wait(10)
        running.append(number)
        log.append((number, len(running)))
        running.remove(number)

    for number in range(5):
        tasks.perform(lambda number=number: write(number), lambda _: None)
    assert tasks.writes == 5
    gate.set()
    assert tasks.wait_idle()
    assert log == [(number, 1) for number in range(5)]
    assert lengths == [1, 2, 3, 4, 5, 4, 3, 2, 1, 0]


def test_progress_arrives_and_the_last_one_is_never_lost(tasks: Tasks) -> None:
    seen: list[int] = []
    answers: list[str] = []

    def work(progress: Callable[[int], None]) -> str:
        for number in range(10_000):
            progress(number)
        return "done"

    tasks.perform(work, answers.append, on_progress=seen.append)
    assert tasks.wait_idle()
    assert answers == ["done"]
    assert seen[-1] == 9_999
    assert seen == sorted(seen)
    assert len(seen) < 10_000  # what arrives together is told once


def test_a_write_cancelled_while_it_waits_is_not_begun(tasks: Tasks) -> None:
    gate = threading.Event()
    done: list[object] = []
    errors: list[BaseException] = []
    tasks.perform(held(gate, "first"), done.append)
    second = tasks.perform(lambda: "second", done.append, errors.append)
    second.cancel()
    gate.set()
    assert tasks.wait_idle()
    assert done == ["first"]
    assert isinstance(errors[0], Cancelled)


def test_a_running_write_that_was_cancelled_still_answers(tasks: Tasks) -> None:
    started = threading.Event()
    seen: list[object] = []

    def write(token: Token) -> str:
        started.set()
        while not token.cancelled:
            time.sleep(0.001)
        return "rolled back, 3 rows reported"

    token = tasks.perform(write, seen.append)
    assert started.wait(10)
    token.cancel()
    assert tasks.wait_idle()
    assert seen == ["rolled back, 3 rows reported"]


@pytest.mark.parametrize("kind", [ValueError, SystemExit])
def test_every_exception_is_delivered(tasks: Tasks, kind: type[BaseException]) -> None:
    errors: list[BaseException] = []

    def breaks() -> None:
        raise kind("this went wrong")

    tasks.read("list", breaks, lambda _: None, errors.append)
    tasks.perform(breaks, lambda _: None, errors.append)
    assert tasks.wait_idle()
    assert [type(error) for error in errors] == [kind, kind]


def test_an_error_that_nobody_waits_for_is_told_and_logged(tasks: Tasks, caplog: pytest.LogCaptureFixture) -> None:
    errors: list[BaseException] = []
    tasks.failed.connect(errors.append)
    tasks.perform(lambda: 1 // 0, lambda _: None)
    assert tasks.wait_idle()
    assert isinstance(errors[0], ZeroDivisionError)
    assert "nobody was waiting" in caplog.text


def test_functions_that_cannot_say_their_parameters_run_too(tasks: Tasks) -> None:
    seen: list[object] = []
    tasks.read("list", dict, seen.append)
    assert tasks.wait_idle()
    assert seen == [{}]


class Screen(QObject):
    """Something on the screen that may be gone before its answer."""

    def __init__(self, seen: list[object]) -> None:
        super().__init__()
        self._seen = seen

    def take(self, answer: object) -> None:
        self._seen.append(answer)


def test_a_deleted_screen_gets_no_answer(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    seen: list[object] = []
    screen = Screen(seen)
    tasks.read("list", held(gate, 1), screen.take)
    with qtbot.waitSignal(screen.destroyed):
        screen.deleteLater()
    gate.set()
    assert tasks.wait_idle()
    assert seen == []


def test_close_finishes_writes_and_stops_reads(qtbot: QtBot) -> None:
    tasks = Tasks()
    seen: list[object] = []
    stopped = threading.Event()

    def endless(token: Token) -> None:
        token.when_cancelled(stopped.set)
        assert stopped.wait(10)

    tasks.read("list", endless, seen.append)
    for number in range(3):
        tasks.perform(lambda number=number: number, seen.append)
    tasks.close()
    tasks.close()
    assert seen == [0, 1, 2]
    assert tasks.pending == 0
    assert tasks.read("list", lambda: 9, seen.append).cancelled
    with pytest.raises(RuntimeError, match="closing"):
        tasks.perform(lambda: 9, seen.append)


def test_waiting_gives_up_and_says_so(tasks: Tasks) -> None:
    gate = threading.Event()
    tasks.read("list", held(gate, 1), lambda _: None)
    assert not tasks.wait_idle(30)
    gate.set()
    assert tasks.wait_idle()


def test_idle_is_told_once_everything_is_answered(tasks: Tasks, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tasks.idle):
        tasks.read("list", lambda: 1, lambda _: None)
    assert tasks.pending == 0


def test_threads_take_turns_quickly(tasks: Tasks) -> None:
    assert sys.getswitchinterval() == pytest.approx(0.0005)


def test_a_callback_that_fails_does_not_stop_the_others(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[object] = []

    def bad(_: object) -> None:
        raise RuntimeError("a slot broke")

    with qtbot.captureExceptions() as caught:
        tasks.perform(lambda: 1, bad)
        tasks.perform(lambda: 2, seen.append)
        assert tasks.wait_idle()
    assert seen == [2]
    assert [str(error) for _, error, _ in caught] == ["a slot broke"]


def test_many_answers_keep_none_alive(tasks: Tasks) -> None:
    """The fault of PySide6 6.12 on Python 3.11 shows after some 6,400 calls that return nothing."""
    count = 0

    def take(_: Any) -> None:
        nonlocal count
        count += 1

    for number in range(3_000):
        tasks.read(number, lambda: None, take)
    assert tasks.wait_idle(20_000)
    gc.collect()
    assert count == 3_000


def test_the_announcer_passes_on_what_it_is_told(qtbot: QtBot) -> None:
    announcer = Announcer()
    seen: list[object] = []
    announcer.changed.connect(seen.append)
    announcer.office_changed_elsewhere.connect(lambda: seen.append("elsewhere"))
    announcer.announce({"contacts": 3})
    announcer.announce_elsewhere()
    assert seen == [{"contacts": 3}, "elsewhere"]
