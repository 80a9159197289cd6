"""The collector's last generation is left alone while work is under way, and walked over when it is quiet (P6)."""

from __future__ import annotations

import gc

from pytestqt.qtbot import QtBot

from desktop import tasks as module
from desktop.tasks import Tasks


class Ring:
    """Something that only the collector takes away."""

    alive = 0

    def __init__(self) -> None:
        self.own = self
        Ring.alive += 1

    def __del__(self) -> None:
        Ring.alive -= 1


def test_the_last_generation_waits_for_quiet(qtbot: QtBot) -> None:
    before = gc.get_threshold()
    seen: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "stop":
            seen.append(info["generation"])

    tasks = Tasks()
    gc.callbacks.append(note)
    try:
        rings = [Ring()]
        gc.collect(1)  # it is of the last generation now
        rings.clear()
        seen.clear()
        kept: list[object] = []
        tasks.perform(lambda: kept.extend([[number] for number in range(200_000)]), lambda _r: None)
        assert tasks.wait_idle()
        assert 1 in seen
        assert 2 not in seen
        assert Ring.alive == 1
        qtbot.waitUntil(lambda: 2 in seen, timeout=module.QUIET_MS * 5)
        assert Ring.alive == 0
    finally:
        gc.callbacks.remove(note)
        tasks.close()
    assert gc.get_threshold() == before
