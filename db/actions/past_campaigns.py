"""Recording what ran for contacts before the office used Brokerdesk: campaigns, enrolments, listing alerts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.actions.base import action
from db.models import AlertSearch, Campaign, Enrolment
from db.rules.errors import WrongUseError
from db.rules.permissions import Right
from db.rules.standing import STATES
from db.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PastCampaign:
    """A campaign of the office: its title, whether only the broker edits it, and its steps (day, channel, title)."""

    title: str
    locked: bool = False
    steps: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PastEnrolment:
    """A contact in the campaign `title`: since when, its state and why, steps done, when the next is due (ms UTC)."""

    contact_id: int
    title: str
    since: int
    state: str
    why: str = ""
    step_no: int = 0
    next_at: int | None = None


@dataclass(frozen=True, slots=True)
class PastAlert:
    """A saved search that mails new listings to a contact; `criteria` are what it looks for."""

    contact_id: int
    title: str
    created_at: int
    active: bool
    criteria: tuple[tuple[str, Any], ...] = ()


@action(Right.IMPORT)
def record_standing(
    uow: UnitOfWork,
    *,
    campaigns: Sequence[PastCampaign],
    enrolments: Sequence[PastEnrolment],
    alerts: Sequence[PastAlert],
) -> int:
    """Write campaigns, who is in them, and listing alerts as one step; gives how many rows.

    Errors: WrongUseError for an unknown state, or an enrolment in a campaign that is not among `campaigns`.
    """
    ids = dict(zip((c.title for c in campaigns), uow.insert(Campaign, [_campaign(c) for c in campaigns]), strict=True))
    for one in enrolments:
        if one.title not in ids or one.state not in STATES:
            raise WrongUseError(f"There is no campaign “{one.title}” to be {one.state} in.")
    uow.insert(Enrolment, [_enrolment(one, ids[one.title]) for one in enrolments])
    uow.insert(AlertSearch, [_alert(one) for one in alerts])
    uow.label = f"{len(campaigns):,} campaigns, {len(enrolments):,} enrolments and {len(alerts):,} alerts recorded"
    return len(campaigns) + len(enrolments) + len(alerts)


def _campaign(one: PastCampaign) -> dict[str, Any]:
    steps = [{"day": day, "channel": channel, "title": title} for day, channel, title in one.steps]
    return {"title": one.title, "locked": one.locked, "plan": {"steps": steps}}


def _enrolment(one: PastEnrolment, campaign_id: int) -> dict[str, Any]:
    return {"contact_id": one.contact_id, "campaign_id": campaign_id, "state": one.state, "state_why": one.why,
            "step_no": one.step_no, "next_at": one.next_at, "since": one.since}  # fmt: skip


def _alert(one: PastAlert) -> dict[str, Any]:
    return {"contact_id": one.contact_id, "title": one.title, "criteria": dict(one.criteria), "active": one.active,
            "created_at": one.created_at}  # fmt: skip
