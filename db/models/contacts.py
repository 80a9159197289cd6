"""Contacts and what hangs on them: addresses, numbers, hashtags, shares, properties, notes (DOMAIN 1b)."""

from __future__ import annotations

from sqlalchemy import Boolean, Index, String, UniqueConstraint, text

from db.models.base import (
    Base,
    BigId,
    Document,
    Flag,
    Key,
    LongText,
    MaybeMoment,
    MaybeNumber,
    Moment,
    OfContact,
    Word,
    refers,
)
from db.models.declaring import Mapped, mapped_column

_ARCHIVED = "status = 'archive'"
_CALL_DUE = "call_due_at IS NOT NULL"
_WAITING = "waiting_since IS NOT NULL"
_VIEWED = "last_viewed_at IS NOT NULL"
_BY_TEXT = "captured_by_text != ''"
_LENT = "lender_id IS NOT NULL"
_SELLER = "is_seller IS true OR has_seller_info IS true OR valuation_address != ''"


class Contact(Base):
    """Someone the office knows. Columns below "summaries" are derived in the same transaction (db/tallies.py)."""

    __tablename__ = "contact"

    id: Mapped[Key]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[Moment]
    added_at: Mapped[Moment]  # when it came into this office; R5 counts its two minutes from here
    updated_at: Mapped[Moment]
    display_name: Mapped[Word]
    name_key: Mapped[Word]
    name_kind: Mapped[Word]
    prefix: Mapped[Word]
    first_name: Mapped[Word]
    middle_name: Mapped[Word]
    last_name: Mapped[Word]
    suffix: Mapped[Word]
    nickname: Mapped[Word]
    company: Mapped[Word]
    spouse: Mapped[Word]
    job_title: Mapped[Word]
    birthday: Mapped[Word]
    anniversary: Mapped[Word]
    status: Mapped[str] = mapped_column(String(20))
    status_since: Mapped[Moment]
    status_why: Mapped[LongText]
    owner_id: Mapped[int | None] = refers("member", index=False)
    owner_how: Mapped[Word]
    owner_since: Mapped[MaybeMoment]
    lender_id: Mapped[int | None] = refers("member")
    household_id: Mapped[int | None] = mapped_column(BigId, nullable=True)
    source: Mapped[Word]
    business_source: Mapped[Word]
    contact_type: Mapped[Word]
    priority: Mapped[Word]
    interest: Mapped[MaybeNumber]
    time_frame: Mapped[Word]
    mls_number: Mapped[Word]
    disposition: Mapped[Word]
    captured_by_text: Mapped[Word]
    valuation_address: Mapped[Word]
    sell_form_at: Mapped[MaybeMoment]
    last_viewed_at: Mapped[MaybeMoment]
    last_visit_at: Mapped[MaybeMoment]
    first_reply_at: Mapped[MaybeMoment]
    email_subscribed: Mapped[bool] = mapped_column(Boolean, default=True, server_default=text("true"))
    text_subscribed: Mapped[bool] = mapped_column(Boolean, default=True, server_default=text("true"))
    unsubscribe_cause: Mapped[Word]
    unsubscribed_at: Mapped[MaybeMoment]
    automation_frozen: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    extra: Mapped[Document] = mapped_column(default=dict, server_default="{}")
    # summaries
    kind: Mapped[str] = mapped_column(String(12), default="invalid", server_default="invalid")
    is_seller: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    has_seller_info: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    searching_at: Mapped[Moment]
    last_activity_at: Mapped[Moment]
    primary_email: Mapped[Word]
    primary_phone: Mapped[Word]
    call_due_at: Mapped[MaybeMoment]  # when its earliest open call is due (R41)
    waiting_since: Mapped[MaybeMoment]  # when its earliest form lead without a first touch occurred (R43)
    in_campaign: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    has_alert: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    hashtag_text: Mapped[LongText]
    search_text: Mapped[LongText]

    __table_args__ = (
        Index("ix_contact_owner_list", "owner_id", "status", text("last_activity_at DESC"), text("id DESC")),
        Index("ix_contact_status_list", "status", text("last_activity_at DESC"), text("id DESC")),
        Index("ix_contact_activity", text("last_activity_at DESC"), text("id DESC")),
        Index("ix_contact_name", "name_key", "id"),
        Index("ix_contact_owner_searching", "owner_id", "searching_at"),
        Index("ix_contact_primary_email", "primary_email"),
        # the sidebar's counts by the clock (db/queries/list_counts.py)
        Index("ix_contact_owner_archived", "owner_id", "searching_at", sqlite_where=text(_ARCHIVED),
              postgresql_where=text(_ARCHIVED)),
        Index("ix_contact_owner_call_due", "owner_id", "call_due_at", sqlite_where=text(_CALL_DUE),
              postgresql_where=text(_CALL_DUE)),
        Index("ix_contact_owner_waiting", "owner_id", "waiting_since", sqlite_where=text(_WAITING),
              postgresql_where=text(_WAITING)),
        # the broker's lists (R50, R52–R54): in their order, and counted without a look at the contacts
        Index("ix_contact_viewed", text("last_viewed_at DESC"), text("id DESC"), "status",
              sqlite_where=text(_VIEWED), postgresql_where=text(_VIEWED)),
        Index("ix_contact_by_text", text("last_activity_at DESC"), text("id DESC"), "status", "captured_by_text",
              sqlite_where=text(_BY_TEXT), postgresql_where=text(_BY_TEXT)),
        Index("ix_contact_with_lender", text("last_activity_at DESC"), text("id DESC"), "status",
              sqlite_where=text(_LENT), postgresql_where=text(_LENT)),
        Index("ix_contact_seller_any", text("last_activity_at DESC"), text("id DESC"), "status",
              sqlite_where=text(_SELLER.replace("true", "1")), postgresql_where=text(_SELLER)),
    )  # fmt: skip


class ContactEmail(OfContact, Base):
    """One e-mail address; `value` is normalised, `raw` as it came; not usable: `why_not` says why."""

    __tablename__ = "contact_email"
    id: Mapped[Key]
    label: Mapped[Word]
    value: Mapped[Word] = mapped_column(index=True)
    raw: Mapped[LongText]
    is_primary: Mapped[Flag]
    usable: Mapped[Flag]
    why_not: Mapped[Word]


class ContactPhone(OfContact, Base):
    """One number; `e164` is "" where it cannot be parsed. `told_wrong` counts the tellings of R17."""

    __tablename__ = "contact_phone"
    id: Mapped[Key]
    label: Mapped[Word]
    e164: Mapped[Word] = mapped_column(index=True)
    extension: Mapped[Word]
    raw: Mapped[LongText]
    is_primary: Mapped[Flag]
    usable: Mapped[Flag]
    why_not: Mapped[Word]
    told_wrong: Mapped[int] = mapped_column(default=0, server_default="0")


class ContactAddress(OfContact, Base):
    """One postal address; the postal code is text."""

    __tablename__ = "contact_address"
    id: Mapped[Key]
    label: Mapped[Word]
    street: Mapped[Word]
    unit: Mapped[Word]
    city: Mapped[Word]
    region: Mapped[Word]
    postal_code: Mapped[Word]
    country: Mapped[Word]
    raw: Mapped[LongText]
    is_primary: Mapped[Flag]


class ContactProperty(OfContact, Base):
    """A property the contact owns and may sell: seller info (R33, R52). Texts, as people write "2.5".

    `struck_at`: sold already, and the contact lives on with another one (R16).
    """

    __tablename__ = "contact_property"
    id: Mapped[Key]
    street: Mapped[Word]
    city: Mapped[Word]
    region: Mapped[Word]
    postal_code: Mapped[Word]
    property_type: Mapped[Word]
    bedrooms: Mapped[Word]
    bathrooms: Mapped[Word]
    floor_area: Mapped[Word]
    sell_when: Mapped[Word]
    asking_price: Mapped[Word]
    struck_at: Mapped[MaybeMoment]


class ContactHashtag(OfContact, Base):
    """A hashtag, shown as written; `tag_key` (case-folded) is what is compared."""

    __tablename__ = "contact_hashtag"
    id: Mapped[Key]
    tag: Mapped[Word]
    tag_key: Mapped[Word]
    __table_args__ = (UniqueConstraint("contact_id", "tag_key"), Index("ix_contact_hashtag_tag_key", "tag_key"))


class ContactShare(OfContact, Base):
    """The contact is seen and worked by this member too (R75)."""

    __tablename__ = "contact_share"
    id: Mapped[Key]
    member_id: Mapped[int] = refers("member")
    since: Mapped[Moment]
    __table_args__ = (UniqueConstraint("contact_id", "member_id"),)


class SubscriptionChange(OfContact, Base):
    """What was decided about automated mail or text: who, why, in which words, when (R6, R38, R87)."""

    __tablename__ = "subscription_change"
    id: Mapped[Key]
    channel: Mapped[Word]
    subscribed: Mapped[Flag]
    cause: Mapped[Word]
    words: Mapped[LongText]
    source: Mapped[Word]
    member_id: Mapped[int | None] = refers("member", index=False)
    at: Mapped[Moment]


class Note(OfContact, Base):
    """A member's note on a contact, plain text."""

    __tablename__ = "note"
    id: Mapped[Key]
    member_id: Mapped[int | None] = refers("member", index=False)
    body: Mapped[LongText]
    at: Mapped[Moment]


class PastEvent(OfContact, Base):
    """A line of history that came with the contact from another office's export; our own lines stand in the steps.

    A change of status names both statuses, `status_from` "" where it is not known.
    """

    __tablename__ = "past_event"
    id: Mapped[Key]
    kind: Mapped[Word]
    title: Mapped[LongText]
    detail: Mapped[LongText]
    member: Mapped[Word]
    status: Mapped[Word]
    status_from: Mapped[Word]
    at: Mapped[Moment]


class Duplicate(Base):
    """Two contacts a person said are not the same (R25)."""

    __tablename__ = "not_duplicate"
    id: Mapped[Key]
    first_id: Mapped[int] = refers("contact", cascade=True)
    second_id: Mapped[int] = refers("contact", cascade=True)
    member_id: Mapped[int | None] = refers("member", index=False)
    at: Mapped[Moment]
