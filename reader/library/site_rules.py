"""`site_rules.toml` in the config folder: what a reader keeps and drops on each site, in a file that people edit by hand.

["gazette.example"]
keep = ["aside.facts"]
drop = [".newsletter", "text: Read also: *"]

A host stands for all hosts below it; `"*"` for every site, `"no-address"` for pages without an address. What a rule may say is
told in `extract.signatures`. Comments, order and the rules of others stay when a rule is written or forgotten.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from reader.model.cleaning import RuleVerb, SiteRule
from reader.model.errors import ConfigError

FILE_NAME = "site_rules.toml"

_HEAD = """\
# What Pressmark keeps and drops on the sites you read, whatever it thinks itself. It writes a rule here when you keep or drop a
# block while reading; you may write and change them too. A host stands for all hosts below it:
#
# ["gazette.example"]
# keep = ["aside.facts"]                          # these elements, with all they hold
# drop = [".newsletter", ".story-body p.promo"]   # a class; a p with a class, anywhere in a box with a class
#
# An element is named by tag, .class, #id or [data-testid=name], boxes before what stands in them; * in a name stands for any
# letters. A line is named by its words: "text: Read also: *", where * stands for any words and # for a number; \\ takes a sign
# for itself (write rules with a backslash in 'single quotes'). Of two rules on one element the one that says more counts.
"""


class SiteRules:
    """The rules of one user, in their file. Reading costs nothing while the file stays as it is."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: tuple[tuple[int, int], tuple[SiteRule, ...]] | None = None

    def load(self) -> tuple[SiteRule, ...]:
        """Return the rules in the order of the file; none if there is no file. Raises ConfigError naming file and place."""
        try:
            found = self.path.stat()
            stamp = (found.st_mtime_ns, found.st_size)
            if self._read is None or self._read[0] != stamp:
                self._read = stamp, parse_site_rules(self._text(), str(self.path))
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise ConfigError(f"{self.path}: {error.strerror or error}") from error
        return self._read[1]

    def write(self, rule: SiteRule) -> bool:
        """Add `rule`, and take out the one that says the opposite of the same. False if it was there already.

        Raises ConfigError if the file cannot be understood, StoreError if it cannot be written; it is then what it was.
        """
        known = self.load()
        opposite = SiteRule(site=rule.site, verb=_opposite(rule.verb), signature=rule.signature)
        if rule in known and opposite not in known:
            return False
        self._change(rule.site, add=() if rule in known else (rule,), remove=(opposite,))
        return True

    def forget(self, rule: SiteRule) -> bool:
        """Take out `rule`. False if it is not there. Raises as `write` does."""
        if rule not in self.load():
            return False
        self._change(rule.site, add=(), remove=(rule,))
        return True

    def _text(self) -> str:
        try:
            return self.path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise ConfigError(f"{self.path} is not UTF-8 text", "save it as UTF-8") from error

    def _change(self, site: str, *, add: tuple[SiteRule, ...], remove: tuple[SiteRule, ...]) -> None:
        """Change the lists of one site, and write the file only if it says exactly what it should afterwards."""
        from reader.store.atomic import write_durably

        before = self.load()
        text = self._text() if self.path.exists() else _HEAD
        changed = _edited(text, site, add, remove)
        wanted = [rule for rule in before if rule not in remove] + list(add)
        after: tuple[SiteRule, ...] = ()
        with suppress(ConfigError):
            after = parse_site_rules(changed, str(self.path))
        if sorted(after, key=repr) != sorted(wanted, key=repr):
            raise ConfigError(
                f"{self.path} cannot be changed without disturbing it", "change the rule in the file itself"
            )
        write_durably(self.path, changed.encode("utf-8"))
        self._read = None


def _opposite(verb: RuleVerb) -> RuleVerb:
    return RuleVerb.DROP if verb is RuleVerb.KEEP else RuleVerb.KEEP


def _edited(text: str, site: str, add: tuple[SiteRule, ...], remove: tuple[SiteRule, ...]) -> str:
    import tomlkit
    from tomlkit.items import Array, Comment

    document = tomlkit.parse(text)
    key = next((name for name in document if _host(name) == site), site)
    if key not in document:
        if text and not text.endswith("\n\n"):
            document.add(tomlkit.nl())
        document.add(key, tomlkit.table())
    table: Any = document[key]
    for rule in remove:
        listed = table.get(rule.verb.value)
        if isinstance(listed, Array) and rule.signature in listed:
            del listed[list(listed).index(rule.signature)]
            if not listed:
                del table[rule.verb.value]
    for rule in add:
        if rule.verb.value not in table:
            table[rule.verb.value] = tomlkit.array().multiline(True)
        table[rule.verb.value].append(rule.signature)
    if not table and not any(isinstance(item, Comment) for _, item in getattr(table, "value", table).body):
        del document[key]  # with comments of the reader's in it, it stays as it is
    return tomlkit.dumps(document)


def parse_site_rules(text: str, where: str) -> tuple[SiteRule, ...]:
    """Return the rules that `text` says; `where` names the file in errors. Raises ConfigError with file and place."""
    import tomllib  # only users with a file of rules pay for it

    from reader.model.toml_text import read_toml

    try:
        table = read_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{where}: {error}") from error
    return tuple(rule for name, section in table.items() for rule in _section(name, section, text, where))


def _section(name: str, section: object, text: str, where: str) -> Iterator[SiteRule]:
    from reader.extract.user_rules.signatures import parse_signature

    place = f'{where}: ["{name}"]'
    if not isinstance(section, dict):
        raise ConfigError(
            f"{where}: {name} must be a table of a site", f'write ["host"] above keep and drop, not {name} = …'
        )
    site = _host(name)
    if not site or any(sign in site for sign in "/: \t"):
        raise ConfigError(f"{place} is no host", 'write it as in ["gazette.example"]')
    unknown = sorted(set(section) - set(RuleVerb))
    if unknown:
        if isinstance(section[unknown[0]], Mapping):
            raise ConfigError(f"{place}: a host stands in quotes", f'write ["{name}.{unknown[0]}"]')
        raise ConfigError(f"{place}: nothing is called {unknown[0]!r} here", "a site has keep and drop")
    for verb in RuleVerb:
        listed = section.get(verb.value, [])
        if not isinstance(listed, list) or not all(isinstance(rule, str) for rule in listed):
            raise ConfigError(f"{place}: {verb.value} must be a list of rules in quotes")
        for signature in listed:
            try:
                parse_signature(signature)
            except ValueError as error:
                line = _line_of(signature, text)
                raise ConfigError(f"{place} {verb.value}{line}: {signature!r} is no rule: {error}") from error
            yield SiteRule(site=site, verb=verb, signature=signature)


def _host(name: str) -> str:
    return name.strip().lower().rstrip(".")


def _line_of(signature: str, text: str) -> str:
    number = next((number for number, line in enumerate(text.split("\n"), 1) if signature and signature in line), 0)
    return f", line {number}" if number else ""
