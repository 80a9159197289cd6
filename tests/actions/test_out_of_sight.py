"""By the number of a row nobody learns of another's contact: a row out of sight is told of as one that is not (R19)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from db.actions import activity, members
from db.actions.appointments import NewAppointment, add_appointment, change_appointment, end_appointment
from db.actions.dispositions import set_amount
from db.actions.follow_ups import finish_call, move_task, reopen_task
from db.actions.leads import answer_update_request
from db.actions.underwriting import answer_underwriting
from db.models import Press, Underwriting
from db.office import Office
from db.rules.errors import NotFoundError
from tests.actions.pressing import pressed, rows
from tests.builders import AGENT, DAY, OTHER_AGENT, acting, add, perform_as
from tests.office_fixtures import START

LATE = "Ula Second"
THERE_IS_NONE = 999_999


def told(office: Office, name: str, act: Callable[[int], Any], number: int) -> str:
    """What `name` is told of a number that is not there for them."""
    with acting(office, name), pytest.raises(NotFoundError) as raised:
        act(number)
    return str(raised.value)


def test_r19_a_row_out_of_sight_is_told_of_as_one_that_is_not(office: Office) -> None:
    ann = add(office, "Ann Lee", owner=AGENT)
    with acting(office, AGENT):
        soon: dict[str, Any] = {"contact_id": ann, "due_at": START + DAY, "title": ""}
        call = office.perform(activity.add_task, kind="call", **soon).value
        update = office.perform(activity.add_task, kind="update_request", **soon).value
        showing = office.perform(add_appointment, contact_id=ann, appointment=NewAppointment(START + DAY))
    pressed(office, "needs_offer", ann)
    (press_id,), (asked,) = rows(office, Press.id), rows(office, Underwriting.id)
    # asked of those who were underwriters then
    office.perform(members.add_member, name=LATE, roles=("underwriter",))
    do, meeting = office.perform, showing.value.appointment_id
    cases: tuple[tuple[str, str, int, Callable[[int], Any]], ...] = (
        ("task {}", OTHER_AGENT, call, lambda n: do(activity.finish_task, task_id=n)),
        ("task {}", OTHER_AGENT, call, lambda n: do(reopen_task, task_id=n)),
        ("task {}", OTHER_AGENT, call, lambda n: do(move_task, task_id=n, due_at=START + 2 * DAY)),
        ("task {}", OTHER_AGENT, call, lambda n: do(finish_call, task_id=n, outcome="talked")),
        ("request for an update {}", OTHER_AGENT, update, lambda n: do(answer_update_request, task_id=n, line="x")),
        ("appointment {}", OTHER_AGENT, meeting, lambda n: do(end_appointment, appointment_id=n, ended_as="cancelled")),
        ("appointment {}", OTHER_AGENT, meeting, lambda n: do(change_appointment, appointment_id=n, changes={})),
        ("press {}", OTHER_AGENT, press_id, lambda n: do(set_amount, press_id=n, amount_cents=5)),
        ("request {} for an offer", LATE, asked, lambda n: do(answer_underwriting, underwriting_id=n, amount_cents=5)),
    )
    for thing, name, number, act in cases:
        for one in (number, THERE_IS_NONE):
            assert told(office, name, act, one) == f"There is no {thing.format(one)}."
    # who works with the contact does it by the same numbers
    assert perform_as(office, AGENT, activity.finish_task, task_id=call).value == 1
