"""Commands in processes of their own: started, watched, killed, and what they left."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.faults.program import Said, checked

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 60  # seconds; nothing here takes that long, even where much else runs


def environment() -> dict[str, str]:
    """The environment of a process of its own."""
    found = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    if sys.dont_write_bytecode:  # else every process compiles every module anew, which takes seconds
        found.pop("PYTHONDONTWRITEBYTECODE", None)
        found["PYTHONPYCACHEPREFIX"] = str(Path.home() / "compiled")
    return found


@cache
def stable() -> subprocess.Popen[str]:
    """The one process that all others are copies of."""
    words = [sys.executable, "-m", "tests.faults.stable"]
    made = subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment()
    )
    atexit.register(_end, made)
    return made


def _end(process: subprocess.Popen[str]) -> None:
    process.communicate()


def ask(**job: Any) -> Any:
    """One question to the stable, and its answer."""
    process = stable()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(job) + "\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


@dataclass
class Running:
    """A process at work. What it prints goes to two files, which can be read while it works."""

    pid: int
    folder: Path

    def lines(self) -> list[str]:
        """The whole lines it has printed so far."""
        return (self.folder / "out").read_text(encoding="utf-8").rpartition("\n")[0].splitlines()

    def is_over(self) -> bool:
        """Whether it has ended; to be asked before `end` or `kill` only while it must still run."""
        return ask(do="poll", pid=self.pid) is not None

    def wait_for(self, line: str) -> None:
        """Until it has printed `line`."""
        until = time.monotonic() + PATIENCE
        while line not in self.lines():
            assert time.monotonic() < until, self.lines()
            time.sleep(0.002)

    def kill(self) -> list[str]:
        """End it at once, unless it has just come to its own end; gives the lines it had still said."""
        os.kill(self.pid, signal.SIGKILL)
        assert ask(do="wait", pid=self.pid) in (-signal.SIGKILL, 0)
        assert not (self.folder / "err").read_text(encoding="utf-8")
        return self.lines()

    def end(self) -> Said:
        """What it said, once it has ended by itself."""
        status = ask(do="wait", pid=self.pid)
        out, err = ((self.folder / name).read_text(encoding="utf-8") for name in ("out", "err"))
        return checked(Said(status, out, err))


def begin(*words: str, program: str = "cli", limits: tuple[str, ...] = ()) -> Running:
    """Start a command of the command line, or of the claimer or the victim, under `limits` (see limited.py)."""
    folder = Path(tempfile.mkdtemp(dir=Path.home()))
    for name in ("out", "err"):
        (folder / name).touch()
    files = {"out": str(folder / "out"), "err": str(folder / "err")}
    return Running(ask(do="run", program=program, words=words, limits=limits, **files), folder)


def apart(*words: str, limits: tuple[str, ...] = ()) -> Said:
    """A command in a process of its own, to its end."""
    return begin(*words, limits=limits).end()


def command_line(*words: str, **options: Any) -> Said:
    """A command as a shell starts it, from a new interpreter; `options` as subprocess.run takes them."""
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    line = [sys.executable, "-m", "tests.faults.limited", "--", *words]
    done: Any = subprocess.run(line, cwd=ROOT, env=environment(), check=False, timeout=PATIENCE, **(pipes | options))
    return checked(Said(done.returncode, (done.stdout or b"").decode(), (done.stderr or b"").decode()))
