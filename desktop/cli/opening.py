"""Opening the office a command names, as the member it names."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from db.office import Office
from db.rules.errors import WrongUseError


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Office]:
    """The office of `--office` or BROKERDESK_OFFICE, signed in as `--as` or the first broker."""
    if not arguments.office:
        raise WrongUseError("Name an office: --office FILE, or set BROKERDESK_OFFICE.")
    office = Office.open(arguments.office)
    try:
        password = _password() if arguments.password_stdin else None
        office.sign_in(arguments.member, password=password)
        yield office
    finally:
        office.close()


def _password() -> str:
    try:
        return sys.stdin.readline().rstrip("\n")
    except UnicodeDecodeError as error:
        raise WrongUseError("The password on standard input is no text in UTF-8.") from error
