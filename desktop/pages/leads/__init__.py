"""The Leads tab: every action of a consumer as a row (R70–R74)."""
