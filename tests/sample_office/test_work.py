"""Dispositions and appointments of the sample office: beside what happened, by who was there, and some still run."""

from __future__ import annotations

import pytest

from db.rules.dispositions import SHIPPED
from tests.sample_office_maker.moments import DAY, parse
from tests.sample_office_maker.plan import MEMBERS
from tests.sample_office_maker.press_files import (
    FOLDER,
    TARGET_APPOINTMENTS,
    TARGET_PRESSES,
    make_appointments,
    make_presses,
)

from .reading import people, rows_of

JOINED = {m.key: -m.joined_days_ago * DAY for m in MEMBERS}


def test_the_files_are_what_the_maker_makes() -> None:
    assert (FOLDER / TARGET_PRESSES).read_bytes() == make_presses()
    assert (FOLDER / TARGET_APPOINTMENTS).read_bytes() == make_appointments()


@pytest.mark.parametrize("name", [TARGET_PRESSES, TARGET_APPOINTMENTS])
def test_in_order_about_known_contacts_by_members_who_were_there(name: str) -> None:
    rows = rows_of(name)
    moment = "at" if name == TARGET_PRESSES else "starts"
    assert [parse(row[moment]) for row in rows] == sorted(parse(row[moment]) for row in rows)
    assert all(row["contact"] in people() and parse(row[moment]) >= JOINED[row["by"]] for row in rows)


def test_r12_r14_an_offer_stands_where_a_client_was_made_and_a_contract_where_one_was_signed() -> None:
    rows = rows_of(TARGET_PRESSES)
    assert {row["disposition"] for row in rows} <= {d.key for d in SHIPPED}
    for disposition, status in (("offer_made", "client"), ("under_contract", "contract")):
        pressed = {(row["contact"], row["at"]) for row in rows if row["disposition"] == disposition}
        moved = {(p.key, e.at) for p in people().values() for e in p.entries if (e.what, e.a) == ("status", status)}
        assert pressed
        assert {(contact, parse(at)) for contact, at in pressed} <= moved


def test_r10_r15_r16_r18_some_still_run_and_some_lack_evidence() -> None:
    rows = rows_of(TARGET_PRESSES)
    late = [row for row in rows if parse(row["at"]) >= -7 * DAY]
    assert sum(row["disposition"] == "offer_rejected" for row in late) >= 6
    assert [row["by"] for row in rows if row["state"] == "asked"] == ["maya", "maya"]
    assert sum(row["disposition"] == "needs_offer" and not row["answered"] for row in late) >= 4
    sold = [row["record"] for row in rows if row["disposition"] == "already_sold"]
    assert 0 < sold.count("") < len(sold) / 5


def test_r11_appointments_of_the_past_ended_and_others_are_to_come() -> None:
    rows = rows_of(TARGET_APPOINTMENTS)
    assert all(bool(row["ended"]) == (parse(row["starts"]) < 0) for row in rows)
    assert sum(parse(row["starts"]) >= DAY for row in rows) == 12
