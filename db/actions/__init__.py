"""Writes, a file per noun. An action is a function of a UnitOfWork, declared with the right it needs."""

from db.actions.base import action

__all__ = ["action"]
