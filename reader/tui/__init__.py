"""The screen: an app, its screens and widgets, the keys they answer to, and the colours they are drawn in."""
