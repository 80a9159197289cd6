"""What holds for every test: Qt draws into memory, personal settings are out of reach, chance is fixed."""

from __future__ import annotations

import atexit
import gc
import importlib.util
import os
import shutil
import tempfile
from pathlib import Path

import pytest

# Before anything imports Qt: pyqtgraph and pytest-qt look at these when they are imported.
os.environ["QT_API"] = "pyside6"
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HOME = Path(tempfile.mkdtemp(prefix="brokerdesk-tests-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
PLACES = {
    "HOME": HOME,
    "USERPROFILE": HOME,
    "APPDATA": HOME / "AppData" / "Roaming",
    "LOCALAPPDATA": HOME / "AppData" / "Local",
    "XDG_CACHE_HOME": HOME / "cache",
    "XDG_CONFIG_HOME": HOME / "config",
    "XDG_DATA_HOME": HOME / "data",
    "XDG_RUNTIME_DIR": HOME / "runtime",
    "XDG_STATE_HOME": HOME / "state",
}
for variable, folder in PLACES.items():
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ[variable] = str(folder)
# The office that the person works with must not be what a test opens.
os.environ.pop("BROKERDESK_OFFICE", None)

from hypothesis import HealthCheck, settings  # noqa: E402 - reads the home folder when imported

settings.register_profile(
    "brokerdesk",
    derandomize=True,
    max_examples=40,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("brokerdesk")

if importlib.util.find_spec("tests.office_fixtures") is not None:
    pytest_plugins = ["tests.office_fixtures"]

# A window that some earlier test left to the collector must not be taken away by a thread of a later one: Python
# collects nothing by itself, and every so often the tests do, on the thread that Qt knows.
gc.disable()
YOUNG, TESTS = 20_000, 100
_since = 0


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Take away what tests left behind; what stays (modules, offices to be copied) is not looked at again."""
    global _since  # noqa: PLW0603 - counted over the tests of a process
    _since = (_since + 1) % TESTS
    if not _since:
        gc.collect()
        gc.freeze()
    elif gc.get_count()[0] > YOUNG:
        gc.collect(1)
