"""What a rehearsal plans over all its files: contacts to add and to change, counted through, kept on disk."""

from __future__ import annotations

from bisect import bisect_right

from db.queries.import_records import Planned, PlannedUpdate, plan_text, read_plan, update_text
from db.queries.import_staging import Staging


class Plans:
    """The contacts of all files, numbered from 0. Those of the chunk at hand are in memory until `put_down`."""

    def __init__(self, staging: Staging) -> None:
        self.staging = staging
        self.changes = 0
        self._count = 0
        self._starts: list[int] = []  # at which number the contacts of each file begin
        self._fresh: dict[int, Planned] = {}
        self._fresh_changes: list[tuple[int, str]] = []

    def begin_file(self) -> int:
        """The next contacts are another file's; gives the file's number, from 0."""
        self._starts.append(self._count)
        return len(self._starts) - 1

    def of_file(self, number: int) -> range:
        """The numbers of one file's contacts."""
        after = self._starts[number + 1 :]
        return range(self._starts[number], after[0] if after else self._count)

    def place(self, number: int) -> tuple[int, int]:
        """Which file's contact this is, and the how many-eth of that file's, from 0."""
        file = bisect_right(self._starts, number) - 1
        return file, number - self._starts[file]

    def add(self, plan: Planned) -> int:
        """Plan one more contact; gives its number."""
        number = self._count
        self._count += 1
        self._fresh[number] = plan
        return number

    def get(self, number: int) -> Planned:
        """A contact planned earlier."""
        return self._fresh.get(number) or read_plan(self.staging.get("plan", number))

    def replace(self, number: int, plan: Planned) -> None:
        """A later row completed a contact."""
        self._fresh[number] = plan

    def change(self, update: PlannedUpdate) -> None:
        """Plan a change of a contact of the office."""
        self._fresh_changes.append((self.changes, update_text(update)))
        self.changes += 1

    def put_down(self) -> None:
        """The chunk is over: everything goes to disk."""
        if self._fresh:
            self.staging.put("plan", [(number, plan_text(plan)) for number, plan in self._fresh.items()])
            self._fresh.clear()
        if self._fresh_changes:
            self.staging.put("change", self._fresh_changes)
            self._fresh_changes.clear()
