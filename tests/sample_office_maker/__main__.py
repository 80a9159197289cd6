"""Writes resources/sample_office anew: `python -m tests.sample_office_maker`."""

from __future__ import annotations

from pathlib import Path

from .maker import make_files

FOLDER = Path(__file__).parents[2] / "resources" / "sample_office"


def main() -> None:
    """Writes every file and says how large it is."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in make_files().items():
        (FOLDER / name).write_bytes(content)
        lines = len(content.splitlines()) - 1
        print(f"{name}: {lines:,} lines, {len(content):,} bytes")


if __name__ == "__main__":
    main()
