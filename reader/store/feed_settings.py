"""Changing subscriptions and rules in `library.toml` (their form: `feed_tables`). `tomlkit` is imported with the first change."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.model.feed import Feed, Rule
from reader.model.text import tame_line
from reader.store.atomic import stamp_of
from reader.store.feed_tables import FEED_KEYS, RULE_KEYS, feed_to_table, id_of_table, rule_to_table
from reader.store.locks import SETTINGS_LOCK
from reader.store.places import LibraryPlaces
from reader.store.settings import change_settings, load_library_settings, order_tables, table_of

if TYPE_CHECKING:  # comes with the first change
    from tomlkit import TOMLDocument
    from tomlkit.items import Table

    from reader.store.feed_layouts import TableText


class ChangedFeeds(NamedTuple):
    """Subscriptions that were changed, feeds by their ids."""

    before: Mapping[str, Feed]
    after: Mapping[str, Feed]
    gone: "Mapping[str, TableText]"
    """The tables of those that are gone, as they stood in the file, in its order."""


def change_feeds(
    places: LibraryPlaces,
    change: Callable[[Mapping[str, Feed]], Mapping[str, Feed]],
    texts: "Mapping[str, TableText] | None" = None,
) -> ChangedFeeds:
    """Replace the subscriptions, feeds by their ids, by what `change` makes of them; return how they were and how they are.

    Only the tables of feeds that are otherwise than before are written; what else stands in them stays. A new feed gets the table
    that `texts` has for it (`ChangedFeeds.gone`), if it has one. What another window does at the same time waits for its turn.
    Raises ConfigError, StoreError, and what `change` raises: the file is then what it was.
    """
    with places.locks.hold(SETTINGS_LOCK):
        stamp = stamp_of(places.settings_file)
        before = dict(load_library_settings(places).feeds)
        after = dict(change(before))
        changed = {
            feed_id: after.get(feed_id) for feed_id in {**before, **after} if before.get(feed_id) != after.get(feed_id)
        }
        gone: dict[str, TableText] = {}
        if changed:
            from reader.store.feed_layouts import put_back, taken_out

            back = [text for feed_id, text in (texts or {}).items() if feed_id in after and feed_id not in before]

            def prepared(text: str) -> str:
                gone.update(taken_out(text, before.keys() - after.keys()))
                return put_back(text, back)

            def lay(document: "TOMLDocument") -> None:
                feeds = table_of(document, "feeds", is_super=True)
                names = {id_of_table(name, feeds[name]): name for name in feeds}
                for feed_id, feed in changed.items():
                    _lay_table(feeds, names.get(feed_id, feed_id), feed_to_table(feed) if feed else None, FEED_KEYS)

            change_settings(places, lay, stamp, prepared)
        return ChangedFeeds(before, after, gone)


def change_rules(
    places: LibraryPlaces, change: Callable[[Mapping[str, Rule]], Mapping[str, Rule]]
) -> tuple[Mapping[str, Rule], Mapping[str, Rule]]:
    """Replace the rules, by their names, by what `change` makes of them, in its order; return how they were and how they are.

    As `change_feeds`.
    """
    with places.locks.hold(SETTINGS_LOCK):
        stamp = stamp_of(places.settings_file)
        before = dict(load_library_settings(places).rules)
        after = dict(change(before))
        if list(after.items()) != list(before.items()):

            def lay(document: "TOMLDocument") -> None:
                rules = table_of(document, "rules", is_super=True)
                # Another machine may have written what was cleaned out of a name, and names that are one without it.
                written: dict[str, list[str]] = {}
                for name in rules:
                    written.setdefault(tame_line(name), []).append(name)
                for name in {**before, **after}:
                    if before.get(name) != after.get(name):
                        rule = after.get(name)
                        found = written.get(name) or [name]
                        for one in found[-1:] if rule else found:
                            _lay_table(rules, one, rule_to_table(rule) if rule else None, RULE_KEYS)
                order_tables(rules, [one for name in after for one in written.get(name, [name])])

            change_settings(places, lay, stamp)
        return before, after


def _lay_table(tables: "Table", name: str, values: Mapping[str, Any] | None, known: tuple[str, ...]) -> None:
    """Let a table hold `values`; keys that are not `known` here stay. None takes the table away."""
    import tomlkit

    if values is None:
        tables.pop(name, None)
        return
    if name not in tables:
        tables[name] = tomlkit.table()
    table = tables[name]
    # A comment above the next header stands at the end of this table: what is added here comes before it.
    body, tail = table.value.body, []
    while body and body[-1][0] is None:
        tail.append(body.pop())
    for key in known:
        if key not in values:
            table.pop(key, None)
        elif table.get(key) != values[key]:
            table[key] = values[key]
    body.extend(reversed(tail))
