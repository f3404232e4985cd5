"""Pictures in a terminal: read from files, drawn as half cells, or as pixels where the terminal knows how."""
