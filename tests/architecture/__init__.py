"""What the house asks of its own source: who imports whom, how long things are, what may not be written."""
