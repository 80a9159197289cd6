"""The queue of the underwriters: whom to run the numbers for, and the answer."""
