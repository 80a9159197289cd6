"""Small words around a person: hashtags, labels, mail domains, occupations."""

from __future__ import annotations

from typing import Final

HASHTAGS: Final = (
    "relocation", "pool", "waterfront", "firsttimebuyer", "downsizing", "investor", "snowbird", "condo", "newbuild",
    "golf", "dogowner", "vetloan", "cashbuyer", "schools", "55plus", "fixerupper", "boatdock", "expired", "fsbo",
    "openhouse", "zillowflex", "renter", "luxury", "historic", "walkable", "macdill", "teacher", "nurse",
)  # fmt: skip
SPHERE_TAGS: Final = (
    "pastclient", "church", "rotary", "neighbor", "gym", "school", "softball", "collegefriend", "vendor", "holidaycard",
)  # fmt: skip
MAIL_DOMAINS: Final = (
    "example.com", "example.net", "example.org", "mailbox.example", "inbox.example", "postbox.example",
    "baymail.example", "suncoastmail.example", "webpost.example", "homemail.example", "fastpost.example",
    "quickmail.example", "students.example", "hospital.example", "county.example", "airbase.example",
)  # fmt: skip
JOBS: Final = (
    "Nurse practitioner", "Civil engineer", "Teacher", "Pilot", "Accountant", "Contractor", "Chef",
    "Physical therapist", "Charter captain",
    "Sales director", "Software developer", "Paralegal", "Pharmacist", "Firefighter", "Retired",
    "Restaurant owner", "Dental hygienist", "Insurance adjuster", "Landscaper", "Home inspector", "Air Force, retired",
)  # fmt: skip
