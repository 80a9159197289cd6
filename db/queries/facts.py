"""The office's settings and members' names as one frozen value."""

from __future__ import annotations

from sqlalchemy import Connection, select

from db.models import Member, Setting
from db.queries.reader import OfficeFacts
from db.rules.lead_types import SEARCHING_DAYS, definitions, with_scheme
from db.rules.settings import read_scheme
from db.rules.values import CONTACT_SOURCES


def load_facts(connection: Connection) -> OfficeFacts:
    """Read the office's settings; what is not set has the defaults of the book of rules."""
    rows = connection.execute(select(Setting.key, Setting.value).where(Setting.member_id.is_(None)))
    settings = {key: value.get("value") for key, value in rows}
    people = connection.execute(select(Member.id, Member.name, Member.roles, Member.active).order_by(Member.id)).all()
    scheme = read_scheme(settings.get("scheme"))
    lists = definitions(
        days=int(settings.get("searching_days") or SEARCHING_DAYS),
        viewed_only=bool(settings.get("searching_viewed_only")),
    )
    added = tuple((key, label) for key, label in (settings.get("sources") or {}).items())
    return OfficeFacts(
        name=settings.get("name") or "Brokerdesk office",
        zone=settings.get("zone") or "America/New_York",
        region=settings.get("region") or "US",
        scheme=scheme,
        lists=with_scheme(lists, scheme),
        members={p.id: p.name for p in people},
        # who has left keeps their name, and is offered for nothing any more
        roles={p.id: tuple(p.roles.split(",")) if p.active else () for p in people},
        sources=CONTACT_SOURCES + added,
        settings=settings,
    )
