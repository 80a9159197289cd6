"""The contact dialog: header, and a file per tab."""
