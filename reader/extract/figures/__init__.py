"""Pictures, players and embeds: where they come from, and what is said under them."""
