"""The office: data, rules, reads and writes. Nothing here knows Qt."""
