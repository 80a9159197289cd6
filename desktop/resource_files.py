"""Paths of the files the program carries with it: icons, fonts, styles, templates, the sample office."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def resource(name: str) -> Path:
    """The path of `name`, written with slashes under resources/, such as `icons/users.svg`.

    A missing file is a mistake of ours, not of the person: FileNotFoundError, at once and by name.
    """
    path = Path(str(files("resources"))).joinpath(*name.split("/"))
    if not path.exists():
        raise FileNotFoundError(f"resources/{name}")
    return path
