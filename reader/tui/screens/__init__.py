"""Screens: the reading screen and the few that stand over it for a moment."""
