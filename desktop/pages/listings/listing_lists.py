"""The lists of listings at the left with live counts, and the cities one may search in."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from db.queries import listings
from db.queries.reader import Reader
from db.rules.listing_lists import ALWAYS, LISTING_LISTS
from desktop.item_models.listing_words import LISTING_LOOKS
from desktop.operations.running import report
from desktop.services import Services
from desktop.widgets.list_sidebar import ListSidebar
from desktop.widgets.sidebar_model import SidebarEntry, SidebarSection


class ListingLists(QObject):
    """Owns the sidebar. Signals: chosen(key); counted(); cities_known(cities)."""

    chosen = Signal(str)
    counted = Signal()
    cities_known = Signal(object)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._counts: dict[str, int] = {}
        self.sidebar = ListSidebar()
        self.sidebar.setAccessibleName("Lists of listings")
        self.sidebar.set_sections(self._sections())
        self.sidebar.chosen.connect(self.chosen)

    def count(self, key: str) -> int | None:
        """How many listings a list has, as far as that is known."""
        return self._counts.get(key)

    @property
    def none_at_all(self) -> bool:
        """Whether it is known that the office has no listing of any kind."""
        return bool(self._counts) and not any(self._counts.values())

    def read(self) -> None:
        """Count every list anew; what is shown stays until it is known better."""
        office = self._services.office

        def query(reader: Reader) -> tuple[dict[str, int], tuple[str, ...]]:
            return listings.counts_by_list(reader), listings.cities(reader)

        self._services.tasks.read((id(self), "counts"), lambda: office.read(query), self._take, self._failed)

    def _take(self, found: tuple[dict[str, int], tuple[str, ...]]) -> None:
        self._counts, cities = found
        self.sidebar.set_sections(self._sections())
        self.sidebar.set_counts(self._counts)
        self.cities_known.emit(cities)
        self.counted.emit()

    def _sections(self) -> list[SidebarSection]:
        """Statuses that no listing has take no room, unless one looks at them."""
        by_title: dict[str, list[SidebarEntry]] = {}
        for one in LISTING_LISTS:
            if not (one.key in ALWAYS or self._counts.get(one.key) or one.key == self.sidebar.current_key):
                continue
            look = LISTING_LOOKS.get(one.key)
            icon, light, dark = (look.icon, look.light, look.dark) if look else ("", "", "")
            entry = SidebarEntry(one.key, one.title, icon, light, dark, one.definition)
            by_title.setdefault(one.section, []).append(entry)
        return [SidebarSection(title, tuple(entries)) for title, entries in by_title.items()]

    def _failed(self, error: BaseException) -> None:
        report(self._services, error)
