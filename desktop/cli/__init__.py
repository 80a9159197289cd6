"""The command line: the same office as the window, for the IT person and for scripts."""

from desktop.cli.main import COMMANDS, main

__all__ = ["COMMANDS", "main"]
