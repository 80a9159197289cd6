"""The board of deals, for the transactions team and everyone who has one (R14)."""
