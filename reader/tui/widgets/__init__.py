"""Widgets: one subject each; they know no screen and no sibling."""
