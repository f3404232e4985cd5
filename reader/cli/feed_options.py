"""What may stand behind `feeds`: its actions, each with its arguments and options."""

from reader.cli.action_options import Actions
from reader.cli.parsing import CommandParser


def add_feeds(sub: CommandParser) -> None:
    """Add what `feeds` takes: nothing, or an action of its own (`options.action`)."""
    actions = Actions(sub)
    actions.add("list", "list the feeds in their folders, as without an action", prints_json=True)
