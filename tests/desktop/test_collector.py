"""Garbage is collected on the UI thread alone, and its last generation when it is quiet (P6)."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from pytestqt.qtbot import QtBot

from desktop import collector
from desktop.collector import is_collecting
from desktop.tasks import Tasks

MADE = 50_000


class Ring:
    """Something that only the collector takes away; it notes on which thread."""

    alive = 0
    ended_on: set[int]

    def __init__(self) -> None:
        self.own = self
        Ring.alive += 1

    def __del__(self) -> None:
        Ring.alive -= 1
        Ring.ended_on.add(threading.get_ident())


@contextmanager
def noted() -> Iterator[list[tuple[int, int]]]:
    """Every round: the generation, and the thread it ran on."""
    seen: list[tuple[int, int]] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "stop":
            seen.append((info["generation"], threading.get_ident()))

    Ring.ended_on = set()
    gc.collect()
    Ring.alive, Ring.ended_on = 0, set()
    gc.callbacks.append(note)
    try:
        yield seen
    finally:
        gc.callbacks.remove(note)


def rings() -> None:
    """Work that leaves rings behind, one after another."""
    for _ in range(MADE):
        Ring()


def test_what_a_worker_leaves_behind_is_taken_away_on_the_ui_thread(qtbot: QtBot) -> None:
    tasks = Tasks()
    with noted() as seen:
        tasks.perform(rings, lambda _r: None)
        assert tasks.wait_idle()
        # some that were just being made have grown old meanwhile, and wait for the last generation
        qtbot.waitUntil(lambda: Ring.alive < MADE, timeout=collector.IDLE_MS * 5)
    tasks.close()
    assert {thread for _generation, thread in seen} == {threading.get_ident()}
    assert Ring.ended_on == {threading.get_ident()}


def test_the_last_generation_waits_for_quiet(qtbot: QtBot) -> None:
    tasks = Tasks()
    with noted() as seen:
        rings = [Ring()]
        gc.collect(1)  # it is of the last generation now
        rings.clear()
        for _ in range(collector.ROUNDS + 1):  # and that generation is due
            gc.collect(1)
        seen.clear()
        go_on = threading.Event()
        tasks.perform(lambda: go_on.wait(10), lambda _r: None)
        qtbot.wait(collector.QUIET_MS + 200)
        assert 2 not in {generation for generation, _thread in seen}
        assert Ring.alive == 1
        go_on.set()
        assert tasks.wait_idle()
        qtbot.waitUntil(lambda: 2 in {generation for generation, _thread in seen}, timeout=collector.QUIET_MS * 5)
        assert Ring.alive == 0
    tasks.close()


def test_python_collects_again_when_the_last_is_closed(qtbot: QtBot) -> None:
    del qtbot  # a loop for the timers
    gc.enable()
    try:
        one, other = Tasks(), Tasks()
        assert (gc.isenabled(), is_collecting()) == (False, True)
        one.close()
        assert not gc.isenabled()
        other.close()
        assert (gc.isenabled(), is_collecting()) == (True, False)
    finally:
        gc.disable()
