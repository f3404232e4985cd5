"""`feeds list`: what is subscribed to."""

from argparse import Namespace

from reader.cli.output import print_json, say
from reader.library.library import Library


def list_feeds(options: Namespace, library: Library) -> int:
    """List the feeds in their folders."""
    if options.json:
        print_json([])
    else:
        say("no feeds yet: `pressmark feeds add URL` subscribes to a site's")
    return 0
