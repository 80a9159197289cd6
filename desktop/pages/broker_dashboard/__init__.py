"""The broker dashboard: key figures and charts of the whole office, each opening the rows it counts."""
