"""What the office's settings show, read in one go on a worker."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries.members import MemberDetails, office_members
from db.queries.reader import OfficeFacts, Reader
from db.rules.moments import day_of
from db.rules.permissions import REFUSALS, Actor, Right
from db.rules.phones import format_phone
from db.rules.settings import OfficeSetting, regions, zone_names


@dataclass(frozen=True, slots=True)
class SettingsView:
    """The office at one moment, who looks at it, and what countries and time zones there are to choose from."""

    facts: OfficeFacts
    actor: Actor
    members: tuple[MemberDetails, ...]
    regions: tuple[str, ...]
    zones: tuple[str, ...]
    today: str  # an ISO date, by the office's clock

    @property
    def may_change(self) -> bool:
        """Whether the member may change anything but their own password; the gate decides again."""
        return self.actor.may(Right.SETTINGS)

    @property
    def why_not(self) -> str:
        """Why everything is read-only, or ""."""
        return "" if self.may_change else f"{REFUSALS[Right.SETTINGS]} You can set your own password."

    def text(self, setting: OfficeSetting) -> str:
        """A setting as it is typed; "yes" or "" for a tick."""
        value = self.facts.settings.get(setting.key)
        if setting.kind == "yes_no":
            return "yes" if value else ""
        if setting.kind == "phone":
            return format_phone(str(value)) if value else ""
        return str(value or setting.default)


def read_view(reader: Reader) -> SettingsView:
    """Settings and members in one read."""
    today = day_of(reader.now, reader.facts.zone).isoformat()
    people = office_members(reader)
    return SettingsView(reader.facts, reader.actor, people, tuple(sorted(regions())), zone_names(), today)
