"""A desk on a Monday morning, with Ann Lee of Wes Park's and Bo Chu in the pool."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from tests.journeys.desk import AGENT, BEGIN, Desk, opened


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    """Nothing moves the clock but the journey."""
    with time_machine.travel(BEGIN, tick=False) as clock:
        place = str(tmp_path / "office.db")
        with opened(place, (("Ann Lee", AGENT), ("Bo Chu", "")), capsys, clock) as made:
            yield made
