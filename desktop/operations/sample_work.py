"""The sample office's dispositions and appointments, with what of them still runs: countdowns, requests, numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from db.actions.past_presses import PastAppointment, PastPress, record_presses
from db.office import Office
from db.queries.keys import contact_keys

PRESSES: Final = "presses.csv"
APPOINTMENTS: Final = "appointments.csv"
Rows = Sequence[Mapping[str, str]]


def fill_work(
    office: Office,
    rows: Callable[[str], Rows],
    moment: Callable[[str], int | None],
    members: Mapping[str, int],
) -> None:
    """Record both files: `rows` gives those of a file, `moment` what a token means (ms UTC), `members` ids by key."""
    keys = office.read(contact_keys)
    presses = [
        PastPress(
            keys[row["contact"].casefold()], at, members[row["by"]], row["disposition"],
            int(row["amount"]) * 100 if row["amount"] else None, row["record"], row["state"] == "asked",
            moment(row["answered"]),
        )
        for row in rows(PRESSES)
        if row["contact"].casefold() in keys and (at := moment(row["at"])) is not None
    ]  # fmt: skip
    appointments = [
        PastAppointment(
            keys[row["contact"].casefold()], members[row["by"]], starts, int(row["minutes"]), row["title"],
            row["place"], row["kind"], row["ended"], created,
        )
        for row in rows(APPOINTMENTS)
        if row["contact"].casefold() in keys
        and (starts := moment(row["starts"])) is not None
        and (created := moment(row["created"])) is not None
    ]  # fmt: skip
    office.perform(record_presses, presses=presses, appointments=appointments)
