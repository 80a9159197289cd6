"""What goes wrong with a file on the disk, said in one sentence that names it."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from db.rules.errors import FileProblemError

Item = TypeVar("Item")


@contextmanager
def reading_sentences(path: Path) -> Iterator[None]:
    """Turns every failure of reading `path` into a FileProblemError with a sentence; memory is never
    exhausted silently either. A FileProblemError passes through as it is.
    """
    try:
        yield
    except FileNotFoundError as problem:
        raise FileProblemError(f"{path.name} is not there any more. Was it moved or renamed?") from problem
    except IsADirectoryError as problem:
        raise FileProblemError(f"{path.name} is a folder, not a file. Choose the file inside it.") from problem
    except PermissionError as problem:
        raise FileProblemError(
            f"{path.name} cannot be opened: another program holds it, or you may not read it. "
            "Close it there and try again."
        ) from problem
    except OSError as problem:
        why = problem.strerror or "the disk gave no reason"
        raise FileProblemError(f"{path.name} cannot be read: {why}.") from problem
    except UnicodeError as problem:
        raise FileProblemError(
            f"{path.name} holds bytes that its encoding does not know. Choose another encoding."
        ) from problem
    except MemoryError as problem:
        raise FileProblemError(f"{path.name} needs more memory than there is. Split it and try again.") from problem


def told(path: Path, make: Callable[[], Iterator[Item]]) -> Iterator[Item]:
    """The items of `make()`; what fails on the way (a file that vanishes) becomes a sentence."""
    with reading_sentences(path):
        yield from make()


def writing_sentence(path: Path, problem: OSError) -> FileProblemError:
    """The FileProblemError for a failed write: what happened, and that an older file of that name is
    unharmed.
    """
    if problem.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        why = "the disk is full"
    elif isinstance(problem, FileNotFoundError | NotADirectoryError):
        why = "its folder is not there"
    elif isinstance(problem, IsADirectoryError):
        why = "a folder has that name"
    elif isinstance(problem, PermissionError):
        why = "another program holds it, or you may not write there"
    else:
        why = problem.strerror or "the disk gave no reason"
    return FileProblemError(f"{path.name} was not written: {why}. A file of that name, if there was one, is as it was.")
