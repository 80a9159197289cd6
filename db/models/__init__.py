"""The office's tables, a file per noun; private to db."""

from db.models.base import Base
from db.models.contacts import (
    Contact,
    ContactAddress,
    ContactEmail,
    ContactHashtag,
    ContactPhone,
    ContactProperty,
    ContactShare,
    Duplicate,
    Note,
    PastEvent,
    SubscriptionChange,
)
from db.models.deals import Deal, DealItem, FileContent, StoredFile
from db.models.office import (
    Approval,
    Campaign,
    Enrolment,
    ImportRun,
    Member,
    SavedFilter,
    Setting,
)
from db.models.steps import ContactTally, KeyCounter, Step, StepImage, StepWrite
from db.models.work import (
    AlertSearch,
    Appointment,
    Call,
    Lead,
    Listing,
    ListingActivity,
    Message,
    Task,
    Touch,
)
from db.models.working import Alert, CallSession, Hold, Press, RoutingOffer, RoutingTurn, Underwriting

__all__ = [
    "Alert", "AlertSearch", "Appointment", "Approval", "Base", "Call", "CallSession", "Campaign", "Contact",
    "ContactAddress", "ContactEmail", "ContactHashtag", "ContactPhone", "ContactProperty", "ContactShare",
    "ContactTally", "Deal", "DealItem", "Duplicate", "Enrolment", "FileContent", "Hold", "ImportRun", "KeyCounter",
    "Lead", "Listing", "ListingActivity", "Member", "Message", "Note", "PastEvent", "Press", "RoutingOffer",
    "RoutingTurn", "SavedFilter", "Setting", "Step", "StepImage", "StepWrite", "StoredFile", "SubscriptionChange",
    "Task", "Touch", "Underwriting",
]  # fmt: skip
