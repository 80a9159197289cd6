"""The Qt binding in use survives far more calls than a short test makes (docs/decisions/0002)."""

from __future__ import annotations

import subprocess
import sys

# Every call returns None; a binding that forgets to count it ends the process after some 6,400 of them.
CALLS = """
import sys
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
thing, label = QObject(), QLabel()
before = sys.getrefcount(None)
for number in range(100_000):
    thing.setObjectName("contact")
    label.setEnabled(True)
print(sys.getrefcount(None) - before)
"""


def test_200_000_void_calls_leave_none_alone() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", CALLS], capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert answer.returncode == 0, answer.stderr
    assert abs(int(answer.stdout)) < 1_000
