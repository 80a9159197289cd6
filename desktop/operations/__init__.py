"""What the screens set in motion: a file per noun; each starts an action and says what came of it."""
