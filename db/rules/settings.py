"""The office's settings: their keys and defaults, and how a scheme of statuses is written as one."""

from __future__ import annotations

from typing import Any

from db.rules.statuses import EIGHT, SCHEMES, Scheme, Status, StatusStyle


def read_scheme(value: Any) -> Scheme:
    """The scheme a setting holds: base, whether Archive unsubscribes, and each status with label, use and colours."""
    if not isinstance(value, dict):
        return EIGHT
    base = SCHEMES.get(str(value.get("base", "eight")), EIGHT)
    changed = {str(s["key"]): s for s in value.get("statuses", [])}
    order = [*changed, *(s.key.value for s in base.statuses if s.key.value not in changed)]
    statuses = tuple(_style(base.style(key), changed.get(key, {})) for key in order)
    return Scheme(base.key, base.title, statuses, bool(value.get("unsubscribes", base.archive_unsubscribes)))


def write_scheme(scheme: Scheme) -> dict[str, Any]:
    """A scheme as `read_scheme` reads it."""
    statuses = [
        {"key": s.key.value, "label": s.label, "in_use": s.in_use, "light": s.light, "dark": s.dark}
        for s in scheme.statuses
    ]
    return {"base": scheme.key, "statuses": statuses, "unsubscribes": scheme.archive_unsubscribes}


def _style(style: StatusStyle, change: dict[str, Any]) -> StatusStyle:
    return StatusStyle(
        Status(style.key),
        str(change.get("label") or style.label),
        style.icon,
        bool(change.get("in_use", style.in_use)),
        str(change.get("light") or ""),
        str(change.get("dark") or ""),
    )
