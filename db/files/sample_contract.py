"""The sample contract that ships: what is filled until the broker sets the office's own template (R13)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def sample_contract() -> bytes:
    """The sample as a .docx file (made by tests/inputs/make_sample_contract.py)."""
    return files("resources").joinpath("templates", "contract.docx").read_bytes()
