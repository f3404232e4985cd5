"""Articles and notes in the forms that other programs read. Pure functions from the model to text; nothing is written here."""
