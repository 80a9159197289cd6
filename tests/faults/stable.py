"""A process that holds the loaded program and lets a fresh copy of itself run each command, in a tenth of the time.

Its standard input takes a JSON document a line: `run` starts a copy and answers its process id, `wait` and `poll`
answer an exit status. No office is open in it when it forks.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any, Final

from desktop import cli
from tests.faults import claimer, limited, victim

PROGRAMS: Final[dict[str, Callable[[list[str]], int | None]]] = {
    "cli": cli.main,
    "claimer": claimer.main,
    "victim": victim.main,
}


def run(job: dict[str, Any]) -> int:
    """Start a copy that runs one command; gives its process id."""
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    status = 70
    try:
        for number, path in enumerate((os.devnull, job["out"], job["err"])):
            opened = os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT)
            os.dup2(opened, number)
            os.close(opened)
        words = limited.limit([*job["limits"], "--", *job["words"]])
        status = PROGRAMS[job["program"]](words) or 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def answer(job: dict[str, Any]) -> int | None:
    """The answer to one line."""
    if job["do"] == "run":
        return run(job)
    found, status = os.waitpid(job["pid"], os.WNOHANG if job["do"] == "poll" else 0)
    return os.waitstatus_to_exitcode(status) if found else None


def warm() -> None:
    """What the program imports only when it is needed."""
    import email_validator
    import nameparser
    import phonenumbers
    import python_calamine
    import xlsxwriter

    assert email_validator
    assert nameparser
    assert phonenumbers
    assert python_calamine
    assert xlsxwriter


if __name__ == "__main__":
    warm()
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
