"""What is copied pastes as a table and does nothing else."""

from __future__ import annotations

from desktop.item_models.row_clipboard import as_html, as_tabs


def test_cells_stay_in_their_line() -> None:
    lines = as_tabs(["Name", "Note"], [["Ana\tWhitfield", "two\nlines"]])
    assert lines == "Name\tNote\nAna Whitfield\ttwo lines\n"


def test_formulas_become_text_and_telephone_numbers_stay() -> None:
    cells = ["=1+1", "@SUM(A1)", "+1 (813) 555-0160", "-12.50", "+cmd|' /C calc'!A0", "-", "–"]
    line = as_tabs(["a"] * 7, [cells]).splitlines()[1].split("\t")
    assert line == ["'=1+1", "'@SUM(A1)", "+1 (813) 555-0160", "-12.50", "'+cmd|' /C calc'!A0", "-", "–"]


def test_markup_is_text() -> None:
    assert as_html(["<b>"], [["<script>1</script>", "=1"]]) == (
        "<table><thead><tr><th>&lt;b&gt;</th></tr></thead><tbody><tr><td>&lt;script&gt;1&lt;/script&gt;</td>"
        "<td>'=1</td></tr></tbody></table>"
    )
