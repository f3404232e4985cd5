"""Asking the feeds: who is asked when, what comes becomes articles, and nothing is lost or doubled wherever it stops."""
