"""The squarer chip that says which disposition a contact has."""

from __future__ import annotations

from dataclasses import replace

from desktop.widgets.chip_painting import ChipLook
from desktop.widgets.status_chip import StatusChip


class DispositionChip(StatusChip):
    """A status chip with small corners, so that the two are told apart without reading."""

    def set_look(self, look: ChipLook) -> None:
        """Show another disposition."""
        super().set_look(replace(look, square=True))
