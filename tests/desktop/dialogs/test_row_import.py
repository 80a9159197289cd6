"""The dialog that imports listings and call logs: rehearsal, Cancel, one step, refused rows (R55, R61, R95)."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from db.queries import call_log, listings
from db.queries.listings import ListingSpec
from db.rules.filters import ListSpec
from desktop.dialogs.row_import.dialog import PROBLEM, REHEARSAL, SUMMARY, WORK, RowImportDialog
from desktop.dialogs.row_import.rehearsal_view import ALL
from desktop.dialogs.row_import.starting import begin_import
from desktop.operations.row_imports import CALL_LOG, LISTINGS, REFUSED, RowImport
from tests.builders import contents
from tests.desktop.dialogs.desk import Desk
from tests.holding import held

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
MARKET = Path(__file__).parents[2] / "inputs" / "market"
Opener = Callable[..., RowImportDialog]


@pytest.fixture
def open_import(desk: Desk) -> Opener:
    """Opens files in the dialog."""

    def make(kind: RowImport, *paths: Path) -> RowImportDialog:
        dialog = RowImportDialog(desk.services, kind, paths)
        desk.show(dialog)
        return dialog

    return make


def count(desk: Desk) -> int:
    return desk.office.read(listings.count, ListingSpec())


def notes(dialog: RowImportDialog) -> list[str]:
    return [line.note for line in dialog.rehearsal.table.model_of_rows.rows]


def test_r95_a_rehearsal_tells_every_row_and_writes_nothing(desk: Desk, open_import: Opener) -> None:
    before = contents(desk.office)
    dialog = open_import(LISTINGS, MARKET / "reso_listings.csv")
    assert dialog.place == REHEARSAL
    assert contents(desk.office) == before
    rows = dialog.rehearsal.table.model_of_rows.rows
    assert [line.outcome for line in rows] == ["new"] * 4 + ["refused"] * 2 + ["new"]
    assert dialog.go.text() == "Import 5 listings"
    QTest.mouseClick(dialog.rehearsal.filters.button(REFUSED), Left)
    assert ["ListingKey" in note or "In Escrow" in note for note in notes(dialog)] == [True, True]
    dialog.rehearsal.table.selectRow(1)
    assert "row 7: StandardStatus: “In Escrow”" in dialog.rehearsal.whole.text
    QAbstractItemModelTester(
        dialog.rehearsal.table.model_of_rows, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    dialog.rehearsal.show_outcome(ALL)


def test_an_import_is_one_step_that_can_be_taken_back(desk: Desk, open_import: Opener, tmp_path: Path) -> None:
    before = contents(desk.office)
    two = tmp_path / "two.csv"
    two.write_text("ListingId,StandardStatus,City\nA1,Active,Tampa\n,Active,Tampa\n", encoding="utf-8")
    dialog = open_import(LISTINGS, MARKET / "reso_listings.csv", two)
    QTest.keyClick(dialog, Key.Key_Return)
    desk.settle()
    assert dialog.place == SUMMARY
    assert {key: label.text() for key, label in dialog.summary.figures.items()} == {
        "new": "6", "updated": "0", "unchanged": "0", "refused": "3",
    }  # fmt: skip
    assert count(desk) == 6
    QTest.mouseClick(dialog.summary.undo, Left)
    desk.settle()
    assert count(desk) == 0
    assert contents(desk.office) == before
    assert dialog.summary.said.text == "The import was taken back."
    assert not dialog.summary.undo.isEnabled()


def test_what_is_known_changes_by_name_and_nothing_twice(desk: Desk, open_import: Opener, tmp_path: Path) -> None:
    source = tmp_path / "own.csv"
    source.write_text(
        "ListingId,StandardStatus,ListPrice,City\nA1,Active,400000,Tampa\nA2,Active,1,Tampa\n", encoding="utf-8"
    )
    QTest.mouseClick(open_import(LISTINGS, source).go, Left)
    desk.settle()
    source.write_text(
        "ListingId,StandardStatus,ListPrice,City\nA1,Pending,390000,Tampa\nA2,Active,1,Tampa\n", encoding="utf-8"
    )
    dialog = open_import(LISTINGS, source)
    assert notes(dialog) == [
        "Changes Status from Active to Pending, List price from $400,000 to $390,000, Details.",
        "",
    ]
    assert dialog.go.text() == "Import 1 listing"
    QTest.mouseClick(dialog.go, Left)
    desk.settle()
    again = open_import(LISTINGS, source)
    assert again.go.text() == "Nothing to import"
    assert not again.go.isEnabled()


def test_cancel_while_it_writes_leaves_nothing(desk: Desk, open_import: Opener) -> None:
    dialog = open_import(LISTINGS, MARKET / "reso_listings.csv")
    before = contents(desk.office)
    with held(desk.office.place):  # ours waits for its turn until it is stopped
        dialog.go.click()
        assert dialog.place == WORK
        dialog.progress.cancelled.emit()
    desk.settle()
    assert dialog.place == REHEARSAL
    assert desk.answers.toasts == ["The import was stopped. Nothing was imported."]
    assert contents(desk.office) == before
    with held(desk.office.place):
        dialog.go.click()
        dialog.close()
    desk.settle()
    assert not dialog.isVisible()
    assert contents(desk.office) == before


def test_closing_while_a_file_is_read_stops_the_reading(desk: Desk, tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    large.write_text(
        "ListingId,StandardStatus,City\n" + "".join(f"A{n},Active,Tampa\n" for n in range(30_000)), encoding="utf-8"
    )
    dialog = RowImportDialog(desk.services, LISTINGS, (large,))
    dialog.show()
    assert dialog.place == WORK
    QTest.keyClick(dialog, Key.Key_Escape)
    desk.settle()
    assert desk.services.tasks.pending == 0
    assert count(desk) == 0


def test_refused_rows_are_kept_mended_and_imported(desk: Desk, open_import: Opener, tmp_path: Path) -> None:
    dialog = open_import(LISTINGS, MARKET / "reso_listings.csv")
    dialog.go.click()
    desk.settle()
    desk.answers.target = tmp_path / "refused.csv"
    QTest.mouseClick(dialog.summary.save_refused, Left)
    desk.settle()
    assert dialog.summary.said.text == "The refused rows are in refused.csv."
    with desk.answers.target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["UnparsedAddress"] or row["StreetName"] for row in rows] == ["1 Nowhere Rd", "Oak"]
    assert "In Escrow" in rows[1]["Refused Because"]
    mended = tmp_path / "mended.csv"
    mended.write_text(
        desk.answers.target.read_text(encoding="utf-8-sig").replace("In Escrow", "Pending", 1), encoding="utf-8"
    )
    again = open_import(LISTINGS, mended)
    assert again.rehearsal.writes == 1
    again.go.click()
    desk.settle()
    found = desk.office.read(listings.first_page, ListingSpec(text="TB8205006"))[0]
    page = desk.office.read(listings.rows, (found.id,))[found.id]
    assert page.status == "pending"


def test_another_file_is_said_and_a_better_one_chosen(desk: Desk, open_import: Opener, tmp_path: Path) -> None:
    dialog = open_import(LISTINGS, MARKET / "callrail.csv")
    assert dialog.place == PROBLEM
    assert not dialog.go.isVisible()
    desk.answers.files = (MARKET / "reso_listings.csv",)
    dialog.problem.pressed.emit("choose")
    desk.settle()
    assert dialog.place == REHEARSAL
    gone = open_import(LISTINGS, tmp_path / "gone.csv")
    assert gone.place == PROBLEM


def test_r55_a_call_log_asks_whether_strangers_become_leads(desk: Desk, open_import: Opener) -> None:
    dialog = open_import(CALL_LOG, MARKET / "callrail.csv")
    assert dialog.rehearsal.option.isVisible()
    plain = notes(dialog)
    assert not any("new contact" in note for note in plain)
    QTest.mouseClick(dialog.rehearsal.option, Left, pos=dialog.rehearsal.option.rect().center() / 4)
    desk.settle()
    assert dialog.rehearsal.option.isChecked()
    assert any("Becomes a new contact. Counts as a lead." in note for note in notes(dialog))
    QTest.mouseClick(dialog.go, Left)
    desk.settle()
    assert dialog.place == SUMMARY
    assert dialog.summary.more.text().startswith("2 leads and")
    calls = desk.office.read(call_log.count, ListSpec("call_log"))
    assert calls == int(dialog.summary.figures["new"].text()) == 4


def test_one_call_log_at_a_time(open_import: Opener) -> None:
    assert open_import(CALL_LOG, MARKET / "callrail.csv", MARKET / "twilio_calls.json").place == PROBLEM


def test_an_agent_is_told_why_not(desk: Desk) -> None:
    desk.office.sign_in("Wes Park")
    for kind in (LISTINGS, CALL_LOG):
        begin_import(desk.services, kind, None)
    assert desk.answers.errors == [
        "Listings are the whole office's: the broker or the concierge imports them.",
        "Call logs are the whole office's: the broker or the concierge imports them.",
    ]
