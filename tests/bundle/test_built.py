"""What tries the built program out finds a blank picture, a failing command and a missing program, and says so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from tests.bundle.built import Built, BundleError
from tests.bundle.pictures import check_picture
from tests.bundle.trip import what_travels

pytestmark = pytest.mark.usefixtures("qapp")  # letters are painted by an application only
LINE = "Marisol Quintero   New Lead   (813) 555-0142   yesterday"


def picture(path: Path, *, lines: int, size: int = 400) -> Path:
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number in range(lines):
        painter.setPen(Qt.GlobalColor.darkBlue if number % 2 else Qt.GlobalColor.black)
        painter.drawEllipse(20 + number * 15, 20 + number * 7, 90, 60)
        painter.drawText(10, 20 + number * 18, LINE)
    painter.end()
    assert image.save(str(path))
    return path


def test_a_drawn_screen_passes(tmp_path: Path) -> None:
    check_picture(picture(tmp_path / "screen.png", lines=20))


@pytest.mark.parametrize(
    ("lines", "size", "sentence"), [(0, 400, "drew screen.png blank"), (5, 100, "at 100×100 pixels only")]
)
def test_a_blank_or_tiny_screen_is_found(tmp_path: Path, lines: int, size: int, sentence: str) -> None:
    with pytest.raises(BundleError, match=sentence):
        check_picture(picture(tmp_path / "screen.png", lines=lines, size=size))


def test_a_file_that_is_no_picture_is_found(tmp_path: Path) -> None:
    (tmp_path / "screen.png").write_bytes(b"\x89PNG\r\n")
    with pytest.raises(BundleError, match="which is no picture"):
        check_picture(tmp_path / "screen.png")


def test_a_program_that_was_not_built_is_named(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"`python dev\.py build` makes it"):
        Built(tmp_path, tmp_path)


def test_a_folder_without_licences_is_found(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"lacks GPL-3\.0\.txt, LGPL-3\.0\.txt.*the licence of python"):
        what_travels(tmp_path)


@pytest.fixture
def built(tmp_path: Path) -> Built:
    """This Python in the place of the two programs: it knows no command of ours."""
    for name in ("brokerdesk-cli", "Brokerdesk"):
        (tmp_path / (f"{name}.exe" if sys.platform == "win32" else name)).touch()
    made = Built(tmp_path, tmp_path)
    made.console = made.window = Path(sys.executable)
    return made


def test_a_command_that_fails_is_told_with_what_was_printed(built: Built) -> None:
    with pytest.raises(BundleError, match=r"failed at `-c raise SystemExit\('out of paper'\)`:\nout of paper"):
        built.ask("-c", "raise SystemExit('out of paper')")
    with pytest.raises(BundleError, match="with no JSON"):
        built.document("-c", "print('fine')")
    with pytest.raises(BundleError, match=r"should have failed .* and did not: exit status 0"):
        built.failure("-c", "pass")
    assert built.document("-c", "print([2])") == [2]


def test_a_window_that_ends_at_once_is_told(built: Built) -> None:
    with pytest.raises(BundleError, match="window ended with 2"):
        built.open_window("no such office.db")
