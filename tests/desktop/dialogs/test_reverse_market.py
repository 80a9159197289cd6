"""Who would want a listing: the ranking on the screen, its reasons, its file (R61)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.actions import activity
from db.actions.listings import import_listings
from db.actions.subscriptions import unsubscribe
from db.files.json_files import open_records
from db.queries.listing_imports import ListingFile
from db.rules.listing_rows import ListingDraft
from desktop.dialogs.reverse_market.dialog import ReverseMarketDialog
from desktop.operations.reverse_market import Ask, export_ranking
from desktop.prompting import ProgressView
from tests.desktop.dialogs.desk import Answers, Desk

Key, Left = Qt.Key, Qt.MouseButton.LeftButton


class Shown:
    """A progress nobody looks at."""

    def advance(self, done: int, total: int) -> None:
        """Nothing to say."""

    def finish(self, summary: str, *, title: str = "") -> None:
        """Nothing to say."""

    def close(self) -> None:
        """Nothing to take away."""


@pytest.fixture
def market(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Two alike homes; Ann (Wes's) asked and looked, Bo (the pool's) looked, Cy looked and is unsubscribed."""
    monkeypatch.setattr(Answers, "progress", lambda *_given, **_named: shown())
    values = {"standard_status": "active", "city": "Tampa", "postal_code": "33606", "list_price_cents": 40_000_000}
    drafts = tuple(ListingDraft(n, values | {"mls_number": f"A{n}", "street": f"{n} Oak St"}) for n in (2, 3))
    desk.office.perform(import_listings, files=(ListingFile("own.csv", "csv", drafts),))
    ann, bo, cy = desk.add("Ann Lee", owner=desk.wes), desk.add("Bo Chu"), desk.add("Cy Poe")
    for contact, kind, number in (
        (ann, "question", "A2"), (ann, "viewed_listing", "A3"), (bo, "viewed_listing", "A3"), (cy, "favorite", "A2"),
    ):  # fmt: skip
        desk.office.perform(activity.add_lead, contact_id=contact, lead_type=kind, message="", listing=number)
    desk.office.perform(unsubscribe, contact_id=cy)
    return desk


def shown() -> ProgressView:
    return Shown()


def open_ranking(desk: Desk, listing: int = 1, name: str = "2 Oak St") -> ReverseMarketDialog:
    dialog = ReverseMarketDialog(desk.services, listing, name)
    desk.show(dialog)
    return dialog


def names(dialog: ReverseMarketDialog) -> list[str]:
    return [one.name for one in dialog.table.model_of_rows.rows]


def test_r61_contacts_are_ranked_with_reasons(market: Desk) -> None:
    dialog = open_ranking(market)
    assert names(dialog) == ["Ann Lee", "Bo Chu"]
    assert dialog.said.text() == "2 contacts fit, by 2 homes alike. Left out: 1 unsubscribed."
    assert dialog.whole.text.startswith("Ann Lee: Asked about this listing")
    QTest.mouseClick(dialog.unsubscribed, Left, pos=dialog.unsubscribed.rect().center() / 4)
    market.settle()
    assert names(dialog) == ["Ann Lee", "Cy Poe", "Bo Chu"]
    opened: list[int] = []
    market.services.navigation.contact_wanted.connect(lambda contact, _spec: opened.append(contact))
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Key.Key_Down)
    QTest.keyClick(dialog.table, Key.Key_Return)
    assert opened == [dialog.table.model_of_rows.rows[1].contact_id]
    assert dialog.isVisible()


def test_r61_the_ranking_is_exported_as_csv_and_spreadsheet(market: Desk, tmp_path: Path) -> None:
    dialog = open_ranking(market)
    market.answers.target = tmp_path / "ranking.csv"
    QTest.mouseClick(dialog.export, Left)
    market.settle()
    assert market.answers.toasts[-1] == "2 contacts written to ranking.csv"
    lines = market.answers.target.read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in lines] == ['"Contact"', '"Ann Lee"', '"Bo Chu"']
    export_ranking(market.services, Ask(1, 50, with_unsubscribed=True), tmp_path / "ranking.xlsx")
    export_ranking(market.services, Ask(1, 1), tmp_path / "without ending")
    market.settle()
    sheet = list(open_records(tmp_path / "ranking.xlsx").records())
    assert [record.cells[1] for record in sheet] == ["Ann Lee", "Cy Poe", "Bo Chu"]
    assert len((tmp_path / "without ending.csv").read_text(encoding="utf-8-sig").splitlines()) == 2


def test_r19_an_agent_is_shown_whom_they_may_see(market: Desk) -> None:
    dana = market.add("Di Noe", owner=market.office.actor.id)
    market.office.perform(activity.add_lead, contact_id=dana, lead_type="question", message="", listing="A2")
    assert "Di Noe" in names(open_ranking(market))
    market.office.sign_in("Wes Park")
    assert "Di Noe" not in names(open_ranking(market))


def test_nobody_fits_and_a_listing_that_is_gone(market: Desk) -> None:
    values = {"standard_status": "active", "city": "Largo", "mls_number": "B1"}
    done = market.office.perform(import_listings, files=(ListingFile("far.csv", "csv", (ListingDraft(2, values),)),))
    dialog = open_ranking(market, 3, "B1")
    assert dialog.empty.isVisible()
    assert not dialog.export.isEnabled()
    assert not dialog.open_contact.isEnabled()
    assert done.step is not None
    changes = market.office.undo(done.step).changes
    market.services.announcer.announce(changes)
    market.settle()
    assert not dialog.isVisible()
