"""The user guide's tables come from the program's own; `python -m tests.guide` writes them anew."""
