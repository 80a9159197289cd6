"""What the maker knows about the office's people before any file is written."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Member:
    """Someone of the office, as members.csv tells it."""

    key: str
    name: str
    roles: str
    joined_days_ago: int
    underwriter_key: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A home on the market between two days."""

    mls: str
    street: str
    city: str
    price: int
    beds: int
    first_day: int
    last_day: int

    @property
    def text(self) -> str:
        """The listing as a lead names it."""
        return f"{self.mls} · {self.street}, {self.city} · ${self.price:,}"


@dataclass(slots=True)
class Name:
    """A name in the parts the vendors' columns want. `kind`: person, couple, trust, company, none."""

    kind: str = "person"
    first: str = ""
    middle: str = ""
    last: str = ""
    prefix: str = ""
    suffix: str = ""
    nickname: str = ""
    spouse: str = ""
    company: str = ""

    @property
    def display(self) -> str:
        """First and last name in one, or the company."""
        return f"{self.first} {self.last}".strip() or self.company


@dataclass(slots=True)
class Home:
    """Where somebody lives, or the home they ask about."""

    street: str = ""
    road: str = ""
    city: str = ""
    postal_code: str = ""

    @property
    def one_line(self) -> str:
        """The address in one line."""
        return f"{self.street}, {self.city}, FL {self.postal_code}"


@dataclass(slots=True)
class Row:
    """One line of activity.csv."""

    at: int
    by: str
    what: str
    a: str = ""
    b: str = ""
    c: str = ""
    due: int | None = None


def row_of(at: int, by: str, what: str, *detail: str) -> Row:
    """A line from its details in the order of the columns a, b, c."""
    a, b, c = (*detail, "", "", "")[:3]
    return Row(at, by, what, a, b, c)


@dataclass(slots=True)
class Contact:
    """A contact at its creation, and the rows of its life."""

    file: str
    start: str
    final: str
    lead_kind: str = "ordinary"
    created: int = 0
    name: Name = field(default_factory=Name)
    email: str = ""
    email2: str = ""
    spouse_email: str = ""
    placeholder: str = ""  # a portal's address in the e-mail column, of no use
    phone: str = ""  # ten digits
    phone2: str = ""
    extension: str = ""
    home: Home = field(default_factory=Home)
    has_address: bool = False
    source: str = ""
    business_source: str = ""
    contact_type: str = ""
    owner: str = ""  # at creation
    holder: str = ""  # now
    pool: bool = False
    priority: str = ""
    interest: str = ""
    time_frame: str = ""
    lender: str = ""
    tags: list[str] = field(default_factory=list)
    note: str = ""
    referrer: str = ""
    job: str = ""
    birthday: tuple[int, int, int] | None = None
    unsubscribed: str = ""
    captured: str = ""
    valuation_address: str = ""
    sell_form_at: int | None = None
    seller: dict[str, str] = field(default_factory=dict)
    last_visit: int | None = None
    last_viewed: int | None = None
    back_again: bool = False
    waiting: bool = False
    slots: dict[str, str] = field(default_factory=dict)
    price: int = 0
    rows: list[Row] = field(default_factory=list)

    @property
    def key(self) -> str:
        """How activity.csv names the contact."""
        if self.email:
            return self.email
        if self.phone:
            return f"+1{self.phone}"
        return f"name:{self.valuation_address or self.name.display}"

    @property
    def ends(self) -> int:
        """The moment of the last row so far, or of the creation."""
        return max((r.at for r in self.rows), default=self.created)
