"""What waits for a broker, and what was decided."""
