"""The same story once: which texts are the same, and which tell of the same."""
