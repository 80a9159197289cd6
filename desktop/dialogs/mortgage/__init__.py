"""The window in which pairs of contacts that may be one are looked at and merged (R25)."""
