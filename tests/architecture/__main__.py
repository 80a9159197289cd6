"""Prints the sizes of the house: medians, the longest files and functions, the widest parameter lists."""

from __future__ import annotations

from tests.architecture import sizes
from tests.architecture.tree import sources


def main() -> None:
    middle = sizes.medians()
    print(
        f"{middle.files} files of the program, median {middle.file_lines:.0f} lines (about 120; cap {sizes.FILE_CAP})"
    )
    print(f"{middle.functions} functions, median {middle.function_lines:.0f} lines (cap {sizes.FUNCTION_CAP})")
    print("\nLongest files")
    for source in sorted(sources(), key=lambda source: -source.lines)[:10]:
        print(f"{source.lines:6}  {source.name}")
    found = sizes.all_functions()
    print("\nLongest functions")
    for item in sorted(found, key=lambda item: -item.lines)[:10]:
        print(f"{item.lines:6}  {item.place}")
    print("\nMore than two parameters by position, outside tests and Qt's overrides")
    for item in sorted(found, key=lambda item: -item.positional):
        if item.positional > sizes.POSITIONAL_AIM and not (item.is_test or item.is_called_by_qt):
            print(f"{item.positional:6}  {item.place}")


if __name__ == "__main__":
    main()
