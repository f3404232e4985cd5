"""`feeds`: from its action to the module that carries it out."""

from argparse import Namespace

from reader.library.library import Library
from reader.model.errors import UsageError


def feeds(options: Namespace, library: Library) -> int:
    """Carry out the action that was given, `list` if none was."""
    if options.failing and options.action not in (None, "list"):
        raise UsageError("--failing is for the list of feeds", "pressmark feeds --failing")
    match options.action:
        case "add":
            from reader.cli import feeds_adding

            return feeds_adding.add_feeds(options, library)
        case "change" | "rename" | "remove" | "read":
            from reader.cli import feeds_changing

            return {
                "change": feeds_changing.change_feeds,
                "rename": feeds_changing.rename,
                "remove": feeds_changing.remove_feeds,
                "read": feeds_changing.mark_read,
            }[options.action](options, library)
        case "sync":
            from reader.cli import feeds_syncing

            return feeds_syncing.sync_feeds(options, library)
        case "preview":
            from reader.cli import feeds_preview

            return feeds_preview.preview(options, library)
        case "import" | "export":
            from reader.cli import feeds_exchange

            return (feeds_exchange.import_feeds if options.action == "import" else feeds_exchange.export_feeds)(
                options, library
            )
        case "rules":
            from reader.cli import rules

            return rules.rules(options, library)
        case _:
            from reader.cli import feeds_listing

            return feeds_listing.list_feeds(options, library)
