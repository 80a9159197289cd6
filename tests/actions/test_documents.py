"""Contract drafts and documents: made with the press, checked, replaced, deleted, undone; and who may (R13)."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from sqlalchemy import delete, event, update

from db.actions.details import add_detail
from db.actions.drafts import MOST_DRAFTS, draft_contract, set_contract_template, use_sample_contract
from db.actions.merging import merge
from db.actions.settings import set_office
from db.actions.stored_files import (
    add_document,
    delete_document,
    mark_checked,
    rename_document,
    replace_document,
)
from db.checking import check
from db.models import FileContent, StoredFile
from db.office import Office
from db.queries.contracts import SAMPLE_NAME, contract_fields, contract_template, ready_template
from db.queries.history import changes_of
from db.queries.stored_files import document_content, documents_of
from db.rules.errors import FieldProblemsError, FileProblemError, NotFoundError, RefusedError
from tests.actions.pressing import pressed, rows
from tests.builders import (
    AGENT,
    BROKER,
    LENDER,
    OTHER_AGENT,
    TRANSACTIONS,
    UNDERWRITER,
    acting,
    add,
    contents,
    perform_as,
    put_deal,
    send_to_underwriter,
)
from tests.files.word_files import texts, word_file
from tests.office_fixtures import FakeClock

TEMPLATE = word_file("{{ contact_name }} sells {{ property_address }} for {{ price }} on {{ closing_date }}.")


def _documents(office: Office, contact_id: int, by: str = BROKER) -> list[tuple[str, str, str]]:
    with acting(office, by):
        return [(one.title, one.kind, one.state) for one in office.read(documents_of, contact_id)]


def _text(office: Office, document_id: int) -> str:
    return texts(office.read(document_content, document_id).data)[0]


def test_r13_send_contract_makes_a_draft_in_the_same_step_and_undo_takes_it_away(office: Office) -> None:
    office.perform(set_contract_template, name="Ours.docx", data=TEMPLATE)
    ann = add(office, "Ann & Bo <Lee>", owner=AGENT)
    perform_as(
        office, BROKER, add_detail, contact_id=ann, kind="properties", values={"street": "12 Oak Ave", "city": "Tampa"}
    )
    pressed(office, "offer_made", ann, amount_cents=45_000_000)
    before = contents(office)
    done = pressed(office, "send_contract", ann)
    assert done.value.effects[:2] == (
        "A draft of the contract is with their documents, for a person to check.",
        "The contract of Ann & Bo <Lee> lacks closing date.",
    )
    with acting(office, AGENT):
        (draft,) = office.read(documents_of, ann)
        assert (draft.kind, draft.state, draft.missing, draft.by) == ("contract", "draft", ("closing date",), AGENT)
        assert draft.waits
        assert draft.file_name.endswith("2026-11-22.docx")
        assert draft.size == len(office.read(document_content, draft.id).data)
        said = "Ann & Bo <Lee> sells 12 Oak Ave, Tampa for $450,000.00 on ________ (closing date)."
        assert _text(office, draft.id) == said
        office.undo()
        assert contents(office) == before
        office.redo()
        assert _text(office, draft.id) == said


def test_r13_many_drafts_read_once_and_are_made_in_seconds(office: Office) -> None:
    people = [add(office, f"Ann {n}", owner=AGENT) for n in range(100)]
    office.perform(set_contract_template, name="Ours.docx", data=TEMPLATE)
    pressed(office, "send_contract", people[0])
    asked: list[str] = []
    listener = lambda _c, _cur, statement, *_rest: asked.append(statement)  # noqa: E731 - it is removed again
    event.listen(office.engines.write, "before_cursor_execute", listener)
    began = time.process_time()
    done = pressed(office, "send_contract", *people)
    took = time.process_time() - began
    event.remove(office.engines.write, "before_cursor_execute", listener)
    assert done.value.effects[0].startswith("100 drafts of the contract")
    assert done.value.effects[6] == "95 more of them have blanks."
    assert len(asked) < 150  # and not some for each contact
    assert took < 6
    assert len(rows(office, StoredFile.id)) == 101
    assert MOST_DRAFTS >= 100


def test_r13_past_the_most_the_press_is_done_and_says_who_has_no_draft(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.actions.drafts.MOST_DRAFTS", 2)
    people = [add(office, f"Ann {n}", owner=AGENT) for n in range(3)]
    done = pressed(office, "send_contract", *people).value
    assert done.changed == 3
    assert done.effects[1] == "At most 2 are drafted at once: 1 contacts have none yet."
    assert len(rows(office, StoredFile.id)) == 2


def test_r13_a_broken_template_leaves_the_press_done_and_no_half_draft(office: Office) -> None:
    office.perform(set_contract_template, name="Ours.docx", data=TEMPLATE)
    with office.engines.write.begin() as connection:  # what was kept was damaged
        connection.execute(update(FileContent).values(content="AAAA"))
    ann, bo = add(office, "Ann Lee", owner=AGENT), add(office, "Bo Chu", owner=AGENT)
    done = pressed(office, "send_contract", ann, bo).value
    assert done.changed == 2
    assert done.effects[0] == (
        "No contract was drafted. Ours.docx is damaged, or no Word document (.docx). The press itself is done."
    )
    assert rows(office, StoredFile.id) == []
    assert not office.read(ready_template)
    with acting(office, AGENT), pytest.raises(FileProblemError, match="damaged"):
        office.perform(draft_contract, contact_id=ann)


def test_r13_the_template_is_the_sample_until_the_broker_sets_one_and_a_wrong_one_changes_nothing(
    office: Office,
) -> None:
    before = contents(office)
    with pytest.raises(FileProblemError, match="did you mean"):
        office.perform(set_contract_template, name="Ours.docx", data=word_file("{{ emial }}"))
    with acting(office, AGENT), pytest.raises(RefusedError):
        office.perform(set_contract_template, name="Ours.docx", data=TEMPLATE)
    assert contents(office) == before
    assert office.read(contract_template).name == SAMPLE_NAME
    assert office.read(ready_template)
    assert office.perform(set_contract_template, name="../Ours.docx", data=TEMPLATE).value == 1
    assert office.perform(set_contract_template, name="../Ours.docx", data=TEMPLATE).step is None
    mine = office.read(contract_template)
    assert (mine.name, mine.data, mine.is_sample) == ("Ours.docx", TEMPLATE, False)
    assert office.perform(use_sample_contract).value == 1
    assert office.perform(use_sample_contract).value == 0
    assert office.read(contract_template).is_sample
    office.undo()
    assert office.read(contract_template).data == TEMPLATE


def test_r13_nothing_is_invented_and_of_several_properties_the_choice_is_said(office: Office) -> None:
    office.perform(set_office, values={"name": "Moreau & Co", "phone": "(813) 555-0100"})
    ann = add(office, "Ann Lee", owner=AGENT, email="ann@example.com", phone="(813) 555-0111")
    for street in ("12 Oak Ave", "9 Elm St"):
        perform_as(office, BROKER, add_detail, contact_id=ann, kind="properties", values={"street": street})
    found = office.read(contract_fields, ann)
    assert found.values["phone"] == "(813) 555-0111"
    assert (found.values["agent_name"], found.values["office_name"]) == (AGENT, "Moreau & Co")
    assert found.values["today_in_words"] == "the twenty-second day of November, 2026"
    assert {"buyer", "closing date", "mailing address", "price"} <= set(found.missing)
    assert found.choice == "Of their 2 properties it names 12 Oak Ave."
    deal = {"property": "9 Elm St", "buyer": "Cy Young", "closing_on": "2027-01-15", "price_cents": 100}
    pressed(office, "under_contract", ann, deal=deal)
    found = office.read(contract_fields, ann)
    assert (found.values["property_street"], found.values["buyer"], found.choice) == ("9 Elm St", "Cy Young", "")
    assert (found.values["closing_date"], found.values["price_in_words"]) == ("January 15, 2027", "one dollar")


def test_r13_a_draft_is_checked_replaced_renamed_and_deleted_each_undoable(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    with acting(office, AGENT):
        first, missing = office.perform(draft_contract, contact_id=ann).value
        assert "closing date" in missing
        states = [contents(office)]
        changes: tuple[Callable[[], object], ...] = (
            lambda: office.perform(mark_checked, document_id=first),
            lambda: office.perform(mark_checked, document_id=first, checked=False),
            lambda: office.perform(rename_document, document_id=first, title="  Agreement "),
            lambda: office.perform(replace_document, document_id=first, file_name="Right.docx", data=TEMPLATE),
        )
        for change in changes:
            clock.tick()
            change()
            states.append(contents(office))
        assert _documents(office, ann) == [("Agreement", "contract", "draft"), ("Agreement", "contract", "earlier")]
        newer = office.read(documents_of, ann)[0]
        assert (newer.missing, newer.file_name) == ((), "Right.docx")
        with pytest.raises(RefusedError, match="earlier version"):
            office.perform(mark_checked, document_id=first)
        with pytest.raises(RefusedError, match="earlier version"):
            office.perform(replace_document, document_id=first, file_name="x.docx", data=b"x")
        office.perform(delete_document, document_id=newer.id)
        assert _documents(office, ann) == [("Agreement", "contract", "earlier")]
        lines = [line.title for line in office.read(changes_of, ann)]
        assert [line for line in lines if line.startswith("Document")] == [
            "Document Agreement removed",
            "Document Agreement added",
            "Document Agreement: earlier version",
            "Document: Contract → Agreement",
            "Document Contract: draft",
            "Document Contract: checked",
            "Document Contract added",
        ]
        for state in reversed(states):
            office.undo()
            assert contents(office) == state
        assert office.read(document_content, first).row.title == "Contract"


def test_r13_a_file_is_added_within_limits_and_the_same_bytes_are_kept_once(office: Office) -> None:
    ann, bo = add(office, "Ann Lee", owner=AGENT), add(office, "Bo Chu", owner=AGENT)
    with acting(office, AGENT):
        one = office.perform(add_document, contact_id=ann, file_name="../../Deed: 1.pdf", data=b"\x00deed").value
        two = office.perform(add_document, contact_id=bo, file_name="Deed.pdf", data=b"\x00deed", title="Deed").value
        assert len(rows(office, FileContent.id)) == 1
        (row,) = office.read(documents_of, ann)
        assert (row.file_name, row.title, row.kind, row.state, row.size) == ("Deed 1.pdf", "Deed 1", "other", "", 5)
        office.perform(delete_document, document_id=one)
        assert office.read(document_content, two).data == b"\x00deed"
        office.undo()
        assert office.read(document_content, one).data == b"\x00deed"
        for name, data in (("empty.pdf", b""), ("large.bin", bytes(25_000_001))):
            with pytest.raises(FieldProblemsError, match=r"Nothing was kept|25 at most"):
                office.perform(add_document, contact_id=ann, file_name=name, data=data)
        with pytest.raises(RefusedError, match="Only drafts"):
            office.perform(mark_checked, document_id=one)
    office.perform(merge, keep=ann, gone=bo)
    assert {one.id for one in office.read(documents_of, ann)} == {one, two}


def test_r19_documents_are_seen_and_kept_by_whom_the_book_names(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    made = perform_as(office, AGENT, add_document, contact_id=ann, file_name="a.pdf", data=b"a").value
    for stranger in (OTHER_AGENT, TRANSACTIONS, UNDERWRITER, LENDER):
        with acting(office, stranger):
            assert office.read(documents_of, ann) == ()
            with pytest.raises(NotFoundError):
                office.read(document_content, made)
            with pytest.raises((NotFoundError, RefusedError)):
                office.perform(delete_document, document_id=made)
    office.perform(put_deal, contact_id=ann)
    send_to_underwriter(office, ann)
    with acting(office, TRANSACTIONS):
        office.perform(add_document, contact_id=ann, file_name="title.pdf", data=b"t")
        assert len(office.read(documents_of, ann)) == 2
        office.undo()
    with acting(office, UNDERWRITER):
        assert [one.id for one in office.read(documents_of, ann)] == [made]
        with pytest.raises(RefusedError):
            office.perform(add_document, contact_id=ann, file_name="x.pdf", data=b"x")


def test_check_says_when_what_was_in_a_document_is_gone(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    office.perform(add_document, contact_id=ann, file_name="Survey.pdf", data=b"%PDF-1.7 survey")
    assert {one.name: one.right for one in office.read(check)}["documents"]
    with office.engines.write.begin() as connection:
        connection.execute(delete(FileContent))
    found = next(one for one in office.read(check) if one.name == "documents")
    assert (found.right, found.sentence) == (False, "What was in 1 document is lost.")


def test_r13_a_rejected_offer_names_no_price(office: Office, clock: FakeClock) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    pressed(office, "offer_made", ann, amount_cents=24_500_000)
    assert office.read(contract_fields, ann).values["price"] == "$245,000.00"
    clock.tick(60_000)
    pressed(office, "offer_rejected", ann)
    found = office.read(contract_fields, ann)
    assert found.values["price"] == ""
    assert found.values["offer_amount"] == ""
    clock.tick(60_000)
    pressed(office, "offer_made", ann, amount_cents=26_000_000)
    assert office.read(contract_fields, ann).values["price"] == "$260,000.00"
