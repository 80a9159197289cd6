"""python -m tests.bundle [FOLDER]: drives the program built into FOLDER, dist/Brokerdesk when none is named."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from tests.bundle.built import BundleError
from tests.bundle.trip import drive


def main(words: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console that lacks a letter must not hide what went wrong
            stream.reconfigure(errors="replace")
    program = Path(words[0] if words else "dist/Brokerdesk").resolve()
    with tempfile.TemporaryDirectory(prefix="brokerdesk bundle ü ", ignore_cleanup_errors=True) as place:
        try:
            drive(program, Path(place), lambda sentence: print(f"The built program: {sentence}", flush=True))
        except BundleError as problem:
            print(problem, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
