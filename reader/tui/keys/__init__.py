"""Keys: the table of all actions, the user's changes in it, and the way from key presses to the method that does it."""
