"""Windows that open over the pages: a question, a contact, an import."""
