"""The built program as its user meets it: two files in a folder, a home of its own, no Python from this tree."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

WINDOWS: Final = sys.platform == "win32"
PATIENCE: Final = 300.0
HOMES: Final = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
# What would lead the built program to Qt, Python or an office that it did not bring along.
OURS: Final = ("BROKERDESK_OFFICE", "VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "QT_PLUGIN_PATH", "LD_LIBRARY_PATH")


class BundleError(Exception):
    """What the built program did wrong, as a sentence for the person who built it."""


class Built:
    """The built program, started in `place`, a folder that holds its settings and all files of the trip."""

    def __init__(self, program: Path, place: Path) -> None:
        ending = ".exe" if WINDOWS else ""
        self.console = program / f"brokerdesk-cli{ending}"
        self.window = program / f"Brokerdesk{ending}"
        for path in (self.console, self.window):
            if not path.is_file():
                raise BundleError(f"There is no {path}; `python dev.py build` makes it.")
        self.place = place
        self.data = place / "data"
        home = place / "home"
        home.mkdir(exist_ok=True)
        self._surroundings = {key: value for key, value in os.environ.items() if key not in OURS}
        self._surroundings |= dict.fromkeys(HOMES, str(home))
        self._surroundings |= {"QT_QPA_PLATFORM": "offscreen", "BROKERDESK_DATA": str(self.data)}

    def ask(self, *words: str, office: str = "", typed: str = "", program: Path | None = None) -> str:
        """Give a command; what it printed. BundleError when it fails or does not come back."""
        done = self._run(words, office, typed, program)
        if done.returncode:
            raise BundleError(f"The built program failed at `{' '.join(words)}`:\n{done.stdout}{done.stderr}")
        return done.stdout

    def document(self, *words: str, office: str = "", typed: str = "") -> Any:
        """Give a command; the document it answered with."""
        answer = self.ask(*words, "--json", office=office, typed=typed)
        try:
            return json.loads(answer)
        except ValueError as error:
            raise BundleError(f"The built program answered `{' '.join(words)}` with no JSON:\n{answer}") from error

    def failure(self, *words: str, office: str = "", typed: str = "") -> str:
        """Give a command that has to fail: what the program said."""
        done = self._run(words, office, typed, None)
        if done.returncode != 1:
            shown = f"exit status {done.returncode}\n{done.stdout}{done.stderr}"
            raise BundleError(f"The built program should have failed at `{' '.join(words)}` and did not: {shown}")
        return done.stderr

    def _run(
        self, words: tuple[str, ...], office: str, typed: str, program: Path | None
    ) -> subprocess.CompletedProcess[str]:
        call = [str(program or self.console), *(("--office", office) if office else ()), *words]
        try:
            return subprocess.run(
                call,
                cwd=self.place,
                env=self._surroundings,
                input=typed,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise BundleError(
                f"The built program did not come back from `{' '.join(words)}` in {PATIENCE:.0f} s."
            ) from late

    def open_window(self, office: str) -> float:
        """Open the office in the window, wait until it is up and idle, close it: the seconds until it was up.

        The program writes its settings when its event loop is idle for the first time, so their file tells.
        """
        settings = self.data / "brokerdesk.ini"
        settings.unlink(missing_ok=True)
        started = time.monotonic()
        with (self.place / "window.txt").open("w+", encoding="utf-8", errors="replace") as printed:
            process = subprocess.Popen(
                [str(self.window), office], cwd=self.place, env=self._surroundings, stdout=printed, stderr=printed
            )
            try:
                while not _names_office(settings) and process.poll() is None and time.monotonic() < started + 60:
                    time.sleep(0.02)
                taken = time.monotonic() - started
                time.sleep(1.0)  # long enough for its lists to be read and for the watch of the office to tick
                if process.poll() is not None or not _names_office(settings):
                    printed.seek(0)
                    end = "did not come up in 60 s" if process.poll() is None else f"ended with {process.returncode}"
                    raise BundleError(f"The built program's window {end}:\n{printed.read()}{self.log()}")
            finally:
                _close(process)
        return taken

    def log(self) -> str:
        """What the program wrote into its log: nothing, as long as nothing went wrong."""
        with contextlib.suppress(FileNotFoundError):
            return (self.data / "brokerdesk.log").read_text(encoding="utf-8", errors="replace")
        return ""


def _names_office(settings: Path) -> bool:
    try:
        return "[office]" in settings.read_text(encoding="utf-8", errors="replace")
    except OSError:  # not there yet, or just being written
        return False


def _close(process: subprocess.Popen[bytes]) -> None:
    """End the window that was opened here; a program that does not listen is ended the hard way."""
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
