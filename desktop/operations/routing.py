"""Taking and passing leads that are offered, and saving the rules of who gets a new lead."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from db.actions import offers
from db.actions.routing import save_routing
from db.changes import Outcome
from db.rules.routing import RoutingRule
from desktop.operations.finishing import toast_with_undo
from desktop.operations.office_settings import Answer
from desktop.operations.running import run
from desktop.services import Services


def take_offer(services: Services, offer_id: int) -> None:
    """Take a lead that is offered to the member; whoever comes too late is told so."""
    _answer(services, lambda: services.office.perform(offers.take_offer, offer_id=offer_id))


def pass_offer(services: Services, offer_id: int) -> None:
    """Leave a lead that is offered to the member to the others."""
    _answer(services, lambda: services.office.perform(offers.pass_offer, offer_id=offer_id))


def save(services: Services, rules: Sequence[RoutingRule], answer: Answer) -> None:
    """Use these rules from now on, as one step."""

    def done(outcome: Outcome[int]) -> None:
        if outcome.step is not None:
            toast_with_undo(services, outcome.changes.label, outcome.step)
        answer.on_done(outcome.value)

    wanted = tuple(rules)
    run(
        services,
        lambda: services.office.perform(save_routing, rules=wanted),
        on_done=done,
        on_error=answer.on_error,
    )


def _answer(services: Services, work: Callable[[], Outcome[int]]) -> None:
    run(services, work, on_done=lambda outcome: toast_with_undo(services, outcome.changes.label, outcome.step))
