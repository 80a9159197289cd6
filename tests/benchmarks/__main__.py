"""python -m tests.benchmarks [--rows N] [--only P1,P9] [--json]: prints the table of docs/measures.md, measured here."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.benchmarks import charting, importing, reads, screens, writes
from tests.benchmarks.bench import Bench, open_bench
from tests.benchmarks.measuring import Figure, table
from tests.benchmarks.office_maker import office_file

Measure = Callable[[Bench], list[Figure]]
FIGURES: Final[tuple[tuple[str, Measure], ...]] = (
    ("P1", reads.first_pages),
    ("P2", screens.first_paint),
    ("P2", reads.whole_list),
    ("P3", reads.filtered_ids),
    ("P4", reads.pages),
    ("P5", screens.scrolling),
    ("P6", screens.lag_during_import),
    ("P7", screens.select_all),
    ("P8", reads.counts),
    ("P9 P10", writes.mass_change),
    ("P11", reads.search),
    ("P12", importing.importing),
    ("P13", charting.standard_charts),
    ("P14", screens.starting),
    ("P15", writes.one_press),
    ("P15", screens.contact_dialog),
)


def cache_folder(wanted: str = "") -> Path:
    """Where the offices are kept: as asked, as BROKERDESK_BENCH_CACHE says, else the person's cache folder."""
    chosen = wanted or os.environ.get("BROKERDESK_BENCH_CACHE", "")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("brokerdesk-benchmarks", appauthor=False)


def measure(
    bench: Bench, only: Sequence[str] = (), *, say: Callable[[str], object] = lambda _text: None
) -> list[Figure]:
    """The figures asked for, all when none is named."""
    found = []
    for names, figure in FIGURES:
        if only and not set(names.split()) & set(only):
            continue
        say(f"{names}: {figure.__name__} …")
        found += [f for f in figure(bench) if not only or f.name in only]
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; gives the exit status, 2 for a figure that does not exist."""
    known = sorted({n for names, _figure in FIGURES for n in names.split()}, key=lambda n: int(n[1:]))
    parser = argparse.ArgumentParser("python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="contacts of the office (default 1,000,000)")
    parser.add_argument("--only", default="", help=f"figures by name, comma between: {', '.join(known)}")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--cache", default="", help="folder that keeps the offices")
    parser.add_argument("--brief", action="store_true", help="every figure once or twice, to see that it works")
    given = parser.parse_args(argv)
    only = [n.strip().upper() for n in given.only.split(",") if n.strip()]
    if set(only) - set(known):
        print(
            f"There is no figure {', '.join(sorted(set(only) - set(known)))}; there are {', '.join(known)}.",
            file=sys.stderr,
        )
        return 2

    def say(text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    say(f"An office of {given.rows:,} contacts …")
    bench = open_bench(office_file(given.rows, cache_folder(given.cache)), given.rows, brief=given.brief)
    try:
        figures = measure(bench, only, say=say)
    finally:
        bench.close()
    print(json.dumps([f.as_document() for f in figures], indent=1) if given.json else table(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
