"""The nouns of the house. Imports nothing but the standard library; everything else imports this."""
