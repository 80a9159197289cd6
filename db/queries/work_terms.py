"""Filter terms on touches and presses as where clauses; each row stands beside its contact (R12, R16, R18, R74)."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, and_, exists, func, literal_column, not_, or_, select

from db.filters import Moment, flag_field, member_field
from db.models import Approval, Press, Touch
from db.queries.lead_terms import Build, TermTable
from db.rules.disposition_guards import ONE_CREDIT_MS
from db.rules.filters import Term
from db.rules.standing import APPROVED

_NOBODY: Final = "none"


def _doer(column: Any) -> Build:
    """Who did it. Named plainly, so that the index of members and moments answers in its order."""
    usual = member_field(column)

    def build(term: Term, at: Moment) -> ColumnElement[bool]:
        if term.op != "in" or _NOBODY in term.values:
            return usual(term, at)
        ids = [int(word) if word.isdecimal() else at.member_ids.get(word.casefold(), -1) for word in term.values]
        return column == ids[0] if len(ids) == 1 else column.in_(ids)  # type: ignore[no-any-return]  # columns are Any

    return build


# -- touches ------------------------------------------------------------------------------------------------------

TOUCH_TERMS: Final = TermTable(
    {"made": Touch.at, "channel": Touch.channel, "outcome": Touch.outcome, "words": Touch.words},
    {"member": _doer(Touch.member_id)},
    frozenset({"made", "channel", "outcome", "words", "member"}),
)


# -- presses ------------------------------------------------------------------------------------------------------


def _table(name: str) -> Any:
    return Press.__table__.alias(name)


def _same_run(one: Any, other: Any) -> ColumnElement[bool]:
    """Two presses for a credit by the same member, on the same contact, of the same disposition."""
    return and_(
        one.c.contact_id == other.c.contact_id, one.c.member_id.is_not_distinct_from(other.c.member_id),
        one.c.disposition == other.c.disposition, one.c.credit.is_(True),
    )  # fmt: skip


def _near(press: Any) -> ColumnElement[bool]:
    """Another one of its run stands at most a minute before it: only then it may be none of its own."""
    before = _table("before")
    earlier = or_(before.c.at < press.c.at, and_(before.c.at == press.c.at, before.c.id < press.c.id))
    within = before.c.at >= press.c.at - ONE_CREDIT_MS
    return exists(select(1).select_from(before).where(_same_run(before, press), within, earlier).correlate(press))


def _later_credits() -> CTE:
    """The credits of runs in which presses stand close: from the first of them on, the first after each minute."""
    first, after = _table("first"), _table("after")
    close = and_(after.c.at.between(first.c.at, first.c.at + ONE_CREDIT_MS), after.c.id != first.c.id)
    follows = exists(select(1).select_from(after).where(_same_run(after, first), close).correlate(first))
    begun = select(first.c.id, first.c.contact_id, first.c.member_id, first.c.disposition, first.c.at, first.c.credit)
    begun = begun.where(first.c.credit.is_(True), not_(_near(first)), follows)
    chain = begun.cte("credits", recursive=True)
    following, other = _table("following"), _table("other")
    later = select(other.c.id).where(_same_run(other, chain), other.c.at > chain.c.at + ONE_CREDIT_MS)
    wanted = later.order_by(other.c.at, other.c.id).limit(1).correlate(chain).scalar_subquery()
    joined = chain.join(following, following.c.id == wanted)
    step = select(*(following.c[column.key] for column in chain.c)).select_from(joined).where(_near(following))
    return chain.union_all(step)


_LATER: Final = _later_credits()


def counts_as_credit() -> ColumnElement[bool]:
    """The press is a credit: one a minute for the same member, contact and disposition, counted from the presses that
    stand; db/rules/disposition_guards.credited says the same (R12).
    """
    return and_(Press.credit.is_(True), or_(not_(_near(Press.__table__)), Press.id.in_(select(_LATER.c.id))))


def record_column() -> ColumnElement[str]:
    """The record that confirmed it, "" where none is named (R16)."""
    return func.coalesce(Press.details["confirmed_by"].as_string(), literal_column("''"))


def approval_of() -> ColumnElement[bool]:
    """The request that became this press when a broker approved it (R18)."""
    a = Approval
    return and_(
        a.contact_id == Press.contact_id, a.member_id == Press.member_id, a.decided_at == Press.at, a.state == APPROVED
    )


def _approved() -> ColumnElement[bool]:
    return exists(select(1).where(approval_of()).correlate(Press))


PRESS_TERMS: Final = TermTable(
    {"pressed": Press.at, "disposition": Press.disposition, "label": Press.label, "colour": Press.colour},
    {
        "member": _doer(Press.member_id),
        "credit": flag_field(counts_as_credit),
        "evidence": flag_field(lambda: record_column() != literal_column("''")),
        "approved": flag_field(_approved),
    },
    frozenset({"pressed", "disposition", "label", "colour", "member", "credit", "evidence", "approved"}),
)
