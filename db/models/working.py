"""What presses set in motion: dispositions, holds, underwriting, routing of new leads, alerts (DOMAIN 3, R76)."""

from __future__ import annotations

from sqlalchemy import Boolean, Index, UniqueConstraint, text

from db.models.base import (
    Base,
    BigId,
    Document,
    Key,
    LongText,
    MaybeMoment,
    Moment,
    OfContact,
    Word,
    rarely_set,
    refers,
)
from db.models.declaring import Mapped, mapped_column

_OPEN_HOLD = text("ended_at IS NULL")
_OPEN_OFFER = text("state = 'open'")
_UNSEEN = text("seen_at IS NULL")


class Press(OfContact, Base):
    """A member pressed a disposition: its label and colour as they were then, the KPI credit it gave (R12, R23).

    `details` holds what it asked for: the record that confirmed it, the amount's words, the place of an appointment.
    """

    __tablename__ = "press"
    id: Mapped[Key]
    member_id: Mapped[int | None] = refers("member", index=False)
    disposition: Mapped[Word]
    label: Mapped[Word]
    colour: Mapped[Word]
    at: Mapped[Moment] = mapped_column(index=True)
    credit: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    amount_cents: Mapped[MaybeMoment]
    details: Mapped[Document] = mapped_column(default=dict, server_default="{}")
    __table_args__ = (
        Index("ix_press_member_at", "member_id", "at"),
        # whether a press is a credit of its own depends on those of the minute before it (R12)
        Index("ix_press_credit", "contact_id", "disposition", "member_id", "at", sqlite_where=text("credit IS 1"),
              postgresql_where=text("credit IS true")),
    )  # fmt: skip


class Hold(OfContact, Base):
    """A contact stays with its owner until a moment, then goes to the pool; what happens before ends it (R15).

    `step_id` is the step that began it: what happened since is what later steps wrote, whatever the clock said then.
    """

    __tablename__ = "hold"
    id: Mapped[Key]
    member_id: Mapped[int | None] = refers("member", index=False)
    press_id: Mapped[int | None] = refers("press", index=False)
    step_id: Mapped[int] = mapped_column(BigId)
    since: Mapped[Moment]
    until_at: Mapped[Moment]
    ended_at: Mapped[MaybeMoment]
    ended_why: Mapped[LongText]
    __table_args__ = (
        Index("ix_hold_open", "until_at", "contact_id", sqlite_where=_OPEN_HOLD, postgresql_where=_OPEN_HOLD),
        rarely_set("hold", "press_id"),
    )


class Underwriting(OfContact, Base):
    """A contact was sent to an underwriter, who sees it from then on; `answer` holds the offer's numbers (R10)."""

    __tablename__ = "underwriting"
    id: Mapped[Key]
    member_id: Mapped[int | None] = refers("member", index=False)
    asked_by: Mapped[int | None] = refers("member", index=False)
    press_id: Mapped[int | None] = refers("press", index=False)
    asked_at: Mapped[Moment]
    answered_at: Mapped[MaybeMoment]
    answer: Mapped[Document] = mapped_column(default=dict, server_default="{}")
    __table_args__ = (
        Index("ix_underwriting_member_id", "member_id", "contact_id"),
        rarely_set("underwriting", "press_id"),
    )


class CallSession(Base):
    """A member's hour of calls: a list made a queue (`queue` holds the contacts' ids in order, and never changes).

    `course` holds what does: those put off, whose turn it is, how many dials each gets. Who was reached is not kept
    here: the touches and presses since `started_at` say it.
    """

    __tablename__ = "call_session"
    id: Mapped[Key]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    member_id: Mapped[int | None] = refers("member")
    title: Mapped[LongText]
    list_key: Mapped[Word]
    filter_text: Mapped[LongText]
    queue: Mapped[Document] = mapped_column(default=dict, server_default="{}")
    course: Mapped[Document] = mapped_column(default=dict, server_default="{}")
    started_at: Mapped[Moment]
    ended_at: Mapped[MaybeMoment]


class RoutingOffer(OfContact, Base):
    """A new lead offered to a member until a moment; `state` is open, taken, passed, lapsed or withdrawn."""

    __tablename__ = "routing_offer"
    id: Mapped[Key]
    lead_id: Mapped[int | None] = refers("lead")
    member_id: Mapped[int | None] = refers("member", index=False)
    rule: Mapped[Word]
    state: Mapped[Word]
    offered_at: Mapped[Moment]
    until_at: Mapped[Moment]
    answered_at: Mapped[MaybeMoment]
    __table_args__ = (
        Index("ix_routing_offer_open", "member_id", "until_at", sqlite_where=_OPEN_OFFER, postgresql_where=_OPEN_OFFER),
    )


class RoutingTurn(Base):
    """How many new leads a rule that takes turns has given a member, and when it gave the last one."""

    __tablename__ = "routing_turn"
    id: Mapped[Key]
    rule: Mapped[Word]
    member_id: Mapped[int | None] = refers("member", index=False)
    given: Mapped[int]
    at: Mapped[Moment]
    __table_args__ = (UniqueConstraint("rule", "member_id"),)


class Alert(Base):
    """News for a member about a contact: a new lead, an offer, a request; seen when they looked (R76).

    A digest is about many contacts, and hangs on none.
    """

    __tablename__ = "alert"
    id: Mapped[Key]
    contact_id: Mapped[int | None] = refers("contact", cascade=True)
    member_id: Mapped[int | None] = refers("member", index=False)
    kind: Mapped[Word]
    lead_id: Mapped[int | None] = refers("lead", index=False)
    line: Mapped[LongText]
    at: Mapped[Moment]
    seen_at: Mapped[MaybeMoment]
    __table_args__ = (
        Index("ix_alert_unseen", "member_id", "at", sqlite_where=_UNSEEN, postgresql_where=_UNSEEN),
        rarely_set("alert", "lead_id"),
    )
