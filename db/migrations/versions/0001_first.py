"""The first schema: every table of the office, and the search index on SQLite.

Revision 0001. Frozen: later changes are revisions of their own; tests/test_schema.py holds it against the models.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from db.migrations.shorthand import (
    big_id,
    document,
    ids,
    key,
    link,
    maybe_ids,
    maybe_moments,
    moments,
    own_key,
    rarely_set,
    texts,
    words,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SEARCH_INDEX = (
    (
        """CREATE VIRTUAL TABLE contact_search USING fts5(
            search_text, tokenize='trigram', detail='none')"""
    ),
    (
        """CREATE TRIGGER contact_search_insert AFTER INSERT ON contact WHEN new.search_text <> '' BEGIN
            INSERT INTO contact_search(rowid, search_text) VALUES (new.id, new.search_text); END"""
    ),
    (
        """CREATE TRIGGER contact_search_delete AFTER DELETE ON contact WHEN old.search_text <> '' BEGIN
            DELETE FROM contact_search WHERE rowid = old.id; END"""
    ),
    (
        """CREATE TRIGGER contact_search_update AFTER UPDATE OF search_text ON contact
            WHEN old.search_text IS NOT new.search_text BEGIN
            DELETE FROM contact_search WHERE rowid = old.id;
            INSERT INTO contact_search(rowid, search_text)
            SELECT new.id, new.search_text WHERE new.search_text <> ''; END"""
    ),
)


def upgrade() -> None:
    """Make the tables, those first that others refer to."""
    _contact_tally_to_campaign()
    _contact()
    _saved_filter_to_setting()
    _broker_lists()
    _step_to_contact_address()
    _contact_email_to_deal()
    _document_to_not_duplicate()
    _note_to_subscription_change()
    _message_to_touch()
    if op.get_bind().dialect.name == "sqlite":
        for statement in SEARCH_INDEX:
            op.execute(sa.text(statement.replace(":", "\\:")))


# fmt: off
# A table is read as a table: its columns in rows, not one below the other.

def _contact_tally_to_campaign() -> None:
    op.create_table(
        "contact_tally",
        sa.Column("owner_id", big_id(), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(20), nullable=False), sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("is_seller", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("email_subscribed", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("in_campaign", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("has_alert", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "status", "kind", "is_seller", "email_subscribed", "in_campaign",
            "has_alert", name=op.f("pk_contact_tally")),
    )
    op.create_table(
        "key_counter",
        sa.Column("name", sa.String(60), nullable=False), *ids("next_id"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_key_counter")),
    )
    op.create_table(
        "listing",
        key(), sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *words("listing_key", "mls_number", "standard_status", "property_type"),
        sa.Column("is_lease", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        *words("street", "city", "region", "postal_code"),
        *maybe_moments("list_price_cents", "close_price_cents", "listed_at", "closed_at"),
        sa.Column("bedrooms", sa.Integer(), nullable=True),
        sa.Column("bathroom_hundredths", sa.Integer(), nullable=True),
        sa.Column("floor_area", sa.Integer(), nullable=True), sa.Column("lot_square_feet", sa.Integer(), nullable=True),
        sa.Column("year_built", sa.Integer(), nullable=True), *maybe_moments("modified_at"), *texts("search_text"),
        sa.Column("details", document(), server_default="{}", nullable=False), own_key("listing"),
    )
    op.create_index("ix_listing_city", "listing", ["city"])
    op.create_index("ix_listing_listing_key", "listing", ["listing_key"])
    op.create_index("ix_listing_mls_number", "listing", ["mls_number"])
    op.create_index("ix_listing_postal_code", "listing", ["postal_code"])
    op.create_table(
        "member",
        key(), sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *words("name", "email", "phone", "roles", "joined_on"),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False), *texts("password_hash"),
        *maybe_ids("underwriter_id"), sa.Column("goals", document(), server_default="{}", nullable=False),
        *texts("signature"), sa.Column("office_hours", document(), server_default="{}", nullable=False),
        link("member", "underwriter_id", "member"), own_key("member"),
        sa.UniqueConstraint("name", name=op.f("uq_member_name")),
    )
    op.create_table(
        "step_image",
        sa.Column("write_id", big_id(), autoincrement=False, nullable=False),
        sa.Column("row_id", big_id(), autoincrement=False, nullable=False), *maybe_ids("contact_id"),
        sa.Column("before", document(), nullable=True), sa.Column("after", document(), nullable=True),
        sa.PrimaryKeyConstraint("write_id", "row_id", name=op.f("pk_step_image")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_step_image_contact", "step_image", ["contact_id", "write_id"])
    op.create_table(
        "campaign",
        key(), sa.Column("version", sa.Integer(), server_default="1", nullable=False), *maybe_ids("member_id"),
        *words("title"), sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("plan", document(), nullable=False), link("campaign", "member_id", "member"), own_key("campaign"),
    )


def _contact() -> None:
    op.create_table(
        "contact",
        key(), sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *moments("created_at", "added_at", "updated_at"),
        *words("display_name", "name_key", "name_kind", "prefix", "first_name", "middle_name", "last_name",
            "suffix", "nickname", "company", "spouse", "job_title", "birthday", "anniversary"),
        sa.Column("status", sa.String(20), nullable=False), *moments("status_since"), *texts("status_why"),
        *maybe_ids("owner_id"), *words("owner_how"), *maybe_moments("owner_since"),
        *maybe_ids("lender_id", "household_id"), *words("source", "business_source", "contact_type", "priority"),
        sa.Column("interest", sa.Integer(), nullable=True),
        *words("time_frame", "mls_number", "disposition", "captured_by_text", "valuation_address"),
        *maybe_moments("sell_form_at", "last_viewed_at", "last_visit_at", "first_reply_at"),
        sa.Column("email_subscribed", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("text_subscribed", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        *words("unsubscribe_cause"), *maybe_moments("unsubscribed_at"),
        sa.Column("automation_frozen", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("extra", document(), server_default="{}", nullable=False),
        sa.Column("kind", sa.String(12), server_default="invalid", nullable=False),
        sa.Column("is_seller", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("has_seller_info", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        *moments("searching_at", "last_activity_at"), *words("primary_email", "primary_phone"),
        *maybe_moments("call_due_at", "waiting_since"),
        sa.Column("in_campaign", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("has_alert", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        *texts("hashtag_text", "search_text"), link("contact", "lender_id", "member"),
        link("contact", "owner_id", "member"), own_key("contact"),
    )
    op.create_index("ix_contact_activity", "contact", [sa.text("last_activity_at DESC"), sa.text("id DESC")])
    op.create_index("ix_contact_lender_id", "contact", ["lender_id"])
    op.create_index("ix_contact_name", "contact", ["name_key", "id"])
    op.create_index("ix_contact_owner_list", "contact",
        ["owner_id", "status", sa.text("last_activity_at DESC"), sa.text("id DESC")])
    op.create_index("ix_contact_owner_searching", "contact", ["owner_id", "searching_at"])
    for name, column, where in (
        ("archived", "searching_at", "status = 'archive'"),
        ("call_due", "call_due_at", "call_due_at IS NOT NULL"),
        ("waiting", "waiting_since", "waiting_since IS NOT NULL"),
    ):
        op.create_index(f"ix_contact_owner_{name}", "contact", ["owner_id", column],
            sqlite_where=sa.text(where), postgresql_where=sa.text(where))
    op.create_index("ix_contact_primary_email", "contact", ["primary_email"])
    op.create_index("ix_contact_status_list", "contact",
        ["status", sa.text("last_activity_at DESC"), sa.text("id DESC")])


def _saved_filter_to_setting() -> None:
    op.create_table(
        "saved_filter",
        key(), sa.Column("version", sa.Integer(), server_default="1", nullable=False), *maybe_ids("member_id"),
        *words("title", "list_key"), *texts("filter_text"), *moments("created_at"),
        link("saved_filter", "member_id", "member"), own_key("saved_filter"),
    )
    op.create_index("ix_saved_filter_member_id", "saved_filter", ["member_id"])
    op.create_table(
        "setting",
        key(), sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("key", sa.String(120), nullable=False), *maybe_ids("member_id"),
        sa.Column("value", document(), nullable=False), link("setting", "member_id", "member"), own_key("setting"),
    )
    op.create_index("ix_setting_key", "setting", ["key"])
    op.create_index("ix_setting_member_id", "setting", ["member_id"])


def _broker_lists() -> None:
    seller = "is_seller IS true OR has_seller_info IS true OR valuation_address != ''"
    newest: list[Any] = [sa.text("last_activity_at DESC"), sa.text("id DESC"), "status"]
    op.create_index("ix_contact_by_text", "contact", [*newest, "captured_by_text"],
        sqlite_where=sa.text("captured_by_text != ''"), postgresql_where=sa.text("captured_by_text != ''"))
    op.create_index("ix_contact_seller_any", "contact", newest,
        sqlite_where=sa.text(seller.replace("true", "1")), postgresql_where=sa.text(seller))
    op.create_index("ix_contact_viewed", "contact", [sa.text("last_viewed_at DESC"), sa.text("id DESC"), "status"],
        sqlite_where=sa.text("last_viewed_at IS NOT NULL"), postgresql_where=sa.text("last_viewed_at IS NOT NULL"))
    op.create_index("ix_contact_with_lender", "contact", newest,
        sqlite_where=sa.text("lender_id IS NOT NULL"), postgresql_where=sa.text("lender_id IS NOT NULL"))


def _step_to_contact_address() -> None:
    op.create_table(
        "step",
        key(), *maybe_ids("member_id"), *words("action"), *texts("label", "why"), *moments("at"),
        sa.Column("counts", document(), nullable=False), *ids("root_id"), *maybe_ids("undoes_id", "undone_by"),
        link("step", "member_id", "member"), own_key("step"),
    )
    op.create_index("ix_step_at", "step", ["at"])
    op.create_index("ix_step_member_id", "step", ["member_id"])
    op.create_index("ix_step_root_id", "step", ["root_id"])
    op.create_table(
        "alert_search",
        key(), *texts("title"), sa.Column("criteria", document(), server_default="{}", nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False), *moments("created_at"), *ids("contact_id"),
        link("alert_search", "contact_id", "contact", goes_with_it=True), own_key("alert_search"),
    )
    op.create_index("ix_alert_search_active", "alert_search", ["contact_id", "active"])
    op.create_index("ix_alert_search_contact_id", "alert_search", ["contact_id"])
    op.create_table(
        "appointment",
        key(), *maybe_ids("member_id"), *texts("title"), *moments("starts_at"),
        sa.Column("minutes", sa.Integer(), nullable=False), *texts("place", "people"), *ids("contact_id"),
        link("appointment", "contact_id", "contact", goes_with_it=True), link("appointment", "member_id", "member"),
        own_key("appointment"),
    )
    op.create_index("ix_appointment_contact_id", "appointment", ["contact_id"])
    op.create_index("ix_appointment_member_id", "appointment", ["member_id"])
    op.create_index("ix_appointment_starts_at", "appointment", ["starts_at"])
    op.create_table(
        "approval",
        key(), sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *maybe_ids("contact_id", "member_id"), sa.Column("request", document(), nullable=False), *words("state"),
        *maybe_ids("decided_by"), *maybe_moments("decided_at"), *moments("at"),
        link("approval", "contact_id", "contact", goes_with_it=True), link("approval", "decided_by", "member"),
        link("approval", "member_id", "member"), own_key("approval"),
    )
    op.create_index("ix_approval_contact_id", "approval", ["contact_id"])
    op.create_table(
        "call",
        key(), *maybe_ids("contact_id", "member_id"), *words("direction", "number", "outcome"),
        sa.Column("seconds", sa.Integer(), nullable=True), *words("line", "source", "caller_name"), *moments("at"),
        *words("source_key"),
        link("call", "contact_id", "contact", goes_with_it=True), link("call", "member_id", "member"), own_key("call"),
    )
    op.create_index("ix_call_at", "call", ["at"])
    op.create_index("ix_call_contact_id", "call", ["contact_id"])
    op.create_index("ix_call_number", "call", ["number"])
    op.create_index("ix_call_source_key", "call", ["source_key"])
    op.create_table(
        "contact_address",
        key(), *words("label", "street", "unit", "city", "region", "postal_code", "country"), *texts("raw"),
        sa.Column("is_primary", sa.Boolean(), nullable=False), *ids("contact_id"),
        link("contact_address", "contact_id", "contact", goes_with_it=True), own_key("contact_address"),
    )
    op.create_index("ix_contact_address_contact_id", "contact_address", ["contact_id"])


def _contact_email_to_deal() -> None:
    op.create_table(
        "contact_email",
        key(), *words("label", "value"), *texts("raw"), sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("usable", sa.Boolean(), nullable=False), *words("why_not"), *ids("contact_id"),
        link("contact_email", "contact_id", "contact", goes_with_it=True), own_key("contact_email"),
    )
    op.create_index("ix_contact_email_contact_id", "contact_email", ["contact_id"])
    op.create_index("ix_contact_email_value", "contact_email", ["value"])
    op.create_table(
        "contact_hashtag",
        key(), *words("tag", "tag_key"), *ids("contact_id"),
        link("contact_hashtag", "contact_id", "contact", goes_with_it=True), own_key("contact_hashtag"),
        sa.UniqueConstraint("contact_id", "tag_key", name=op.f("uq_contact_hashtag_contact_id_tag_key")),
    )
    op.create_index("ix_contact_hashtag_contact_id", "contact_hashtag", ["contact_id"])
    op.create_index("ix_contact_hashtag_tag_key", "contact_hashtag", ["tag_key"])
    op.create_table(
        "contact_phone",
        key(), *words("label", "e164", "extension"), *texts("raw"),
        sa.Column("is_primary", sa.Boolean(), nullable=False), sa.Column("usable", sa.Boolean(), nullable=False),
        *words("why_not"), sa.Column("told_wrong", sa.Integer(), server_default="0", nullable=False),
        *ids("contact_id"), link("contact_phone", "contact_id", "contact", goes_with_it=True),
        own_key("contact_phone"),
    )
    op.create_index("ix_contact_phone_contact_id", "contact_phone", ["contact_id"])
    op.create_index("ix_contact_phone_e164", "contact_phone", ["e164"])
    op.create_table(
        "contact_property",
        key(),
        *words("street", "city", "region", "postal_code", "property_type", "bedrooms", "bathrooms",
            "floor_area", "sell_when", "asking_price"), *ids("contact_id"),
        link("contact_property", "contact_id", "contact", goes_with_it=True), own_key("contact_property"),
    )
    op.create_index("ix_contact_property_contact_id", "contact_property", ["contact_id"])
    op.create_table(
        "contact_share",
        key(), *maybe_ids("member_id"), *moments("since"), *ids("contact_id"),
        link("contact_share", "contact_id", "contact", goes_with_it=True),
        link("contact_share", "member_id", "member"), own_key("contact_share"),
        sa.UniqueConstraint("contact_id", "member_id", name=op.f("uq_contact_share_contact_id_member_id")),
    )
    op.create_index("ix_contact_share_contact_id", "contact_share", ["contact_id"])
    op.create_index("ix_contact_share_member_id", "contact_share", ["member_id"])
    op.create_table(
        "deal",
        key(), sa.Column("version", sa.Integer(), server_default="1", nullable=False), *maybe_ids("contact_id"),
        *words("stage", "outside_key"), sa.Column("details", document(), nullable=False), *moments("at"),
        link("deal", "contact_id", "contact", goes_with_it=True), own_key("deal"),
    )
    op.create_index("ix_deal_contact_id", "deal", ["contact_id"])
    op.create_index("ix_deal_outside_key", "deal", ["outside_key"])


def _document_to_not_duplicate() -> None:
    op.create_table(
        "document",
        key(), *maybe_ids("contact_id"), *texts("title", "file_name"), *words("sha256"), *moments("at"),
        link("document", "contact_id", "contact", goes_with_it=True), own_key("document"),
    )
    op.create_index("ix_document_contact_id", "document", ["contact_id"])
    op.create_table(
        "enrolment",
        key(), *maybe_ids("contact_id", "campaign_id"), *words("state"), *texts("state_why"),
        sa.Column("step_no", sa.Integer(), nullable=False), *maybe_moments("next_at"), *moments("since"),
        link("enrolment", "campaign_id", "campaign"), link("enrolment", "contact_id", "contact", goes_with_it=True),
        own_key("enrolment"),
    )
    op.create_index("ix_enrolment_campaign_id", "enrolment", ["campaign_id"])
    op.create_index("ix_enrolment_of_contact", "enrolment", ["contact_id", "state"])
    op.create_table(
        "import_run",
        key(), *maybe_ids("member_id", "step_id"), *texts("file_name"), *words("fingerprint"),
        sa.Column("mapping", document(), nullable=False), sa.Column("counts", document(), nullable=False),
        *moments("at"), link("import_run", "member_id", "member"), link("import_run", "step_id", "step"),
        own_key("import_run"),
    )
    op.create_index("ix_import_run_fingerprint", "import_run", ["fingerprint"])
    op.create_index("ix_import_run_step_id", "import_run", ["step_id"])
    op.create_table(
        "lead",
        key(), *words("lead_type", "origin", "source"), *maybe_ids("listing_id"), *words("listing_text"),
        *texts("message"), *moments("occurred_at"), *words("lead_status"), *maybe_moments("first_touch_at"),
        *maybe_ids("first_touch_by"), *texts("routed_why"), *ids("contact_id"),
        link("lead", "contact_id", "contact", goes_with_it=True), link("lead", "first_touch_by", "member"),
        link("lead", "listing_id", "listing"), own_key("lead"),
    )
    op.create_index("ix_lead_active", "lead", ["contact_id"],
        sqlite_where=sa.text("lead_status = 'active'"), postgresql_where=sa.text("lead_status = 'active'"))
    op.create_index("ix_lead_contact_id", "lead", ["contact_id"])
    op.create_index("ix_lead_listing_id", "lead", ["listing_id"])
    op.create_index("ix_lead_occurred_at", "lead", ["occurred_at"])
    op.create_index("ix_lead_open", "lead", ["lead_type", "occurred_at", "contact_id"],
        sqlite_where=sa.text("first_touch_at IS NULL"), postgresql_where=sa.text("first_touch_at IS NULL"))
    op.create_index("ix_lead_unlinked", "lead",
        ["listing_text"], sqlite_where=sa.text("listing_id IS NULL AND listing_text <> ''"),
        postgresql_where=sa.text("listing_id IS NULL AND listing_text <> ''"))
    op.create_index("ix_lead_type_time", "lead", ["lead_type", sa.text("occurred_at DESC"), "contact_id"])
    op.create_table(
        "listing_activity",
        key(), *maybe_ids("listing_id"), *words("kind"), *moments("at"), *ids("contact_id"),
        link("listing_activity", "contact_id", "contact", goes_with_it=True),
        link("listing_activity", "listing_id", "listing"), own_key("listing_activity"),
    )
    op.create_index("ix_listing_activity_contact_id", "listing_activity", ["contact_id"])
    op.create_index("ix_listing_activity_listing", "listing_activity", ["listing_id", "at", "contact_id", "kind"])
    op.create_table(
        "not_duplicate",
        key(), *maybe_ids("first_id", "second_id", "member_id"), *moments("at"),
        link("not_duplicate", "first_id", "contact", goes_with_it=True), link("not_duplicate", "member_id", "member"),
        link("not_duplicate", "second_id", "contact", goes_with_it=True), own_key("not_duplicate"),
    )
    op.create_index("ix_not_duplicate_first_id", "not_duplicate", ["first_id"])
    op.create_index("ix_not_duplicate_second_id", "not_duplicate", ["second_id"])


def _note_to_subscription_change() -> None:
    op.create_table(
        "note",
        key(), *maybe_ids("member_id"), *texts("body"), *moments("at"), *ids("contact_id"),
        link("note", "contact_id", "contact", goes_with_it=True), link("note", "member_id", "member"), own_key("note"),
    )
    op.create_index("ix_note_contact_id", "note", ["contact_id"])
    op.create_table(
        "past_event",
        key(), *words("kind"), *texts("title", "detail"), *words("member", "status", "status_from"), *moments("at"),
        *ids("contact_id"), link("past_event", "contact_id", "contact", goes_with_it=True), own_key("past_event"),
    )
    op.create_index("ix_past_event_contact_id", "past_event", ["contact_id"])
    op.create_table(
        "step_write",
        key(), *maybe_ids("step_id"), sa.Column("model", sa.String(40), nullable=False),
        sa.Column("op", sa.String(8), nullable=False), sa.Column("columns", document(), nullable=False),
        sa.Column("after", document(), nullable=True), link("step_write", "step_id", "step", goes_with_it=True),
        own_key("step_write"),
    )
    op.create_index("ix_step_write_step_id", "step_write", ["step_id"])
    op.create_table(
        "subscription_change",
        key(), *words("channel"), sa.Column("subscribed", sa.Boolean(), nullable=False), *words("cause"),
        *texts("words"), *words("source"), *maybe_ids("member_id"), *moments("at"), *ids("contact_id"),
        link("subscription_change", "contact_id", "contact", goes_with_it=True),
        link("subscription_change", "member_id", "member"), own_key("subscription_change"),
    )
    op.create_index("ix_subscription_change_contact_id", "subscription_change", ["contact_id"])


def _message_to_touch() -> None:
    op.create_table(
        "message",
        key(), *maybe_ids("member_id"), *words("channel", "direction"), *texts("subject", "body"), *words("state"),
        *texts("state_why"), *moments("at"), *words("message_key"), *maybe_ids("enrolment_id"), *ids("contact_id"),
        link("message", "contact_id", "contact", goes_with_it=True), link("message", "enrolment_id", "enrolment"),
        link("message", "member_id", "member"), own_key("message"),
    )
    op.create_index("ix_message_contact_id", "message", ["contact_id"])
    rarely_set("message", "enrolment_id")
    op.create_index("ix_message_message_key", "message", ["message_key"])
    op.create_index("ix_message_state", "message", ["state"])
    op.create_table(
        "task",
        key(), *maybe_ids("member_id"), *words("kind"), *texts("title"), *words("said"), *moments("due_at"),
        *maybe_moments("done_at"), *moments("created_at"), *maybe_ids("lead_id"), *ids("contact_id"),
        link("task", "contact_id", "contact", goes_with_it=True), link("task", "lead_id", "lead"),
        link("task", "member_id", "member"), own_key("task"),
    )
    op.create_index("ix_task_contact_id", "task", ["contact_id"])
    op.create_index("ix_task_due_at", "task", ["due_at"])
    op.create_index("ix_task_member_id", "task", ["member_id"])
    op.create_index("ix_task_open", "task",
        ["kind", "due_at", "contact_id"], sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"))
    rarely_set("task", "lead_id")
    op.create_table(
        "touch",
        key(), *maybe_ids("member_id"), *words("channel", "outcome"), *texts("words"), *maybe_ids("phone_id"),
        *moments("at"), *ids("contact_id"), link("touch", "contact_id", "contact", goes_with_it=True),
        link("touch", "member_id", "member"), link("touch", "phone_id", "contact_phone"), own_key("touch"),
    )
    op.create_index("ix_touch_contact_id", "touch", ["contact_id"])
    rarely_set("touch", "phone_id")
