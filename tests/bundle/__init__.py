"""Drives the built program as a person and a script would; `python dev.py build` runs it after building."""
