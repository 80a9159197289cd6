"""The start of the program: a command goes to the command line, everything else to the window."""

from __future__ import annotations

import gc
import multiprocessing
import sys
from pathlib import Path
from typing import Final

WITH_VALUE: Final = ("--as", "--office")


def main(argv: list[str] | None = None) -> int:
    """Run `brokerdesk …`; the exit status of the process."""
    multiprocessing.freeze_support()  # a frozen program starts its helpers through this very line
    given = sys.argv[1:] if argv is None else argv
    if _is_command(given):
        from desktop.cli import main as cli_main

        return cli_main(given)
    gc.disable()  # until the window stands: a tenth of the start went into walking over what is being imported
    from desktop.app import main as window_main

    return window_main(given)


def _is_command(given: list[str]) -> bool:
    """Whether this is for the command line: its first word names no place an office could be at.

    An unknown word goes there too, which says what the commands are.
    """
    words = [word for before, word in zip(["", *given], given, strict=False) if before not in WITH_VALUE]
    first = next((word for word in words if not word.startswith("-")), "")
    if not first:
        return any(word in {"-h", "--help", "--version"} for word in words)
    return not (Path(first).suffix or "/" in first or "\\" in first or Path(first).exists())


if __name__ == "__main__":
    sys.exit(main())
