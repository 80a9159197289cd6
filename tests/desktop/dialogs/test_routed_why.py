"""Why a lead was routed so, where a person reads it: in the contact's Leads tab and in the lead's summary."""

from __future__ import annotations

from PySide6.QtCore import Qt

from db.actions.routing import save_routing, take_lead
from db.rules.new_leads import read_new_lead
from db.rules.routing import LAST_RULE, Conditions, Destination, RoutingRule, Share
from desktop.dialogs.contact.body import LEADS
from desktop.dialogs.contact.dialog import ContactDialog
from desktop.dialogs.contact.leads_tab import LeadsTab
from desktop.pages.leads.summary_words import summary_facts
from tests.desktop.dialogs.desk import Desk

WHY = "Rule “Zillow”: it goes to Wes Park."


def test_the_tab_and_the_summary_say_why(desk: Desk) -> None:
    to = Destination("member", (Share(desk.wes),))
    rules = (RoutingRule("a", "Zillow", Conditions(sources=("zillow",)), to), LAST_RULE)
    desk.office.perform(save_routing, rules=rules)
    document = {"name": "Ann Lee", "email": "ann@example.org", "source": "zillow"}
    taken = desk.office.perform(take_lead, lead=read_new_lead(document, sources=desk.office.facts.sources)).value
    assert ("Routed because", WHY) in desk.office.read(summary_facts, "lead", taken.lead_id).fields
    dialog = ContactDialog(desk.services, taken.contact_id)
    desk.show(dialog)
    leads = dialog.tab(LEADS)
    assert isinstance(leads, LeadsTab)
    model = leads.table.model()
    names = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert model.index(0, names.index("Routed")).data() == WHY
