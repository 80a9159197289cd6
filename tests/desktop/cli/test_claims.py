"""The claim ledger on the command line (R19, R20)."""

from __future__ import annotations

import pytest

from desktop.cli import main
from tests.desktop.cli.conftest import Run


def test_r20_more_than_is_shown_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("Ann Lee", "Bea Orr"):
        run("take-lead", "--name", name, "--email", f"{name[:3]}@example.com")
    ids = sorted(row["id"] for row in run("list", "pool"))
    for one in ids:
        run("claim", str(one))
    capsys.readouterr()
    assert main(["claims"]) == 0
    said = capsys.readouterr().out
    assert "there are more" not in said
    assert all(any(line.split()[0] == str(one) for line in said.splitlines()) for one in ids)
    monkeypatch.setattr("db.queries.claims.MOST", 1)
    assert main(["claims"]) == 0
    assert "there are more" in capsys.readouterr().out


def test_r20_who_holds_what_and_what_is_untouched(run: Run) -> None:
    for name in ("Ann Lee", "Bea Orr"):
        run("take-lead", "--name", name, "--email", f"{name[:3]}@example.com")
    (ann, _bea) = sorted(row["id"] for row in run("list", "pool"))
    assert run("claims") == []
    run("claim", str(ann))
    (row,) = run("claims")
    assert (row["contact"]["id"], row["owner"], row["how"], row["until"], row["days_untouched"]) == (
        ann, "Broker", "claimed", None, 0,
    )  # fmt: skip
    assert run("claims", "--untouched", "1") == []
    run("release", str(ann))
    assert run("claims", "--member", "Broker") == []
    assert [row["ended"] for row in run("claims", "--ended")] == ["released"]
    assert "no member called" in run("claims", "--member", "Nobody", status=2)
    assert "days at most" in run("claims", "--untouched", "99999999999999", status=2)
    assert "does not go with" in run("claims", "--untouched", "1", "--ended", status=2)
    assert main(["claims"]) == 0
