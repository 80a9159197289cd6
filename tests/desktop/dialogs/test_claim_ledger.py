"""The claim ledger by keys and mouse: whose, how long untouched, what was before, copied, exported, opened (R20)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from db.actions import activity, ownership
from db.changes import Selection
from desktop.dialogs.claim_ledger.dialog import NOBODY, ClaimLedgerDialog
from desktop.dialogs.contact.body import HISTORY
from desktop.dialogs.contact.history_tab import HistoryTab
from tests.desktop.dialogs.contact_hands import Opener
from tests.desktop.dialogs.desk import DAY, Desk

Key = Qt.Key


def opened(desk: Desk, member: str = "Dana Moreau") -> ClaimLedgerDialog:
    desk.office.sign_in(member)
    dialog = ClaimLedgerDialog(desk.services)
    desk.show(dialog)
    return dialog


def shown(dialog: ClaimLedgerDialog) -> list[tuple[str, str, str]]:
    """Contact, how it ended, days untouched of each row."""
    model = dialog.table.model_of_rows
    cells = [[str(model.index(n, c).data()) for c in range(model.columnCount())] for n in range(model.rowCount())]
    return [(row[0], row[5], row[7]) for row in cells]


def test_r20_the_broker_narrows_copies_exports_and_opens(desk: Desk, tmp_path: Path) -> None:
    ann, bea = desk.add("Ann Lee", owner=desk.wes), desk.add("Bea Orr", owner=desk.wes)
    desk.now += 5 * DAY
    desk.office.sign_in("Wes Park")
    desk.office.perform(activity.add_note, contact_id=bea, body="Called")
    dialog = opened(desk)
    assert shown(dialog) == [("Ann Lee", "", "5"), ("Bea Orr", "", "0")]
    dialog.days.setValue(3)
    desk.settle()
    assert shown(dialog) == [("Ann Lee", "", "5")]
    dialog.member.setCurrentIndex(dialog.member.findText("Dana Moreau"))
    desk.settle()
    assert dialog.empty.isVisible()
    assert NOBODY.startswith("Nobody")
    dialog.member.setCurrentIndex(0)
    dialog.days.setValue(0)
    desk.office.perform(ownership.release, selection=Selection(ids=(ann,)))
    dialog.ended.click()
    desk.settle()
    assert shown(dialog) == [("Bea Orr", "", "0"), ("Ann Lee", "released", "")]
    dialog.table.setFocus()
    dialog.table.selectRow(1)
    QTest.keyClick(dialog.table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[1].split("\t")[0] == "Ann Lee"
    QGuiApplication.clipboard().clear()
    desk.answers.target = tmp_path / "claims.csv"
    dialog.export.click()
    desk.settle()
    assert "Bea Orr" in desk.answers.target.read_text(encoding="utf-8-sig")
    wanted: list[int] = []
    desk.services.navigation.contact_wanted.connect(lambda contact_id, _spec: wanted.append(contact_id))
    QTest.keyClick(dialog.table, Key.Key_Return)
    assert wanted == [ann]


def test_r19_an_agent_sees_their_own_and_no_choice_of_members(desk: Desk) -> None:
    desk.add("Ann Lee", owner=desk.wes)
    desk.add("Bea Orr", owner=desk.office.actor.id)
    dialog = opened(desk, "Wes Park")
    assert shown(dialog) == [("Ann Lee", "", "0")]
    assert not dialog.member.isVisible()


def test_r20_the_history_of_a_contact_says_who_had_it(desk: Desk, open_dialog: Opener) -> None:
    ann = desk.add("Ann Lee", owner=desk.wes)
    desk.now += 2 * DAY
    desk.office.perform(ownership.release, selection=Selection(ids=(ann,)))
    dialog = open_dialog(ann)
    dialog.tab_bar.setCurrentIndex(HISTORY)
    tab = dialog.tab(HISTORY)
    assert isinstance(tab, HistoryTab)
    assert tab.held.text() == "Wes Park had it for 2 days from 22 Nov 2026 (added by hand); released."
