"""The follow-ups of a member: what is due, and the week."""
