"""Refusals and failures, each a small class with a sentence for the person."""

from __future__ import annotations


class BrokerdeskError(Exception):
    """Something the person is told in one sentence: what happened, what was kept, what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class RefusedError(BrokerdeskError):
    """The member may not do this, or a rule of the office says no. Nothing was changed."""


class NotFoundError(BrokerdeskError):
    """What was named does not exist, or the member may not see it (R19: the two look alike)."""


class WrongUseError(BrokerdeskError):
    """The request itself makes no sense: an unknown key, a malformed filter."""


class FileProblemError(BrokerdeskError):
    """A file cannot be read as what it claims to be. The sentence names file, row and column where known."""


class StaleEditError(BrokerdeskError):
    """Someone saved the same contact in between; both versions are still there to choose from."""

    def __init__(self, sentence: str, *, fields: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.fields = fields


class StaleRehearsalError(BrokerdeskError):
    """Somebody wrote what an import would meet since it was rehearsed; rehearsed again, it takes that into account."""


class OfficeBusyError(BrokerdeskError):
    """Another program holds the office's file for longer than we wait. Nothing was changed."""


class OfficeVersionError(BrokerdeskError):
    """The office was made by a newer Brokerdesk, or its upgrade failed."""


class FieldProblemsError(BrokerdeskError):
    """All that is wrong with a form at once: a sentence for each field."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


class CancelledError(BrokerdeskError):
    """The person stopped a long work; nothing was changed."""
