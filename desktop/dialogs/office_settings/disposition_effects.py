"""What another list of dispositions changes for contacts in flight, before it is saved (R23)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from db.queries.disposition_preview import DispositionEffect
from desktop.dialogs.office_settings.scheme_effects import SchemeEffects

ONE: Final = {"presses": "press"}
ONE_STEP: Final = "It is one step: one undo takes it all back. The history keeps the old names and colours."


class DispositionEffects(SchemeEffects):
    """A box of sentences, each with how many it concerns."""

    def show_changes(self, effects: Sequence[DispositionEffect]) -> None:
        """Show them; none: nothing changes."""
        if effects:
            self._show([*((_counted(effect), effect.sentence) for effect in effects), ("", ONE_STEP)])
        else:
            self.say("Nothing that shows.")


def _counted(effect: DispositionEffect) -> str:
    if not effect.what:
        return ""
    return f"{effect.count:,} {ONE.get(effect.what, effect.what[:-1]) if effect.count == 1 else effect.what}"
