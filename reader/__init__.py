"""Pressmark: a news reader for the terminal in whose margin you can write."""

__version__ = "0.1.0"
