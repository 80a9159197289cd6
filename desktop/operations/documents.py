"""Documents of a contact and the office's contract template: kept, opened as a copy, saved, checked, deleted."""

from __future__ import annotations

import atexit
import shutil
import stat
import tempfile
from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from db.actions import drafts as draft_actions
from db.actions import stored_files as actions
from db.changes import Outcome
from db.files.problems import reading_sentences, writing_sentence
from db.files.word_guards import LARGEST as LARGEST_TEMPLATE
from db.queries.contracts import contract_template, contract_trial
from db.queries.stored_files import DocumentRow, document_content
from db.rules.errors import FileProblemError
from db.rules.stored_files import LARGEST, opens_safely
from desktop.operations.finishing import toast_with_undo
from desktop.operations.office_settings import Answer
from desktop.operations.running import report, run
from desktop.services import Services

_COPIES: Final = count(1)
A_COPY: Final = "A copy was opened. Save the corrected file somewhere else and put it in place with Replace…"


def add_files(services: Services, contact_id: int, paths: Sequence[Path]) -> None:
    """Keep files with a contact, a step for each; one that cannot be kept is said, the others are."""
    for path in paths:
        _perform(services, partial(_add, services, contact_id, path))


def _add(services: Services, contact_id: int, path: Path) -> Outcome[int]:
    data = _read(path, LARGEST)
    return services.office.perform(actions.add_document, contact_id=contact_id, file_name=path.name, data=data)


def replace_document(services: Services, row: DocumentRow, path: Path) -> None:
    """Put the corrected file in a document's place; the old one is kept as an earlier version."""
    office = services.office
    _perform(
        services,
        lambda: office.perform(
            actions.replace_document, document_id=row.id, file_name=path.name, data=_read(path, LARGEST)
        ),
    )


def rename_document(services: Services, row: DocumentRow, title: str) -> None:
    """Call a document otherwise."""
    _perform(services, lambda: services.office.perform(actions.rename_document, document_id=row.id, title=title))


def mark_checked(services: Services, row: DocumentRow, *, checked: bool) -> None:
    """Say that a person has checked a draft, or that it is one still."""
    _perform(services, lambda: services.office.perform(actions.mark_checked, document_id=row.id, checked=checked))


def delete_document(services: Services, row: DocumentRow) -> None:
    """Take a document away; the toast brings it back."""
    _perform(services, lambda: services.office.perform(actions.delete_document, document_id=row.id))


def draft_contract(services: Services, contact_id: int) -> None:
    """Draft the contract of a contact anew."""
    _perform(services, lambda: services.office.perform(draft_actions.draft_contract, contact_id=contact_id))


def open_document(services: Services, row: DocumentRow) -> None:
    """Open a copy of a document in the computer's program for it; what a computer would run is only saved."""
    if not opens_safely(row.file_name):
        services.prompts.toast(
            f"{row.file_name} is not opened from here. Use Save as…, and look at it there.", tone="error"
        )
        return
    office = services.office
    _open_copy(services, row.file_name, lambda: office.read(document_content, row.id).data)


def save_document(services: Services, row: DocumentRow, path: Path) -> None:
    """Write a document to a file."""
    office = services.office
    _save(services, path, lambda: office.read(document_content, row.id).data)


# -- the template ---------------------------------------------------------------------------------------------


def set_template(services: Services, path: Path, answer: Answer) -> None:
    """Use a Word file as the template of contracts."""
    office = services.office
    _perform(
        services,
        lambda: office.perform(draft_actions.set_contract_template, name=path.name, data=_read(path, LARGEST_TEMPLATE)),
        answer,
    )


def use_sample(services: Services) -> None:
    """Go back to the sample that ships."""
    _perform(services, lambda: services.office.perform(draft_actions.use_sample_contract))


def save_template(services: Services, path: Path) -> None:
    """Write the template in use to a file, to change it in Word."""
    office = services.office
    _save(services, path, lambda: office.read(contract_template).data)


def try_template(services: Services, contact_id: int, answer: Answer) -> None:
    """Open what the draft of a contact would be; it is kept nowhere. `on_done` gets the ContractTrial."""
    office = services.office

    def arrived(found: tuple[Any, Path]) -> None:
        _show(services, found[1])
        answer.on_done(found[0])

    def read() -> tuple[Any, Path]:
        trial = office.read(contract_trial, contact_id)
        return trial, _copy(trial.file_name, trial.data)

    services.tasks.read(("contract trial",), read, arrived, answer.on_error)


# -- within ---------------------------------------------------------------------------------------------------


def _perform(services: Services, work: Callable[[], Outcome[Any]], answer: Answer | None = None) -> None:
    def done(outcome: Outcome[Any]) -> None:
        toast_with_undo(services, outcome.changes.label or "It is so already", outcome.step)
        if answer is not None:
            answer.on_done(outcome.value)

    run(services, work, on_done=done, on_error=answer.on_error if answer is not None else None)


def _read(path: Path, most: int) -> bytes:
    """A file's bytes, and no more than one past the most: who keeps them says that it is too large."""
    with reading_sentences(path), path.open("rb") as stream:
        return stream.read(most + 1)


def _save(services: Services, path: Path, content: Callable[[], bytes]) -> None:
    def write() -> None:
        data = content()
        part = path.with_name(f"{path.name}.part")
        try:
            part.write_bytes(data)
            part.replace(path)
        except OSError as problem:
            part.unlink(missing_ok=True)
            raise writing_sentence(path, problem) from problem

    services.tasks.read(
        ("save", path), write, lambda _none: services.prompts.toast(f"Saved as {path.name}"),
        lambda error: report(services, error),
    )  # fmt: skip


def _open_copy(services: Services, name: str, content: Callable[[], bytes]) -> None:
    services.tasks.read(
        ("open", name), lambda: _copy(name, content()), lambda path: _show(services, path),
        lambda error: report(services, error),
    )  # fmt: skip


def _show(services: Services, path: Path) -> None:
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        services.prompts.toast(A_COPY)
    else:
        services.prompts.toast(f"No program of this computer opens {path.name}. Use Save as…", tone="error")


@cache
def _folder() -> Path:
    """Where copies stand that were opened; it goes when the program ends."""
    made = Path(tempfile.mkdtemp(prefix="brokerdesk-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def _copy(name: str, data: bytes) -> Path:
    """A copy that cannot be written: a program that opens it says so, before anybody corrects it in vain."""
    place = _folder() / str(next(_COPIES))
    try:
        place.mkdir(mode=0o700)
        path = place / name
        path.write_bytes(data)
        path.chmod(stat.S_IRUSR)
    except OSError as problem:
        raise FileProblemError(
            "The copy could not be written: the computer's folder for such files is full."
        ) from problem
    return path
