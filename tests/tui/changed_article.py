"""An article of ours that its newsroom changed twice, in a library."""

from pathlib import Path

from reader.library.library import Library
from reader.model.annotation import Colour
from tests.loopback import page_html

FIRST = (
    "The ferry to the outer islands did not run for eleven winters. It sails again from December, with a smaller boat.",
    "The line was closed after the last icebreaker was sold. Since then the islanders have walked over the ice.",
    "The new boat carries forty people and six cars. It cost four million crowns, of which the county pays half.",
    "Nobody was hurt in the winter of the great ice. The priest held three services on board.",
    *(
        f"Paragraph {number} tells of the islands, of their shops, their schools and their chapels."
        for number in range(9)
    ),
    "A trial run is planned for November. The boat may sail without a pilot.",
)
SECOND = (FIRST[0].replace("a smaller boat", "a smaller boat and a younger crew"), *FIRST[1:])
THIRD = (
    *SECOND[:2],
    SECOND[2].replace("four million crowns", "five million crowns"),
    *SECOND[4:],
    "A second boat may follow in spring, if the county agrees to pay for its berth.",
)
TITLES = (
    "Ferry to reopen after eleven winters",
    "Ferry to reopen after eleven winters",
    "Ferry to sail after eleven winters",
)
MARKED = "It cost four million crowns"
LOST = "The priest held three services on board."


def add_changed_article(library: Library, folder: Path, versions: int = 3) -> str:
    """Add the article, mark two passages of its first version, and refresh it as often as it changed; return its id."""
    path = folder / "changed.html"
    article_id = ""
    for number, (title, paragraphs) in enumerate(zip(TITLES, (FIRST, SECOND, THIRD), strict=True)):
        if number == versions:
            break
        path.write_bytes(page_html(title, paragraphs))
        if number:
            assert library.refresh(article_id).is_new_version
            continue
        article_id = library.add(str(path)).article_id
        text = library.open_article(article_id).kept.article.text
        for quote, colour in ((MARKED, Colour.PINK), (LOST, Colour.GREEN)):
            start = text.index(quote)
            library.annotate(article_id, start, start + len(quote), colour=colour, note="", tags=())
    return article_id
