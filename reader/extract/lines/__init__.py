"""What one line of words says: names, bylines, dates, credits, corrections. Knows no page; the words are data."""
