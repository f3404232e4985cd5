"""Describing a passage so that it can be found again, and finding it in a text that has changed."""
