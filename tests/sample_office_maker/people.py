"""Draws names, addresses, e-mails and telephone numbers, none of them twice."""

from __future__ import annotations

import unicodedata
from random import Random

from .model import Home, Listing, Name
from .moments import DAY
from .names import COMPANY_ENDS, COMPANY_WORDS, ORIGINS, SUFFIXES, TITLES, Origin
from .people_words import MAIL_DOMAINS
from .places import AREAS, FAR_CODES, FLORIDA_CODES, LOCAL_CODES
from .plan import MEMBERS


def plain(text: str) -> str:
    """Lower-case ASCII letters and digits only: what a mail address keeps of a name."""
    folded = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("ß", "ss"))
    return "".join(ch for ch in folded.casefold() if ch.isascii() and ch.isalnum())


class People:
    """The one stock all draws come from, so that nothing is handed out twice."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.taken_names = {m.name for m in MEMBERS}
        self.taken_emails: set[str] = set()
        self.taken_streets: set[str] = set()
        self.numbers = {
            "local": self._numbers(LOCAL_CODES),
            "florida": self._numbers(FLORIDA_CODES),
            "far": self._numbers(FAR_CODES),
        }

    def _numbers(self, codes: tuple[str, ...]) -> list[str]:
        # 813-555-0100 to -0119 are the office's and its members' own
        found = [f"{code}55501{n:02d}" for code in codes for n in range(100) if code != "813" or n >= 20]
        self.rng.shuffle(found)
        return found

    def phone(self, first_choice: str = "") -> str:
        """Ten digits nobody has yet: mostly Florida, some brought along from elsewhere."""
        kinds = self.rng.sample(["local", "florida", "far"], 3, counts=[2, 5, 3])
        for kind in (first_choice, *kinds, "florida", "far"):
            if self.numbers.get(kind):
                return self.numbers[kind].pop()
        raise ValueError("no numbers left")

    def _origin(self) -> Origin:
        origins = list(ORIGINS.values())
        return self.rng.choices(origins, [o.weight for o in origins])[0]

    def person(self) -> Name:
        """A single person with a name of their own; one in ten has a first name of another origin."""
        while True:
            origin = self._origin()
            firsts = self._origin().firsts if self.rng.random() < 0.1 else origin.firsts
            name = Name(first=self.rng.choice(firsts), last=self.rng.choice(origin.lasts))
            if self.rng.random() < 0.02:
                name.last += f"-{self.rng.choice(self._origin().lasts)}" if "-" not in name.last else ""
            if self._claim(name):
                return name

    def relative(self, of: Name) -> Name:
        """Another person of the same household."""
        while True:
            name = Name(first=self.rng.choice(self._origin().firsts), last=of.last)
            if self._claim(name):
                return name

    def couple(self) -> Name:
        """Two first names before one last name, joined as members type it."""
        while True:
            origin = self._origin()
            one, two = self.rng.sample(origin.firsts, 2)
            joint = self.rng.choice((" & ", " and ", " & "))
            name = Name("couple", first=f"{one}{joint}{two}", last=self.rng.choice(origin.lasts), spouse=two)
            if self._claim(name):
                return name

    def trust(self) -> Name:
        """A family's trust."""
        while True:
            last = self.rng.choice(self._origin().lasts)
            ending = self.rng.choice(("Family Trust", "Living Trust", "Revocable Trust"))
            name = Name("trust", company=f"The {last} {ending}")
            if self._claim(name):
                return name

    def company(self) -> Name:
        """A company that buys, lets or builds."""
        while True:
            name = Name("company", company=f"{self.rng.choice(COMPANY_WORDS)} {self.rng.choice(COMPANY_ENDS)}")
            if self._claim(name):
                return name

    def adorn(self, name: Name) -> None:
        """Sometimes a middle initial, title, suffix or nickname, where the file has columns for them."""
        if name.kind != "person":
            return
        if self.rng.random() < 0.14:
            name.middle = self.rng.choice("ABCDEGHJKLMPRSTW") + "."
        if self.rng.random() < 0.05:
            name.prefix = self.rng.choice(TITLES)
        if self.rng.random() < 0.03:
            name.suffix = self.rng.choice(SUFFIXES)

    def _claim(self, name: Name) -> bool:
        if name.display in self.taken_names:
            return False
        self.taken_names.add(name.display)
        return True

    def email(self, name: Name) -> str:
        """An address made of the name, on a domain reserved for examples."""
        rng = self.rng
        if name.kind in {"trust", "company"}:
            local, domain = rng.choice(("office", "info", "mail", "hello")), f"{plain(name.company)}.example"
            return self._claim_email(local, domain)
        first, last = plain(name.first.split(" ")[0]), plain(name.last)
        shapes = (
            f"{first}.{last}", f"{first}.{last}", f"{first[:1]}{last}", f"{first}{last}", f"{first}_{last}",
            f"{last}.{first}", f"{first}{last[:1]}", f"{first}{rng.randrange(58, 99)}", f"{last}{first[:1]}",
            f"{first}.{last}{rng.randrange(1, 99)}", f"the{last}s",
        )  # fmt: skip
        return self._claim_email(rng.choice(shapes), rng.choice(MAIL_DOMAINS))

    def _claim_email(self, local: str, domain: str) -> str:
        address = f"{local}@{domain}"
        while address in self.taken_emails:
            address = f"{local}{self.rng.randrange(2, 999)}@{domain}"
        self.taken_emails.add(address)
        return address

    def home(self) -> Home:
        """A house number on a street of Tampa Bay, with the ZIP code of that street."""
        while True:
            city, postal_code, roads = self.rng.choice(AREAS)
            road = self.rng.choice(roads)
            street = f"{self.rng.randrange(101, 9800)} {road}"
            if self.rng.random() < 0.08:
                street += f" Unit {self.rng.randrange(101, 1900)}"
            if street not in self.taken_streets:
                self.taken_streets.add(street)
                return Home(street, road, city, postal_code)

    def listings(self, count: int) -> list[Listing]:
        """Homes for sale over the two years, each on the market for one to five months."""
        found: list[Listing] = []
        prefixes = ("TB8", "T3", "U8", "A4")
        numbers = self.rng.sample(range(205000, 999000), count)
        for number in numbers:
            home = self.home()
            first = self.rng.randrange(-790, -4)
            price = round(self.rng.lognormvariate(13.0, 0.42) / 5000) * 5000 - self.rng.choice((0, 100, 1000))
            mls = f"{self.rng.choice(prefixes)}{number}"
            last = min(first + self.rng.randrange(30, 150), DAY)
            found.append(
                Listing(mls, home.street, home.city, price, self.rng.randrange(2, 6), first, last),
            )
        return found
