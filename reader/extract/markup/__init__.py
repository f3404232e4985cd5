"""A page as HTML: its tree, what it declares about itself, what goes at once, and the forms that text takes in markup."""
