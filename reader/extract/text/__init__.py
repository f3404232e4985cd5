"""Plain text and Markdown, copied out of a browser or written by somebody."""
