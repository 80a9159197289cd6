"""THE table of keys: menus, buttons, the table of contacts and the page of keys all read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QKeySequence

Standard = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One key: what it is for, the keys themselves, and where it works.

    `keys` are Qt's standard keys where there is one, so that Cmd follows on macOS. `letter` is a single
    letter, figure or sign, which works only while a list has the keyboard.
    """

    key: str
    words: str
    group: str
    keys: tuple[QKeySequence.StandardKey | str, ...] = ()
    letter: str = ""

    def sequences(self) -> list[QKeySequence]:
        """The keys as Qt wants them on an action."""
        found: list[QKeySequence] = []
        for one in self.keys:
            for keys in QKeySequence.keyBindings(one) if isinstance(one, Standard) else [QKeySequence(one)]:
                if keys not in found:  # the same keys twice are ambiguous, and do nothing
                    found.append(keys)
        return found

    def shown(self) -> str:
        """The keys as the person reads them."""
        if self.letter:
            return self.letter
        texts = (s.toString(QKeySequence.SequenceFormat.NativeText) for s in self.sequences()[:1])
        return "".join(texts)


SHORTCUTS: Final[dict[str, Shortcut]] = {
    s.key: s
    for s in (
        Shortcut("search", "Search all contacts", "Window", ("Ctrl+K",)),
        Shortcut("add_contact", "Add a contact", "Window", (Standard.New,)),
        Shortcut("undo", "Undo your last step", "Window", (Standard.Undo,)),
        Shortcut("redo", "Redo what you undid", "Window", ("Ctrl+Shift+Z", Standard.Redo)),
        Shortcut("history", "History of steps", "Window", ("Ctrl+H",)),
        Shortcut("open", "Open an office", "Window", (Standard.Open,)),
        Shortcut("import", "Import contacts", "Window", ("Ctrl+I",)),
        Shortcut("filter", "Filter the list", "Window", ("Ctrl+L",)),
        Shortcut("export", "Export the list", "Window", ("Ctrl+E",)),
        Shortcut("print", "Print the list", "Window", (Standard.Print,)),
        Shortcut("preview", "Show or hide the preview", "Window", ("F8",)),
        Shortcut("alerts", "Alerts", "Window", ("Ctrl+J",)),
        Shortcut("call_through", "Call through the list, or what is ticked in it", "Window", ("Ctrl+Shift+C",)),
        Shortcut("settings", "Office settings", "Window", ("Ctrl+,",)),
        Shortcut("help", "Keys", "Window", (Standard.HelpContents,)),
        Shortcut("card_left", "Move the chart left", "Window", ("Ctrl+Shift+Left",)),
        Shortcut("card_right", "Move the chart right", "Window", ("Ctrl+Shift+Right",)),
        Shortcut("card_up", "Move the chart up", "Window", ("Ctrl+Shift+Up",)),
        Shortcut("card_down", "Move the chart down", "Window", ("Ctrl+Shift+Down",)),
        Shortcut("quit", "Quit", "Window", (Standard.Quit, "Ctrl+Q")),
        Shortcut("search_list", "Search in the list", "List", (Standard.Find,)),
        Shortcut("search_list_letter", "Search in the list", "List", letter="/"),
        Shortcut("move", "Next and previous row, also with the arrows", "List", letter="J K"),
        Shortcut("open_row", "Open the contact", "List", letter="Enter"),
        Shortcut("preview_row", "Preview the contact", "List", letter="Space"),
        Shortcut("select_all", "Tick what is here; again: include the whole list", "List", (Standard.SelectAll,)),
        Shortcut("copy", "Copy the rows as a table", "List", (Standard.Copy,)),
        Shortcut("status", "Set the status: S, then 1 to 8 in the office's order", "List", letter="S"),
        Shortcut("not_contacted", "Not Contacted: log a dial nobody answered", "List", letter="N"),
        Shortcut("disposition", "Press a disposition: D, then the figure or letter in the menu", "List", letter="D"),
        Shortcut("task", "Set a task", "List", letter="T"),
        Shortcut("claim", "Claim from the pool", "List", letter="C"),
        Shortcut("release", "Release to the pool", "List", letter="R"),
        Shortcut("assign", "Assign to a member", "List", letter="A"),
        Shortcut("lead_status", "Lead Status of leads: L, then A or I", "List", letter="L"),
        Shortcut("follow_up_done", "In Follow-ups: done, or what came of it; also Space", "Follow-ups", letter="D"),
        Shortcut("follow_up_move", "In Follow-ups: move to another day or hour", "Follow-ups", letter="M"),
        Shortcut("follow_up_call", "In Follow-ups: dial the number", "Follow-ups", letter="P"),
        Shortcut("call_result", "Talked, left a message", "Calls", letter="L"),
        Shortcut("call_note", "Write a note; Esc leaves it", "Calls", letter="W"),
        Shortcut("call_copy", "Copy the number", "Calls", letter="C"),
        Shortcut("call_dial", "Dial the number", "Calls", letter="P"),
        Shortcut("call_put_off", "Put off, after the others", "Calls", letter="O"),
        Shortcut("call_next", "Next and back", "Calls", letter="J K"),
        Shortcut("call_open", "Open the contact", "Calls", letter="V"),
        Shortcut("call_end", "End them; Esc pauses", "Calls", letter="E"),
        Shortcut("calendar_new", "In the calendar: a new appointment at that hour", "Follow-ups", letter="N"),
        Shortcut("calendar_today", "In the calendar: to today; Page Up and Page Down turn", "Follow-ups", letter="T"),
        Shortcut("calendar_move", "In the calendar: move it by a quarter or a day", "Follow-ups", letter="Alt + arrow"),
        Shortcut("deal_on", "In Deals: move the deal one stage on", "Deals", ("Ctrl+Right",)),
        Shortcut("deal_back", "In Deals: move the deal one stage back", "Deals", ("Ctrl+Left",)),
        Shortcut("keys_letter", "Keys", "List", letter="?"),
    )
}


def shortcut(key: str) -> Shortcut:
    """The shortcut of this key; KeyError for one that is not in the table."""
    return SHORTCUTS[key]
