"""Every widget on two sheets, as on the boards: what the picture test renders and the eye compares."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme.status_colours import DISPOSITION_COLOURS, DISPOSITION_ICONS, STATUS_COLOURS
from desktop.theme.tokens import TYPE, WEIGHT
from desktop.widgets.avatar import Avatar
from desktop.widgets.card import Card
from desktop.widgets.chip_painting import ChipLook
from desktop.widgets.chips_row import ChipsRow
from desktop.widgets.disposition_chip import DispositionChip
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.field_row import FieldRow
from desktop.widgets.icon_button import IconButton
from desktop.widgets.list_sidebar import ListSidebar
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.progress_panel import ProgressPanel
from desktop.widgets.push_button import PushButton
from desktop.widgets.search_box import SearchBox
from desktop.widgets.selection_bar import BarAction, SelectionBar
from desktop.widgets.sidebar_model import SidebarEntry, SidebarSection
from desktop.widgets.star_rating import StarRating
from desktop.widgets.status_bar_buttons import StatusBarButtons
from desktop.widgets.status_button import StatusChoice
from desktop.widgets.status_chip import StatusChip
from desktop.widgets.timeline import Timeline
from desktop.widgets.timeline_delegate import TimelineEntry
from desktop.widgets.toast import Toast, ToastMessage
from desktop.widgets.top_tabs import TopTabs
from desktop.widgets.underlined_tabs import UnderlinedTabs
from desktop.widgets.why_box import WhyBox

STATUSES: Final = {
    "sphere": ("Sphere", "users"),
    "prospect": ("Prospect", "search"),
    "new_lead": ("New Lead", "sparkles"),
    "active_lead": ("Active Lead", "flame"),
    "client": ("Client", "handshake"),
    "contract": ("Contract", "file-pen-line"),
    "closed": ("Closed", "key-round"),
    "archive": ("Archive", "archive"),
}
DISPOSITIONS: Final = (
    ("purple", "Not Contacted"),
    ("green", "Needs Offer"),
    ("green", "Appointment"),
    ("green", "Offer Made"),
    ("green", "Send Contract"),
    ("green", "Under Contract"),
    ("yellow", "Offer Rejected"),
    ("yellow", "Not Ready"),
    ("red", "Red"),
)
COUNTS: Final = {
    "sphere": 1204,
    "prospect": 388,
    "new_lead": 212,
    "active_lead": 640,
    "client": 96,
    "contract": 31,
    "closed": 1877,
    "archive": 5210,
    "Actively Searching": 1934,
    "Seller Leads": 187,
    "Missed Calls": 7,
    "Back Again": 5,
}


def status_look(key: str) -> ChipLook:
    label, icon = STATUSES[key]
    pair = STATUS_COLOURS[key]
    return ChipLook(label, icon, pair.light, pair.dark)


def disposition_look(key: str, label: str) -> ChipLook:
    pair = DISPOSITION_COLOURS[key]
    return ChipLook(label, DISPOSITION_ICONS[key], pair.light, pair.dark, square=True)


def sidebar_sections() -> list[SidebarSection]:
    statuses = tuple(
        SidebarEntry(
            key,
            label,
            icon,
            STATUS_COLOURS[key].light,
            STATUS_COLOURS[key].dark,
            meaning=f"{label} means something.",
            takes_rows=True,
        )
        for key, (label, icon) in STATUSES.items()
    )
    types = ("Actively Searching", "Not Searching", "Seller Leads")
    return [
        SidebarSection("Status", statuses),
        SidebarSection("Lead types", tuple(SidebarEntry(label, label) for label in types)),
        SidebarSection(
            "Needs care",
            (
                SidebarEntry("Missed Calls", "Missed Calls", warns=True),
                SidebarEntry("Back Again", "Back Again"),
            ),
        ),
    ]


def timeline_entries(count: int = 6) -> list[TimelineEntry]:
    kinds = (
        (
            "Showing request · 14 Alder Court, $612,000",
            "“Is Saturday morning possible?” Waiting 27 min",
            "27 min ago",
        ),
        ("Not Contacted", "Second dial of a triple dial · Dana Moreau", "today 09:12"),
        ("New Lead → Active Lead", "First reply to “Welcome” text · automatic, R5", "14 Nov"),
    )
    pairs = list(STATUS_COLOURS.values())
    return [
        TimelineEntry(
            f"event-{n}",
            *kinds[n % 3],
            "Tuesday, 14 November 2023, 09:12",
            pairs[n % 8].light,
            pairs[n % 8].dark,
        )
        for n in range(count)
    ]


def status_bar() -> StatusBarButtons:
    bar = StatusBarButtons()
    bar.set_choices([StatusChoice(key, status_look(key)) for key in STATUSES])
    bar.set_current("active_lead")
    return bar


def disposition_bar() -> StatusBarButtons:
    bar = StatusBarButtons("Disposition")
    bar.set_choices(
        [
            StatusChoice(
                label,
                disposition_look(key, label),
                menu=(
                    StatusChoice("lost", disposition_look(key, "Lost"), "Ends it."),
                    StatusChoice("no_interest", disposition_look(key, "No interest"), "Not now."),
                    StatusChoice("sold", disposition_look(key, "Sold"), "Only its owner may.", enabled=False),
                )
                if key == "red"
                else (),
            )
            for key, label in DISPOSITIONS
        ]
    )
    return bar


def build_main_sheet() -> QWidget:
    """Top bar, sidebar, filter row, selection bar, preview: the board of the Agent Dashboard."""
    sheet = QWidget()
    sheet.resize(1440, 900)
    top = TopTabs()
    pages = ("Agent Dashboard", "Broker Dashboard", "Leads", "Campaigns", "Messages")
    top.set_tabs([(page, page) for page in pages])
    top.set_search(SearchBox("Search 48,210 contacts"))
    top.set_member("Dana Moreau")
    sidebar = ListSidebar()
    sidebar.set_sections(sidebar_sections())
    sidebar.set_counts(COUNTS)
    sidebar.select("active_lead")
    sidebar.setFixedWidth(226)
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(top)
    row = QHBoxLayout()
    row.setSpacing(1)
    column.addLayout(row)
    row.addWidget(sidebar)
    row.addWidget(_middle(), 1)
    row.addWidget(_preview())
    sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    sheet.setFocus()
    return sheet


def _middle() -> QWidget:
    middle = QWidget()
    column = QVBoxLayout(middle)
    column.setContentsMargins(18, 14, 18, 18)
    column.setSpacing(10)
    head = QHBoxLayout()
    head.setSpacing(10)
    head.addWidget(PlainLabel("Active Lead", size=TYPE.title, weight=WEIGHT.semibold))
    head.addWidget(PlainLabel("128 of 640", size=TYPE.body, tone="muted"))
    head.addStretch()
    for text in ("Filter", "Columns", "Import"):
        head.addWidget(PushButton(text))
    head.addWidget(PushButton("Add contact", look="primary"))
    head.addWidget(IconButton("panel-right", "Hide the preview"))
    column.addLayout(head)
    chips = ChipsRow()
    chips.set_chips([("priority", "Priority is Hot or Warm"), ("tag", "#relocation")])
    column.addWidget(chips)
    card = Card()
    empty = EmptyState("inbox", "No contact matches these filters.", detail="Take one away to see more.")
    empty.set_actions([("clear", "Clear the filters"), ("add", "Add contact")])
    card.body.addWidget(empty)
    column.addWidget(card, 1)
    bar = SelectionBar(middle)
    bar.set_actions(
        [
            BarAction("status", "Status", has_menu=True),
            BarAction("assign", "Assign", has_menu=True),
            *(BarAction(each, each) for each in ("Hashtag", "Campaign", "E-mail", "Text", "Export")),
        ]
    )
    bar.show_selection(3, 128)
    toast = Toast(middle)
    toast.set_lift(76)
    toast.say(ToastMessage("39,950 contacts to Client", "Undo", "step-1"))
    return middle


def _preview() -> QWidget:
    panel = Card(padding=18)
    panel.setFixedWidth(318)
    panel.body.setSpacing(12)
    panel.body.addWidget(PlainLabel("Marcus Oyelaran", size=TYPE.title, weight=WEIGHT.semibold))
    chips = QHBoxLayout()
    chips.setSpacing(6)
    chips.addWidget(StatusChip(status_look("active_lead")))
    chips.addWidget(DispositionChip(disposition_look("green", "Appointment Booked")))
    chips.addStretch()
    panel.body.addLayout(chips)
    why = WhyBox()
    why.set_reasons("Status is Active Lead since 14 Nov (first reply). Priority is Hot. Carries #relocation.")
    panel.body.addWidget(why)
    panel.body.addWidget(disposition_bar())
    timeline = Timeline(compact=True)
    timeline.set_entries(timeline_entries())
    panel.body.addWidget(timeline, 1)
    buttons = QHBoxLayout()
    buttons.addWidget(PushButton("Open contact", look="primary"))
    buttons.addWidget(PushButton("Call", icon_name="phone"))
    buttons.addStretch()
    panel.body.addLayout(buttons)
    return panel


def build_contact_sheet() -> QWidget:
    """Header with both bars, tabs, fields, timeline, cards: the board of the contact dialog."""
    sheet = Card(padding=22)
    sheet.resize(1178, 822)
    head = QHBoxLayout()
    head.setSpacing(12)
    head.addWidget(IconButton("chevron-left", "Previous contact"))
    head.addWidget(PlainLabel("3 of 128", tone="muted"))
    head.addWidget(IconButton("chevron-right", "Next contact"))
    head.addWidget(Avatar("Marcus Oyelaran"))
    head.addWidget(PlainLabel("Marcus Oyelaran", size=TYPE.title, weight=WEIGHT.semibold))
    head.addStretch()
    for label in ("Call", "Text", "E-mail", "Release"):
        head.addWidget(PushButton(label))
    head.addWidget(PushButton("Make Client", look="primary"))
    sheet.body.setSpacing(10)
    sheet.body.addLayout(head)
    sheet.body.addWidget(status_bar())
    sheet.body.addWidget(disposition_bar())
    tabs = UnderlinedTabs()
    for label in ("Overview", "Profile", "Leads 7", "Messages", "Campaigns 2", "Transaction", "History"):
        tabs.addTab(label)
    sheet.body.addWidget(tabs)
    row = QHBoxLayout()
    row.setSpacing(22)
    row.addLayout(_fields())
    timeline = Timeline()
    timeline.set_entries(timeline_entries(40))
    row.addWidget(timeline, 1)
    row.addLayout(_next())
    sheet.body.addLayout(row, 1)
    sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    sheet.setFocus()
    return sheet


def _fields() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(PlainLabel("Contact", weight=WEIGHT.semibold))
    values = {"Mobile": "(813) 555-0117", "E-mail": "marcus.oyelaran.the.second@example.com", "Lender": ""}
    for label, value in values.items():
        field = FieldRow(label, label)
        field.setFixedWidth(270)
        field.set_text(value)
        column.addWidget(field)
    interest = FieldRow("interest", "Interest")
    stars = StarRating()
    stars.set_rating(4)
    interest.set_value_widget(stars)
    column.addWidget(interest)
    priority = FieldRow("priority", "Priority", choices=(("hot", "Hot"), ("warm", "Warm")))
    priority.set_text("hot")
    column.addWidget(priority)
    wrong = FieldRow("price", "Price up to")
    wrong.set_text("12 bananas")
    wrong.set_error("Not an amount. Write it like 612,000.")
    column.addWidget(wrong)
    column.addStretch()
    return column


def _next() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addWidget(PlainLabel("Next", weight=WEIGHT.semibold))
    card = Card("Answer the showing request", padding=12)
    card.body.addWidget(PlainLabel("waiting 27 min", size=TYPE.small, tone="error"))
    column.addWidget(card)
    work = Card(padding=4)
    progress = ProgressPanel(clock=iter((0.0, 0.0, 4.0)).__next__)
    progress.begin("Changing the status", 40000, "contacts")
    progress.advance(12400)
    work.body.addWidget(progress)
    column.addWidget(work)
    column.addStretch()
    return column
