"""Commands about the office as a whole: new, import, export, backup, check, shots, demo."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

from db.actions.imports import import_contacts
from db.actions.members import add_member
from db.backup import back_up, check_apart, check_may_back_up
from db.changes import Selection
from db.checking import check as check_office
from db.files.own_format import OWN_COLUMNS
from db.office import Office
from db.queries import exports, lead_lists
from db.queries import imports as imports_query
from db.queries import lists as lists_query
from db.rules.errors import FileProblemError, RefusedError, StaleRehearsalError, WrongUseError
from db.rules.filters import ListSpec
from db.rules.import_mapping import with_targets
from db.rules.import_targets import offered
from db.rules.lead_lists import LEAD_LIST_KEYS, LEAD_LISTS
from db.rules.statuses import Status
from desktop.cli.answers import Answer, number, table
from desktop.cli.narrowing import narrowed
from desktop.cli.opening import opened

Subparsers = dict[str, argparse.ArgumentParser]
NewIds = tuple[range, ...]
TRIES: Final = 5


def arguments(subs: Subparsers) -> None:
    """The words these commands understand."""
    subs["new"].add_argument("path", metavar="OFFICE")
    subs["new"].add_argument("--sample", action="store_true", help="with the sample office's contacts")
    subs["new"].add_argument("--broker", default="Broker", metavar="NAME", help="the first broker's name")
    subs["import"].add_argument("files", nargs="*", type=Path, metavar="FILE")
    subs["import"].add_argument("--rehearse", action="store_true", help="say what would happen, change nothing")
    subs["import"].add_argument("--status", default="", metavar="KEY", help="for rows that name none")
    subs["import"].add_argument("--on-unknown-status", default="", metavar="KEY", help="for words nobody knows")
    subs["import"].add_argument("--map", type=Path, default=None, metavar="FILE", help='JSON: {"Column": "target"}')
    subs["import"].add_argument("--targets", action="store_true", help="list what --map may name, and import nothing")
    subs["import"].epilog = f"What --map may name: {', '.join(t.key for _title, these in offered() for t in these)}."
    subs["export"].add_argument("file", type=Path, metavar="FILE")
    subs["export"].add_argument("--list", default="everyone", metavar="KEY")
    subs["export"].add_argument("--filter", default="", metavar="TERMS")
    subs["backup"].add_argument("file", type=Path, metavar="FILE")
    subs["backup"].add_argument("--replace", action="store_true", help="write over a file that is there already")
    subs["shots"].add_argument("folder", type=Path, metavar="DIR")
    subs["demo"].add_argument("folder", type=Path, nargs="?", default=Path("screens"), metavar="DIR")


def new(given: argparse.Namespace) -> Answer:
    """Make an office, empty or with the sample's contacts."""
    office = Office.create(given.path)
    try:
        if given.sample:
            from desktop.operations.sample_office import fill

            fill(office, progress=_on_screen)
        else:
            office.perform(add_member, name=given.broker, roles=("broker",))
        people = office.members()
        office.sign_in()
        count = office.read(lists_query.count, ListSpec("everyone"))
    except BaseException:
        office.close()
        for left in (given.path, f"{given.path}-wal", f"{given.path}-shm"):
            Path(left).unlink(missing_ok=True)
        raise
    office.close()
    document = {"office": str(given.path), "members": [m.name for m in people], "contacts": count}
    return Answer(document, (f"{given.path}: {number(len(people), 'member')}, {number(count, 'contact')}.",))


def _on_screen(done: int, total: int) -> bool:
    if sys.stderr.isatty():
        print(f"\r{done:,}{f' of {total:,}' if total else ''}", end="", file=sys.stderr, flush=True)
    return True


def import_files(given: argparse.Namespace) -> Answer:
    """Import files as one step, or only say what would happen."""
    if given.targets:
        return _targets()
    if not given.files:
        raise WrongUseError("Name a file to import, or --targets for what its columns can become.")
    for key in (given.status, given.on_unknown_status):
        if key and key not in set(Status):
            raise WrongUseError(f"“{key}” is no status; the keys are {', '.join(Status)}.")
    with opened(given) as office:
        requests = tuple(_request(office, path, given) for path in given.files)
        rehearsal, step, new_ids = _imported(office, requests, rehearse_only=given.rehearse)
    files = [_file_document(f, new_ids) for f in rehearsal.files]
    lines = [line for f in files for line in _file_lines(f)]
    if step:
        lines.append(f"Step {step}; take it back with “brokerdesk undo {step}”.")
    return Answer({"files": files, "step": step}, tuple(lines))


def _targets() -> Answer:
    document = [
        {"target": one.key, "label": one.label, "heading": title, "many": one.many}
        for title, these in offered()
        for one in these
    ]
    return Answer(document, table((d["target"], d["label"], d["heading"]) for d in document))


def _imported(
    office: Office, requests: tuple[imports_query.ImportRequest, ...], *, rehearse_only: bool
) -> tuple[imports_query.Rehearsal, int | None, NewIds]:
    """The rehearsal, and the step and new ids of what was written; measured again when somebody wrote in between."""
    for attempt in range(TRIES):
        rehearsal = office.read(imports_query.rehearse, requests, progress=_on_screen)
        if rehearse_only:
            break
        try:
            done = office.perform(import_contacts, rehearsal=rehearsal, progress=_on_screen)
        except StaleRehearsalError:
            if attempt == TRIES - 1:
                raise
        else:
            return rehearsal, done.step, done.value.new_ids
    return rehearsal, None, tuple(range(0) for _ in rehearsal.files)


def _request(office: Office, path: Path, given: argparse.Namespace) -> imports_query.ImportRequest:
    source = office.read(imports_query.open_source, path)
    mapping = source.mapping
    if given.map is not None:
        mapping = with_targets(mapping, _map_file(given.map))
    return imports_query.ImportRequest(source, mapping, given.status, {}, given.on_unknown_status)


def _map_file(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise WrongUseError(
            f'{path} is no map of columns ({error}); it holds JSON such as {{"Cell": "phone"}}.'
        ) from error
    if not isinstance(found, dict):
        raise WrongUseError(f'{path} holds no map of columns; it holds JSON such as {{"Cell": "phone"}}.')
    return {str(k): str(v) for k, v in found.items()}


def _file_document(one: imports_query.FileRehearsal, ids: NewIds) -> dict[str, Any]:
    return {
        "file": one.name,
        "format": one.format,
        "encoding": one.encoding or None,
        "delimiter": one.delimiter or None,
        "counts": one.counts,
        "rows": [
            {
                "row": r.row,
                "outcome": r.outcome,
                "contact": _contact(r, ids),
                "of": _of(r, ids),
                "status": r.status or None,
                "kind": r.kind or None,
                "changes": list(r.changes),
                "warnings": list(r.warnings),
                "reasons": list(r.reasons),
            }
            for r in one.rows
        ],
    }


def _contact(row: imports_query.RowOutcome, ids: NewIds) -> int | None:
    return (
        _new_id(row, ids)
        if row.outcome == imports_query.NEW
        else row.of
        if row.outcome == imports_query.UPDATED
        else None
    )


def _of(row: imports_query.RowOutcome, ids: NewIds) -> int | None:
    return row.of or (_new_id(row, ids) if row.outcome == imports_query.DUPLICATE else None)


def _new_id(row: imports_query.RowOutcome, ids: NewIds) -> int | None:
    made = ids[row.new_file] if row.new_index is not None else range(0)
    return made[row.new_index] if made and row.new_index is not None else None


def _file_lines(one: dict[str, Any]) -> list[str]:
    counts = ", ".join(f"{count:,} {name}" for name, count in one["counts"].items())
    how = ", ".join(str(t) for t in (one["format"], one["encoding"], one["delimiter"]) if t)
    lines = [f"{one['file']} ({how}): {counts}"]
    refused = [r for r in one["rows"] if r["outcome"] == imports_query.REFUSED]
    lines += _first_rows(refused, "reasons", "more refused rows")
    return lines + _first_rows([r for r in one["rows"] if r["warnings"]], "warnings", "more rows with remarks")


def _first_rows(rows: list[dict[str, Any]], key: str, more: str) -> list[str]:
    lines = [f"  row {r['row']}: {' '.join(r[key])}" for r in rows[:20]]
    return [*lines, f"  and {len(rows) - 20:,} {more}"] if len(rows) > 20 else lines


def export(given: argparse.Namespace) -> Answer:
    """Write a list, or everything, as CSV, XLSX or vCard by the file's ending."""
    from db.files.writing import write_csv, write_vcards, write_xlsx

    writers = {".csv": write_csv, ".xlsx": write_xlsx, ".vcf": write_vcards}
    writer = writers.get(given.file.suffix.lower())
    if writer is None:
        raise WrongUseError(
            f"The file's ending says what to write: .csv, .xlsx or .vcf; “{given.file.name}” has none of them."
        )
    with opened(given) as office:
        check_apart(office.engines, given.file)
        if given.list in LEAD_LIST_KEYS:
            raise WrongUseError(f"“{given.list}” holds leads or calls; an export holds contacts. Name a list of these.")
        selection = Selection(spec=ListSpec(given.list, narrowed(office, given.filter)))
        ids = office.read(exports.export_ids, selection)
        rows = office.read(lambda reader: list(exports.export_rows(reader, ids, progress=_on_screen)))
    count = writer(given.file, OWN_COLUMNS, rows)
    return Answer({"file": str(given.file), "contacts": count}, (f"{given.file}: {number(count, 'contact')}.",))


def backup(given: argparse.Namespace) -> Answer:
    """A verified copy of the office."""
    with opened(given) as office:
        check_may_back_up(office.actor)
        if given.file.is_file() and not given.replace:
            check_apart(office.engines, given.file)
            raise FileProblemError(f"{given.file.name} is there already; choose another name, or add --replace.")
        size = back_up(office.actor, office.engines, given.file)
    return Answer({"file": str(given.file), "bytes": size}, (f"{given.file}: {size:,} bytes, verified.",))


def check(given: argparse.Namespace) -> Answer:
    """Check the office; exit status 1 when something is wrong."""
    with opened(given) as office:
        found = office.read(check_office)
    right = all(f.right for f in found)
    document = {"right": right, "checks": [{"name": f.name, "right": f.right, "sentence": f.sentence} for f in found]}
    return Answer(document, table((f.name, f.sentence) for f in found), 0 if right else 1)


def shots(given: argparse.Namespace) -> Answer:
    """Render every screen, light and dark."""
    with opened(given) as office:
        paths = _render(office, given.folder)
    return Answer({"files": [str(p) for p in paths]}, tuple(str(p) for p in paths))


def _render(office: Office, folder: Path) -> list[Path]:
    from desktop.cli.quiet_qt import without_size_hints
    from desktop.shots.rendering import render_screens

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RefusedError(f"The folder {folder} cannot be made: {error.strerror}.") from error
    with without_size_hints():
        return list(render_screens(office, folder))


def demo(given: argparse.Namespace) -> Answer:
    """For a machine without a screen: the sample office's screens as pictures, and its lists."""
    import tempfile

    from desktop.operations.sample_office import fill

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        office = Office.create(Path(folder) / "sample.db")
        try:
            fill(office, progress=_on_screen)
            office.sign_in()
            paths = _render(office, given.folder)
            counts = office.read(lists_query.counts) | office.read(lead_lists.counts)
            titles = {d.key: d.title for d in (*office.facts.lists, *LEAD_LISTS)}
        finally:
            office.close()
    lines = ["There is no screen here; these are the sample office's screens:", *(str(p.resolve()) for p in paths)]
    lines += ["", *table((titles[key], f"{count:,}") for key, count in counts.items())]
    return Answer({"files": [str(p.resolve()) for p in paths], "counts": counts}, tuple(lines))
