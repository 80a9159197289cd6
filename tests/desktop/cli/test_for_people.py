"""The command line as a person reads it: words for keys, sentences for names nobody has, and what may not leave."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from db.actions.members import add_member
from db.backup import back_up
from db.office import Office
from db.rules.errors import RefusedError
from db.rules.import_targets import TARGETS
from db.rules.permissions import Actor, Role
from desktop.cli import main

ROOT = Path(__file__).parents[3]
PEOPLE = (
    "Name,Email,Phone,Address,Status,Source,Priority,Contact Type,Last Visit,Tags,Notes,Pet,Seller Bedrooms\n"
    'Ann Lee,ann@example.com,(813) 555-0142 x12,"1 Elm St, Tampa, FL 33602",Active,Realtor.com,Hot,Buyer/Seller,'
    "2026-03-04 17:30,past client,Wants a porch,Rex,3\n"
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """An office with a broker, an agent and a contact."""
    path = tmp_path / "office.db"
    monkeypatch.setenv("BROKERDESK_OFFICE", str(path))
    assert main(["new", str(path)]) == 0
    office = Office.open(path)
    office.sign_in()
    office.perform(add_member, name="Wes Park", roles=("agent",))
    office.perform(add_member, name="Cora Hale", roles=("concierge",))
    office.close()
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    words = ["--map", str(tmp_path / "map.json")]
    (tmp_path / "map.json").write_text('{"Seller Bedrooms": "seller_bedrooms"}', encoding="utf-8")
    assert main(["import", str(file), *words]) == 0
    capsys.readouterr()
    return path


@pytest.mark.usefixtures("place")
def test_show_says_it_in_words_and_by_the_offices_clock(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "1"]) == 0
    told = capsys.readouterr().out
    lines = [" ".join(line.split()) for line in told.splitlines()]
    assert lines[0] == "Ann Lee (contact 1)"
    for wanted in (
        "Status Active Lead", "Kind Ordinary", "Owner nobody: in the pool", "Contact source Realtor.com",
        "Contact type Buyer-Seller", "Priority Hot", "Last visit 4 Mar 2026, 17:30", "Hashtags #past client",
        "Automated e-mail subscribed", "Pet Rex", "ann@example.com (main)", "(813) 555-0142 x12 (main)",
        "1 Elm St, Tampa, FL 33602 (main)", "Bedrooms 3",
    ):  # fmt: skip
        assert wanted in lines, told
    assert any(line.endswith("Broker · Wants a porch") for line in lines)
    assert not [sign for sign in ("{", "[", "T17:", "active_lead", "None", "True", "+1813") if sign in told]


@pytest.mark.usefixtures("place")
def test_show_names_why_somebody_is_unsubscribed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "archive", "--ids", "1"]) == 0
    assert main(["show", "1"]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert {"Status Archive", "Automated e-mail unsubscribed by Archive"} <= set(lines)


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("owner=Nobody", "Owner: there is no member “Nobody”; the members are Broker, Wes Park, Cora Hale."),
        ("owner!=Nobody", "Owner: there is no member “Nobody”; the members are"),
        ("lender=99", "Lender: there is no member “99”"),
        ("source=telepathy", "Contact source: there is no “telepathy”; the keys are broker, agent, realtor_com"),
        ("time_frame=soon", "Time frame: there is no “soon”; the keys are now,"),
        ("created=2026-13-45", "Created takes a number of days or two dates (year-month-day), as in created<=30 or"),
        ("created=2026-13-45..2026-11-30", "Created takes days, as in created=2026-11-01..2026-11-30."),
        ("last_visit<=soon", "Last visit takes a number of days or two dates (year-month-day)"),
    ],
)
def test_a_filter_by_what_the_office_lacks_is_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, words: str, said: str
) -> None:
    change, export = ["status", "client", "--list", "everyone"], ["export", str(tmp_path / "a.csv")]
    for command in (["list", "everyone"], change, export):
        assert main([*command, "--filter", words]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert said in printed.err
        assert len(printed.err.splitlines()) == 1


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("words", "found"),
    [("owner=none,wes park", 1), ("owner=Broker", 0), ("owner=2", 0), ("hashtag=nobody_has_it", 0),
     ("source=zillow", 0), ("source=realtor_com", 1), ("city=Nowhere", 0)],
)  # fmt: skip
def test_a_filter_that_finds_nobody_is_no_mistake(capsys: pytest.CaptureFixture[str], words: str, found: int) -> None:
    assert main(["list", "everyone", "--filter", words, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == found


def test_the_words_of_a_map_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "--targets", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [one["target"] for one in document] == [one.key for one in TARGETS if one.offered]
    assert main(["import", "--targets"]) == 0
    assert "seller_bedrooms" in capsys.readouterr().out
    assert main(["import"]) == 2
    assert "--targets" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["import", "--help"])
    assert "postal_code" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["list", "--help"])
    assert "has_phone" in capsys.readouterr().out


def test_r72_only_who_may_export_all_takes_the_office_out(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, status in (("Wes Park", 1), ("Cora Hale", 0), ("Broker", 0)):
        copy = tmp_path / f"{name}.db"
        assert main(["--as", name, "backup", str(copy)]) == status
        assert copy.exists() is (status == 0)
    assert capsys.readouterr().err == (
        "A backup holds the whole office; it is made by those who may export all of it.\n"
    )
    office = Office.open(place)
    with pytest.raises(RefusedError):
        back_up(Actor(2, "Wes Park", (Role.AGENT, Role.LENDER)), office.engines, tmp_path / "other.db")
    office.close()


def test_only_the_message_that_says_nothing_is_dropped() -> None:
    """In a process of its own: a test's Qt messages are caught before they are printed."""
    words = (
        "from PySide6.QtCore import qWarning; from desktop.cli.quiet_qt import NOTHING_TO_SAY, without_size_hints\n"
        "with without_size_hints(): qWarning(NOTHING_TO_SAY); qWarning('a real one')\n"
        "qWarning('another')\n"
    )
    done = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.split("\n") == ["a real one", "another", ""]


@pytest.mark.usefixtures("place")
def test_what_a_file_held_and_nobody_took_over_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    card = tmp_path / "bea.vcf"
    lines = ["BEGIN:VCARD", "VERSION:3.0", "N:Roe;Bea", "PHOTO;ENCODING=b:QUJD", "X-SHOE:38", "END:VCARD", ""]
    card.write_text("\r\n".join(lines), encoding="utf-8")
    assert main(["import", str(card)]) == 0
    assert "  row 2: The photo was not taken over." in capsys.readouterr().out.splitlines()
    assert main(["import", str(card), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["files"][0]["rows"]
    assert (row["outcome"], row["of"], row["warnings"]) == ("duplicate", 2, ["The photo was not taken over."])
    assert main(["show", "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["extra"] == {"X-SHOE": "38"}
