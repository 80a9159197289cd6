"""Alembic's way in: migrates the office of the connection it is handed (db/schema.py), never one of its own."""

from __future__ import annotations

from alembic import context

from db.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # the office is migrated whole or not at all, in the transaction of the caller
    transaction_per_migration=False,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
