"""`feeds rules`: what is done with new articles by itself."""

from argparse import Namespace
from dataclasses import replace
from typing import Any

from reader.cli.output import print_json, say
from reader.cli.rows import article_row, stdout_paper
from reader.layout.cells import cell_width, shorten
from reader.library.library import Library
from reader.library.news.rule_forms import feed_words, read_actions, written_actions
from reader.library.news.rules import KeptRule
from reader.library.news.ruling import RuleTrial
from reader.model.errors import NotFoundError, UsageError
from reader.model.feed import Rule


def rules(options: Namespace, library: Library) -> int:
    """Carry out the action that was given, `list` if none was."""
    match options.rule_action:
        case "add":
            return _add(options, library)
        case "change":
            return _change(options, library)
        case "remove":
            for name in options.names:
                library.remove_rule(name)
            say(f"{len(options.names):,} {'rule' if len(options.names) == 1 else 'rules'} removed")
            return 0
        case "try":
            return _try(options, library)
        case _:
            return _list(options, library)


def _list(options: Namespace, library: Library) -> int:
    kept = library.rules()
    if options.json:
        print_json([_rule_json(one) for one in kept])
        return 0
    if not kept:
        say("no rules yet: pressmark feeds rules add NAME --query QUERY --do star")
        return 0
    feeds = {feed.id: feed for feed in library.feeds()}
    width = stdout_paper().width
    name_cells = max(cell_width(one.rule.name) for one in kept)
    for number, one in enumerate(kept, 1):
        rule = one.rule
        sign = "off" if rule.is_off else "!" if one.problem else ""
        of = feed_words(rule, feeds)
        parts = (rule.query, f"of {of}" * bool(of), f"→ {', '.join(written_actions(rule))}")
        blank = " " * (name_cells - cell_width(rule.name))
        line = f"{number:>3}  {sign:<3}  {rule.name}{blank}  {'  '.join(part for part in parts if part)}"
        print(shorten(line, width) if width else line)
    for one in kept:
        if one.problem:
            say(f"pressmark: the rule “{one.rule.name}” does nothing: {one.problem}")
    return 0


def _add(options: Namespace, library: Library) -> int:
    if any(one.rule.name.casefold() == options.name.strip().casefold() for one in library.rules()):
        raise UsageError(f"there is a rule {options.name!r} already", "`pressmark feeds rules change` changes it")
    saved = library.save_rule(_wished(Rule(name=options.name, query=""), options, library))
    return _told(saved, options, library, "added")


def _change(options: Namespace, library: Library) -> int:
    before = library.rule(options.name)
    wished = _wished(replace(before, name=options.new_name or before.name), options, library)
    if options.all_feeds:
        wished = replace(wished, feeds=())
    if options.is_off is not None:
        wished = replace(wished, is_off=options.is_off)
    if wished == before and not options.place:
        raise UsageError("nothing is to be changed", "say what: --query, --do, --feed, --name, --off, --on, --place")
    saved = library.save_rule(wished, instead_of=before.name) if wished != before else before
    if options.place:
        names = [one.rule.name for one in library.rules()]
        library.move_rule(saved.name, options.place - 1 - names.index(saved.name))
    return _told(saved, options, library, "changed")


def _told(saved: Rule, options: Namespace, library: Library, done: str) -> int:
    if options.json:
        print_json(_rule_json(KeptRule(saved)))
        return 0
    say(f"the rule “{saved.name}” is {done}")
    trial = library.try_rule(saved)
    if trial.looked_at:
        say(
            f"of the last {trial.looked_at:,} articles of its feeds it finds {len(trial.rows):,}; those stay as they are"
        )
    return 0


def _wished(rule: Rule, options: Namespace, library: Library) -> Rule:
    """Return a rule with what the options say of it."""
    if options.query is not None:
        rule = replace(rule, query=options.query)
    if options.do:
        actions, tags = read_actions(options.do)
        rule = replace(rule, actions=actions, tags=tags)
    if options.feed:
        rule = replace(rule, feeds=tuple(one for word in options.feed for one in _feeds(word, library)))
    return rule


def _feeds(word: str, library: Library) -> tuple[str, ...]:
    """Return the ids of the feeds that a word means, or the folder: what comes into that later belongs to it too."""
    meant = library.feeds_meant(word)
    return (meant.folder,) if meant.folder else tuple(feed.id for feed in meant.feeds)


def _try(options: Namespace, library: Library) -> int:
    if not options.name and options.query is None and not options.feed:
        raise UsageError("nothing to try", "name a rule, or write --query")
    rule = library.rule(options.name) if options.name else Rule(name="a new rule", query="")
    rule = _wished(rule, options, library)
    if not rule.actions:
        rule = replace(rule, actions=read_actions(("star",))[0])
    trial = library.try_rule(rule, max(1, options.limit))
    if options.json:
        print_json(_trial_json(trial))
        return 0
    if not trial.looked_at:
        raise NotFoundError("no article has come by these feeds yet", "`pressmark feeds sync` asks them")
    library.remember_list([tried.row.record.id for tried in trial.rows])
    paper = stdout_paper()
    for number, tried in enumerate(trial.rows, 1):
        print(article_row(number, tried.row, paper))
    does = ", ".join(written_actions(trial.rule))
    already = len(trial.rows) - trial.changed
    so_already = f", of which {already:,} are so already" if already else ""
    say(f"{len(trial.rows):,} of the last {trial.looked_at:,} articles ({does}){so_already}")
    return 0


def _rule_json(kept: KeptRule) -> dict[str, Any]:
    rule = kept.rule
    return {
        "name": rule.name,
        "query": rule.query,
        "do": list(written_actions(rule)),
        "feeds": list(rule.feeds),
        "off": rule.is_off,
        "problem": kept.problem or None,
    }


def _trial_json(trial: RuleTrial) -> dict[str, Any]:
    return {
        "rule": _rule_json(KeptRule(trial.rule)),
        "looked_at": trial.looked_at,
        "found": len(trial.rows),
        "changed": trial.changed,
        "articles": [
            {
                "id": tried.row.record.id,
                "title": tried.row.record.title,
                "site": tried.row.record.site,
                "does": list(tried.does),
                "so_already": tried.is_so_already,
            }
            for tried in trial.rows
        ],
    }
