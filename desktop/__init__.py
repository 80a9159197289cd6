"""Brokerdesk, the desktop program."""
