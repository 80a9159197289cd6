"""Nothing in the tree is unfinished, silenced without a word, or bound to one machine."""

from __future__ import annotations

import ast

import pytest

from tests.architecture import lints
from tests.architecture.tree import ROOT, Source, room, sources, texts


def source(text: str) -> Source:
    return Source("db/sample.py", text, ast.parse(text))


def test_nothing_is_left_unfinished() -> None:
    assert [place for item in sources() for place in lints.unfinished(item)] == []


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    assert [place for item in sources() for place in lints.skipped_tests(item)] == []


def test_every_silenced_check_says_why() -> None:
    assert [place for item in sources() for place in lints.silenced_without_words(item)] == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    assert [place for name, text in texts() for place in lints.machine_addresses(name, text)] == []


def test_text_files_are_opened_with_an_encoding() -> None:
    assert [place for item in sources() for place in lints.text_without_encoding(item)] == []


def test_what_db_offers_is_described() -> None:
    assert [
        place
        for item in room("db")
        if not item.name.startswith("db/migrations/versions/")
        for place in lints.undocumented(item)
    ] == []


def test_every_folder_of_code_is_a_package() -> None:
    """A folder without __init__.py is passed over by mypy, and its tests clash with their namesakes."""
    inputs = ("tests/inputs/", "db/migrations/versions/")
    folders = {(ROOT / item.name).parent for item in room("db", "desktop", "tests") if not item.name.startswith(inputs)}
    assert [str(folder.relative_to(ROOT)) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


@pytest.mark.parametrize(
    "text",
    ["x = 1  # TO" + "DO later", "def f():\n    raise NotImplementedError\n", "y = 2  # FIX" + "ME"],
)
def test_unfinished_work_is_found(text: str) -> None:
    assert len(list(lints.unfinished(source(text)))) == 1


@pytest.mark.parametrize(
    "text",
    ["pytest.skip('no server')", "@pytest.mark.xfail\ndef f(): ...", "from pytest import importorskip"],
)
def test_a_skip_is_found(text: str) -> None:
    assert len(list(lints.skipped_tests(source(text)))) == 1


def test_a_list_that_skips_rows_is_no_skipped_test() -> None:
    assert list(lints.skipped_tests(source("reader.skip(3)\nskip = 4\n"))) == []


@pytest.mark.parametrize(
    ("comment", "silent"),
    [
        ("# no" + "qa: S310", True),
        ("# no" + "qa", True),
        ("# no" + "qa because of the wind", True),
        ("# no" + "qa: S310 - the member chose the address", False),
        ("# type: " + "ignore[attr-defined]", True),
        ("# type: " + "ignore  # no stubs", True),
        ("# type: " + "ignore[attr-defined]  # the driver has no stubs", False),
        ("# pragma: " + "no cover", True),
        ("# an ordinary remark", False),
    ],
)
def test_a_silenced_check_without_a_reason_is_found(comment: str, silent: bool) -> None:
    assert bool(list(lints.silenced_without_words(source(f"x = 1  {comment}\n")))) is silent


def test_a_reason_above_covers_the_lines_below_it_without_a_gap() -> None:
    silence = "# type: " + "ignore[import-untyped]"
    text = f"# it has no stubs\nimport a  {silence}\nimport b  {silence}\nimport c\nimport d  {silence}\n"
    assert [place.split(":")[1] for place in lints.silenced_without_words(source(text))] == ["5"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("open('/" + "home/dana/office.db')", True),
        ("see /" + "tmp/office.db", True),
        ("C:" + "\\\\Users\\\\Dana\\\\office.db", True),
        ("pip install --index" + "-url x", True),
        ("https" + "://py" + "pi.org/simple", True),
        ("the page's /homes/ and docs/tmp/x", False),
        ("~/office.db", False),
    ],
)
def test_a_machine_s_own_address_is_found(line: str, found: bool) -> None:
    assert bool(list(lints.machine_addresses("a.md", line))) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("path.read_text()", True),
        ("path.read_text('utf-8')", False),
        ("path.write_text(x)", True),
        ("path.write_text(x, encoding='utf-8')", False),
        ("open(x)", True),
        ("open(x, 'rb')", False),
    ],
)
def test_a_missing_encoding_is_found(text: str, found: bool) -> None:
    assert bool(list(lints.text_without_encoding(source(text)))) is found


def test_a_missing_docstring_is_found() -> None:
    text = '"""Said."""\nclass Room:\n    def open(self): ...\n    def _close(self): ...\n'
    text += "def _inner():\n    def f(): ...\n"
    assert list(lints.undocumented(source(text))) == ["db/sample.py:2: Room", "db/sample.py:3: open"]
