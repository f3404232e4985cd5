"""`feeds`: from its action to the module that carries it out."""

from argparse import Namespace

from reader.library.library import Library


def feeds(options: Namespace, library: Library) -> int:
    """Carry out the action that was given, `list` if none was."""
    match options.action:
        case _:
            from reader.cli import feeds_listing

            return feeds_listing.list_feeds(options, library)
