"""The office's settings: members, statuses, the office itself; a file per part."""
