"""What may stand behind `feeds rules`: its actions, each with its arguments and options."""

from reader.cli.action_options import Actions
from reader.cli.parsing import CommandParser

DEST = "rule_action"
"""Where the parsed options say which action was given; None for none."""

_DOES = "tag:NAME, star, archive, read, hide, keep (in the inbox), notify; several with commas"
MOST_TRIED = 500


def add_rules(sub: CommandParser) -> None:
    """Add what `feeds rules` takes: nothing, or an action of its own."""
    actions = Actions(sub, dest=DEST)
    actions.add("list", "list the rules in the order they are followed in, as without an action", prints_json=True)
    added = actions.add("add", "write a rule for new articles", prints_json=True)
    added.add_argument("name", metavar="NAME", help="what to call it")
    _add_wishes(added)
    changed = actions.add("change", "change a rule; what is not said stays", prints_json=True)
    changed.add_argument("name", metavar="NAME", help="which one")
    changed.add_argument("--name", dest="new_name", metavar="N", default="", help="what to call it from now on")
    _add_wishes(changed)
    changed.add_argument("--all-feeds", action="store_true", help="it is for all feeds from now on")
    changed.add_argument("--place", metavar="N", type=int, default=0, help="follow it as the Nth of all rules")
    turning = changed.add_mutually_exclusive_group()
    turning.add_argument("--off", dest="is_off", action="store_const", const=True, help="follow it no more")
    turning.add_argument("--on", dest="is_off", action="store_const", const=False, help="follow it again")
    removed = actions.add("remove", "remove rules; what they did stays, and `pressmark undo` brings them back")
    removed.add_argument("names", metavar="NAME", nargs="+", help="which ones")
    tried = actions.add(
        "try", "say what a rule would have done with the articles that came last; nothing is changed", prints_json=True
    )
    tried.add_argument("name", metavar="NAME", nargs="?", default="", help="a rule there is; or none, with --query")
    _add_wishes(tried)
    tried.add_argument("--limit", metavar="N", type=int, default=MOST_TRIED, help=f"how many (default: {MOST_TRIED})")


def _add_wishes(sub: CommandParser) -> None:
    sub.add_argument(
        "--query", metavar="QUERY", help='what it looks for: "ferry OR ship", site:example (see help query)'
    )
    sub.add_argument("--do", metavar="WHAT", action="append", default=[], help=_DOES)
    sub.add_argument(
        "--feed",
        metavar="FEED",
        action="append",
        default=[],
        help="only of this feed or folder; may stand several times",
    )
