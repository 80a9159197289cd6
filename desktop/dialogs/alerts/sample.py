"""The panel with something of everything, and with nothing: for its pictures, which leave the office as it was."""

from __future__ import annotations

from dataclasses import replace

from db.queries.alerts import AlertRow, RequestRow, Waiting
from db.queries.reader import OfficeFacts
from db.queries.routing import OfferRow
from db.rules import alerts
from db.rules.alerts import DigestEntry
from desktop.dialogs.alerts.view import AlertsView
from desktop.times import HOUR, MINUTE

_LONG = "Wilhelmina Featherstonehaugh-Montgomery and Bartholomew Okonkwo-Lindqvist"


def full_view(now: int, facts: OfficeFacts) -> AlertsView:
    """An offer, a request, a digest, and news of every kind; a long name among them."""
    lines = (
        ("new_lead", alerts.lead_line("showing_request", "Ann Lee", "14 Alder Court"), "Ann Lee", 2 * MINUTE),
        ("reply", alerts.reply_line("Marcus Oyelaran"), "Marcus Oyelaran", 27 * MINUTE),
        ("new_lead", alerts.lead_line("question", _LONG, "Is the roof new?"), _LONG, 3 * HOUR),
        ("update_request", alerts.update_line("Priya Raman"), "Priya Raman", 5 * HOUR),
        ("new_lead", alerts.lead_line("valuation_request", "Jonas Lindqvist"), "Jonas Lindqvist", 30 * HOUR),
    )
    news = [
        AlertRow(90 - n, kind, line, now - ago, None if n < 2 else now, n + 1, name, None)
        for n, (kind, line, name, ago) in enumerate(lines)
    ]
    done = (
        DigestEntry(11, "Bea Orr", (("viewed_listing", 6), ("favorite", 2))),
        DigestEntry(12, "Cal Poe", (("saved_search", 1),)),
    )
    news.insert(2, AlertRow(80, alerts.DIGEST, alerts.digest_line(done), now - HOUR, None, None, "", None))
    asked = (RequestRow(5, 4, "Priya Raman", "active_lead", now - 5 * HOUR),)
    offers = (OfferRow(7, 6, "Ruth Nakamura", 3, "Showing request · Zillow · U8736934", now, now + 12 * MINUTE),)
    waiting = Waiting(3, now - 2 * HOUR - 10 * MINUTE)
    return replace(
        empty_view(now, facts), unseen=3, newest=tuple(news), digests={80: done}, requests=asked, offers=offers,
        waiting=waiting,
    )  # fmt: skip


def empty_view(now: int, facts: OfficeFacts) -> AlertsView:
    """Nothing new, and nobody waits."""
    statuses = tuple((style.key.value, style.label) for style in facts.scheme.in_use)
    return AlertsView(0, (), {}, (), (), Waiting(), statuses, facts.zone_info, now)
