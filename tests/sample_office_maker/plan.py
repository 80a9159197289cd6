"""How many contacts of which file begin and end in which status, and who of the office works there."""

from __future__ import annotations

from typing import Final

from .model import Member

OFFICE: Final = (
    ("name", "Harbor & Pine Realty"),
    ("zone", "America/New_York"),
    ("region", "US"),
    ("postal_address", "2208 W Swann Ave, Suite 100, Tampa, FL 33606"),
    ("phone", "+18135550100"),
)
MEMBERS: Final = (
    Member("dana", "Dana Moreau", "broker;agent", 2914, "harold"),
    Member("grant", "Grant Ellery", "broker;underwriter", 2190),
    Member("wes", "Wes Park", "agent", 1533, "harold"),
    Member("ivy", "Ivy Sandoval", "agent", 1219, "harold"),
    Member("tom", "Tom Aldrich", "agent", 864, "grant"),
    Member("luis", "Luis Carranza", "agent", 655, "harold"),
    Member("kim", "Kim Osei", "agent", 431, "harold"),
    Member("maya", "Maya Lindholm", "agent", 12, "harold"),
    Member("tess", "Tess Okoro", "concierge;transactions", 1480),
    Member("harold", "Harold Benning", "underwriter", 1077),
    Member("lena", "Lena Castellano", "transactions", 742),
    Member("rafael", "Rafael Quintero", "lender", 968),
)
MEMBER: Final = {m.key: m for m in MEMBERS}
AGENTS: Final = ("dana", "wes", "ivy", "tom", "luis", "kim", "maya")
DESK: Final = "tess"  # the concierge, who works what nobody owns
LENDER: Final = "rafael"
# Who gets the leads of the site and the portals; the newcomer only what is handed over.
LEAD_SHARES: Final = {"dana": 8, "wes": 20, "ivy": 20, "tom": 18, "luis": 17, "kim": 17}

# file, status at the start, status now, how many
FLOWS: Final = (
    ("sphere", "sphere", "sphere", 350),
    ("sphere", "sphere", "prospect", 30),
    ("sphere", "sphere", "active_lead", 25),
    ("sphere", "sphere", "client", 15),
    ("sphere", "sphere", "contract", 5),
    ("sphere", "sphere", "closed", 35),
    ("sphere", "sphere", "archive", 10),
    ("old_book", "closed", "closed", 205),
    ("old_book", "closed", "active_lead", 10),
    ("old_book", "closed", "client", 5),
    ("old_book", "closed", "archive", 5),
    ("old_book", "sphere", "sphere", 85),
    ("old_book", "sphere", "archive", 15),
    ("old_book", "sphere", "closed", 10),
    ("old_book", "prospect", "prospect", 55),
    ("old_book", "prospect", "active_lead", 15),
    ("old_book", "prospect", "archive", 15),
    ("zillow", "new_lead", "new_lead", 150),
    ("zillow", "new_lead", "active_lead", 140),
    ("zillow", "new_lead", "client", 50),
    ("zillow", "new_lead", "contract", 15),
    ("zillow", "new_lead", "closed", 95),
    ("zillow", "new_lead", "archive", 160),
    ("zillow", "new_lead", "prospect", 30),
    ("zillow", "prospect", "prospect", 20),
    ("website", "sphere", "sphere", 65),
    ("website", "prospect", "prospect", 120),
    ("website", "new_lead", "prospect", 45),
    ("website", "new_lead", "new_lead", 400),
    ("website", "new_lead", "active_lead", 200),
    ("website", "prospect", "active_lead", 20),
    ("website", "active_lead", "active_lead", 10),
    ("website", "new_lead", "client", 90),
    ("website", "new_lead", "contract", 25),
    ("website", "new_lead", "closed", 175),
    ("website", "new_lead", "archive", 295),
)
# Of a flow, how many are known by less than an e-mail address.
LEAN: Final = {
    ("website", "new_lead", "new_lead"): (("valuation", 70), ("phone", 55), ("text", 40), ("invalid", 28)),
    ("website", "new_lead", "archive"): (("phone", 45), ("text", 15), ("invalid", 13)),
    ("website", "new_lead", "active_lead"): (("phone", 25), ("text", 20)),
    ("website", "prospect", "prospect"): (("phone", 25),),
    ("website", "new_lead", "client"): (("phone", 4), ("text", 3)),
    ("website", "new_lead", "closed"): (("phone", 8), ("text", 6)),
    ("zillow", "new_lead", "new_lead"): (("phone", 20),),
    ("zillow", "new_lead", "archive"): (("phone", 10),),
}  # fmt: skip
POOL_SHARE: Final = {"new_lead": 0.27, "archive": 0.42, "prospect": 0.24, "active_lead": 0.07}
SOURCES: Final = {
    "zillow": (("Zillow", 66), ("Realtor.com", 34)),
    "website": (
        ("Website", 50), ("Facebook", 20), ("Referral", 9), ("Open house", 10), ("Realtor.com", 4), ("Agent", 4),
        ("Other", 3),
    ),
    "by_hand": (("Agent", 40), ("Broker", 14), ("Referral", 18), ("Open house", 16), ("Other", 12)),
    "sphere": (("Agent", 68), ("Referral", 20), ("Open house", 12)),
    "old_book": (("Import", 72), ("Broker", 16), ("Referral", 12)),
}  # fmt: skip
