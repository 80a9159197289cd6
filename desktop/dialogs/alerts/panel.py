"""The panel under the bell: what is offered to the member, what they are asked, and the news, newest first."""

from __future__ import annotations

from typing import Final, TypeVar

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from db.queries.alerts import AlertRow
from desktop.dialogs.alerts.alert_item import AlertItem
from desktop.dialogs.alerts.item import Item
from desktop.dialogs.alerts.offer_item import OfferItem
from desktop.dialogs.alerts.request_item import RequestItem
from desktop.dialogs.alerts.view import AlertsView
from desktop.theme.tokens import MEASURE, SPACE, TYPE, WEIGHT
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.floating_panel import RaisedPanel
from desktop.widgets.plain_label import PlainLabel
from desktop.widgets.push_button import PushButton

T = TypeVar("T", bound=Item)
WIDTH: Final = 464
HEAD: Final = 52
NOTHING: Final = 150
MOST_OF_HOST: Final = 120  # of the host's height stays free below


class AlertsPanel(RaisedPanel):
    """Stands below `anchor`, closes on Escape and when the keyboard goes elsewhere in the window.

    Signals: contact_wanted(contact id); alert_opened(alert id); all_seen(); taken(offer id); passed(offer id);
    answered(UpdateAnswer).
    """

    contact_wanted = Signal(object)
    alert_opened = Signal(object)
    all_seen = Signal()
    taken = Signal(object)
    passed = Signal(object)
    answered = Signal(object)

    def __init__(self, host: QWidget, anchor: QWidget) -> None:
        super().__init__(host)
        self._host, self._anchor = host, anchor
        self.setAccessibleName("Alerts")
        self.requests: dict[int, RequestItem] = {}
        self.offers: dict[int, OfferItem] = {}
        self.alerts: list[AlertItem] = []
        self._shown: tuple[AlertRow, ...] | None = None
        self.mark = PushButton("Mark all as seen", look="link", parent=self)
        self.mark.clicked.connect(self.all_seen)
        self.empty = EmptyState(
            "bell", "Nothing new", detail="New leads, offers and requests for an update stand here when they come."
        )
        self._titles = {
            key: PlainLabel(words, size=TYPE.small, weight=WEIGHT.medium, tone="muted", parent=self)
            for key, words in (("offers", "Offered to you"), ("requests", "An update is asked for"), ("news", "News"))
        }
        self._columns = {key: QVBoxLayout() for key in self._titles}
        self._lay_out()
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    # -- what it shows ---------------------------------------------------------------------------------------

    def show_view(self, view: AlertsView) -> None:
        """Show it; entries that stay keep their place, and what is typed into them."""
        self._keep(self.offers, {one.id for one in view.offers}, "offers")
        for offer in view.offers:
            if offer.id not in self.offers:
                self._add_offer(OfferItem(offer, view.zone, now=view.now, parent=self))
        self._keep(self.requests, {one.id for one in view.requests}, "requests")
        for request in view.requests:
            if request.id not in self.requests:
                self._add_request(RequestItem(request, view.statuses, view.zone, now=view.now, parent=self))
        for item in self.offers.values():
            item.wake()
        news = tuple(row for row in view.newest if not self._stands_above(row))
        if news != self._shown:
            self._show_news(news, view)
        self.mark.setEnabled(bool(view.unseen))
        self._titles["offers"].setVisible(bool(self.offers))
        self._titles["requests"].setVisible(bool(self.requests))
        self._titles["news"].setVisible(bool(self.alerts) and bool(self.offers or self.requests))
        self.empty.setVisible(not (self.offers or self.requests or self.alerts))
        self.tick(view.now)
        if self.isVisible():
            self.settle()

    def tick(self, now: int) -> None:
        """Time went by: say it anew. Reads nothing."""
        for item in (*self.offers.values(), *self.requests.values(), *self.alerts):
            item.tick(now)

    def forget(self) -> None:
        """Somebody else works here now: nothing of what was shown stays."""
        self.hide()
        self._keep(self.offers, set(), "offers")
        self._keep(self.requests, set(), "requests")
        for alert in self.alerts:
            self._drop(alert, "news")
        self.alerts, self._shown = [], None

    def _keep(self, shown: dict[int, T], wanted: set[int], key: str) -> None:
        for gone in [one for one in shown if one not in wanted]:
            self._drop(shown.pop(gone), key)

    def _stands_above(self, row: AlertRow) -> bool:
        """Whether an alert says what can be answered above: it is not said twice."""
        above = {"offer": {item.offer.contact_id for item in self.offers.values()},
                 "update_request": {item.request.contact_id for item in self.requests.values()}}  # fmt: skip
        return row.contact_id in above.get(row.kind, ())

    def _show_news(self, news: tuple[AlertRow, ...], view: AlertsView) -> None:
        for old in self.alerts:
            self._drop(old, "news")
        self._shown = news
        self.alerts = []
        for row in news:
            item = AlertItem(row, view.digests.get(row.id, ()), view.zone, now=view.now, parent=self)
            item.contact_wanted.connect(lambda _contact, of=row.id: self.alert_opened.emit(of))
            self._add(item, "news")
            self.alerts.append(item)

    def _add_offer(self, item: OfferItem) -> None:
        item.taken.connect(self.taken)
        item.passed.connect(self.passed)
        self.offers[item.offer.id] = item
        self._add(item, "offers")

    def _add_request(self, item: RequestItem) -> None:
        item.answered.connect(self.answered)
        self.requests[item.request.id] = item
        self._add(item, "requests")

    def _add(self, item: Item, key: str) -> None:
        item.contact_wanted.connect(self._open)
        self._columns[key].addWidget(item)
        item.show()

    def _drop(self, item: Item, key: str) -> None:
        self._columns[key].removeWidget(item)
        item.hide()
        item.deleteLater()

    # -- its place -------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show it, with the keyboard in it."""
        self.settle()
        self.show()
        self.raise_()
        self.area.setFocus(Qt.FocusReason.PopupFocusReason)

    def settle(self) -> None:
        """Take the height its entries want, below the bell."""
        within = WIDTH - 8
        self._column.activate()
        wanted = self._column.totalHeightForWidth(within) + HEAD
        height = min(max(wanted, NOTHING + HEAD), self._host.height() - MOST_OF_HOST)
        corner = self._anchor.mapTo(self._host, QPoint(self._anchor.width(), self._anchor.height() + SPACE.tiny))
        right = min(corner.x() + SPACE.mid, self._host.width() - SPACE.small)
        top = max(corner.y(), MEASURE.top_bar + SPACE.tiny)  # below the bar's line
        self.place(QRect(right - WIDTH, top, WIDTH, height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _open(self, contact_id: int) -> None:
        self.hide()
        self.contact_wanted.emit(contact_id)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        elsewhere = new is not None and new.window() is self._host and not self.isAncestorOf(new) and new is not self
        if elsewhere and new is not self._anchor and self.isVisible():
            self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(SPACE.mid, SPACE.tiny, SPACE.small, 0)
        head.addWidget(PlainLabel("Alerts", size=TYPE.lead, weight=WEIGHT.semibold, parent=self), 1)
        head.addWidget(self.mark)
        self._body = QWidget()
        column = self._column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, SPACE.tiny)
        column.setSpacing(0)
        for key, title in self._titles.items():
            title.setContentsMargins(SPACE.mid, SPACE.small, SPACE.mid, 0)
            column.addWidget(title)
            column.addLayout(self._columns[key])
        column.addWidget(self.empty)
        column.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setAccessibleName("Alerts, newest first")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._body)
        self._body.setAutoFillBackground(False)
        self.area.viewport().setAutoFillBackground(False)
        self.body.setSpacing(SPACE.tiny)
        self.body.addLayout(head)
        self.body.addWidget(self.area, 1)
