"""The start of who underwrites: the queue of offers to run the numbers for."""
