"""Qt item models: the windowed table of a list, its columns, its ticks, and what paints it."""
