"""What came by feeds: stories told once, the front page, the reader's rules, and what goes when its time is over."""
