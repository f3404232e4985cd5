"""What is done with a page that means it ill: every kind of step that may cost by the size of a text. For `hostile_stalls`."""

from typing import NamedTuple


class Step(NamedTuple):
    """Keys, pressed one after the other and told together."""

    name: str
    keys: str
    """Parted by spaces, as the pilot names them; `type:` is followed by letters, `do:` by the id of an action."""
    times: int = 1


READING = (
    Step("pages", "space", 8),
    Step("ends", "G g g G"),
    Step("pages back", "b", 4),
    Step("percent", "5 0 %"),
    Step("paragraphs", "} } } {", 2),
    Step("sentences", ") ) ) (", 2),
    Step("many sentences", "9 9 9 9 ) 9 9 9 9 ("),
    Step("headings", "] ] ] ] [ [", 2),
    Step("lines", "j j k", 4),
    Step("table", "l l h", 2),
    Step("focus", "g z j } g z"),
    Step("ruler", "g _ j j g _"),
    Step("caret words", "5 0 % v w w e e b b"),
    Step("caret rows", "j j k $ 0"),
    Step("caret sentences", ") ) ( } {"),
    Step("caret many words", "9 9 9 9 w 9 9 9 9 e 9 9 9 9 b"),
    Step("caret many rows", "9 9 9 9 j 9 9 9 9 k"),
    Step("caret many letters", "9 9 9 9 l 9 9 9 9 h"),
    Step("caret ends", "G g g"),
    Step("selection", "v w w G k j b escape"),
    Step("selection of lines", "g g V j j G k j g g G escape escape"),
    Step("word found", "5 0 % v * n N escape"),
    Step("marked", "5 0 % H 2"),
    Step("mark reshaped", "> > < <"),
    Step("mark much reshaped", "9 9 9 9 > 9 9 9 9 <"),
    Step("mark deleted", "d d u"),
    Step("all marked", "g g v v G H 3 u"),
    Step("paragraph marked", "5 0 % P u"),
    Step("note written", "5 0 % a type:why ctrl+s"),
    Step("marks", "] a ] a [ a"),
    Step("margin", "3 j j j G k g g 2"),
    Step("find e", "/ e enter n n N escape"),
    Step("find word", "/ type:keepsake enter n escape"),
    Step("find nothing", "/ type:aaaaaaaaaaaaaaaaaaaaaaaaab enter escape"),
    Step("find words", "/ type:it space w enter n escape"),
    Step("find pattern", "/ ctrl+r type:[aeiou]n enter n escape"),
    Step("links", "5 0 % g l j j pagedown G / e t escape escape"),
    Step("link hints", "5 0 % f escape F escape"),
    Step("footnotes", "5 0 % g F g F"),
    Step("contents", "5 0 % g t j j pagedown G g g / e t escape escape"),
    Step("marks listed", "A j j pagedown G / e t escape escape"),
    Step("bench", "g A j j pagedown G g g p J p * * / e t escape h j l escape q"),
    Step("tags of a mark", "] a T type:t9 tab enter"),
    Step("all marks tagged", "g A * t type:every enter y q u g u j j escape", 1),
    Step("raw text", "g R pagedown G g g / e enter n escape escape"),
    Step("left out", "g r ] r g r"),
    Step("widths", "5 0 % - - + ="),
    Step("hyphens", "g h g h"),
    Step("indents", "g i g i"),
    Step("pictures", "g p g p"),
    Step("text alone", "z z"),
    Step("theme", "do:choose_theme j j enter"),
    Step("opened here", "5 0 % enter + - escape escape"),
    Step("back at the top", "g g"),
)
"""Of an article that is open."""

CHANGED = (
    Step("changes", "g d ] d ] d pagedown G g g z A G g d"),
    Step("versions", "g v j escape"),
    Step("lost marks", "g L j j pagedown G g g escape"),
)
"""Of an article that was fetched again and had changed."""

RESIZED = "resized"
LIST = (
    Step("the list", "q j k G g g"),
    Step("list previewed", "p j j p"),
    Step("list filtered", "| type:ferry enter escape"),
    Step("library searched", "g / type:ferry enter j enter q escape escape"),
    Step("tags", "t type:one enter u"),
    Step("news", "g N j j k pagedown G g g p j p J"),
    Step("opened again", "enter q"),
)
"""From the article back to the list."""
