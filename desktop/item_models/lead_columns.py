"""The columns of the tables of leads, scheduled calls, calls, touches and presses (R23, R55, R56, R70)."""

from __future__ import annotations

from typing import Final

from db.queries.lead_lists import KINDS
from desktop.item_models.columns import Column, ColumnLayout
from desktop.item_models.list_table import TableKind

TICK: Final = Column("tick", "", 40, kind="check")
NAME: Final = Column("contact", "Name", 150, tone="strong")
STATUS: Final = Column("status", "Status", 136, kind="chip")
OWNER: Final = Column("owner", "Owner", 120, tone="muted")

LEADS: Final = (
    TICK,
    NAME,
    Column("type", "Inquiry type", 150),
    Column("occurred", "When", 126, kind="moment", tone="muted"),
    Column("waiting", "Waiting", 104, kind="chip", tone="muted"),
    Column("listing", "Listing", 178, tone="muted"),
    Column("message", "Message", 190, tone="muted"),
    Column("source", "Source", 104, tone="muted"),
    OWNER,
    STATUS,
    Column("lead_status", "Lead Status", 100),
    Column("contact_status", "Contact Status", 128, tone="muted"),
    Column("origin", "Origin", 110, tone="muted"),
    Column("first_touch", "First touch", 126, kind="moment", tone="muted"),
    Column("first_touch_by", "First touch by", 124, tone="muted"),
    Column("routed_why", "Routed because", 190, tone="muted"),
)
TASKS: Final = (
    TICK,
    NAME,
    Column("due", "Due", 126, kind="moment"),
    Column("done", "State", 104, kind="chip", tone="muted"),
    Column("title", "Title", 220, tone="muted"),
    Column("phone", "Phone", 132, tone="muted"),
    Column("member", "Who calls", 120, tone="muted"),
    OWNER,
    STATUS,
    Column("scheduled_by", "Scheduled by", 118, tone="muted"),
    Column("created", "Set", 112, kind="moment", tone="muted"),
)
CALLS: Final = (
    TICK,
    NAME,
    Column("direction", "Direction", 96),
    Column("number", "Number", 140, tone="muted"),
    Column("called", "Called", 126, kind="moment", tone="muted"),
    Column("outcome", "Outcome", 130, tone="muted"),
    Column("seconds", "Length", 96, kind="number", tone="muted"),
    Column("member", "Member", 120, tone="muted"),
    STATUS,
    OWNER,
    Column("caller_name", "Caller's name", 140, tone="muted"),
    Column("line", "Line", 130, tone="muted"),
)
TOUCHES: Final = (
    TICK,
    NAME,
    Column("made", "When", 126, kind="moment", tone="muted"),
    Column("member", "Agent", 126),
    Column("channel", "Channel", 92, tone="muted"),
    Column("outcome", "What came of it", 136),
    Column("words", "Words", 260, tone="muted"),
    STATUS,
    OWNER,
)
PRESSES: Final = (
    TICK,
    NAME,
    Column("disposition", "Disposition", 190, kind="chip"),
    Column("pressed", "When", 126, kind="moment", tone="muted"),
    Column("member", "Agent", 126),
    Column("amount", "Amount", 104, align="right", kind="number"),
    Column("credit", "Credit", 84, tone="muted"),
    Column("record", "Record", 116, tone="muted"),
    Column("approved_by", "Approved by", 124, tone="muted"),
    STATUS,
    OWNER,
)
_HIDDEN: Final[dict[str, frozenset[str]]] = {
    "lead": frozenset({"origin", "first_touch", "first_touch_by", "routed_why"}),
    "task": frozenset({"created"}),
    "call": frozenset({"caller_name", "line"}),
    "touch": frozenset(),
    "press": frozenset(),
}


def _kind(unit: str, name: str, columns: tuple[Column, ...], icon: str) -> TableKind:
    plain = ColumnLayout.of(columns)
    first = ColumnLayout(plain.order, plain.widths, _HIDDEN[unit])
    return TableKind(name, columns, first, f"{unit}-columns", icon, frozenset(KINDS[unit].sorts))


TABLE_KINDS: Final = {
    "lead": _kind("lead", "Leads", LEADS, "inbox"),
    "task": _kind("task", "Scheduled calls", TASKS, "phone-outgoing"),
    "call": _kind("call", "Calls", CALLS, "phone"),
    "touch": _kind("touch", "Touches", TOUCHES, "message-square"),
    "press": _kind("press", "Pressed dispositions", PRESSES, "list-checks"),
}
