"""Charts in pyqtgraph: labels, values and colours are handed in; they know neither db nor pages."""
