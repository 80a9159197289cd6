"""The window while writes wait, while it is closed, when it wrote itself and when others did, and its backups."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite_driver
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.actions.statuses import change_status
from db.changes import Selection
from db.office import Office
from db.queries import lists
from db.rules.filters import ListSpec
from desktop.dialogs.closing import ClosingDialog
from desktop.operations.offices import back_up
from desktop.widgets.queue_note import QueueNote, queue_words
from tests.desktop.conftest import Opened

Key, Left, Control = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def held() -> Iterator[threading.Event]:
    """A write that runs until this is set."""
    gate = threading.Event()
    yield gate
    gate.set()


def hold(opened: Opened, gate: threading.Event) -> None:
    opened.session.services.tasks.perform(lambda: gate.wait(10), lambda _done: None)


# -- what waits ------------------------------------------------------------------------------------------------


def test_presses_that_meet_a_running_write_are_said_to_wait(
    opened: Opened, held: threading.Event, qtbot: QtBot
) -> None:
    note = opened.session.window.queue_note
    assert note.isHidden()
    hold(opened, held)
    dashboard = opened.session.dashboard
    qtbot.waitUntil(note.isVisible)
    assert note.text == "Writing a change…"
    for _press in range(3):
        QTest.keyClick(dashboard.contacts.view, Key.Key_N)
    assert note.text == "Writing · 3 changes wait"
    assert (note.x(), note.geometry().bottom()) == (12, opened.session.window.height() - 13)
    held.set()
    opened.settle()
    assert note.isHidden()
    assert len(opened.prompts.toasts) == 3


def test_a_quick_press_shows_nothing(opened: Opened, qtbot: QtBot) -> None:
    note = opened.session.window.queue_note
    QTest.keyClick(opened.session.dashboard.contacts.view, Key.Key_N)
    assert note.isHidden()
    opened.settle()
    qtbot.wait(450)
    assert note.isHidden()


def test_the_note_keeps_to_its_corner(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 600)
    host.show()
    note = QueueNote(host, patience_ms=0)
    note.set_count(2)
    qtbot.waitUntil(note.isVisible)
    host.resize(640, 480)
    assert (note.x(), note.geometry().bottom()) == (12, 480 - 13)
    assert queue_words(2) == "Writing · 1 change waits"


# -- closing ---------------------------------------------------------------------------------------------------


def closing_dialog(opened: Opened) -> ClosingDialog:
    found = [d for d in opened.session.window.findChildren(ClosingDialog) if d.isVisible()]
    assert len(found) == 1
    return found[0]


def test_a_window_whose_changes_are_being_saved_says_so_and_then_closes(
    opened: Opened, held: threading.Event, qtbot: QtBot
) -> None:
    session = opened.session
    hold(opened, held)
    QTest.keyClick(session.dashboard.contacts.view, Key.Key_N)
    assert not session.window.close()
    assert not session.window.close(), "asked twice, said once"
    dialog = closing_dialog(opened)
    assert dialog.words == "2 changes are still being saved"
    with qtbot.waitSignal(session.closed):
        held.set()
    assert not session.window.isVisible()
    assert len(opened.prompts.toasts) == 1, "the press was written first"


@pytest.mark.parametrize("by_key", [True, False])
def test_one_may_stay_after_all(opened: Opened, held: threading.Event, by_key: bool, qtbot: QtBot) -> None:
    window = opened.session.window
    hold(opened, held)
    window.close()
    dialog = closing_dialog(opened)
    if by_key:
        QTest.keyClick(dialog, Key.Key_Escape)
    else:
        QTest.mouseClick(dialog.stay, Left)
    held.set()
    opened.settle()
    qtbot.wait(50)
    assert window.isVisible()
    assert window.close()


# -- who wrote -------------------------------------------------------------------------------------------------


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts the reads of every office by their query."""
    counted: Counter[str] = Counter()
    real = Office.read

    def read(self: Office, query: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        counted[query.__qualname__] += 1
        return real(self, query, *args, **kwargs)

    monkeypatch.setattr(Office, "read", read)
    return counted


def test_what_the_window_wrote_is_read_again_once(opened: Opened, reads: Counter[str]) -> None:
    session = opened.session
    session.watch.look()
    opened.settle()
    told: list[str] = []
    session.services.announcer.office_changed_elsewhere.connect(lambda: told.append("elsewhere"))
    reads.clear()
    QTest.keyClick(session.dashboard.contacts.view, Key.Key_N)
    opened.settle()
    after_the_press = dict(reads)
    assert after_the_press["ids"] == 1
    assert after_the_press["ListChooser.read_counts.<locals>.query"] == 1
    assert after_the_press["preview_facts"] == 1
    for _look in range(3):
        session.watch.look()
        opened.settle()
    assert dict(reads) == after_the_press
    assert told == []


def test_others_are_seen_even_between_two_own_writes(opened: Opened) -> None:
    session = opened.session
    told: list[str] = []
    session.services.announcer.office_changed_elsewhere.connect(lambda: told.append("elsewhere"))
    session.watch.look()
    opened.settle()
    QTest.keyClick(session.dashboard.contacts.view, Key.Key_N)
    opened.settle()
    other = Office.open(session.services.office.place)
    other.sign_in()
    other.perform(change_status, selection=Selection(spec=ListSpec("sphere")), status="closed")
    other.close()
    QTest.keyClick(session.dashboard.contacts.view, Key.Key_N)
    opened.settle()
    session.watch.look()
    opened.settle()
    assert told == ["elsewhere"]
    assert opened.count("closed") == 6
    session.watch.look()
    opened.settle()
    assert told == ["elsewhere"]


def test_a_look_does_not_wait_for_a_write(opened: Opened) -> None:
    office = opened.session.services.office
    with office._write_lock:
        assert not office.changed_elsewhere()


# -- backups ---------------------------------------------------------------------------------------------------


def test_the_menu_backs_the_office_up_and_says_that_it_is_whole(opened: Opened, tmp_path: Path) -> None:
    opened.prompts.path = tmp_path / "copy.db"
    action = opened.session.window.action("backup")
    assert action.text() == "Back up office…"
    action.trigger()
    opened.settle()
    assert opened.prompts.asked == ["Back up the office", "Backing up to copy.db"]
    assert opened.prompts.toasts[-1].startswith("Backed up to copy.db: ")
    assert opened.prompts.toasts[-1].endswith(" MB, read back and found whole")
    copy = Office.open(tmp_path / "copy.db")
    copy.sign_in()
    assert copy.read(lists.counts)["everyone"] == 60
    copy.close()


def test_r72_the_menu_of_who_may_not_export_all_backs_nothing_up(opened: Opened, tmp_path: Path) -> None:
    opened.prompts.path = tmp_path / "copy.db"
    opened.session.services.office.sign_in("Wes Park")
    opened.session.window.action("backup").trigger()
    opened.settle()
    assert opened.prompts.told == ["A backup holds the whole office; it is made by those who may export all of it."]
    assert opened.prompts.asked == []
    back_up(opened.session.services, tmp_path / "copy.db")  # a way that forgets to ask comes no further
    opened.settle()
    assert not list(tmp_path.glob("copy.db*"))


def test_a_large_office_tells_how_far_its_backup_is(opened: Opened, tmp_path: Path) -> None:
    place = opened.session.services.office.place
    with closing(sqlite_driver.connect(place)) as raw:
        # filling, so that there is something to copy
        raw.execute("CREATE TABLE padding AS WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n "
                    "WHERE i < 40000) SELECT i, hex(randomblob(100)) AS words FROM n")  # fmt: skip
        raw.commit()
    opened.prompts.path = tmp_path / "copy.db"
    opened.session.window.action("backup").trigger()
    opened.settle()
    done, total = opened.prompts.advanced[-1]
    assert total >= 8
    assert 0 < done <= total


def test_a_backup_can_be_stopped(opened: Opened, tmp_path: Path) -> None:
    test_a_large_office_tells_how_far_its_backup_is(opened, tmp_path)
    before = (tmp_path / "copy.db").read_bytes()
    opened.prompts.cancelled = True
    opened.session.window.action("backup").trigger()
    opened.settle()
    assert opened.prompts.toasts[-1] == "The backup was stopped. The file was not written."
    assert (tmp_path / "copy.db").read_bytes() == before
    assert not list(tmp_path.glob("*.part"))
    # the connection it went over is as good as before
    opened.prompts.cancelled = False
    opened.session.window.action("backup").trigger()
    opened.settle()
    assert opened.prompts.toasts[-1].startswith("Backed up")


def test_a_backup_onto_the_office_is_refused(opened: Opened) -> None:
    opened.prompts.path = Path(opened.session.services.office.place)
    opened.session.window.action("backup").trigger()
    opened.settle()
    assert "is the office itself" in opened.prompts.told[-1]
