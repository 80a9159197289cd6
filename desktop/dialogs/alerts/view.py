"""What the panel under the bell shows: read on a worker in one go, handed to the widgets as plain rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from db.queries.alerts import AlertRow, RequestRow, Waiting, newest_alerts, own_requests, unseen_count, waiting
from db.queries.digests import digest_entries
from db.queries.reader import Reader
from db.queries.routing import OfferRow, open_offers
from db.rules.alerts import DIGEST, DigestEntry

MOST_DIGESTS: Final = 3


@dataclass(frozen=True, slots=True)
class AlertsView:
    """All of it as it stood at `now` (ms UTC). `digests` says whom the newest digests are about, by alert."""

    unseen: int
    newest: tuple[AlertRow, ...]
    digests: dict[int, tuple[DigestEntry, ...]]
    requests: tuple[RequestRow, ...]
    offers: tuple[OfferRow, ...]
    waiting: Waiting
    statuses: tuple[tuple[str, str], ...]
    zone: ZoneInfo
    now: int


def alerts_view(reader: Reader) -> AlertsView:
    """Read it for the member who is signed in, who sees no more than they may at this moment (R19)."""
    newest = newest_alerts(reader)
    told = [row.id for row in newest if row.kind == DIGEST][:MOST_DIGESTS]
    return AlertsView(
        unseen_count(reader),
        newest,
        {key: digest_entries(reader, key) for key in told},
        own_requests(reader),
        open_offers(reader),
        waiting(reader),
        tuple((style.key.value, style.label) for style in reader.facts.scheme.in_use),
        reader.facts.zone_info,
        reader.now,
    )
