"""Reading what servers send as feeds, finding the feeds of a site, and lists of feeds (OPML)."""
