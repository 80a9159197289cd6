"""The import wizard: a file per step."""
