"""The command line under limits that the system sets: `limited [--file-size N] [--memory N] [--no-rights] -- WORDS`."""

from __future__ import annotations

import ctypes
import resource
import signal
import sys

CAPABILITY_VERSION = 0x20080522


def limit(words: list[str]) -> list[str]:
    """Set the limits that `words` begin with; gives the words of the command."""
    at = words.index("--")
    given, command = words[:at], words[at + 1 :]
    if "--file-size" in given:
        _limit(resource.RLIMIT_FSIZE, given[given.index("--file-size") + 1])
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write then fails, as on a full disk
    if "--memory" in given:
        _limit(resource.RLIMIT_AS, given[given.index("--memory") + 1])
    if "--no-rights" in given:
        give_up_rights()
    return command


def _limit(what: int, value: str) -> None:
    resource.setrlimit(what, (int(value), int(value)))


def give_up_rights() -> None:
    """Root reads and writes what it may not; without its capabilities it is a person like any other."""
    head, none = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0), (ctypes.c_uint32 * 6)()
    if sys.platform == "linux" and ctypes.CDLL(None, use_errno=True).capset(head, none):
        raise OSError(ctypes.get_errno(), "the capabilities could not be given up")


if __name__ == "__main__":
    command_line = limit(sys.argv[1:])
    from desktop.cli import main

    sys.exit(main(command_line))
