"""requirements.lock is complete, hashed, without addresses, and fits what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from functools import cache

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.architecture.tree import ROOT

# The machines the lock is for, as far as its markers tell them apart.
MACHINES = [
    {
        "python_version": python,
        "python_full_version": f"{python}.4",
        "sys_platform": platform,
        "platform_system": system,
        "os_name": "nt" if platform == "win32" else "posix",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    for python in ("3.11", "3.12", "3.13", "3.14")
    for platform, system in (("linux", "Linux"), ("darwin", "Darwin"), ("win32", "Windows"))
]


@cache
def lock_text() -> str:
    return (ROOT / "requirements.lock").read_text(encoding="utf-8")


def entries() -> list[str]:
    """Give each requirement of the lock with its hashes, as one line."""
    return [line for line in lock_text().replace("\\\n", " ").splitlines() if line.strip()]


def pins() -> list[Requirement]:
    return [Requirement(entry.split("--hash")[0].strip()) for entry in entries()]


def asked() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(text) for text in project["dependencies"] + project["optional-dependencies"]["dev"]]


def pinned_for(machine: dict[str, str]) -> dict[str, Version]:
    """Give the version of each library that the lock installs on a machine."""
    found: dict[str, Version] = {}
    for pin in pins():
        if pin.marker is None or pin.marker.evaluate(dict(machine)):
            name = canonicalize_name(pin.name)
            assert name not in found, f"{name} is pinned twice for {machine}"
            found[name] = Version(str(pin.specifier).removeprefix("=="))
    return found


def test_every_requirement_is_pinned_and_hashed() -> None:
    for entry, pin in zip(entries(), pins(), strict=True):
        assert re.fullmatch(r"==[\w.!+-]+", str(pin.specifier)), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), entry
        assert pin.url is None, entry


def test_the_lock_holds_no_address_and_no_remark() -> None:
    for word in ("http", "://", "#", "--index", "-f ", "@ "):
        assert word not in lock_text(), word


@pytest.mark.parametrize("machine", MACHINES, ids=lambda m: f"{m['sys_platform']}-{m['python_version']}")
def test_the_lock_gives_each_machine_what_pyproject_asks(machine: dict[str, str]) -> None:
    found = pinned_for(machine)
    for requirement in asked():
        if requirement.marker is None or requirement.marker.evaluate(dict(machine)):
            version = found.get(canonicalize_name(requirement.name))
            assert version is not None, f"{requirement} is not in the lock"
            assert requirement.specifier.contains(version, prereleases=True), f"{requirement}: {version}"


def test_pyside_stays_below_the_version_that_aborts_on_python_3_11() -> None:
    ranges = [item for item in asked() if canonicalize_name(item.name) == "pyside6-essentials"]
    old = MACHINES[0]
    for_old = [item for item in ranges if item.marker is None or item.marker.evaluate(dict(old))]
    assert for_old
    assert not any(item.specifier.contains("6.12.0") for item in for_old)
    assert pinned_for(old)["pyside6-essentials"] < Version("6.12")
    assert pinned_for(old)["shiboken6"] < Version("6.12")


def test_the_whole_of_qt_is_not_asked_for() -> None:
    """PySide6 and its add-ons would be three times as large; the essentials hold all that is used."""
    names = {canonicalize_name(pin.name) for pin in pins()}
    assert not names & {"pyside6", "pyside6-addons", "pyqt5", "pyqt6"}
