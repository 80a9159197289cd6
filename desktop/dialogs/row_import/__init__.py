"""Files of records that are no contacts: read, rehearsed, imported."""
