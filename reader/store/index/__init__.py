"""The derived index of a library: lists, searches and counts at any size, from one SQLite file that may be deleted at will."""
