"""What is done with a deal from the screen: its form, its stage, its checklist, a note (R14)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from db.actions import deals
from db.actions.activity import add_note
from db.actions.deals import DealMoved
from db.changes import Outcome
from db.office import Office
from db.queries.deals import DealSheet, deal_settings, deal_sheet
from db.rules.deals import CLOSED, FELL, STAGE_KEYS
from desktop.operations.finishing import toast_with_undo
from desktop.operations.running import OnError, report, run
from desktop.services import Services


def move_deal(services: Services, deal_id: int, stage: str) -> None:
    """Move a deal to a stage. Where the contact's status follows the end of a deal, that is said and asked first."""
    office = services.office

    def read() -> tuple[DealSheet, str]:
        return office.read(deal_sheet, deal_id), office.read(deal_settings).label(stage)

    def ask(found: tuple[DealSheet, str]) -> None:
        sheet, label = found
        words = sheet.moves.get(stage, "")
        if sheet.card.stage == stage:
            return
        if stage in (CLOSED, FELL) and words:
            services.prompts.confirm(
                f"{sheet.card.contact}: {label}?", yes=f"Move to {label}", detail=words,
                then=lambda: _move(services, deal_id, stage),
            )  # fmt: skip
        else:
            _move(services, deal_id, stage)

    services.tasks.read(("deal move", deal_id), read, ask, lambda error: report(services, error))


def step_deal(services: Services, deal_id: int, stage: str, by: int) -> None:
    """Move a deal one stage on (1) or back (-1) from `stage`; at either end nothing happens."""
    place = STAGE_KEYS.index(stage) + by
    if 0 <= place < len(STAGE_KEYS):
        move_deal(services, deal_id, STAGE_KEYS[place])


def _move(services: Services, deal_id: int, stage: str) -> None:
    def done(outcome: Outcome[DealMoved]) -> None:
        if outcome.step is not None:
            said = " ".join(filter(None, (f"{outcome.changes.label}.", outcome.value.effect)))
            toast_with_undo(services, said, outcome.step)

    office: Office = services.office
    run(services, lambda: office.perform(deals.set_stage, deal_id=deal_id, stage=stage), on_done=done)


def change_deal(services: Services, deal_id: int, changes: dict[str, Any], *, on_error: OnError) -> None:
    """Change fields of the deal form; what is refused is said beside the field, by `on_error`."""
    office = services.office

    def work() -> Outcome[int]:
        return office.perform(deals.change_deal, deal_id=deal_id, changes=changes)

    run(services, work, on_done=lambda done: _say(services, done), on_error=on_error)


def tick_item(services: Services, item_id: int, *, done: bool) -> None:
    """Mark an item of the checklist done, or to be done again."""
    _do(services, lambda office: office.perform(deals.tick_item, item_id=item_id, done=done))


def add_item(services: Services, deal_id: int, title: str, due_on: str) -> None:
    """Add an item to the checklist."""
    _do(services, lambda office: office.perform(deals.add_item, deal_id=deal_id, title=title, due_on=due_on))


def change_item(services: Services, item_id: int, *, title: str | None = None, due_on: str | None = None) -> None:
    """Reword an item, or have it due on another day."""
    _do(services, lambda office: office.perform(deals.change_item, item_id=item_id, title=title, due_on=due_on))


def move_item(services: Services, item_id: int, by: int) -> None:
    """Move an item up or down."""
    _do(services, lambda office: office.perform(deals.move_item, item_id=item_id, by=by))


def remove_item(services: Services, item_id: int) -> None:
    """Take an item off the checklist."""
    _do(services, lambda office: office.perform(deals.remove_item, item_id=item_id))


def note_deal(
    services: Services, contact_id: int, body: str, *, on_done: Callable[[], object], on_error: OnError
) -> None:
    """Write a note on the contact of a deal; `on_done` when it is kept."""

    def done(outcome: Outcome[int]) -> None:
        on_done()
        _say(services, outcome)

    office = services.office
    run(services, lambda: office.perform(add_note, contact_id=contact_id, body=body), on_done=done, on_error=on_error)


def _do(services: Services, work: Callable[[Office], Outcome[Any]]) -> None:
    run(services, lambda: work(services.office), on_done=lambda done: _say(services, done))


def _say(services: Services, done: Outcome[Any]) -> None:
    if done.step is not None:
        toast_with_undo(services, f"{done.changes.label}.", done.step)
