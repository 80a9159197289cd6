"""Alembic: the office's schema, revision by revision (db/schema.py runs them)."""
