"""The add dialog: an address, a path, or a pasted text; answers with what is to be added."""

from dataclasses import dataclass, replace

from textual import events

from reader.model.text import clean_text
from reader.model.units import count_words
from reader.tui.empty_states import key_of
from reader.tui.keys.keymap import KeyMap
from reader.tui.screens.sheet import Sheet
from reader.tui.screens.type_ahead import pass_on

SHORTEST_TEXT = 80
"""Letters from which a pasted line without a line break counts as a text and not as a mistyped address or path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What is to be added: one of the two."""

    target: str = ""
    """An address or a path."""
    text: str = ""
    is_site: bool = False
    """Whether not what is there is wanted, but the feeds of the site."""


def read_addition(pasted: str) -> Addition | None:
    """Return what pasted letters are: a target if they are one short line, a text if they are more; None if there are none."""
    stripped = pasted.strip()
    if not stripped:
        return None
    is_line = "\n" not in stripped and "\r" not in stripped
    if is_line and (is_address(stripped) or len(stripped) < SHORTEST_TEXT or " " not in stripped):
        return Addition(target=stripped)
    return Addition(text=clean_text(pasted))


def is_address(text: str) -> bool:
    """Whether `text` is one web address."""
    return text.lower().startswith(("http://", "https://")) and not any(letter.isspace() for letter in text)


def is_list_of_feeds(target: str) -> bool:
    """Whether `target` is the path of an OPML file, by its name."""
    return target.lower().endswith(".opml") and not is_address(target)


def is_front_page(target: str) -> bool:
    """Whether `target` is the address of a whole site, which is no article: `https://example.org/`."""
    scheme, _, rest = target.partition("://")
    host, _, path = rest.partition("/")
    return scheme.lower() in ("http", "https") and bool(host) and not path and not set(host) & {"?", "#"}


class Adding(Sheet[Addition]):
    """One line for an address or a path; a longer text is shown by its first words."""

    has_line = True

    def __init__(self, keymap: KeyMap, *, is_for_feeds: bool = False) -> None:
        """`is_for_feeds`: the address of a site or a feed is asked for."""
        super().__init__(keymap)
        self._text = ""
        self._is_for_feeds = is_for_feeds
        self.title_text = "Subscribe to a feed" if is_for_feeds else "Add an article or a feed"
        ways = (("accept", "find it"),) if is_for_feeds else (("accept", "add"), ("complete", "subscribe"))
        self.hints = (*ways, ("cancel", "leave"))

    @property
    def empty_text(self) -> str:  # type: ignore[override]  # a sentence that changes with what was pasted
        """What the line takes, or what was pasted."""
        if self._text:
            first = " ".join(self._text.split()[:12])
            return f"A text of {count_words(self._text):,} words: “{first} …”. enter keeps it as an article."
        if self._is_for_feeds:
            return "The address of a site or of its feed, or the path of an OPML file."
        return (
            "An address, the path of a file, or the text itself: paste a page you copied out of a browser. "
            f"{key_of(self.keymap, 'complete')} subscribes to the feed of a site."
        )

    def on_paste(self, event: events.Paste) -> None:
        """Keep a pasted text whole; a line goes into the line."""
        if pass_on(self, event):
            return
        event.stop()
        addition = read_addition(event.text)
        if addition is not None and addition.text and not self._is_for_feeds:
            self._text = addition.text
        else:
            self._text = ""
            self.line.insert(event.text.strip())
        self.reload()

    def type_key(self, key: str) -> bool:
        """A key that writes takes the place of a pasted text."""
        is_taken = super().type_key(key)
        if is_taken and self._text:
            self._text = ""
            self.reload()
        return is_taken

    def do_accept(self, count: int, argument: str) -> None:
        """Answer with what was written or pasted."""
        addition = Addition(text=self._text) if self._text else read_addition(self.line.text)
        if addition is not None:
            self.dismiss(replace(addition, is_site=self._is_for_feeds))

    def do_complete(self, count: int, argument: str) -> None:
        """Answer with the site whose feeds are wanted."""
        target = self.line.text.strip()
        if target and not self._text:
            self.dismiss(Addition(target=target, is_site=True))
