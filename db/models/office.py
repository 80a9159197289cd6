"""The office itself: members, settings, schemes of statuses, saved filters and remembered mappings."""

from __future__ import annotations

from sqlalchemy import Boolean, Index, String, text

from db.models.base import Base, Document, Key, LongText, MaybeMoment, Moment, Word, refers
from db.models.declaring import Mapped, mapped_column


class Member(Base):
    """Someone of the office. `roles` are keys joined by "," in the order of DOMAIN 1; `joined_on` is an ISO date.

    Who does not sign in (a lender of another house) is only named: contacts are assigned to them (R53).
    """

    __tablename__ = "member"
    id: Mapped[Key]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    name: Mapped[Word] = mapped_column(unique=True)
    email: Mapped[Word]
    phone: Mapped[Word]
    roles: Mapped[Word]
    joined_on: Mapped[Word]
    active: Mapped[bool] = mapped_column(Boolean, default=True, server_default=text("true"))
    password_hash: Mapped[LongText]
    underwriter_id: Mapped[int | None] = refers("member", index=False)
    goals: Mapped[Document] = mapped_column(default=dict, server_default="{}")
    signature: Mapped[LongText]
    office_hours: Mapped[Document] = mapped_column(default=dict, server_default="{}")
    company: Mapped[Word]
    license_number: Mapped[Word]
    signs_in: Mapped[bool] = mapped_column(Boolean, default=True, server_default=text("true"))


class Setting(Base):
    """One setting of the office, or of one member (`member_id`), as JSON under a key."""

    __tablename__ = "setting"
    id: Mapped[Key]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    key: Mapped[str] = mapped_column(String(120), index=True)
    member_id: Mapped[int | None] = refers("member")
    value: Mapped[Document]


class SavedFilter(Base):
    """A list of a member's own: a list key, a filter and a name."""

    __tablename__ = "saved_filter"
    id: Mapped[Key]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    member_id: Mapped[int | None] = refers("member")
    title: Mapped[Word]
    list_key: Mapped[Word]
    filter_text: Mapped[LongText]
    created_at: Mapped[Moment]


class ImportRun(Base):
    """A file that was imported: what came of it, and how its columns were mapped (remembered by fingerprint)."""

    __tablename__ = "import_run"
    id: Mapped[Key]
    member_id: Mapped[int | None] = refers("member", index=False)
    step_id: Mapped[int | None] = refers("step")
    file_name: Mapped[LongText]
    fingerprint: Mapped[Word] = mapped_column(index=True)
    mapping: Mapped[Document]
    counts: Mapped[Document]
    at: Mapped[Moment]


class Campaign(Base):
    """A series of messages and tasks that runs by itself (R80); its steps stand in `plan`."""

    __tablename__ = "campaign"
    id: Mapped[Key]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    member_id: Mapped[int | None] = refers("member", index=False)
    title: Mapped[Word]
    locked: Mapped[bool]
    plan: Mapped[Document]


class Enrolment(Base):
    """A contact in a campaign: where it stands, why it stopped."""

    __tablename__ = "enrolment"
    __table_args__ = (Index("ix_enrolment_of_contact", "contact_id", "state"),)  # R39 reads nothing else
    id: Mapped[Key]
    contact_id: Mapped[int] = refers("contact", index=False, cascade=True)
    campaign_id: Mapped[int] = refers("campaign")
    state: Mapped[Word]
    state_why: Mapped[LongText]
    step_no: Mapped[int]
    next_at: Mapped[MaybeMoment]
    since: Mapped[Moment]


class Approval(Base):
    """A request that waits for a broker (R18)."""

    __tablename__ = "approval"
    id: Mapped[Key]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    contact_id: Mapped[int] = refers("contact", cascade=True)
    member_id: Mapped[int | None] = refers("member", index=False)
    request: Mapped[Document]
    state: Mapped[Word]
    decided_by: Mapped[int | None] = refers("member", index=False)
    decided_at: Mapped[MaybeMoment]
    at: Mapped[Moment]
