"""One journey for each rule of working a lead (R9–R16), in the whole window by keys and mouse."""

from __future__ import annotations

from PySide6.QtTest import QTest

from db.queries.dispositions import underwriting_queue
from desktop.dialogs.contact.body import DOCUMENTS
from desktop.dialogs.dispositions.amount_panel import AmountPanel
from desktop.dialogs.dispositions.appointment_part import AppointmentPart
from desktop.dialogs.dispositions.deal_part import DealPart
from desktop.dialogs.dispositions.press_form import PressForm
from tests.desktop.pages.follow_up_hands import FollowUps
from tests.desktop.pages.test_deals import Deals
from tests.journeys.conftest import Opener
from tests.journeys.desk import AGENT, BROKER, OTHER, UNDERWRITER
from tests.journeys.screen import Key


def test_r09_three_keys_are_three_attempts(sit_down: Opener) -> None:
    wes = sit_down()
    wes.go_to()
    wes.keys(Key.Key_N, Key.Key_N, Key.Key_N)
    assert [(one.channel, one.outcome) for one in wes.card().touches] == [("call", "no_answer")] * 3
    assert len(wes.said.toasts) == 3
    assert wes.events() == 0
