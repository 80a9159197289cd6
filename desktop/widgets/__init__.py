"""Reusable parts of the screen; everything they show is handed in, and they know neither db nor pages."""
