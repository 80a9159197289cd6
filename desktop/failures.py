"""What nobody expected: written to the log, and told in a plain dialog that lets the person go on."""

from __future__ import annotations

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from types import TracebackType
from typing import Final

from desktop.prompting import Prompts
from desktop.settings_file import data_folder

SIZE: Final = 1_000_000
log = logging.getLogger("desktop")


def start_log() -> None:
    """Write warnings and worse into the data folder, one megabyte and one older file."""
    handler = RotatingFileHandler(
        data_folder() / "brokerdesk.log", maxBytes=SIZE, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)


def catch_failures(prompts: Prompts) -> None:
    """From now on an exception nobody caught is logged and told; the program goes on."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.error("nobody caught this", exc_info=(kind, error, trace))
        detail = "".join(traceback.format_exception(kind, error, trace))
        prompts.tell(
            "Something went wrong in the program. What was saved is safe; you can go on. "
            "If it happens again, pass on the details.",
            detail=detail,
        )

    sys.excepthook = hook
