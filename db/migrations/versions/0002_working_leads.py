"""Working a lead: presses of dispositions, holds, underwriting, routing, alerts; lenders who never sign in.

Revision 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.shorthand import (
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

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and add the columns."""
    _press()
    _hold_and_underwriting()
    _routing()
    _alert()
    _columns()
    op.create_index("ix_touch_member_at", "touch", ["member_id", "at"])


# fmt: off
# A table is read as a table: its columns in rows, not one below the other.

def _press() -> None:
    op.create_table(
        "press",
        key(), *maybe_ids("member_id"), *words("disposition", "label", "colour"), *moments("at"),
        sa.Column("credit", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        *maybe_moments("amount_cents"), sa.Column("details", document(), server_default="{}", nullable=False),
        *ids("contact_id"), link("press", "contact_id", "contact", goes_with_it=True),
        link("press", "member_id", "member"), own_key("press"),
    )
    op.create_index("ix_press_at", "press", ["at"])
    op.create_index("ix_press_contact_id", "press", ["contact_id"])
    op.create_index("ix_press_member_at", "press", ["member_id", "at"])


def _hold_and_underwriting() -> None:
    open_holds = sa.text("ended_at IS NULL")
    op.create_table(
        "hold",
        key(), *maybe_ids("member_id", "press_id"), *ids("step_id"), *moments("since", "until_at"),
        *maybe_moments("ended_at"),
        *texts("ended_why"), *ids("contact_id"), link("hold", "contact_id", "contact", goes_with_it=True),
        link("hold", "member_id", "member"), link("hold", "press_id", "press"), own_key("hold"),
    )
    op.create_index("ix_hold_contact_id", "hold", ["contact_id"])
    op.create_index("ix_hold_open", "hold", ["until_at", "contact_id"], sqlite_where=open_holds,
        postgresql_where=open_holds)
    rarely_set("hold", "press_id")
    op.create_table(
        "underwriting",
        key(), *maybe_ids("member_id", "asked_by", "press_id"), *moments("asked_at"), *maybe_moments("answered_at"),
        sa.Column("answer", document(), server_default="{}", nullable=False), *ids("contact_id"),
        link("underwriting", "asked_by", "member"),
        link("underwriting", "contact_id", "contact", goes_with_it=True), link("underwriting", "member_id", "member"),
        link("underwriting", "press_id", "press"), own_key("underwriting"),
    )
    op.create_index("ix_underwriting_contact_id", "underwriting", ["contact_id"])
    op.create_index("ix_underwriting_member_id", "underwriting", ["member_id", "contact_id"])
    rarely_set("underwriting", "press_id")


def _routing() -> None:
    waiting = sa.text("state = 'open'")
    op.create_table(
        "routing_offer",
        key(), *maybe_ids("lead_id", "member_id"), *words("rule", "state"), *moments("offered_at", "until_at"),
        *maybe_moments("answered_at"), *ids("contact_id"),
        link("routing_offer", "contact_id", "contact", goes_with_it=True),
        link("routing_offer", "lead_id", "lead"), link("routing_offer", "member_id", "member"),
        own_key("routing_offer"),
    )
    op.create_index("ix_routing_offer_contact_id", "routing_offer", ["contact_id"])
    op.create_index("ix_routing_offer_lead_id", "routing_offer", ["lead_id"])
    op.create_index("ix_routing_offer_open", "routing_offer", ["member_id", "until_at"], sqlite_where=waiting,
        postgresql_where=waiting)
    op.create_table(
        "routing_turn",
        key(), *words("rule"), *maybe_ids("member_id"), sa.Column("given", sa.Integer(), nullable=False),
        *moments("at"), link("routing_turn", "member_id", "member"), own_key("routing_turn"),
        sa.UniqueConstraint("rule", "member_id", name=op.f("uq_routing_turn_rule_member_id")),
    )


def _alert() -> None:
    unseen = sa.text("seen_at IS NULL")
    op.create_table(
        "alert",
        key(), *maybe_ids("member_id"), *words("kind"), *maybe_ids("lead_id"), *texts("line"), *moments("at"),
        *maybe_moments("seen_at"), *maybe_ids("contact_id"), link("alert", "contact_id", "contact", goes_with_it=True),
        link("alert", "lead_id", "lead"), link("alert", "member_id", "member"), own_key("alert"),
    )
    op.create_index("ix_alert_contact_id", "alert", ["contact_id"])
    op.create_index("ix_alert_unseen", "alert", ["member_id", "at"], sqlite_where=unseen, postgresql_where=unseen)
    rarely_set("alert", "lead_id")


def _columns() -> None:
    added = {
        "appointment": [*words("kind", "ended_as", "uid"), *maybe_moments("created_at")],
        "contact_property": maybe_moments("struck_at"),
        "member": [*words("company", "license_number"),
            sa.Column("signs_in", sa.Boolean(), server_default=sa.text("true"), nullable=False)],
        "message": words("kind"),
    }
    for table, columns in added.items():
        for column in columns:
            op.add_column(table, column)
