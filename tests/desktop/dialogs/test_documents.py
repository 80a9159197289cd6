"""Contract drafts and documents on the screen: the tab of a contact, by keys, mouse and files dragged in (R13)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.queries.stored_files import DocumentRow, documents_of
from desktop.dialogs.contact.body import DOCUMENTS
from desktop.dialogs.contact.dialog import ContactDialog
from desktop.dialogs.contact.documents_tab import CHECK, DELETE, OPEN, RENAME, REPLACE, SAVE, DocumentsTab
from desktop.dialogs.office_settings.contract_tab import ContractTab
from tests.desktop.dialogs.contact_hands import Opener, press
from tests.desktop.dialogs.desk import Desk
from tests.desktop.dialogs.settings_desk import CONTRACT
from tests.desktop.dialogs.settings_desk import open_dialog as open_settings
from tests.files.word_files import texts, word_file


class Program(QObject):
    """The computer's program for documents: it remembers what it was handed."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        """Open a file."""
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def program() -> Iterator[Program]:
    made = Program()
    QDesktopServices.setUrlHandler("file", made, "show")  # type: ignore[arg-type]  # the stubs want bytes, which it does not take
    yield made
    QDesktopServices.unsetUrlHandler("file")


def _tab(dialog: ContactDialog) -> DocumentsTab:
    dialog.tab_bar.setCurrentIndex(DOCUMENTS)
    tab = dialog.tab(DOCUMENTS)
    assert isinstance(tab, DocumentsTab)
    return tab


def _rows(desk: Desk, contact_id: int) -> tuple[DocumentRow, ...]:
    return desk.office.read(documents_of, contact_id)


def _drop(tab: DocumentsTab, *paths: Path) -> bool:
    """Drag files over the tab and let go; whether it took them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    keys, at = Qt.KeyboardModifier.NoModifier, QPoint(20, 20)
    enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, keys)
    enter.ignore()
    QApplication.sendEvent(tab, enter)
    drop = QDropEvent(QPointF(at), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, keys)
    QApplication.sendEvent(tab, drop)
    return enter.isAccepted()


def test_r13_a_draft_is_made_opened_checked_and_put_right_by_a_person(
    desk: Desk, open_dialog: Opener, program: Program, tmp_path: Path
) -> None:
    ann = desk.add("Ann Lee", owner=desk.wes)
    dialog = open_dialog(ann)
    tab = _tab(dialog)
    assert tab.empty.isVisible()
    assert not tab.table.isVisible()
    dialog.header.disposition_wanted.emit("send_contract")
    desk.settle()
    assert dialog.tab_bar.tabText(DOCUMENTS) == "Documents 1"
    assert not tab.empty.isVisible()
    assert "closing date" in tab.note.text()
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    desk.settle()
    (copy,) = program.opened
    assert any("Ann Lee" in line for line in texts(copy.read_bytes()))
    assert copy.stat().st_mode & 0o777 == 0o400  # what is typed into it would be lost
    assert desk.answers.toasts[-1].startswith("A copy was opened")
    press(tab.buttons[CHECK])
    desk.settle()
    assert _rows(desk, ann)[0].state == "checked"
    assert tab.buttons[CHECK].accessibleName() == "Draft again"
    right = tmp_path / "Right.docx"
    right.write_bytes(word_file("All is filled in."))
    desk.answers.files = (right,)
    press(tab.buttons[REPLACE])
    desk.settle()
    assert [row.state for row in _rows(desk, ann)] == ["draft", "earlier"]
    tab.choose(1)
    assert not tab.buttons[CHECK].isEnabled()
    assert not tab.buttons[REPLACE].isEnabled()
    tab.choose(0)
    desk.answers.target = tmp_path / "saved.docx"
    press(tab.buttons[SAVE])
    desk.settle()
    assert texts((tmp_path / "saved.docx").read_bytes()) == ["All is filled in."]
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_r13_files_are_added_dropped_renamed_and_deleted(
    desk: Desk, open_dialog: Opener, program: Program, tmp_path: Path
) -> None:
    ann = desk.add("Ann Lee", owner=desk.wes)
    tab = _tab(open_dialog(ann))
    deed, tool, empty = tmp_path / "Deed.pdf", tmp_path / "tool.exe", tmp_path / "empty.pdf"
    deed.write_bytes(b"deed")
    tool.write_bytes(b"MZ")
    empty.write_bytes(b"")
    desk.answers.files = (deed,)
    press(tab.add)
    desk.settle()
    desk.now += 1_000
    assert _drop(tab, tool, empty, tmp_path / "gone.pdf")
    desk.settle()
    assert [row.title for row in _rows(desk, ann)] == ["tool", "Deed"]
    assert desk.answers.errors == ["empty.pdf is empty. Nothing was kept."]
    assert not _drop(tab, tmp_path)  # a folder
    tab.choose(0)
    assert not tab.buttons[OPEN].isEnabled()  # a program
    assert "might run it" in tab.buttons[OPEN].toolTip()
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    desk.settle()
    assert program.opened == []
    desk.answers.text = "Our tool"
    QTest.keyClick(tab.table, Qt.Key.Key_F2)
    desk.settle()
    assert _rows(desk, ann)[0].title == "Our tool"
    assert tab.chosen is not None
    assert tab.chosen.title == "Our tool"
    QTest.keyClick(tab.table, Qt.Key.Key_Delete)
    desk.settle()
    assert [row.title for row in _rows(desk, ann)] == ["Deed"]
    desk.answers.offers[-1]()
    desk.settle()
    assert len(_rows(desk, ann)) == 2
    menu = tab.open_menu(QPoint(5, 5))
    assert [act.text() for act in menu.actions() if act.text()] == [
        tab.buttons[key].accessibleName() for key in (OPEN, SAVE, CHECK, REPLACE, RENAME, DELETE)
    ]
    menu.close()


def test_r13_who_only_sees_a_contact_opens_its_documents_and_keeps_none(desk: Desk, open_dialog: Opener) -> None:
    pool = desk.add("Bo Chu")
    desk.office.sign_in("Wes Park")
    tab = _tab(open_dialog(pool))
    assert not tab.add.isEnabled()
    assert not tab.draft.isEnabled()
    assert tab.add.toolTip().startswith("Documents are kept by")
    assert not _drop(tab, Path(__file__))
    assert _rows(desk, pool) == ()


def test_r13_the_broker_sets_tries_and_takes_back_the_template(desk: Desk, program: Program, tmp_path: Path) -> None:
    ann = desk.add("Ann Lee", owner=desk.wes)
    dialog = open_settings(desk, CONTRACT)
    tab = dialog.contract
    assert isinstance(tab, ContractTab)
    assert tab.name.text().startswith("The sample")
    assert not tab.sample.isVisible()
    wrong, ours = tmp_path / "Wrong.docx", tmp_path / "Ours.docx"
    wrong.write_bytes(word_file("Dear {{ contact_nam }}"))
    ours.write_bytes(word_file("Dear {{ contact_name }}, {{ buyer }}"))
    desk.answers.files = (wrong,)
    press(tab.replace)
    desk.settle()
    assert tab.error.isVisible()
    assert tab.error.text().endswith("did you mean {{ contact_name }}? The template in use stays.")
    desk.answers.files = (ours,)
    press(tab.replace)
    desk.settle()
    assert (tab.name.text(), tab.error.isVisible()) == ("Ours.docx", False)
    desk.answers.target = tmp_path / "copy.docx"
    press(tab.save)
    desk.settle()
    assert (tmp_path / "copy.docx").read_bytes() == ours.read_bytes()
    assert not tab.try_it.isEnabled()
    tab.contact.show_contact(ann, "Ann Lee")
    press(tab.try_it)
    desk.settle()
    assert texts(program.opened[0].read_bytes()) == ["Dear Ann Lee, ________ (buyer)"]
    assert tab.tried.text() == "Blank in it: buyer."
    assert _rows(desk, ann) == ()
    tab.fields.setFocus()
    QTest.keyClick(tab.fields, Qt.Key.Key_Down)
    QTest.keyClick(tab.fields, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "{{ first_name }}"
    press(tab.sample)
    desk.settle()
    assert tab.name.text().startswith("The sample")
    desk.answers.offers[-1]()
    desk.settle()
    assert tab.name.text() == "Ours.docx"


def test_r13_who_may_not_change_the_template_reads_it(desk: Desk) -> None:
    tab = open_settings(desk, CONTRACT, member="Wes Park").contract
    assert not tab.replace.isVisible()
    assert tab.save.isVisible()
    assert tab.copy.isVisible()
