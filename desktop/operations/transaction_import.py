"""Importing transactions of another system from the screen: rehearsed, then written as one step (R7, R95)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from db.actions.transactions import import_transactions
from db.changes import Outcome, Progress
from db.office import Office
from db.queries.transaction_imports import TransactionPlan, plan_transactions, read_transaction_file
from db.rules.errors import RefusedError
from db.rules.transaction_matching import CREATED, TRANSACTION_OUTCOMES, UPDATED
from db.rules.transaction_words import SYSTEMS
from desktop.item_models.listing_words import counted
from desktop.operations.row_imports import Files, Line, Lines, Report, RowImport


class TransactionImport:
    """Transactions of Dotloop, SkySlope, DocuSign, or a table of them."""

    title, one, many, what = "Import transactions", "transaction", "transactions", "Transactions"
    outcomes: tuple[str, ...] = TRANSACTION_OUTCOMES
    writes: tuple[str, ...] = (CREATED, UPDATED)
    option = ""

    def read(self, office: Office, paths: Sequence[Path], progress: Progress) -> Files:
        """The file as drafts. Errors: RefusedError for more than one."""
        if len(paths) != 1:
            raise RefusedError("One file of transactions at a time: choose one file.")
        facts = office.facts
        return (read_transaction_file(paths[0], region=facts.region, zone=facts.zone, progress=progress),)

    def rehearse(self, office: Office, files: Files, *, option: bool) -> Report:
        """What becomes of each row, and of the contact's status."""
        del option
        return self._report(files, office.read(plan_transactions, files[0]))

    def write(self, office: Office, files: Files, *, option: bool, progress: Progress) -> Outcome[Report]:
        """Write the deals, and the statuses that follow."""
        del option
        done = office.perform(import_transactions, file=files[0], progress=progress)
        followed = sum(words.startswith("The status becomes") for words in done.value.effects)
        more = f"{counted(followed, 'status', 'statuses')} followed." if followed else ""
        return Outcome(self._report(files, done.value.plans, more), done.changes, done.step)

    def _report(self, files: Files, plans: Iterable[TransactionPlan], more: str = "") -> Report:
        rows = [(files[0].name, plan) for plan in plans]
        found: dict[str, list[tuple[str, TransactionPlan]]] = {key: [] for key in self.outcomes}
        for row in rows:
            found[row[1].outcome].append(row)
        return Report(Lines(rows, _line), {key: Lines(some, _line) for key, some in found.items()}, more)


def _line(file: str, plan: TransactionPlan) -> Line:
    draft = plan.draft
    whose = f"{plan.contact}." if plan.contact else ""
    note = " ".join(filter(None, (whose, plan.words, *plan.reasons, *draft.warnings)))
    name = " · ".join(filter(None, (SYSTEMS[draft.system], draft.title)))
    return Line(file, draft.row, plan.outcome, name, note)


TRANSACTIONS: Final[RowImport] = TransactionImport()
