"""A page as segments, the evidence for each, and the decision which of them are the article."""
