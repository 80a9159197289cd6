"""Reads, a file per noun. A query is a function of a Reader and gives frozen rows, never models."""
