"""The sides of the facade, each with the methods about one subject. `Library` joins them."""
