"""Imports of many chunks: what earlier rows planned and changed stands on disk, and nobody else can read it (P12)."""

from __future__ import annotations

import gc
import tempfile
from pathlib import Path

import pytest

from db.actions import imports
from db.office import Office
from db.queries import imports as planning
from db.queries.documents import contact_document
from db.queries.import_records import (
    Planned,
    PlannedUpdate,
    known_text,
    outcome_text,
    plan_text,
    read_known,
    read_outcome,
    read_plan,
    read_update,
    update_text,
)
from db.queries.import_staging import Staged, Staging
from db.queries.imports import DUPLICATE, NEW, UPDATED, ImportRequest, Rehearsal, RowOutcome, open_source, rehearse
from db.queries.lists import ids
from db.rules.drafts import AddressDraft, ContactDraft, EmailDraft, NameDraft, PhoneDraft
from db.rules.filters import ListSpec
from db.rules.merging import Known, Update
from tests.builders import AGENT, acting, add, columns, contents, tally_is_true

HEAD = "First Name,Last Name,Email,Phone,Company,Tags\n"
DRAFT = ContactDraft(
    name=NameDraft("Ann Lee", first="Ann", last="Lee", kind="person"),
    emails=(EmailDraft("ann@example.com", "Ann@Example.com", primary=True),),
    phones=(PhoneDraft("+18135550142", "(813) 555-0142", "12", usable=False, why_not="fax"),),
    addresses=(AddressDraft("1 Main St", postal_code="02134"), AddressDraft(raw="somewhere \ud83c")),
    hashtags=("pool",), notes=("first", "zwei – drei"), interest=3, subscribed_email=False, seller=(("bedrooms", "3"),),
    extra=(("Favourite", "blue"), ("Empty", "")), warnings=("Look.",), full=(("Name", "x"),),
)  # fmt: skip


def people(folder: Path, rows: list[str], name: str = "people.csv") -> Path:
    """A file of these rows."""
    path = folder / name
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def crowd(count: int) -> list[str]:
    """So many people nobody knows; names of letters, for a digit makes a name doubtful."""
    letters = "abcdefghij"
    names = ["".join(letters[int(digit)] for digit in str(n)) for n in range(count)]
    return [f"Nora,New{name},nora{n}@example.com,(754) 555-{n:04},," for n, name in enumerate(names)]


def tried(office: Office, *paths: Path) -> Rehearsal:
    """The rehearsal of some files."""
    sources = [office.read(open_source, path) for path in paths]
    return office.read(rehearse, tuple(ImportRequest(s, s.mapping) for s in sources))


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks and batches of a few rows, so that a short file has many."""
    monkeypatch.setattr(planning, "CHUNK", 7)
    monkeypatch.setattr(imports, "BATCH", 5)


def test_records_come_back_equal() -> None:
    update = PlannedUpdate(
        7, Update({"extra": {"a": "b"}, "interest": 2}, DRAFT, ("Extra fields",)), "client", "import"
    )
    known = Known(7, {"id": 7, "extra": {"a": "b"}, "email_subscribed": True, "lender_id": None},
                  frozenset({"a", "b"}), frozenset(), frozenset({"pool"}), frozenset({("1 main st", "02134")}),
                  frozenset({"note"}))  # fmt: skip
    outcome = RowOutcome(3, UPDATED, 7, changes=("E-mail",), reasons=("Why.",), cells=("a", "\udce9"), new_index=0)
    assert read_plan(plan_text(Planned(DRAFT, "new_lead", None))) == Planned(DRAFT, "new_lead", None)
    assert read_update(update_text(update)) == update
    assert read_known(known_text(known)) == known
    assert read_outcome(outcome_text(outcome)) == outcome


def test_a_row_joins_one_of_an_earlier_chunk_and_of_an_earlier_file(office: Office, tmp_path: Path) -> None:
    first = people(tmp_path, [*crowd(20), "Nora,Newa,nora0@example.com,,,pool"])
    second = people(
        tmp_path, ["Nora,Newj,nora9@example.com,,,lake", *crowd(3), "Zoe,Fresh,zoe@example.com,,,"], name="more.csv"
    )
    before = contents(office)
    rehearsal = tried(office, first, second)
    one, other = rehearsal.files
    assert (one.counts[NEW], one.counts[DUPLICATE], other.counts[NEW], other.counts[DUPLICATE]) == (20, 1, 1, 4)
    assert [(r.new_file, r.new_index) for r in other.rows] == [(0, 9), (0, 0), (0, 1), (0, 2), (1, 0)]
    assert [r.row for r in one.rows_of(DUPLICATE)] == [22]
    assert one.rows[-1] == one.rows_of(DUPLICATE)[0]
    done = office.perform(imports.import_contacts, rehearsal=rehearsal)
    new = done.value.new_ids[0]
    assert len(new) == 20
    assert columns(office, new[0], "hashtag_text") == "#pool"
    assert office.read(contact_document, new[9])["hashtags"] == ["lake"]
    assert tally_is_true(office)
    office.undo(done.step)
    assert contents(office) == before


def test_a_second_row_of_a_known_contact_is_measured_against_the_first(office: Office, tmp_path: Path) -> None:
    known = add(office, "Ann Lee", email="ann@example.com")
    row = "Ann,Lee,ann@example.com,,Bluewater,pool"
    path = people(tmp_path, [row, *crowd(15), row, "Ann,Lee,ann@example.com,,,lake"])
    before = contents(office)
    rehearsal = tried(office, path)
    (one,) = rehearsal.files
    assert [r.row for r in one.rows_of(UPDATED)] == [2, 19]
    assert [r.row for r in one.rows_of(DUPLICATE)] == [18]
    done = office.perform(imports.import_contacts, rehearsal=rehearsal)
    assert columns(office, known, "company", "hashtag_text") == ("Bluewater", "#pool #lake")
    assert tally_is_true(office)
    office.undo(done.step)
    assert contents(office) == before


def test_many_updates_are_one_step(office: Office, tmp_path: Path) -> None:
    rows = crowd(23)
    office.perform(imports.import_contacts, rehearsal=tried(office, people(tmp_path, rows)))
    before = contents(office)
    path = people(tmp_path, [row.replace(",,", ",Bluewater,pool" if n % 2 else ",,pool") for n, row in enumerate(rows)])
    done = office.perform(imports.import_contacts, rehearsal=tried(office, path))
    assert done.value.counts[UPDATED] == 23
    everyone = sorted(int(n) for n in office.read(ids, ListSpec("everyone")))
    assert [columns(office, n, "company", "hashtag_text") for n in everyone] == [
        ("Bluewater" if n % 2 else "", "#pool") for n in range(23)
    ]
    office.undo(done.step)
    assert contents(office) == before


def test_an_agents_long_file_adds_and_updates_their_own(office: Office, tmp_path: Path) -> None:
    with acting(office, AGENT):
        office.perform(imports.import_contacts, rehearsal=tried(office, people(tmp_path, crowd(12))))
        path = people(tmp_path, [*crowd(12)[:6], *(f"Zoe{c},Fresh,zoe{c}@example.com,,Bluewater," for c in "abcdefgh"),
                                 "Nora,Newa,nora0@example.com,,Bluewater,"])  # fmt: skip
        done = office.perform(imports.import_contacts, rehearsal=tried(office, path))
        assert (done.value.counts[NEW], done.value.counts[UPDATED]) == (8, 1)
        assert len(office.read(ids, ListSpec("new_lead"))) == 20


def test_what_is_staged_is_read_by_nobody_and_gone_with_the_rehearsal(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    kept: list[Path] = []
    monkeypatch.setattr(Path, "unlink", lambda path, missing_ok=False: kept.append(path))
    rehearsal = tried(office, people(tmp_path, crowd(60)))
    (file,) = folder.iterdir()
    written = file.read_bytes()
    assert kept == [file]
    assert b"SQLite format" not in written
    monkeypatch.undo()
    assert b"nora" not in written.lower()
    assert rehearsal.files[0].new[59].draft.emails[0].value == "nora59@example.com"
    del rehearsal
    gc.collect()
    assert list(folder.iterdir()) == []


def test_staged_rows_are_a_sequence() -> None:
    staging = Staging()
    staging.put("outcome", [(n, str(n)) for n in range(10, 1_500)])
    rows = Staged(staging, "outcome", range(10, 1_500), int)
    assert (len(rows), rows[0], rows[-1], rows[3:5], rows[2:2]) == (1_490, 10, 1_499, (13, 14), ())
    assert list(rows) == list(range(10, 1_500))
    some = rows.of(range(0, 1_490, 2))
    assert (len(some), some[1], some[-1], some[1:3]) == (745, 12, 1_498, (12, 14))
    assert list(some) == list(range(10, 1_500, 2))
    with pytest.raises(IndexError):
        rows[1_490]
