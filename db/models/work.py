"""What is done with contacts: leads, touches, tasks, appointments, calls, messages, listings (DOMAIN 1, 1b)."""

from __future__ import annotations

from sqlalchemy import Index, text

from db.models.base import (
    Base,
    Document,
    Flag,
    Key,
    LongText,
    MaybeMoment,
    MaybeNumber,
    Moment,
    OfContact,
    Word,
    rarely_set,
    refers,
)
from db.models.declaring import Mapped, mapped_column


class Lead(OfContact, Base):
    """ONE action of a consumer. `lead_status` is "active", "inactive" or "" (R72)."""

    __tablename__ = "lead"
    id: Mapped[Key]
    lead_type: Mapped[Word]
    origin: Mapped[Word]
    source: Mapped[Word]
    listing_id: Mapped[int | None] = refers("listing")
    listing_text: Mapped[Word]
    message: Mapped[LongText]
    occurred_at: Mapped[Moment] = mapped_column(index=True)
    lead_status: Mapped[Word]
    first_touch_at: Mapped[MaybeMoment]
    first_touch_by: Mapped[int | None] = refers("member", index=False)
    routed_why: Mapped[LongText]
    __table_args__ = (
        Index("ix_lead_type_time", "lead_type", text("occurred_at DESC"), "contact_id"),
        # what a listing that comes later is linked to (db/actions/listing_links.py)
        Index("ix_lead_unlinked", "listing_text", sqlite_where=text("listing_id IS NULL AND listing_text <> ''"),
              postgresql_where=text("listing_id IS NULL AND listing_text <> ''")),
        # R43 and the waiting clock read only what nobody has answered
        Index("ix_lead_open", "lead_type", "occurred_at", "contact_id", sqlite_where=text("first_touch_at IS NULL"),
              postgresql_where=text("first_touch_at IS NULL")),
        # R72 asks only for what the concierge called active
        Index("ix_lead_active", "contact_id", sqlite_where=text("lead_status = 'active'"),
              postgresql_where=text("lead_status = 'active'")),
    )  # fmt: skip


class Touch(OfContact, Base):
    """An attempt to reach the contact, by call, text or e-mail, and what came of it."""

    __tablename__ = "touch"
    id: Mapped[Key]
    member_id: Mapped[int | None] = refers("member", index=False)
    channel: Mapped[Word]
    outcome: Mapped[Word]
    words: Mapped[LongText]
    phone_id: Mapped[int | None] = refers("contact_phone", index=False)
    at: Mapped[Moment] = mapped_column(index=True)  # the newest of the whole office
    __table_args__ = (
        # the KPI board counts a period of each member's (DOMAIN 9)
        Index("ix_touch_member_at", "member_id", "at"),
        rarely_set("touch", "phone_id"),
    )


class Task(OfContact, Base):
    """Something a member has to do by a time: call, follow_up, update_request, other; `said`: what they asked (R22)."""

    __tablename__ = "task"
    id: Mapped[Key]
    member_id: Mapped[int | None] = refers("member")
    kind: Mapped[Word]
    title: Mapped[LongText]
    said: Mapped[Word]
    due_at: Mapped[Moment] = mapped_column(index=True)
    done_at: Mapped[MaybeMoment]
    created_at: Mapped[Moment]
    lead_id: Mapped[int | None] = refers("lead", index=False)
    __table_args__ = (
        # R41 reads only what is still to be done
        Index("ix_task_open", "kind", "due_at", "contact_id", sqlite_where=text("done_at IS NULL"),
              postgresql_where=text("done_at IS NULL")),
        rarely_set("task", "lead_id"),
    )  # fmt: skip


class Appointment(OfContact, Base):
    """A meeting: start, length, place, people (R11). `ended_as` is "", held, no_show or cancelled.

    `uid` is what other calendars know it by (.ics).
    """

    __tablename__ = "appointment"
    id: Mapped[Key]
    member_id: Mapped[int | None] = refers("member")
    title: Mapped[LongText]
    starts_at: Mapped[Moment] = mapped_column(index=True)
    minutes: Mapped[int]
    place: Mapped[LongText]
    people: Mapped[LongText]
    kind: Mapped[Word]
    ended_as: Mapped[Word]
    uid: Mapped[Word]
    created_at: Mapped[MaybeMoment]


class Call(Base):
    """A call of the smart number's log, or one an agent made (R55).

    `number` is the other side's, `line` the office's; `outcome` one of rules/call_rows.OUTCOMES; `source_key` the id
    that the log gave it.
    """

    __tablename__ = "call"
    id: Mapped[Key]
    contact_id: Mapped[int | None] = refers("contact", cascade=True)
    member_id: Mapped[int | None] = refers("member", index=False)
    direction: Mapped[Word]
    number: Mapped[Word] = mapped_column(index=True)
    outcome: Mapped[Word]
    seconds: Mapped[MaybeNumber]
    line: Mapped[Word]
    source: Mapped[Word]
    caller_name: Mapped[Word]
    at: Mapped[Moment] = mapped_column(index=True)
    source_key: Mapped[Word] = mapped_column(index=True)


class Message(OfContact, Base):
    """A message to or from a contact; the outbox are those with `state` waiting (R88).

    `direction` is in, out, or to_member: one about the contact to the member `member_id`, `kind` saying what it is for.
    """

    __tablename__ = "message"
    id: Mapped[Key]
    member_id: Mapped[int | None] = refers("member", index=False)
    channel: Mapped[Word]
    direction: Mapped[Word]
    subject: Mapped[LongText]
    body: Mapped[LongText]
    state: Mapped[Word] = mapped_column(index=True)
    state_why: Mapped[LongText]
    at: Mapped[Moment]
    message_key: Mapped[Word] = mapped_column(index=True)
    enrolment_id: Mapped[int | None] = refers("enrolment", index=False)
    kind: Mapped[Word]
    __table_args__ = (rarely_set("message", "enrolment_id"),)


class Listing(Base):
    """A property on the market, or a sale of the past, by RESO names.

    `listing_key` need not be unique: a parcel sold twice has one key and two closing days. `modified_at` is what the
    file says; `details` holds every field that has no column here, under its own name.
    """

    __tablename__ = "listing"
    id: Mapped[Key]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    listing_key: Mapped[Word] = mapped_column(index=True)
    mls_number: Mapped[Word] = mapped_column(index=True)
    standard_status: Mapped[Word]
    property_type: Mapped[Word]
    is_lease: Mapped[Flag] = mapped_column(default=False, server_default=text("false"))
    street: Mapped[Word]
    city: Mapped[Word] = mapped_column(index=True)
    region: Mapped[Word]
    postal_code: Mapped[Word] = mapped_column(index=True)
    list_price_cents: Mapped[MaybeMoment]
    close_price_cents: Mapped[MaybeMoment]
    listed_at: Mapped[MaybeMoment]
    closed_at: Mapped[MaybeMoment]
    bedrooms: Mapped[MaybeNumber]
    bathroom_hundredths: Mapped[MaybeNumber]
    floor_area: Mapped[MaybeNumber]
    lot_square_feet: Mapped[MaybeNumber]
    year_built: Mapped[MaybeNumber]
    modified_at: Mapped[MaybeMoment]
    search_text: Mapped[LongText]
    details: Mapped[Document] = mapped_column(default=dict, server_default="{}")


class ListingActivity(OfContact, Base):
    """A contact viewed, favourited or inquired about a listing (R61, R85)."""

    __tablename__ = "listing_activity"
    id: Mapped[Key]
    listing_id: Mapped[int | None] = refers("listing", index=False)
    kind: Mapped[Word]
    at: Mapped[Moment]
    __table_args__ = (
        # R61 reads who looked at the listings that fit, and nothing but this index for it
        Index("ix_listing_activity_listing", "listing_id", "at", "contact_id", "kind"),
    )


class AlertSearch(OfContact, Base):
    """A saved search that mails listing alerts (R40)."""

    __tablename__ = "alert_search"
    id: Mapped[Key]
    title: Mapped[LongText]
    criteria: Mapped[Document] = mapped_column(default=dict, server_default="{}")
    active: Mapped[bool]
    created_at: Mapped[Moment]
    __table_args__ = (Index("ix_alert_search_active", "contact_id", "active"),)  # R40 reads nothing else
