"""Colours: theme files, the styles that widgets draw with, and what the terminal says about its ground."""
