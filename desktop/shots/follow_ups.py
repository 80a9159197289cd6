"""The follow-ups as pictures: rows, nothing to do, the week, and the dialogs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db.rules.moments import from_ms, to_ms
from desktop.dialogs.add_task import first_due
from desktop.session import Session
from desktop.shots.settling import settle


def rows(session: Session) -> QWidget:
    """What is overdue of everyone's."""
    return _opened(session, "overdue", place=1)


def empty(session: Session) -> QWidget:
    """Nothing was finished today."""
    return _opened(session, "done", place=0)


def week(session: Session) -> QWidget:
    """The week of everyone, as a calendar."""
    _opened(session, "today", place=1)
    session.follow_ups.page.open_week(0)
    return session.window


def day(session: Session) -> QWidget:
    """Tomorrow's calendar of everyone."""
    from desktop.pages.follow_ups.reading import Span

    _opened(session, "today", place=1)
    session.follow_ups.page.open_span(Span(1, 1))
    return session.window


def day_empty(session: Session) -> QWidget:
    """A day on which nothing stands."""
    from desktop.pages.follow_ups.reading import Span

    _opened(session, "today", place=0)
    session.follow_ups.page.open_span(Span(300, 1))
    return session.window


def reminder(session: Session) -> QWidget:
    """A reminder over the page."""
    window = _opened(session, "overdue", place=1)
    session.reminders.card.show_reminder(
        ("Call: Ann Lee", "Ring back about the offer · they said 2 weeks"), may_finish=True
    )
    return window


def appointment(session: Session) -> QWidget:
    """A new appointment."""
    from desktop.dialogs.appointment import AppointmentDialog, AppointmentForm
    from desktop.operations.follow_ups import NewAppointment

    session.reminders.card.put_away()
    office = session.services.office
    zone = office.facts.zone
    starts = to_ms(first_due(from_ms(office.clock(), zone)))
    made = NewAppointment(starts, 60, "Listing appointment", "14 Alder Court", "Bo Chen")
    dialog = AppointmentDialog(
        session.services, AppointmentForm(made, 1, "Ann Lee"), zone=zone, parent=session.window
    )  # fmt: skip
    dialog.show()
    return dialog


def call_result(session: Session) -> QWidget:
    """What came of a call, and when to call again."""
    from desktop.dialogs.call_result import CallResultDialog

    office = session.services.office
    dialog = CallResultDialog("Ann Lee", now=office.clock(), zone=office.facts.zone, parent=session.window)
    dialog.answers["talked"].setChecked(True)
    dialog.said.line.setText("6 months")
    dialog.said.line.textEdited.emit("6 months")
    dialog.show()
    return dialog


def log_call(session: Session) -> QWidget:
    """A call noted by hand."""
    from desktop.dialogs.log_call import LogCallDialog

    office = session.services.office
    dialog = LogCallDialog(now=office.clock(), zone=office.facts.zone, name="Ann Lee", parent=session.window)
    dialog.show()
    return dialog


def _opened(session: Session, part: str, *, place: int) -> QWidget:
    """The page with a part; the member chooser at `place`: one's own, or everyone's."""
    page = session.follow_ups.page
    session.window.open_page(session.follow_ups.key)
    settle(session)
    page.members.setCurrentIndex(place)
    page.open_part(part)
    page.sidebar.select(part)
    settle(session)
    return session.window
