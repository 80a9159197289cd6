"""The made office is one: every check is right, and its summaries are those that the program would derive."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from db import tallies
from db.checking import check
from db.models import Contact
from db.office import Office
from db.scratch import SEEN_BY_SUMMARY, clear_all, fill
from tests.benchmarks.office_maker import BROKER, NOW, office_file

ROWS = 20_000
DERIVED = ("kind", "is_seller", "has_seller_info", "searching_at", "last_activity_at", "primary_email", "primary_phone",
           "hashtag_text", "search_text", "call_due_at", "waiting_since", "in_campaign", "has_alert")  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office_file(ROWS, tmp_path_factory.mktemp("offices"))


def test_the_office_passes_every_check(made: Path) -> None:
    office = Office.open(made, clock=lambda: NOW)
    office.sign_in(BROKER)
    found = office.read(check)
    office.close()
    assert [f.sentence for f in found if not f.right] == []


def test_its_summaries_are_those_the_program_derives(made: Path) -> None:
    columns = select(Contact.id, *(getattr(Contact, name) for name in DERIVED)).order_by(Contact.id)
    office = Office.open(made, clock=lambda: NOW)
    with office.engines.write.connect() as connection:
        clear_all(connection)
        before = connection.execute(columns).all()
        fill(connection, SEEN_BY_SUMMARY, select(Contact.id))
        tallies.renew_summaries(connection)
        after = connection.execute(columns).all()
        connection.rollback()
    office.close()
    assert len(before) == ROWS
    assert [(b, a) for b, a in zip(before, after, strict=True) if b != a][:3] == []


def test_it_is_made_once(made: Path) -> None:
    moment = made.stat().st_mtime_ns
    assert office_file(ROWS, made.parent) == made
    assert made.stat().st_mtime_ns == moment
