"""The agent dashboard: the lists, the table of the list that is open, and the contact that is looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db.changes import Changes, Selection
from db.queries.lists import count, counts
from db.queries.reader import OfficeFacts, Reader
from db.queries.saved import SavedFilterRow, saved_filters
from db.rules.errors import NotFoundError
from db.rules.filters import FIELDS, Filter, ListSpec, Sort, filter_text, parse_filter, term_sentence
from db.rules.lead_types import definition
from desktop.operations.filters import remove_filter, save_filter
from desktop.operations.running import report
from desktop.operations.statuses import change_status
from desktop.page import Page
from desktop.pages.agent_dashboard.contact_table import ContactTable
from desktop.pages.agent_dashboard.empty_words import empty_words
from desktop.pages.agent_dashboard.filter_panel import FilterPanel
from desktop.pages.agent_dashboard.list_header import ListHeader
from desktop.pages.agent_dashboard.mass_actions import MassActions, Target
from desktop.pages.agent_dashboard.preview import Preview
from desktop.pages.agent_dashboard.preview_words import PreviewFacts, preview_facts
from desktop.pages.agent_dashboard.sidebar_sections import SAVED, sections
from desktop.services import Services
from desktop.settings_file import SettingsFile
from desktop.shortcuts import shortcut
from desktop.widgets.chips_row import ChipsRow
from desktop.widgets.list_sidebar import ListSidebar
from desktop.widgets.selection_bar import BarAction, SelectionBar
from desktop.widgets.sidebar_model import SidebarEntry, SidebarRole

MINUTE: Final = 60_000
FIRST_LIST: Final = "new_lead"
ACTIONS: Final = (
    BarAction("status", "Status", has_menu=True),
    BarAction("assign", "Assign"),
    BarAction("hashtag", "Hashtag", has_menu=True),
    BarAction("priority", "Priority"),
    BarAction("type", "Type"),
    BarAction("archive", "Archive"),
    BarAction("export", "Export"),
)
