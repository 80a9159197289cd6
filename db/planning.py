"""What SQLite's planner is told of an office, so that every office, small or large, is read by the same plans."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, text

# Rows of the table, then how many rows share the first column of the index, the first two, … in an office of
# 100,000 contacts and 50 members. Without them SQLite takes ten rows for one status, and reads all New Leads to find
# the few that are shared. Measured shapes, written down: ANALYZE would be another plan after every import.
SHAPES: Final[dict[str, dict[str, str]]] = {
    "contact": {
        "ix_contact_owner_list": "100000 2000 250 2 1",
        "ix_contact_status_list": "100000 12500 2 1",
        "ix_contact_activity": "100000 2 1",
        "ix_contact_name": "100000 2 1",
        "ix_contact_owner_searching": "100000 2000 2",
        "ix_contact_owner_archived": "5000 100 1",
        "ix_contact_owner_call_due": "1000 20 1",
        "ix_contact_owner_waiting": "1000 20 1",
        "ix_contact_primary_email": "100000 2",
        "ix_contact_lender_id": "100000 5000",
        "ix_contact_viewed": "60000 2 1 1",
        "ix_contact_by_text": "3000 2 1 1 1",
        "ix_contact_seller_any": "8000 2 1 1",
        "ix_contact_with_lender": "5000 2 1 1",
    },
    "contact_share": {"ix_contact_share_member_id": "1000 50", "ix_contact_share_contact_id": "1000 1"},
    "contact_email": {"ix_contact_email_contact_id": "90000 1", "ix_contact_email_value": "90000 2"},
    "contact_phone": {"ix_contact_phone_contact_id": "80000 1", "ix_contact_phone_e164": "80000 2"},
    "contact_address": {"ix_contact_address_contact_id": "50000 1"},
    "contact_property": {"ix_contact_property_contact_id": "4000 1"},
    "contact_hashtag": {"ix_contact_hashtag_contact_id": "14000 2", "ix_contact_hashtag_tag_key": "14000 500"},
    "lead": {
        "ix_lead_contact_id": "200000 3",
        "ix_lead_type_time": "200000 15000 2 1",
        "ix_lead_open": "2000 150 2 1",
        "ix_lead_occurred_at": "200000 2",
        "ix_lead_active": "2000 2",
    },
    "note": {"ix_note_contact_id": "100000 2"},
    "touch": {"ix_touch_contact_id": "100000 2", "ix_touch_phone_id": "1000 2"},
    "task": {
        "ix_task_contact_id": "20000 2",
        "ix_task_due_at": "20000 2",
        "ix_task_open": "500 150 2 1",
        "ix_task_lead_id": "500 2",
    },
    "enrolment": {"ix_enrolment_of_contact": "40000 1 1", "ix_enrolment_campaign_id": "40000 4000"},
    "alert_search": {"ix_alert_search_active": "40000 1 1", "ix_alert_search_contact_id": "40000 1"},
    "step": {"ix_step_root_id": "10000 1", "ix_step_at": "10000 2", "ix_step_member_id": "10000 200"},
    "step_write": {"ix_step_write_step_id": "20000 2"},
    "step_image": {"ix_step_image_contact": "500000 5 1", "step_image": "500000 25 1"},
}


def tell_planner(connection: Connection) -> None:
    """Write the shapes into an office in a file, in the transaction of `connection`; later connections read them."""
    if connection.dialect.name != "sqlite":
        return
    connection.exec_driver_sql("ANALYZE alembic_version")  # makes the table, which nothing else may make
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    rows = [
        {"table": table, "index": index, "shape": shape}
        for table, found in SHAPES.items()
        for index, shape in found.items()
    ]
    connection.execute(text("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (:table, :index, :shape)"), rows)
    connection.exec_driver_sql("ANALYZE sqlite_schema")  # this connection takes them in
