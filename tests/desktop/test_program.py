"""The program from its start: first start, the sample office, a second start, and what nobody expected."""

from __future__ import annotations

import gc
import logging
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.queries import lists
from desktop.app import Brokerdesk, main
from desktop.dialogs.first_start import FirstStartDialog
from desktop.dialogs.prompts import WindowPrompts
from desktop.dialogs.question import QuestionDialog
from desktop.failures import catch_failures
from desktop.operations import sample_office
from desktop.resource_files import resource
from desktop.session import Session
from desktop.theme.theme import Theme
from desktop.widgets.push_button import PushButton

Left = Qt.MouseButton.LeftButton


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own; the hook for failures and the log are as they were afterwards."""
    folder = tmp_path / "data"
    monkeypatch.setenv("BROKERDESK_DATA", str(folder))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return folder


@pytest.fixture
def start(data: Path, qapp: QApplication, theme: Theme, qtbot: QtBot) -> Iterator[Callable[[], Brokerdesk]]:
    programs: list[Brokerdesk] = []
    handlers = list(logging.getLogger().handlers)

    def make() -> Brokerdesk:
        program = Brokerdesk(qapp)
        programs.append(program)
        return program

    yield make
    for program in programs:
        program.stop()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for handler in set(logging.getLogger().handlers) - set(handlers):
        logging.getLogger().removeHandler(handler)
        handler.close()
    qapp.setQuitOnLastWindowClosed(True)
    theme.apply(qapp)


@pytest.fixture
def small_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample office's own files, cut short: all of it takes ten seconds."""
    full, folder = resource(sample_office.FOLDER), tmp_path / "sample"
    folder.mkdir()
    books = {path.name for path in full.glob("contacts_*.csv")}
    for name in sorted({path.name for path in full.glob("*.csv")} - books):
        lines = (full / name).read_text("utf-8").splitlines(keepends=True)
        (folder / name).write_text("".join(lines[:40]), "utf-8")
    book = min(full.glob("contacts_*.csv"), key=lambda path: path.stat().st_size)
    shutil.copyfile(book, folder / book.name)
    shutil.copyfile(full / "routing.json", folder / "routing.json")
    monkeypatch.setattr(sample_office, "resource", lambda _name: folder)


def first_dialog() -> FirstStartDialog:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, FirstStartDialog) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def settle(program: Brokerdesk) -> Session:
    session = program.session
    assert session is not None
    assert session.services.tasks.wait_idle(10_000)
    return session


@pytest.mark.usefixtures("small_sample")
def test_the_sample_office_is_a_press_away(start: Callable[[], Brokerdesk], qtbot: QtBot) -> None:
    program = start()
    assert program.start()
    dialog = first_dialog()
    seen: list[tuple[int, int]] = []
    dialog.progress.advance = lambda done, total=None: seen.append((done, total or 0))  # type: ignore[method-assign]  # heard, not shown
    QTest.mouseClick(dialog.buttons["sample"], Left)
    qtbot.waitUntil(lambda: program.session is not None, timeout=30_000)
    session = settle(program)
    assert session.window.isVisible()
    assert session.dashboard.contacts.table.total > 0
    rows = session.services.office.read(lists.counts)["everyone"]
    assert any(done == total >= rows for done, total in seen), "the progress stood still"
    with qtbot.waitSignal(program.finished):
        session.window.close()
    assert program.session is None
    # the next start goes straight there
    assert program.start()
    assert settle(program).services.office.read(lists.counts)["everyone"] == rows


@pytest.mark.usefixtures("small_sample")
def test_making_the_sample_office_can_be_stopped(start: Callable[[], Brokerdesk], data: Path, qtbot: QtBot) -> None:
    program = start()
    program.start()
    dialog = first_dialog()
    QTest.mouseClick(dialog.buttons["sample"], Left)
    cancel = next(b for b in dialog.findChildren(PushButton) if b.text() == "Cancel" and b.isVisible())
    QTest.mouseClick(cancel, Left)
    qtbot.waitUntil(dialog.buttons["sample"].isVisible, timeout=30_000)
    assert dialog.error == "It was stopped, and nothing was left behind."
    assert not list(data.glob("sample-office*"))
    with qtbot.waitSignal(program.finished):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_new_office_is_made_with_its_broker(start: Callable[[], Brokerdesk], tmp_path: Path, qtbot: QtBot) -> None:
    program = start()
    program.start()
    dialog = first_dialog()
    QTest.mouseClick(dialog.buttons["new"], Left)
    QTest.keyClicks(dialog.office_name, "Harbour Homes")
    QTest.keyClicks(dialog.broker_name, "Dana Moreau")
    assert dialog.make.isEnabled()
    dialog.new_wanted.emit(tmp_path / "new.db", dialog.office_name.text(), dialog.broker_name.text())
    qtbot.waitUntil(lambda: program.session is not None, timeout=10_000)
    session = settle(program)
    assert session.window.windowTitle() == "Harbour Homes – Brokerdesk"
    assert session.dashboard.contacts.is_empty


def test_a_file_that_is_no_office_is_refused_in_the_same_window(
    start: Callable[[], Brokerdesk], tmp_path: Path
) -> None:
    program = start()
    program.start()
    other = tmp_path / "notes.db"
    other.write_text("Not an office.", "utf-8")
    first_dialog().open_wanted.emit(other)
    assert "is no Brokerdesk office" in first_dialog().error
    assert other.read_text("utf-8") == "Not an office."


def test_a_last_office_that_is_gone_asks_again(start: Callable[[], Brokerdesk], template: Path, tmp_path: Path) -> None:
    place = tmp_path / "office.db"
    shutil.copyfile(template, place)
    first = start()
    assert first.start(str(place))
    settle(first)
    first.stop()
    place.unlink()
    second = start()
    assert second.start()
    assert second.session is None
    assert first_dialog().isVisible()


def test_a_second_start_brings_the_window_forward(
    start: Callable[[], Brokerdesk], template: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    place = tmp_path / "office.db"
    shutil.copyfile(template, place)
    program = start()
    assert program.start(str(place))
    window = settle(program).window
    window.showMinimized()
    assert not start().start(str(place))
    qtbot.waitUntil(lambda: not window.isMinimized() and window.isVisible(), timeout=5_000)
    assert program.session is not None


def test_an_open_office_is_not_opened_twice(start: Callable[[], Brokerdesk], template: Path, tmp_path: Path) -> None:
    place = tmp_path / "office.db"
    shutil.copyfile(template, place)
    program = start()
    program.start(str(place))
    session = settle(program)
    session.window.action("open").trigger()
    first_dialog().open_wanted.emit(place)
    assert "open in another window" in first_dialog().error
    assert program.session is session


# -- what nobody expected --------------------------------------------------------------------------------------


def shown_questions() -> list[QuestionDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QuestionDialog) and w.isVisible()]


def test_a_failure_is_logged_and_told_and_the_program_goes_on(
    start: Callable[[], Brokerdesk], template: Path, tmp_path: Path, data: Path, qtbot: QtBot
) -> None:
    place = tmp_path / "office.db"
    shutil.copyfile(template, place)
    program = start()
    program.start(str(place))
    session = settle(program)

    def fails() -> None:
        raise ZeroDivisionError("nobody thought of this " * 20)

    hook = sys.excepthook  # pytest-qt puts its own in the way while events run
    with qtbot.captureExceptions() as caught:
        QTimer.singleShot(0, session, fails)
        qtbot.waitUntil(lambda: bool(caught))
    hook(*caught[0])
    qtbot.waitUntil(lambda: bool(shown_questions()))
    dialog = shown_questions()[0]
    box = dialog.findChild(QPlainTextEdit)
    assert box is not None
    assert "nobody thought of this" in box.toPlainText()
    assert "nobody thought of this" in (data / "brokerdesk.log").read_text("utf-8")
    QTest.mouseClick(dialog.yes, Left)
    assert not shown_questions()
    QTest.keyClick(session.dashboard.contacts.view, Qt.Key.Key_J)
    assert session.dashboard.contacts.view.currentIndex().row() == 1


def test_a_failure_before_there_is_a_window_is_told_too(qtbot: QtBot, data: Path) -> None:
    catch_failures(WindowPrompts())
    sys.excepthook(ValueError, ValueError("early"), None)
    gc.collect()
    assert len(shown_questions()) == 1
    shown_questions()[0].close()


def test_ctrl_c_in_the_terminal_is_no_failure(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catch_failures(WindowPrompts())
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not shown_questions()
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_without_a_screen_it_is_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("desktop.app.sys.platform", "linux")
    assert main([]) == 1
    assert "There is no screen" in capsys.readouterr().err
