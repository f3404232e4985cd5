"""Use cases: what one can do with a library of articles. The one door from the faces to the crafts."""
