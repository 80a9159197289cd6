"""build.spec keeps what the program needs and leaves out what nothing of ours loads."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import pytest

from tests.architecture.tree import ROOT, read_source

SPEC = ROOT / "build.spec"
PLUGINS = "PySide6/Qt/plugins"


def spec_pieces(*, linux: bool) -> dict[str, Any]:
    """Run the part of the description that decides about files, without PyInstaller's own names."""
    pieces: dict[str, Any] = {"LINUX": linux}
    for node in read_source(SPEC).tree.body:
        patterns = isinstance(node, ast.Assign) and "re.compile" in ast.unparse(node.value)
        sets = isinstance(node, ast.Assign) and isinstance(node.value, ast.Set)
        decides = isinstance(node, ast.FunctionDef) and node.name == "wanted"
        if patterns or sets or decides or ast.unparse(node) == "import re":
            exec(compile(ast.Module([node], []), str(SPEC), "exec"), pieces)
    return pieces


@pytest.fixture(scope="module")
def wanted() -> Callable[[tuple[str, str, str]], bool]:
    decide: Callable[[tuple[str, str, str]], bool] = spec_pieces(linux=True)["wanted"]
    return decide


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/QtWidgets.abi3.so",
        "PySide6/Qt/lib/libQt6Gui.so.6",
        f"{PLUGINS}/platforms/libqxcb.so",
        f"{PLUGINS}/platforms/libqoffscreen.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        f"{PLUGINS}/iconengines/libqsvgicon.so",
        f"{PLUGINS}/imageformats/libqsvg.so",
        f"{PLUGINS}/platformthemes/libqxdgdesktopportal.so",
        f"{PLUGINS}/tls/libqopensslbackend.so",
        "PySide6\\plugins\\styles\\qmodernwindowsstyle.dll",
        "numpy.libs/libscipy_openblas64_.so",
        "sqlcipher3/_sqlite3.so",
        "db/migrations/versions/0001_first.py",
        "resources/icons/archive.svg",
        "tzdata/zoneinfo/America/New_York",
    ],
)
def test_what_the_program_needs_stays(wanted: Callable[[tuple[str, str, str]], bool], name: str) -> None:
    assert wanted((name, "", "DATA"))


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6\\Qt6Quick.dll",
        "PySide6/Qt/lib/QtPdf.framework/Versions/A/QtPdf",
        "libQt6EglFsKmsSupport.so.6",
        "PySide6/Qt/translations/qtbase_de.qm",
        f"{PLUGINS}/platforms/libqeglfs.so",
        f"{PLUGINS}/imageformats/libqtiff.so",
        f"{PLUGINS}/platformthemes/libqgtk3.so",
        f"{PLUGINS}/sqldrivers/libqsqlite.so",
        f"{PLUGINS}/wayland-shell-integration/libxdg-shell.so",
        f"{PLUGINS}/tls/libqcertonlybackend.so",
        "libgtk-3.so.0",
        "libcairo.so.2",
    ],
)
def test_what_nothing_loads_stays_out(wanted: Callable[[tuple[str, str, str]], bool], name: str) -> None:
    assert not wanted((name, "", "BINARY"))


def test_nothing_is_stripped() -> None:
    """A stripped numpy does not load ("ELF load command address/offset not page-aligned")."""
    calls = [node for node in ast.walk(read_source(SPEC).tree) if isinstance(node, ast.Call)]
    strips = [key for node in calls for key in node.keywords if key.arg in {"strip", "upx"}]
    assert len(strips) >= 4
    assert all(isinstance(key.value, ast.Constant) and key.value.value is False for key in strips)


def test_the_entry_readies_a_frozen_program_for_child_processes() -> None:
    """Without freeze_support() every child process of the built program would open a window of its own."""
    entries = [path for path in [ROOT / "desktop" / "__main__.py"] if path.is_file()]
    assert all("freeze_support()" in path.read_text(encoding="utf-8") for path in entries)
