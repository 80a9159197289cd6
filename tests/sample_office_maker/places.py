"""Cities, ZIP codes and streets of Tampa Bay, and the telephone area codes people bring with them."""

from __future__ import annotations

from typing import Final

Area = tuple[str, str, tuple[str, ...]]  # city, ZIP, streets


_AREA_TEXT: Final = """
    Tampa 33602: N Ashley Dr, Harbour Island Blvd, Knights Run Ave, S Franklin St, E Twiggs St,
    Channelside Dr;
    Tampa 33603: W Ross Ave, N Highland Ave, W Chelsea St, N Ola Ave, E Emma St, N Branch Ave;
    Tampa 33604: N Central Ave, W Hanlon St, E Mohawk Ave, N Taliaferro Ave, E Henry Ave, W Jean St;
    Tampa 33606: W Swann Ave, S Boulevard, S Newport Ave, W Horatio St, S Willow Ave, Bayshore Blvd;
    Tampa 33609: W Azeele St, S Lois Ave, W San Juan St, S Woodlynne Ave, W North A St, S Hesperides St;
    Tampa 33611: W Bay Villa Ave, S Himes Ave, W Wallcraft Ave, W Euclid Ave, W Bay Ave, S Renellie Dr;
    Tampa 33615: Mohr Loop, Bay Port Pl, Jackson Springs Rd, Pistol Range Rd, Longboat Blvd, Troydale
    Rd;
    Tampa 33617: Riverhills Dr, Temple Heights Rd, Serena Dr, E 113th Ave, N 53rd St, Whiteway Dr;
    Tampa 33618: Carrollwood Village Run, Lake Carroll Way, Orange Grove Dr, Lipsey Rd, Lowell Rd,
    Samara Dr;
    Tampa 33624: Northdale Blvd, Turtle Creek Ln, Casey Rd, Mapledale Blvd, Bellamy Rd, Stall Rd;
    Tampa 33626: Countryway Blvd, Radcliffe Dr, Westchester Blvd, Bournemouth Rd, Berkeley Square Dr;
    Tampa 33629: W San Rafael St, S Sterling Ave, W Neptune St, S Church Ave, W Bay to Bay Blvd, S Omar
    Ave;
    Tampa 33647: Tampa Palms Blvd, Cross Creek Blvd, Heritage Isles Blvd, Amberly Dr, Hunters Green Dr;
    St. Petersburg 33701: Beach Dr NE, 4th Ave N, 9th St N, Bay St NE, 2nd Ave S, 5th Ave NE;
    St. Petersburg 33702: Monaco Dr NE, Overlook Dr NE, 83rd Ave N, Meadow Lawn Dr N, Orient Way NE;
    St. Petersburg 33703: Snell Isle Blvd NE, Eden Isle Dr NE, 38th Ave N, Locust St NE, Shore Acres
    Blvd NE;
    St. Petersburg 33704: Coffee Pot Blvd NE, 21st Ave N, Oak St NE, Brightwaters Blvd NE, 30th Ave N;
    St. Petersburg 33705: Bahama Shores Dr S, Serpentine Dr S, Tangerine Ave S, 38th Ave S, Sunrise Dr
    S;
    St. Petersburg 33707: Gulfport Blvd S, Park St S, Pasadena Ave S, Villagrande Ave S, 64th St S;
    St. Petersburg 33710: Farragut Dr N, 76th St N, Jungle Ave N, Elbow Ln N, 22nd Ave N;
    St. Petersburg 33713: Burlington Ave N, Haines Rd N, 35th St N, Emerson Ave N, Woodlawn Cir N;
    Clearwater 33755: Druid Rd E, Osceola Ave N, Fairmont St, Sunset Point Rd, Edgewater Dr, Betty Ln;
    Clearwater 33756: Bay Ave, Lotus Path, Magnolia Dr, Belleview Blvd, Turner St, Jasmine Way;
    Clearwater 33759: Bayshore Blvd, Chautauqua Ave, McMullen Booth Rd, Camden Way, Union St;
    Clearwater 33761: Countryside Blvd, Landmark Dr, Enterprise Rd E, Northside Dr, Frontier Dr;
    Clearwater 33767: Mandalay Ave, Bay Esplanade, Gulfview Blvd, Island Way, Windward Passage;
    Largo 33770: Indian Rocks Rd N, 8th Ave SW, Clearwater Largo Rd N, Harbor Hills Dr, 4th St NW;
    Largo 33771: Rosery Rd NE, Alderwood Ave, Whitney Rd, Lake Ave NE, Starkey Rd;
    Dunedin 34698: Scotland St, Virginia Ln, Bass Blvd, Edgewater Dr, Victoria Dr, Michigan Blvd;
    Palm Harbor 34683: Crystal Beach Ave, Nebraska Ave, Georgia Ave, Riviere Rd, Alderman Rd, Orange St;
    Safety Harbor 34695: Philippe Pkwy, Iron Age St, Bayshore Dr, 7th St N, Espiritu Santo Springs Way;
    Tarpon Springs 34689: Riverside Dr, Spring Blvd, Whitcomb Blvd, Athens St, E Tarpon Ave;
    Oldsmar 34677: Shore Dr E, Park Blvd, Buckingham Ave W, Harbor Dr, Lafayette Blvd;
    Seminole 33772: Oakhurst Rd, Johnson Blvd, Park Blvd N, Orange Blossom Ln, Ridge Rd;
    Gulfport 33707: Beach Blvd S, Shore Blvd S, 29th Ave S, Clinton St S, York St S;
    Brandon 33511: Bloomingdale Ave, Providence Rd, Lithia Pinecrest Rd, Heather Lakes Blvd, John Moore
    Rd;
    Riverview 33578: Riverview Dr, Krycul Ave, Balm Riverview Rd, Duncan Rd, Alafia Ridge Rd;
    Apollo Beach 33572: Golf and Sea Blvd, Flamingo Dr, Surfside Blvd, Apollo Beach Blvd, Balboa Ln;
    Lutz 33548: Lake Fern Rd, Crystal Lake Rd, Sunset Ln, Hanna Rd, Newberger Rd;
    Wesley Chapel 33544: Old Pasco Rd, Quail Hollow Blvd, Boyette Rd, Wesley Chapel Blvd, Beardsley Dr;
    Bradenton 34209: Riverview Blvd, Palma Sola Blvd, 21st Ave W, Manatee Ave W, 75th St W;
    Sarasota 34236: Ringling Blvd, Orange Ave, Morrill St, Palm Ave, Cocoanut Ave, Osprey Ave;
"""


def _areas(text: str) -> tuple[Area, ...]:
    """The areas of a text like "Tampa 33602: N Ashley Dr, Harbour Island Blvd;", wrapped anywhere."""
    found: list[Area] = []
    for record in " ".join(text.split()).rstrip(";").split(";"):
        place, streets = record.strip().split(": ")
        city, postal_code = place.rsplit(" ", 1)
        found.append((city, postal_code, tuple(streets.split(", "))))
    return tuple(found)


AREAS: Final = _areas(_AREA_TEXT)
NEIGHBOURHOODS: Final = (
    "Hyde Park", "Seminole Heights", "Davis Islands", "Palma Ceia", "Westchase", "Carrollwood", "New Tampa",
    "Old Northeast", "Snell Isle", "Shore Acres", "Kenwood", "Crescent Lake", "Gulfport", "Clearwater Beach",
    "Harbor Oaks", "Countryside", "downtown Dunedin", "Safety Harbor", "Palm Harbor", "FishHawk", "Apollo Beach",
    "South Tampa", "Ballast Point", "Bayshore Beautiful", "Jungle Terrace", "Island Estates",
)  # fmt: skip
ORIGIN_TOWNS: Final = (
    "Buffalo", "Columbus", "Naperville", "Pittsburgh", "Providence", "Rochester", "Ann Arbor", "Hartford",
    "Newark", "Long Island", "Cleveland", "Indianapolis", "Nashville", "Atlanta", "Toronto", "Minneapolis",
    "Baltimore", "Charlotte", "San Diego", "Denver",
)  # fmt: skip
# 555-0100 to 555-0199 is kept free for invented numbers in every area code: a hundred each.
LOCAL_CODES: Final = ("813", "727", "941", "656")
FLORIDA_CODES: Final = (
    "352", "863", "407", "321", "689", "239", "305", "786", "954", "561", "754", "772", "850", "904", "386", "448",
    "645",
)  # fmt: skip
FAR_CODES: Final = (
    "212", "718", "516", "631", "914", "203", "860", "617", "508", "781", "401", "603", "207", "215", "610", "412",
    "732", "973", "201", "908", "302", "410", "703", "804", "919", "704", "404", "770", "614", "216", "513", "734",
    "313", "248", "616", "312", "847", "317", "502", "615", "612", "414", "314", "416", "905", "613", "214", "303",
)  # fmt: skip
