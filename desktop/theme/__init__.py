"""How the program looks: one table of tokens, and the palette, style, icons and fonts made from it."""
