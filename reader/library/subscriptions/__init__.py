"""Which feeds there are: found, subscribed to, named, put in folders, exchanged with other readers, given up."""
