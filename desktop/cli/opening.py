"""Opening the office a command names, as the member it names."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from db.office import EarlierOffice, Office
from db.rules.errors import WrongUseError
from db.rules.moments import day_of, day_start, next_day, read_day


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


def add_day(parser: argparse.ArgumentParser) -> None:
    """The word that names a past day."""
    parser.add_argument("--at", default="", metavar="D", help="as it stood at the end of this day: 2026-11-01")


@contextmanager
def opened_at(arguments: argparse.Namespace) -> Iterator[Office | EarlierOffice]:
    """The office as `opened` gives it, or as it stood at the end of the day of `--at` by the office's clock (R94).

    Errors: WrongUseError for what is no day, or one that is still to come.
    """
    with opened(arguments) as office:
        if not arguments.at:
            yield office
            return
        day, zone = read_day(arguments.at), office.facts.zone
        if day is None:
            raise WrongUseError(f"“{arguments.at}” is no day; write it as 2026-11-22.")
        if day > day_of(office.clock(), zone):
            raise WrongUseError(f"{day} is still to come.")
        with office.as_of(min(day_start(next_day(day), zone) - 1, office.clock())) as earlier:
            yield earlier


def _password() -> str:
    try:
        return sys.stdin.readline().rstrip("\n")
    except UnicodeDecodeError as error:
        raise WrongUseError("The password on standard input is no text in UTF-8.") from error
