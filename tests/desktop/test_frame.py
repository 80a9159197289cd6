from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.actions.members import set_password
from desktop import __main__ as start
from desktop.dialogs.add_contact import AddContactDialog, read_quick_line
from desktop.dialogs.history import HistoryDialog
from desktop.dialogs.keys import KeysDialog
from desktop.dialogs.sign_in import SignInDialog
from desktop.settings_file import SettingsFile
from desktop.shortcuts import SHORTCUTS
from desktop.single_instance import SingleInstance
from desktop.times import ago, full
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton
from tests.desktop.conftest import Opened

Key, Left, Control = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def add_dialog(opened: Opened) -> AddContactDialog:
    QTest.keyClick(opened.session.window, Key.Key_N, Control)
    opened.settle()
    return opened.session.window.findChildren(AddContactDialog)[0]


def test_a_contact_is_added_from_one_line(opened: Opened) -> None:
    dialog = add_dialog(opened)
    QTest.keyClicks(dialog.quick, "Ann Lee 813 555 0199 buyer #pool")
    assert {key: line.text() for key, line in dialog.lines.items()} == {
        "name": "Ann Lee",
        "email": "",
        "phone": "813 555 0199",
        "hashtags": "#pool",
    }
    assert dialog.boxes["type"].currentData() == "buyer"
    QTest.keyClick(dialog.quick, Key.Key_Return)
    opened.settle()
    assert opened.prompts.toasts == ["Ann Lee added"]
    assert opened.count("new_lead") == 25
    assert opened.shown()[0] == "Ann Lee"


def test_what_is_wrong_stands_beside_its_field(opened: Opened) -> None:
    dialog = add_dialog(opened)
    QTest.keyClicks(dialog.lines["email"], "ann at example")
    QTest.mouseClick(dialog.save, Left)
    assert dialog.error("email") == "“ann at example” is no e-mail address."
    assert dialog.error("phone") == ""
    assert dialog.isVisible()
    dialog.lines["email"].clear()
    QTest.mouseClick(dialog.save, Left)
    assert dialog.error("name") == "A contact needs a name, an e-mail or a phone."


def test_the_quick_line_knows_addresses_and_priorities() -> None:
    read = read_quick_line("Bo Chu bo@example.com (813) 555-0142 hot seller", region="US")
    assert read == {
        "phone": "(813) 555-0142",
        "priority": "hot",
        "type": "seller",
        "name": "Bo Chu",
        "email": "bo@example.com",
        "hashtags": "",
    }


def test_a_step_is_taken_back_from_the_history(opened: Opened) -> None:
    dashboard = opened.session.dashboard
    dashboard.actions_.set_status(dashboard.targets.of(), "client")
    opened.settle()
    QTest.keyClick(opened.session.window, Key.Key_H, Control)
    opened.settle()
    dialog = opened.session.window.findChildren(HistoryDialog)[0]
    name = "Undo Status of 1 contact to Client"
    button = next(b for b in dialog.findChildren(PushButton) if b.accessibleName() == name)
    QTest.mouseClick(button, Left)
    assert opened.count("client") == 12
    assert not [b for b in dialog.findChildren(PushButton) if b.accessibleName() == name and b.isVisible()]
    dialog.close()


def sign_in(opened: Opened, name: str, password: str = "") -> SignInDialog:
    opened.session.choose_member()
    opened.settle()
    dialog = opened.session.window.findChildren(SignInDialog)[0]
    rows = [dialog.list.item(n).text() for n in range(dialog.list.count())]
    dialog.list.setCurrentRow(next(n for n, text in enumerate(rows) if text.startswith(name)))
    QTest.keyClicks(dialog.password, password)
    QTest.mouseClick(dialog.yes, Left)
    opened.settle()
    return dialog


def test_another_member_sees_their_own(opened: Opened) -> None:
    sign_in(opened, "Wes Park")
    assert opened.count("new_lead") == 8
    assert len(opened.shown()) == 8


def test_a_wrong_password_is_said_in_the_dialog(opened: Opened) -> None:
    office = opened.session.services.office
    wes = next(m.id for m in office.members() if m.name == "Wes Park")
    office.perform(set_password, member_id=wes, password="a house by the sea")
    dialog = sign_in(opened, "Wes Park", "nonsense")
    assert dialog.isVisible()
    assert office.actor.name == "Dana Moreau"
    dialog.close()


def test_the_page_of_keys_comes_from_the_table(opened: Opened, qtbot: QtBot) -> None:
    QTest.keyClick(opened.session.window, Key.Key_F1)
    dialog = opened.session.window.findChildren(KeysDialog)[0]
    shown = {label.text() for label in dialog.findChildren(PlainLabel)}
    assert {one.words for one in SHORTCUTS.values()} <= shown
    qtbot.waitUntil(dialog.isVisible)
    dialog.close()


def test_no_two_shortcuts_share_their_keys() -> None:
    keys = [s.toString() for one in SHORTCUTS.values() for s in one.sequences()]
    assert len(keys) == len(set(keys))
    letters = [(one.group, one.letter) for one in SHORTCUTS.values() if one.letter]  # each list has its own
    assert len(letters) == len(set(letters))


def test_a_second_start_brings_the_first_window_forward(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("BROKERDESK_DATA", str(tmp_path))
    first, second = SingleInstance("office.db"), SingleInstance("office.db")
    assert first.acquire()
    with qtbot.waitSignal(first.asked):
        assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()


def test_settings_outlive_the_program(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path / "s.ini")
    settings.last_office = "/somewhere/office.db"
    settings.set_own("office.db", 3, key="columns", value="{}")
    settings.write()
    again = SettingsFile(tmp_path / "s.ini")
    assert again.last_office == "/somewhere/office.db"
    assert again.own("office.db", 3, "columns") == "{}"
    assert again.own("office.db", 4, "columns") == ""


@pytest.mark.parametrize(
    ("given", "command"),
    [
        ([], False),
        (["office.db"], False),
        (["office.db", "--as", "Wes Park"], False),
        (["--sample"], False),
        (["lists", "--office", "o.db"], True),
        (["--office", "o.db", "--json", "lists"], True),
        (["lisst"], True),
        (["--help"], True),
        (["postgresql://server/office"], False),
    ],
)
def test_a_command_goes_to_the_command_line(given: list[str], command: bool) -> None:
    assert start._is_command(given) is command


def test_times_read_like_a_person_says_them() -> None:
    from zoneinfo import ZoneInfo

    zone, now = ZoneInfo("America/New_York"), 1_795_356_300_000
    assert ago(now - 27 * 60_000, now, zone) == "27 min ago"
    assert ago(now - 3 * 3_600_000, now, zone) == "today 06:05"
    assert ago(now - 24 * 3_600_000, now, zone) == "yesterday 09:05"
    assert ago(now - 400 * 24 * 3_600_000, now, zone) == "18 Oct 2025"
    assert full(now, zone) == "Sunday, 22 November 2026, 09:05"
