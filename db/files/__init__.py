"""Files of other systems: bytes to plain rows and back, without any database."""
