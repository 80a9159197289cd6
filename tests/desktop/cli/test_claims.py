"""The claim ledger on the command line (R19, R20)."""

from __future__ import annotations

from desktop.cli import main
from tests.desktop.cli.conftest import Run


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
    assert main(["claims"]) == 0
