"""The import wizard on a real office: from files to contacts, back again, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox

from db.queries.contacts import contact_card
from db.queries.lists import count, first_page
from db.rules.filters import ListSpec
from desktop.dialogs.import_wizard.mapping_table import BECOMES, SAMPLES, WHY
from desktop.dialogs.import_wizard.wizard import (
    COLUMNS,
    FILES,
    READING,
    REHEARSAL,
    STATUSES,
    SUMMARY,
    ImportWizard,
)
from tests.desktop.dialogs.desk import Desk

LEFT = Qt.MouseButton.LeftButton
EVERYONE = ListSpec("everyone")
Opener = Callable[..., ImportWizard]
HEADER = "First Name,Last Name,Email,Mobile Phone,Zip,Status,Favourite colour"


@pytest.fixture
def open_wizard(desk: Desk) -> Opener:
    def make(*files: Path) -> ImportWizard:
        wizard = ImportWizard(desk.services, files)
        desk.show(wizard)
        return wizard

    return make


def export(folder: Path, *rows: str, header: str = HEADER, name: str = "old.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def forward(desk: Desk, wizard: ImportWizard, place: int) -> None:
    """Press the button until this step is there."""
    for _ in range(6):
        if wizard.place == place:
            return
        assert wizard.next.isEnabled()
        QTest.mouseClick(wizard.next, LEFT)
        desk.settle()
    raise AssertionError(f"stayed at step {wizard.place}")


def everyone(desk: Desk) -> int:
    return desk.office.read(count, EVERYONE)


def contact_named(desk: Desk, name: str) -> int:
    return next(row.id for row in desk.office.read(first_page, EVERYONE) if row.name == name)


def test_from_file_to_contacts_and_back(desk: Desk, open_wizard: Opener, tmp_path: Path) -> None:
    marcus = desk.add("Marcus Oyelaran")
    path = export(
        tmp_path,
        "Ann,Lee,ann@example.com,(813) 555-0142,2134,New,blue",
        "Marcus,Oyelaran,marcus@example.com,(813) 555-0117,,Active,red",
        "Bob,Ray,bob@example.com,,33606,Past Client,",
    )
    wizard = open_wizard(path)
    assert "CSV, 7 columns" in wizard.files.said[0]
    forward(desk, wizard, REHEARSAL)
    lines = wizard.rehearsal.lines
    assert lines is not None
    assert {key: len(rows) for key, rows in lines.by_outcome.items()} == {
        "all": 3, "new": 2, "updated": 1, "duplicate": 0, "ignored": 0, "refused": 0,
    }  # fmt: skip
    assert everyone(desk) == 1
    assert wizard.next.text() == "Import 3 contacts"
    forward(desk, wizard, SUMMARY)
    assert everyone(desk) == 3
    ann = desk.office.read(contact_card, contact_named(desk, "Ann Lee"))
    assert ann.fields["extra"] == {"Favourite colour": "blue"}
    assert desk.office.read(contact_card, marcus).fields["status"] == "active_lead"
    assert wizard.summary.figures["new"].text() == "2"
    QTest.mouseClick(wizard.summary.undo, LEFT)
    desk.settle()
    assert everyone(desk) == 1
    assert wizard.summary.said.text.startswith("The import was taken back.")


def test_r04_unknown_status_is_asked_about_once_a_word(desk: Desk, open_wizard: Opener, tmp_path: Path) -> None:
    rows = [
        f"A{n},Lee,a{n}@example.com,,,{'Nurture' if n % 2 else 'Gone fishing'},"
        for n in range(4)
    ]  # fmt: skip
    wizard = open_wizard(export(tmp_path, *rows))
    forward(desk, wizard, STATUSES)
    assert set(wizard.statuses.combos) == {"Nurture", "Gone fishing"}
    assert not wizard.next.isEnabled()
    answer(wizard.statuses.combos["Nurture"], "prospect")
    assert not wizard.next.isEnabled()
    answer(wizard.statuses.combos["Gone fishing"], "")
    forward(desk, wizard, SUMMARY)
    page = desk.office.read(first_page, EVERYONE)
    assert {row.status for row in page} == {"prospect"}
    assert wizard.summary.figures["refused"].text() == "2"


def answer(combo: QComboBox, key: str) -> None:
    combo.setFocus()
    combo.setCurrentIndex(combo.findData(key))
    combo.activated.emit(combo.currentIndex())


def test_refused_rows_are_saved_and_can_be_imported_again(desk: Desk, open_wizard: Opener, tmp_path: Path) -> None:
    wizard = open_wizard(export(tmp_path, "Ann,Lee,ann@example.com,,,Nurture,red", "Bob,Ray,bob@example.com,,,New,"))
    forward(desk, wizard, STATUSES)
    answer(wizard.statuses.combos["Nurture"], "")
    forward(desk, wizard, SUMMARY)
    desk.answers.target = tmp_path / "refused.csv"
    QTest.mouseClick(wizard.summary.save_refused, LEFT)
    desk.settle()
    saved = desk.answers.target.read_text(encoding="utf-8-sig")
    assert saved.count("\n") == 2
    assert "“Nurture” is no status" in saved
    assert wizard.summary.said.text == "Saved as refused.csv."
    desk.answers.target.write_text(saved.replace('"Nurture"', '"Prospect"'), encoding="utf-8")
    again = open_wizard(desk.answers.target)
    forward(desk, again, SUMMARY)
    assert desk.office.read(contact_card, contact_named(desk, "Ann Lee")).fields["status"] == "prospect"


def test_column_is_given_another_meaning_and_it_is_remembered(desk: Desk, open_wizard: Opener, tmp_path: Path) -> None:
    wizard = open_wizard(export(tmp_path, "Ann,Lee,ann@example.com,,,New,pool"))
    forward(desk, wizard, COLUMNS)
    model, table = wizard.columns.model, wizard.columns.table
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    index = model.index(6, BECOMES)
    assert (index.data(), model.index(6, WHY).data()) == ("Extra field", "nobody knows it")
    assert model.index(0, SAMPLES).data() == "Ann"
    QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(index).center())
    combo = table.viewport().findChild(QComboBox)
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("hashtags"))
    combo.activated.emit(combo.currentIndex())
    assert (model.index(6, BECOMES).data(), model.index(6, WHY).data()) == ("Hashtags", "chosen")
    forward(desk, wizard, SUMMARY)
    assert desk.office.read(contact_card, contact_named(desk, "Ann Lee")).hashtags == ("pool",)
    other = open_wizard(export(tmp_path, "Bob,Ray,bob@example.com,,,New,garden", name="new.csv"))
    forward(desk, other, COLUMNS)
    assert other.columns.model.index(6, BECOMES).data() == "Hashtags"
    assert other.columns.model.index(6, WHY).data() == "remembered"


def test_reading_is_corrected(desk: Desk, open_wizard: Opener, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes("Name;Email\nJosé Núñez;jose@example.com\n".encode("cp1252"))
    wizard = open_wizard(path)
    forward(desk, wizard, READING)
    step = wizard.reading
    assert step.delimiter.currentText() == "Found: Semicolon ;"
    assert step.preview.index(0, 0).data() == "José Núñez"
    answer_to(step.delimiter, "\t")
    desk.settle()
    assert step.preview.columnCount() == 1
    answer_to(step.header, 0)
    answer_to(step.delimiter, None)
    desk.settle()
    assert step.preview.rowCount() == 2
    answer_to(step.encoding, "utf-16")
    desk.settle()
    assert step._problem.isVisible()
    assert not wizard.next.isEnabled()
    answer_to(step.encoding, None)
    desk.settle()
    assert wizard.next.isEnabled()


def answer_to(combo: QComboBox, key: object) -> None:
    place = next(n for n in range(combo.count()) if combo.itemData(n) == key)
    combo.setCurrentIndex(place)
    combo.activated.emit(place)


def test_a_file_that_is_none_says_so_and_the_others_go_on(desk: Desk, open_wizard: Opener, tmp_path: Path) -> None:
    picture = tmp_path / "photo.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    wizard = open_wizard(picture)
    assert "is a picture" in wizard.files.said[0]
    assert not wizard.next.isEnabled()
    drop(wizard, export(tmp_path, "Ann,Lee,ann@example.com,,,New,"))
    desk.settle()
    assert len(wizard.files.said) == 2
    forward(desk, wizard, SUMMARY)
    assert everyone(desk) == 1


def drop(wizard: ImportWizard, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, LEFT, none)
    wizard.dragEnterEvent(enter)
    assert enter.isAccepted()
    wizard.dropEvent(QDropEvent(QPointF(50, 50), copy, data, LEFT, none))


def test_files_are_chosen_by_the_button_and_left_out(desk: Desk, open_wizard: Opener, tmp_path: Path) -> None:
    desk.answers.files = (export(tmp_path, "Ann,Lee,ann@example.com,,,New,"),)
    wizard = open_wizard()
    assert not wizard.next.isEnabled()
    wizard.files._drop.pressed.emit("choose")
    desk.settle()
    assert wizard.next.isEnabled()
    wizard.plan.remove(wizard.plan.sources[0])
    assert not wizard.next.isEnabled()


def test_filter_by_outcome(desk: Desk, open_wizard: Opener, tmp_path: Path) -> None:
    row = "Ann,Lee,ann@example.com,,,New,"
    wizard = open_wizard(export(tmp_path, row, row, "Bob,Ray,bob@example.com,,,New,"))
    forward(desk, wizard, REHEARSAL)
    QTest.mouseClick(wizard.rehearsal.filters.button("duplicate"), LEFT)
    model = wizard.rehearsal.table.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.rowCount() == 1
    assert model.index(0, 0).data() == "3"
    assert "same contact as an earlier row" in model.index(0, 6).data()


def test_reasons_are_read_whole_below_the_rows(desk: Desk, open_wizard: Opener, tmp_path: Path) -> None:
    """A cell has room for one line of them."""
    wizard = open_wizard(export(tmp_path, "Ann,Lee,ann@example.com,,,New,", "Bob,Ray,not-an-address,12,,New,"))
    forward(desk, wizard, REHEARSAL)
    step = wizard.rehearsal
    assert step.whole.text == "Choose a row to read its changes and reasons in full."
    high = step.table.height()
    step.table.selectRow(1)
    reasons = str(step.table.model().index(1, 6).data())
    assert reasons
    assert step.whole.text.endswith(reasons)
    assert "row 3: " in step.whole.text
    assert step.table.height() == high
    step.table.selectRow(0)
    assert step.whole.text.endswith("row 2: nothing to note.")
    step.show_outcome("refused")
    assert step.whole.text == ""


def test_import_is_cancelled_and_nothing_is_kept(desk: Desk, open_wizard: Opener, tmp_path: Path) -> None:
    rows = [f"A{n},Lee,a{n}@example.com,,,New," for n in range(2_500)]
    wizard = open_wizard(export(tmp_path, *rows))
    forward(desk, wizard, REHEARSAL)
    QTest.mouseClick(wizard.next, LEFT)
    assert wizard.busy
    wizard.progress.cancelled.emit()
    desk.settle()
    assert everyone(desk) == 0
    assert wizard.place == REHEARSAL
    assert wizard.next.isEnabled()
    assert wizard._why.text() == "Stopped. Nothing was written."
    forward(desk, wizard, SUMMARY)
    assert everyone(desk) == 2_500


def test_rehearsal_is_cancelled(desk: Desk, open_wizard: Opener, tmp_path: Path) -> None:
    wizard = open_wizard(export(tmp_path, "Ann,Lee,ann@example.com,,,New,"))
    forward(desk, wizard, COLUMNS)
    QTest.mouseClick(wizard.next, LEFT)
    wizard.progress.cancelled.emit()
    desk.settle()
    assert wizard.place == COLUMNS
    forward(desk, wizard, REHEARSAL)


def test_closing_while_it_runs_asks_and_puts_everything_back(desk: Desk, open_wizard: Opener, tmp_path: Path) -> None:
    rows = [f"A{n},Lee,a{n}@example.com,,,New," for n in range(2_500)]
    wizard = open_wizard(export(tmp_path, *rows))
    forward(desk, wizard, REHEARSAL)
    QTest.mouseClick(wizard.next, LEFT)
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert desk.answers.asked == ["Stop the import?"]
    desk.settle()
    assert not wizard.isVisible()
    assert everyone(desk) == 0


def test_agents_import_into_their_own(desk: Desk, open_wizard: Opener, tmp_path: Path) -> None:
    desk.office.sign_in("Wes Park")
    wizard = open_wizard(export(tmp_path, "Ann,Lee,ann@example.com,,,New,"))
    forward(desk, wizard, COLUMNS)
    assert not wizard.columns.owner.isVisible()
    forward(desk, wizard, SUMMARY)
    assert desk.office.read(contact_card, contact_named(desk, "Ann Lee")).owner == "Wes Park"


def test_broker_gives_status_and_owner_to_rows_without(desk: Desk, open_wizard: Opener, tmp_path: Path) -> None:
    wizard = open_wizard(export(tmp_path, "Ann,Lee,ann@example.com,,,,"))
    forward(desk, wizard, COLUMNS)
    answer_to(wizard.columns.status, "sphere")
    answer_to(wizard.columns.owner, desk.wes)
    forward(desk, wizard, SUMMARY)
    ann = desk.office.read(contact_card, contact_named(desk, "Ann Lee"))
    assert (ann.fields["status"], ann.owner) == ("sphere", "Wes Park")


def test_template_is_saved_and_can_be_filled_in(desk: Desk, open_wizard: Opener, tmp_path: Path) -> None:
    desk.answers.target = tmp_path / "template.csv"
    wizard = open_wizard()
    wizard.files._drop.pressed.emit("template")
    desk.settle()
    header = desk.answers.target.read_text(encoding="utf-8-sig").strip()
    filled = tmp_path / "filled.csv"
    filled.write_text(f"{header}\nAnn,Lee,ann@example.com,,,,,,,,,\n", encoding="utf-8")
    drop(wizard, filled)
    desk.settle()
    forward(desk, wizard, COLUMNS)
    assert "kept as extra fields" not in wizard.columns._sentence.text
    assert wizard.place != FILES
