"""Calling through a list, contact by contact."""
