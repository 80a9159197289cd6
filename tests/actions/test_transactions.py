"""Transactions of Dotloop, SkySlope, DocuSign and exports: tied, moved, undone; never guessed (R7)."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from db.actions.deals import change_deal, set_stage
from db.actions.transactions import TransactionsDone, import_transactions
from db.changes import Outcome
from db.models import Deal
from db.office import Office
from db.queries.deals import deals_of_contact
from db.queries.transaction_imports import (
    plan_transactions,
    read_transaction_file,
    transaction_report,
    transaction_row,
)
from db.rules.errors import FileProblemError, RefusedError
from tests.actions.pressing import pressed, rows
from tests.builders import AGENT, BROKER, CONCIERGE, TRANSACTIONS, acting, add, columns, contents

ANN = {"fullName": "Ann Lee", "email": "Ann@Example.com", "role": "BUYER"}
WES = {"fullName": "Wes Park", "email": "wes@example.com", "role": "BUYING_AGENT"}


def loop(status: str, updated: str, *people: dict[str, str], **more: Any) -> dict[str, Any]:
    """A Dotloop loop in full."""
    data = {"id": 34308, "profileId": 4, "name": "Ann Lee", "transactionType": "PURCHASE_OFFER", "status": status,
            "updated": updated, "loopUrl": "https://www.dotloop.com/m/loop?viewId=34308"}  # fmt: skip
    return {"data": data | more, "participants": list(people or (ANN, WES))}


def read(office: Office, folder: Path, body: Any, name: str = "body.json") -> Any:
    """The body as a file, read."""
    path = folder / name
    path.write_text(body if isinstance(body, str) else json.dumps(body), encoding="utf-8")
    return read_transaction_file(path, region=office.facts.region, zone=office.facts.zone)


def take(office: Office, folder: Path, body: Any, name: str = "body.json") -> Outcome[TransactionsDone]:
    """Take a body in, by the broker."""
    with acting(office, BROKER):
        return office.perform(import_transactions, file=read(office, folder, body, name))


def outcomes(done: Outcome[TransactionsDone]) -> list[str]:
    """What became of the rows."""
    return [plan.outcome for plan in done.value.plans]


def test_r7_pending_makes_contract_closed_makes_closed_and_withdrawn_gives_back(office: Office, tmp_path: Path) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, email="ann@example.com", status="client")
    add(office, "Wes Elsewhere", email="wes@example.com")
    before = contents(office)
    steps = []
    for status, day, outcome, stage, becomes in (
        ("UNDER_CONTRACT", 1, "created", "pending", "contract"),
        ("Under Contract", 1, "unchanged", "pending", "contract"),
        ("SOLD", 5, "updated", "closed", "closed"), ("UNDER_CONTRACT", 3, "unchanged", "closed", "closed"),
        ("Terminated", 6, "updated", "fell_through", "client"), ("SOLD", 5, "unchanged", "fell_through", "client"),
    ):  # fmt: skip
        done = take(office, tmp_path, loop(status, f"2026-06-0{day}T10:00:00Z"))
        assert outcomes(done) == [outcome], (status, day)
        assert (rows(office, Deal.stage), columns(office, ann, "status")) == ([stage], becomes), (status, day)
        steps.append(done.step)
    assert done.step is None
    assert done.value.plans[0].reasons == ("A newer word of the same transaction is here already.",)
    with acting(office, AGENT):
        tied = office.read(deals_of_contact, ann)[0]
    assert (tied.source, tied.outside_key, tied.label) == ("dotloop", "34308", "Fell through")
    for step in reversed([one for one in steps if one is not None]):
        office.undo(step)
    assert contents(office) == before


def test_r7_whatever_the_order_of_delivery_the_end_is_the_same(office: Office, tmp_path: Path) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, email="ann@example.com", status="active_lead")
    fresh = contents(office)
    events = (
        loop("UNDER_CONTRACT", "2026-06-01T10:00:00Z", purchasePrice="500,000", closingDate="2026-07-01"),
        loop("Clear to close", "2026-06-20T10:00:00Z", closingDate="2026-07-03"),
        loop("WITHDRAWN", "2026-06-25T10:00:00Z", purchasePrice="490,000"),
        loop("UNDER_CONTRACT", "2026-06-28T10:00:00Z", closingDate="2026-08-01"),
    )
    ends = set()
    for order in permutations(events):
        steps = [take(office, tmp_path, event).step for event in order]
        stage, details, outside_at = rows(office, Deal.stage, Deal.details, Deal.outside_at)[0]
        ends.add((stage, json.dumps(details, sort_keys=True), outside_at, columns(office, ann, "status")))
        for step in reversed([one for one in steps if one is not None]):
            office.undo(step)
        assert contents(office) == fresh
    assert len(ends) == 1
    stage, details, _at, status = ends.pop()
    assert (stage, status) == ("pending", "contract")
    assert (json.loads(details)["price_cents"], json.loads(details)["closing_on"]) == (49_000_000, "2026-08-01")
    together = take(office, tmp_path, list(events))
    assert outcomes(together) == ["unchanged"] * 3 + ["created"]
    assert rows(office, Deal.stage) == ["pending"]


def test_r7_who_it_is_matched_by_and_what_is_never_guessed(office: Office, tmp_path: Path) -> None:
    add(office, "Ann Lee", owner=AGENT, email="ann@example.com")
    bo = add(office, "Bo Chen", owner=AGENT, phone="(813) 555-0142")
    cy = add(office, "Cy Diaz", owner=AGENT, address="12 North Oak Street, Tampa, 33602")
    for name in ("Di East", "Ed East"):
        add(office, name, email="east@example.com")
    text = (
        "Transaction ID,Status,Buyer Name,Buyer Email,Buyer Phone,Seller Email,Property Address,Sale Price,Updated\n"
        "1,Pending,,,813-555-0142,,,$1,2026-06-01\n"
        '2,Closed,,nobody@example.com,,,"12 N. Oak St, Tampa, FL 33602","$250,000",2026-06-01\n'
        "3,Pending,Somebody,east@example.com,,,,,2026-06-01\n"
        "4,Pending,Ed East,east@example.com,,,,,2026-06-01\n"
        '5,Pending,,nobody@example.com,(813) 555-0199,,"9 Elm St, Tampa, FL 33602",,2026-06-01\n'
        "6,Zzz,,ann@example.com,,,,,2026-06-01\n"
        "7,Active,,ann@example.com,,,,,2026-06-01\n"
        "8,Pending,,ann@example.com,,,,,2199-06-01\n"
        "9,Pending,,ann@example.com,,bo@example.com,,lots,soon\n"
    )
    done = take(office, tmp_path, text, "export.csv")
    expected = "created created ambiguous created unmatched refused ignored refused created"
    assert outcomes(done) == expected.split()
    assert rows(office, Deal.contact_id)[:2] == [bo, cy]
    assert (columns(office, bo, "status"), columns(office, cy, "status")) == ("contract", "closed")
    plans = done.value.plans
    assert all(name in plans[2].reasons[0] for name in ("Di East", "Ed East"))
    assert plans[4].reasons == (
        "Nobody in the office fits. Looked for nobody@example.com, +18135550199 (buyer); 9 Elm St, Tampa, FL 33602.",
    )
    assert ("no status" in plans[5].reasons[0], "future" in plans[7].reasons[0]) == (True, True)
    assert sorted(plans[8].draft.warnings) == ["“lots” is no price.", "“soon” is no moment; the row counts as undated."]
    report = transaction_report(read(office, tmp_path, text, "export.csv"), [transaction_row(p) for p in plans])
    assert (report["created"], report["updated"], len(report["unmatched"]), len(report["ambiguous"])) == (4, 0, 1, 1)
    assert outcomes(take(office, tmp_path, text, "export.csv"))[:2] == ["unchanged", "unchanged"]


def test_r7_it_is_the_open_deal_of_the_form_and_what_a_person_moved_stays(office: Office, tmp_path: Path) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, email="ann@example.com", status="client")
    pressed(office, "under_contract", ann, deal={"price_cents": 100, "buyer": "Ann"})
    deal = rows(office, Deal.id)[0]
    old = take(office, tmp_path, loop("SOLD", "2020-01-01T00:00:00Z", id=1))
    assert outcomes(old) == ["created"]  # a sale of long ago is not the deal that is open
    office.undo(old.step)
    now = office.clock()
    assert outcomes(take(office, tmp_path, loop("UNDER_CONTRACT", str(now + 1), purchasePrice=500))) == ["updated"]
    assert rows(office, Deal.id, Deal.outside_key) == [(deal, "34308")]
    with acting(office, TRANSACTIONS):
        office.perform(set_stage, deal_id=deal, stage="closed")
        office.perform(change_deal, deal_id=deal, changes={"price_cents": 60_000})
    again = take(office, tmp_path, loop("UNDER_CONTRACT", str(now + 2), purchasePrice=500))
    assert (rows(office, Deal.stage), columns(office, ann, "status")) == (["closed"], "closed")
    assert rows(office, Deal.details)[0]["buyer"] == "Ann"
    assert outcomes(again)[0] in ("unchanged", "updated")
    later = take(office, tmp_path, loop("TERMINATED", str(now + 5)))
    assert (outcomes(later), later.value.effects) == (["updated"], ("The status becomes Client.",))


def test_r7_the_report_says_what_the_rows_before_leave_of_a_status(office: Office, tmp_path: Path) -> None:
    """Two sales of one contact in a file: while one is open the other's closing leaves Contract."""
    ann = add(office, "Ann Lee", owner=AGENT, email="ann@example.com", status="client")

    def said(*table: str) -> tuple[str, ...]:
        lines = "Transaction ID,Status,Buyer Email,Updated\n" + "".join(
            f"{key},{status},ann@example.com,2026-06-0{day}\n" for key, status, day in (row.split() for row in table)
        )
        with acting(office, BROKER):
            rehearsed = office.read(plan_transactions, read(office, tmp_path, lines, "export.csv"))
        done = take(office, tmp_path, lines, "export.csv").value
        assert tuple(plan.words for plan in rehearsed) == tuple(plan.words for plan in done.plans) == done.effects
        return done.effects

    becomes, stays = "The status becomes", "The status stays Contract."
    assert said("R1 Pending 1", "R2 Closed 1") == (
        f"{becomes} Contract.",
        f"{stays} Another deal of the contact is open.",
    )
    assert columns(office, ann, "status") == "contract"
    assert said("R2 Withdrawn 2", "R1 Closed 2") == (
        f"{stays} Another deal of the contact is open.", f"{becomes} Closed.",
    )  # fmt: skip
    assert columns(office, ann, "status") == "closed"


def test_r7_skyslope_and_docusign_bodies_and_ids_that_do_nothing(office: Office, tmp_path: Path) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, email="ann@example.com", status="client")
    home = {"streetNumber": "12", "streetName": "Oak Street", "city": "Tampa", "state": "FL", "postalCode": "33602"}
    sky = {
        "file": {"id": "a1", "name": "12 Oak", "representationType": "Buyer", "isArchived": False},
        "fileData": {"mlsNumber": "T1", "purchasePrice": 420000, "acceptanceDate": "2026-06-01",
                     "closingDate": "2026-07-01T00:00:00", "premisesAddress": home},
        "buyers": [{"firstName": "Ann", "lastName": "Lee", "email": "ann@example.com"}],
    }  # fmt: skip
    assert outcomes(take(office, tmp_path, sky)) == ["created"]
    source, details = rows(office, Deal.source, Deal.details)[0]
    assert source == "skyslope"
    assert details | {"told": 0} == {
        "price_cents": 42_000_000, "accepted_on": "2026-06-01", "closing_on": "2026-07-01", "mls_number": "T1",
        "property": "12 Oak Street, Tampa, FL 33602", "outside_word": "pending", "told": 0,
    }  # fmt: skip
    assert outcomes(take(office, tmp_path, sky)) == ["unchanged"]
    event = {"eventId": "1", "eventType": "LOOP_UPDATED", "timestamp": 1, "event": {"id": 34308, "profileId": 4}}
    done = take(office, tmp_path, event)
    assert (outcomes(done), done.step) == (["ignored"], None)
    assert "by its id only" in done.value.plans[0].reasons[0]

    def envelope(event: str, at: str, **summary: Any) -> dict[str, Any]:
        return {"event": event, "generatedDateTime": at,
                "data": {"accountId": "x", "envelopeId": "e1", "envelopeSummary": summary or None}}  # fmt: skip

    def becomes(event: str, day: int, **summary: Any) -> list[str]:
        return outcomes(take(office, tmp_path, envelope(f"envelope-{event}", f"2026-06-0{day}T10:00:00Z", **summary)))

    signer = {"name": "Ann", "email": "ann@example.com"}
    field = {"name": "Property Address", "value": "77 Elm St, Tampa, FL 33602"}
    signed = {"emailSubject": "Purchase agreement", "recipients": {"signers": [signer]},
              "customFields": {"textCustomFields": [field]}}  # fmt: skip
    assert becomes("sent", 1, **signed) == becomes("completed", 1) == ["ignored"]
    assert becomes("completed", 1, **signed | {"emailSubject": "Listing agreement"}) == ["ignored"]
    assert (becomes("completed", 2, **signed), becomes("voided", 3, **signed)) == (["created"], ["updated"])
    assert (rows(office, Deal.stage), columns(office, ann, "status")) == (["pending", "fell_through"], "contract")


def test_only_who_imports_for_the_whole_office_takes_them_in(office: Office, tmp_path: Path) -> None:
    add(office, "Ann Lee", owner=AGENT, email="ann@example.com")
    file = read(office, tmp_path, loop("SOLD", "2026-06-01T10:00:00Z"))
    for name in (AGENT, TRANSACTIONS):
        with acting(office, name):
            with pytest.raises(RefusedError):
                office.perform(import_transactions, file=file)
            with pytest.raises(RefusedError):
                office.read(plan_transactions, file)
    with acting(office, CONCIERGE):
        assert office.read(plan_transactions, file)[0].words == "The status becomes Closed."


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        "[1, 2]",
        '{"a": 1}',
        '{"data": ' + "[" * 3_000 + "]" * 3_000 + "}",
        "\0\0\0\0",
        "Name,Email\nAnn,a@b.co\n",
    ],
)
def test_what_is_no_transaction_file_is_said(tmp_path: Path, body: str) -> None:
    path = tmp_path / "body.json"
    path.write_text(body, encoding="utf-8")
    with pytest.raises(FileProblemError, match=r"body\.json"):
        read_transaction_file(path, region="US", zone="UTC")
