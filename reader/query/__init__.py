"""Reading questions to the library from text, and marking what was found."""
