"""Rules of the office as pure functions and tables (DOMAIN book of rules)."""
