"""`versions` and `diff`: how an article changed since it came, and what parts two of its versions."""

from argparse import Namespace
from datetime import datetime

from reader.cli.output import print_json, say
from reader.cli.rows import stdout_paper
from reader.library.library import Library
from reader.library.results import Added, VersionEntry
from reader.library.version_words import carried_words, history_words
from reader.model.difference import Difference
from reader.model.errors import UsageError

SHOWN_VERSION_LETTERS = 8


def versions(options: Namespace, library: Library) -> int:
    """List the versions of an article, oldest first."""
    article_id = library.resolve(options.id)
    if options.use:
        told = library.make_current(article_id, library.version_id_of(article_id, options.use))
        say(_told_chosen(told))
    entries = library.versions(article_id)
    if options.json:
        from reader.library.version_forms import version_json

        print_json([version_json(entry) for entry in entries])
        return 0
    record = library.listed(article_id).record
    print(record.title)
    for entry in entries:
        print(_entry_line(entry))
    say(history_words(record.versions) or "the site has not changed its text since it came")
    return 0


def _told_chosen(added: Added) -> str:
    """Return in words that another version is current, and what became of the marks."""
    if not added.former_version:
        return "it is the current version already"
    carried = carried_words(added.carried)
    return (
        f"this is the current version from now on{f'; marks: {carried}' if carried else ''}; `pressmark undo` goes back"
    )


def _entry_line(entry: VersionEntry) -> str:
    changes = ""
    if entry.number > 1:
        changes = f"  +{entry.added_words:,} −{entry.removed_words:,}" if entry.is_here else "  its text is not here"
    told = [what for what, is_so in (("current", entry.is_current), (_reason(entry), bool(_reason(entry)))) if is_so]
    words = f"{entry.words:,} {'word' if entry.words == 1 else 'words'}"
    note = f"  ({', '.join(told)})" if told else ""
    return (
        f"{entry.number:>3}  {entry.version.id[:SHOWN_VERSION_LETTERS]}  {_when(_since(entry))}  {words}{changes}{note}"
    )


def _since(entry: VersionEntry) -> datetime:
    """Return when a version came: with its page, or when it was made of a page that was here."""
    return entry.version.made if entry.is_recleaned or entry.version.is_chosen else entry.version.fetched


def _reason(entry: VersionEntry) -> str:
    if entry.version.is_chosen:
        return "you went back to it"
    return "cleaned anew from the same page" if entry.is_recleaned else ""


def _when(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def diff(options: Namespace, library: Library) -> int:
    """Print what parts two versions: by default the current one from the one before it."""
    if options.output and not options.html:
        raise UsageError("-o is for the page that --html writes", "say --html, or send the text on with >")
    article_id = library.resolve(options.id)
    # One version alone is compared with the current one.
    found = library.difference(article_id, options.old, options.new or ("-1" if options.old else ""))
    if options.json:
        from reader.library.version_forms import difference_json

        print_json({"id": article_id, **difference_json(found)})
    elif options.html:
        from reader.cli.exporting import TO_STDOUT, write_exported
        from reader.library.version_forms import difference_html

        return write_exported(difference_html(found, library.listed(article_id).record), options.output or TO_STDOUT)
    else:
        _print_text(options, library, article_id, found)
    return 0


def _print_text(options: Namespace, library: Library, article_id: str, found: Difference) -> None:
    from reader.cli.difference_text import difference_lines

    print(library.listed(article_id).record.title)
    print(_head(found))
    print()
    if found.is_empty:
        print("Both read the same.")
        return
    for line in difference_lines(found, stdout_paper(), context=None if options.all else options.context):
        print(line)


def _head(found: Difference) -> str:
    """Return which versions are compared, and how much parts them: two lines."""
    from reader.library.version_forms import counts_words

    old = f"version {found.old_number} of {_when(found.old_fetched)}"
    if found.is_recleaned:
        return f"{old} → version {found.new_number}, cleaned anew from the same page\n{counts_words(found)}"
    return f"{old} → version {found.new_number} of {_when(found.new_fetched)}\n{counts_words(found)}"
