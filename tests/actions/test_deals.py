"""Deals opened by Under Contract or by hand, moved with the contact's status, their checklist; all undone (R14)."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from db.actions import deals
from db.actions.activity import add_note
from db.actions.deals import change_deal, open_deal, set_deal_settings, set_stage
from db.models import Deal, DealItem
from db.office import Office
from db.queries.deals import BoardFilter, DealSheet, deal_board, deal_list, deal_settings, deal_sheet, deals_of_contact
from db.rules.deals import BEFORE_CLOSING, DealSettings, StandardItem
from db.rules.errors import FieldProblemsError, NotFoundError, RefusedError, WrongUseError
from tests.actions.pressing import pressed, rows
from tests.builders import (
    AGENT,
    BROKER,
    CONCIERGE,
    OTHER_AGENT,
    TRANSACTIONS,
    UNDERWRITER,
    acting,
    add,
    columns,
    contents,
    perform_as,
    put_deal,
    set_status,
)

FORM = {"price_cents": 61_200_000, "closing_on": "2027-01-15", "buyer": "Ann Lee"}


def deal_of(office: Office, contact_id: int) -> int:
    """The newest deal of a contact."""
    with office.engines.read.connect() as connection:
        return int(connection.execute(select(func.max(Deal.id)).where(Deal.contact_id == contact_id)).scalar_one())


def sheet(office: Office, deal_id: int) -> DealSheet:
    """The deal as the transactions team reads it."""
    with acting(office, TRANSACTIONS):
        return office.read(deal_sheet, deal_id)


def test_r14_under_contract_lays_in_the_standard_checklist_and_remembers_the_status(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, status="client")
    before = contents(office)
    step = pressed(office, "under_contract", ann, deal=FORM).step
    deal = deal_of(office, ann)
    assert rows(office, Deal.stage, Deal.status_before, Deal.details) == [("pending", "client", FORM)]
    found = sheet(office, deal)
    assert [one.title for one in found.items] == [one.title for one in office.read(deal_settings).checklist]
    assert {one.title: one.due_on for one in found.items}["Final walk-through"] == "2027-01-14"
    assert all(one.due_on for one in found.items)
    assert found.moves["closed"] == "The status becomes Closed."
    assert found.moves["fell_through"] == "The status becomes Client."
    assert found.moves["contingencies"] == ""
    office.undo(step)
    assert contents(office) == before


def test_r7_a_deal_that_falls_through_gives_back_the_status_and_one_moved_back_restores_it(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, status="active_lead")
    pressed(office, "under_contract", ann)
    deal, opened = deal_of(office, ann), contents(office)
    steps = []
    for stage, status, said in (
        ("contingencies", "contract", ""), ("clear_to_close", "contract", ""),
        ("closed", "closed", "The status becomes Closed."),
        ("contingencies", "contract", "The status becomes Contract."),
        ("fell_through", "active_lead", "The status becomes Active Lead."),
        ("pending", "contract", "The status becomes Contract."), ("closed", "closed", "The status becomes Closed."),
        ("fell_through", "active_lead", "The status becomes Active Lead."),
    ):  # fmt: skip
        assert stage == "pending" or sheet(office, deal).moves[stage] == said
        done = perform_as(office, TRANSACTIONS, set_stage, deal_id=deal, stage=stage)
        assert (done.value.effect, columns(office, ann, "status")) == (said, status), stage
        steps.append(done.step)
    assert office.read(deal_sheet, deal).history[0].text == "Deal of Ann Lee to Fell through"
    for step in reversed(steps):
        with acting(office, TRANSACTIONS):
            office.undo(step)
    assert contents(office) == opened
    assert perform_as(office, TRANSACTIONS, set_stage, deal_id=deal, stage="pending").step is None
    with pytest.raises(WrongUseError):
        office.perform(set_stage, deal_id=deal, stage="sold")


def test_r7_what_a_person_or_another_deal_has_made_of_the_status_stays(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT, status="client")
    one = office.perform(open_deal, contact_id=ann).value
    other = office.perform(open_deal, contact_id=ann, form={"property": "2 Elm St"}).value
    assert office.perform(set_stage, deal_id=one, stage="fell_through").value.effect == (
        "The status stays Contract. Another deal of the contact is open."
    )
    assert office.perform(set_stage, deal_id=other, stage="fell_through").value.effect == "The status becomes Client."
    office.perform(set_stage, deal_id=other, stage="closed")
    office.perform(set_stage, deal_id=one, stage="clear_to_close")
    assert columns(office, ann, "status") == "contract"
    assert "Another deal of the contact has closed." not in office.read(deal_sheet, one).moves["fell_through"]
    office.perform(set_stage, deal_id=one, stage="fell_through")
    assert columns(office, ann, "status") == "closed"
    bo = add(office, "Bo Chen", status="client")
    deal = office.perform(open_deal, contact_id=bo).value
    set_status(office, bo, "archive")
    assert "another status" in office.perform(set_stage, deal_id=deal, stage="fell_through").value.effect
    assert columns(office, bo, "status") == "archive"
    cy = add(office, "Cy Diaz", status="contract")
    deal = office.perform(open_deal, contact_id=cy).value
    assert office.perform(set_stage, deal_id=deal, stage="closed").value.effect == "The status becomes Closed."
    assert office.perform(set_stage, deal_id=deal, stage="fell_through").value.effect == "The status becomes Contract."
    perform_as(office, BROKER, put_deal, contact_id=cy)
    old = deal_of(office, cy)
    assert "not known" in office.perform(set_stage, deal_id=old, stage="fell_through").value.effect


def test_r14_the_form_is_changed_later_and_due_days_follow_the_closing_day(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    deal = perform_as(office, AGENT, open_deal, contact_id=ann).value
    before = contents(office)
    dues = {one.title: one for one in sheet(office, deal).items}
    assert dues["Loan approved"].due_on == ""
    with acting(office, TRANSACTIONS):
        office.perform(deals.change_item, item_id=dues["Loan approved"].id, due_on="2027-01-02")
        done = office.perform(change_deal, deal_id=deal, changes=FORM)
        assert done.changes.label == "Deal of Ann Lee: price, closing day, buyer"
        dues = {one.title: one for one in office.read(deal_sheet, deal).items}
        assert (dues["Loan approved"].due_on, dues["Final walk-through"].due_on) == ("2027-01-02", "2027-01-14")
        office.perform(change_deal, deal_id=deal, changes={"closing_on": "2027-02-01"})
        dues = {one.title: one for one in office.read(deal_sheet, deal).items}
        assert (dues["Loan approved"].due_on, dues["Final walk-through"].due_on) == ("2027-01-02", "2027-01-31")
        assert office.perform(change_deal, deal_id=deal, changes={"buyer": " Ann  Lee"}).step is None
        office.perform(change_deal, deal_id=deal, changes={"buyer": ""})
        assert office.read(deal_sheet, deal).form == {"price_cents": 61_200_000, "closing_on": "2027-02-01"}
        for wrong in ({"price_cents": 0}, {"closing_on": "soon"}, {"buyer": "x" * 201}):
            with pytest.raises(FieldProblemsError):
                office.perform(change_deal, deal_id=deal, changes=wrong)
        with pytest.raises(WrongUseError):
            office.perform(change_deal, deal_id=deal, changes={"colour": "red"})
        for _step in range(4):
            office.undo()
    assert contents(office) == before


def test_r14_the_checklist_is_worked_off(office: Office) -> None:
    mine = DealSettings(checklist=(StandardItem("Keys", BEFORE_CLOSING, 0), StandardItem("Title")))
    office.perform(set_deal_settings, settings=mine)
    ann = add(office, "Ann Lee", owner=AGENT)
    deal = office.perform(open_deal, contact_id=ann).value
    opened = contents(office)
    with acting(office, TRANSACTIONS):
        keys, title = (one.id for one in office.read(deal_sheet, deal).items)
        office.perform(deals.tick_item, item_id=title)
        assert office.perform(deals.tick_item, item_id=title).step is None
        assert office.read(deal_sheet, deal).items[1].done_by == TRANSACTIONS
        survey = office.perform(deals.add_item, deal_id=deal, title=" Survey ", due_on="2020-01-01").value
        assert office.perform(deals.move_item, item_id=survey, by=-2).value == 3
        office.perform(deals.change_item, item_id=keys, title="Keys handed over")
        assert [one.title for one in office.read(deal_sheet, deal).items] == ["Survey", "Keys handed over", "Title"]
        assert office.read(deal_sheet, deal).items[0].overdue
        card = office.read(deal_board).columns[0].cards[0]
        assert (card.open_items, card.overdue_items) == (2, 1)
        assert office.perform(deals.remove_item, item_id=keys).value == 1
        for wrong in ({"title": " "}, {"title": "x" * 201}, {"title": "x", "due_on": "soon"}):
            with pytest.raises(FieldProblemsError):
                office.perform(deals.add_item, deal_id=deal, **wrong)
        for _step in range(5):
            office.undo()
    assert contents(office) == opened


def test_r14_who_may_change_a_deal_and_who_sees_it(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=OTHER_AGENT)
    deal = perform_as(office, OTHER_AGENT, open_deal, contact_id=ann, form=FORM).value
    for name in (BROKER, CONCIERGE, OTHER_AGENT, TRANSACTIONS):
        with acting(office, name):
            assert office.perform(deals.add_item, deal_id=deal, title=f"Of {name}").value
            assert office.read(deal_board).count == 1
            office.perform(add_note, contact_id=ann, body="Called the lender")
    for name in (AGENT, UNDERWRITER):
        with acting(office, name):
            assert office.read(deal_board).count == 0
            assert not office.read(deal_list)
            assert not office.read(deals_of_contact, ann)
            with pytest.raises(NotFoundError):
                office.read(deal_sheet, deal)
            with pytest.raises((NotFoundError, RefusedError)):
                office.perform(set_stage, deal_id=deal, stage="closed")
    pool = add(office, "Pool Lee")
    open_pool = office.perform(open_deal, contact_id=pool).value
    with acting(office, AGENT):
        assert office.read(deal_board).count == 0
        assert not office.read(deal_list)[0].may_change
        with pytest.raises(RefusedError, match="who owns or shares"):
            office.perform(set_stage, deal_id=open_pool, stage="closed")
    with acting(office, TRANSACTIONS), pytest.raises(NotFoundError):  # no deal yet: out of their sight
        office.perform(open_deal, contact_id=add_by_broker(office))


def add_by_broker(office: Office) -> int:
    """A contact without a deal."""
    with acting(office, BROKER):
        return add(office, "Nobody Yet")


def test_the_board_is_narrowed_by_agent_and_closing_and_its_sums_are_of_its_cards(office: Office) -> None:
    for at, (name, owner, closing) in enumerate(
        (("Ann", AGENT, "2020-01-01"), ("Bo", OTHER_AGENT, "2150-01-01"), ("Cy", AGENT, ""))
    ):
        key = add(office, name, owner=owner)
        office.perform(open_deal, contact_id=key, form={"price_cents": 100 + at, "closing_on": closing})
    board = office.read(deal_board)
    assert [card.contact for card in board.columns[0].cards] == ["Ann", "Bo", "Cy"]
    assert (board.columns[0].sum_cents, [name for _key, name in board.agents]) == (303, sorted((AGENT, OTHER_AGENT)))
    assert board.columns[0].cards[0].late
    assert board.columns[0].cards[2].closes == "No closing day"
    wes = office.facts.member_ids[AGENT.casefold()]
    narrowed = office.read(deal_board, BoardFilter(agent=wes, closing_days=30))
    assert [card.contact for card in narrowed.columns[0].cards] == ["Ann"]
    assert narrowed.agents == board.agents
    first = board.columns[0].cards[0].id
    office.perform(set_stage, deal_id=first, stage="closed")
    assert [len(column.cards) for column in office.read(deal_board).columns] == [2, 0, 0, 1, 0]
    assert rows(office, DealItem.deal_id)[0] == first
