"""What a press of a disposition asks for, and what follows it."""
