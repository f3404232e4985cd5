"""A reader's own rules for a site: what they name, and how they hold."""
