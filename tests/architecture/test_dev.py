"""dev.py needs nothing but Python, says in a sentence what is missing, and makes a working environment."""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.tree import ROOT

WINDOWS = sys.platform == "win32"
PROGRAM = '''"""A small program in the place of the real one."""
import sys


def main() -> int:
    print("heard", *sys.argv[1:])
    return 3
'''


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def call(*words: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(
        [str(word) for word in words],
        cwd=folder,
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_an_older_python_can_read_it_far_enough_to_be_refused() -> None:
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    imported = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    assert {name.partition(".")[0] for name in imported} <= set(sys.stdlib_module_names)
    assert "tomllib" not in imported, "3.10 has none, and would stop at the import"


@pytest.mark.parametrize(("words", "status"), [([], 2), (["tset"], 2), (["--help"], 0)])
def test_without_a_known_command_it_lists_them(words: list[str], status: int, tmp_path: Path) -> None:
    answer = call(sys.executable, ROOT / "dev.py", *words, folder=tmp_path)
    assert answer.returncode == status
    assert all(f"dev.py {command}" in answer.stdout for command in ("run", "test", "build"))


def test_a_refusal_is_one_sentence_and_status_1(tmp_path: Path) -> None:
    answer = call(sys.executable, ROOT / "dev.py", "build", "everything", folder=tmp_path)
    assert answer.returncode == 1
    assert answer.stderr == "Brokerdesk: build takes no arguments, and got: everything\n"


def test_an_unfitting_python_is_refused_by_name(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(dev.SetUpError, match=r"this is cpython 3\.9; Python 3\.11 or newer is needed"):
        dev.check_python()


def test_a_library_that_the_loader_does_not_find_is_named_by_its_package(dev: ModuleType) -> None:
    assert dev.missing_libraries({"libno-such-thing.so.7": "libno-such-thing7"}) == ["libno-such-thing7"]


def test_without_apt_the_packages_are_named(dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(dev.SetUpError, match=r"Qt needs .* libegl1, libgl1"):
        dev.provide_packages(["libegl1", "libgl1"], why="Qt needs system libraries", strict=True)


@pytest.mark.parametrize(
    ("variables", "screen"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ""}, False),
    ],
)
def test_a_screen_is_there_when_a_display_is_named(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], screen: bool
) -> None:
    monkeypatch.setattr(dev, "LINUX", True)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert dev.has_screen() is screen
    assert ("QT_QPA_PLATFORM" in dev.environment()) is not screen


def test_a_platform_named_by_an_empty_word_is_no_platform(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "has_screen", lambda: False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    assert dev.environment()["QT_QPA_PLATFORM"] == "offscreen"
    monkeypatch.setenv("QT_QPA_PLATFORM", "minimal")
    assert dev.environment()["QT_QPA_PLATFORM"] == "minimal"


@pytest.mark.parametrize(
    ("windows", "root", "hint"),
    [
        (True, "D:" + "\\brokerdesk" * 10, "This folder's path has 112 characters"),
        (True, "D:\\brokerdesk", ""),
        (False, "/brokerdesk" * 10, ""),
    ],
)
def test_a_path_too_long_for_windows_is_named(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, windows: bool, root: str, hint: str
) -> None:
    monkeypatch.setattr(dev, "WINDOWS", windows)
    assert hint in dev.long_path_hint(root)
    assert bool(dev.long_path_hint(root)) is bool(hint)


def test_on_windows_the_environments_python_is_under_scripts(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "WINDOWS", True)
    assert dev.venv_python().parts[-3:] == (".venv", "Scripts", "python.exe")
    monkeypatch.setattr(dev, "WINDOWS", False)
    assert dev.venv_python().parts[-3:] == (".venv", "bin", "python")


def test_it_fills_an_environment_with_the_console_script_and_keeps_it(tmp_path: Path) -> None:
    """A whole run without a network, in a folder with a space and accents in its name.

    The environment borrows this Python's own pip, which is quicker than a new one; where there is none, it is
    made anew, as it was for the run that this test is part of.
    """
    house = tmp_path / "Maklerbüro Süd"
    (house / "desktop").mkdir(parents=True)
    shutil.copy(ROOT / "dev.py", house)
    (house / "requirements.lock").touch()
    (house / "desktop" / "__init__.py").touch()
    (house / "desktop" / "__main__.py").write_text(
        f'{PROGRAM}\n\nif __name__ == "__main__":\n    sys.exit(main())\n', encoding="utf-8"
    )
    settings = '[project]\nname = "brokerdesk"\nversion = "{}"\n'
    settings += 'scripts = {{ brokerdesk = "desktop.__main__:main" }}\n'
    (house / "pyproject.toml").write_text(settings.format("0.1"), encoding="utf-8")
    quick = ["-m", "venv", "--without-pip", "--system-site-packages", str(house / ".venv")]
    assert call(getattr(sys, "_base_executable", sys.executable), *quick, folder=tmp_path).returncode == 0

    first = call(sys.executable, house / "dev.py", "run", "--office", "o.db", folder=tmp_path)
    assert first.returncode == 3, first.stdout + first.stderr
    assert first.stdout.endswith("heard --office o.db\n")

    second = call(sys.executable, house / "dev.py", "run", "again", folder=tmp_path)
    assert (second.returncode, second.stdout) == (3, "heard again\n"), second.stderr

    script = house / ".venv" / ("Scripts/brokerdesk.exe" if WINDOWS else "bin/brokerdesk")
    third = call(script, "lists", folder=tmp_path)
    assert (third.returncode, third.stdout) == (3, "heard lists\n"), third.stderr

    (house / "pyproject.toml").write_text(settings.format("0.2"), encoding="utf-8")
    fourth = call(sys.executable, house / "dev.py", "run", folder=tmp_path)
    assert "installing" in fourth.stdout, fourth.stdout
    assert "making .venv" not in fourth.stdout
    assert list((house / ".venv").rglob("brokerdesk-0.2.dist-info"))
    assert not list((house / ".venv").rglob("brokerdesk-0.1.dist-info"))
