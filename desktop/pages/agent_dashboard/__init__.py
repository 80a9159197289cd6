"""The agent dashboard: lists, the table of contacts, the preview."""
