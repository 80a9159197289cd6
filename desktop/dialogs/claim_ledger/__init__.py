"""The claim ledger: who holds which contacts for how long."""
