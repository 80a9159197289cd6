"""Deals with their checklist and documents; hours of calls; the newest touches of an office.

Revision 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.shorthand import document, ids, key, link, maybe_ids, maybe_moments, moments, own_key, texts, words

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and add the columns."""
    _deals()
    _documents()
    _call_session()
    op.create_index("ix_touch_at", "touch", ["at"])
    op.create_index(
        "ix_press_credit", "press", ["contact_id", "disposition", "member_id", "at"],
        sqlite_where=sa.text("credit IS 1"), postgresql_where=sa.text("credit IS true"),
    )  # fmt: skip


# fmt: off
# A table is read as a table: its columns in rows, not one below the other.

def _deals() -> None:
    for column in (*words("source", "status_before"), *maybe_moments("outside_at", "stage_since")):
        op.add_column("deal", column)
    op.create_table(
        "deal_item",
        key(), *maybe_ids("deal_id"), *texts("title"), sa.Column("place", sa.Integer(), nullable=False),
        *words("due_on"), *maybe_moments("done_at"), *maybe_ids("done_by"), *ids("contact_id"),
        link("deal_item", "contact_id", "contact", goes_with_it=True),
        link("deal_item", "deal_id", "deal", goes_with_it=True), link("deal_item", "done_by", "member"),
        own_key("deal_item"),
    )
    op.create_index("ix_deal_item_contact_id", "deal_item", ["contact_id"])
    op.create_index("ix_deal_item_deal_id", "deal_item", ["deal_id"])


def _documents() -> None:
    for column in (*words("kind", "state"), *texts("missing"), *maybe_ids("member_id")):
        op.add_column("document", column)
    op.create_index("ix_document_sha256", "document", ["sha256"])
    op.create_table(
        "file_content",
        key(), *words("sha256"), *moments("size"), *texts("content"), own_key("file_content"),
        sa.UniqueConstraint("sha256", name=op.f("uq_file_content_sha256")),
    )


def _call_session() -> None:
    op.create_table(
        "call_session",
        key(), sa.Column("version", sa.Integer(), server_default="1", nullable=False), *maybe_ids("member_id"),
        *texts("title"), *words("list_key"), *texts("filter_text"),
        sa.Column("queue", document(), server_default="{}", nullable=False),
        sa.Column("course", document(), server_default="{}", nullable=False), *moments("started_at"),
        *maybe_moments("ended_at"), link("call_session", "member_id", "member"), own_key("call_session"),
    )
    op.create_index("ix_call_session_member_id", "call_session", ["member_id"])
