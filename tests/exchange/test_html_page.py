import base64
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from reader.exchange.html_inline import html_inline, html_target
from reader.exchange.html_page import Picture, article_to_html, marked_article_to_html
from reader.exchange.marks import BlockMark, MarkedArticle
from reader.model.annotation import Colour, PlacedAnnotation
from reader.model.article import Article, Metadata
from reader.model.blocks import Headline, Paragraph, Span, SpanKind
from tests.exchange.conftest import CARDS

Make = Callable[..., MarkedArticle]
MakeOne = Callable[..., PlacedAnnotation]
VOID = {"meta", "br", "hr", "img"}


class Balance(HTMLParser):
    """Reads a page and notes elements that do not nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.faults: list[str] = []
        self.letters: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        self.letters.append(data)


def read(page: str) -> Balance:
    balance = Balance()
    balance.feed(page)
    balance.close()
    return balance


def test_page_is_balanced_and_has_no_script(marked: Make, highlight: MakeOne, article_note: MakeOne) -> None:
    page = marked_article_to_html(
        marked(
            highlight("Nobody knew why.", note="<img src=x onerror=alert(1)>"),
            highlight("gone now", 3),
            article_note("a & b"),
        )
    )
    balance = read(page)
    assert not balance.faults
    assert not balance.open
    assert not balance.tags & {"script", "img", "iframe", "link", "object"}
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert 'The <em>Aurelia</em> left at noon. <mark class="yellow">Nobody knew why.</mark><sup class="ref">' in page


def test_policy_allows_the_style_sheet_and_nothing_else(article: Article) -> None:
    page = article_to_html(article)
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'" in page
    )


def test_pictures_stand_inside_or_not_at_all(article: Article) -> None:
    src = "https://example.org/a.png"
    assert f'[<a href="{src}" rel="noopener noreferrer">A ferry</a>]' in article_to_html(article)
    page = article_to_html(article, {src: Picture(content=b"\x89PNG", media_type="image/png")})
    assert '<img src="data:image/png;base64,iVBORw==" alt="A ferry">' in page
    assert "<img" not in article_to_html(article, {src: Picture(content=b"<svg/>", media_type="image/svg+xml")})


def test_a_caption_has_its_credit_below_it(article: Article) -> None:
    assert "<figcaption>The ferry in the fog<br>\n<em>Ida Holm</em></figcaption>" in article_to_html(article)


def test_players_and_embeds_are_cards() -> None:
    page = article_to_html(Article(metadata=Metadata(title="T"), blocks=CARDS))
    assert '<a href="https://example.org/v" rel="noopener noreferrer">▶ The bell · 01:52</a>' in page
    assert '<p>Ding</p><p>— <a href="https://x.com/a/status/1" rel="noopener noreferrer">Ada (@ada) · X</a></p>' in page
    assert '<p><a href="https://maps.example/1" rel="noopener noreferrer">Google Maps</a></p>' in page


def test_links_inside_the_article_lead_to_their_place(article: Article) -> None:
    page = article_to_html(article)
    assert '<a id="place-1"></a>The <em>' in page
    assert '<a href="#place-1" rel="noopener noreferrer">top</a>' in page


def test_marks_stand_in_the_cells_of_a_table(marked: Make, highlight: MakeOne) -> None:
    whole, part = highlight("Port\tHour\nA|b\t9", 2), highlight("our\nA", 3, colour=Colour.GREEN)
    page = marked_article_to_html(marked(whole, part))
    assert '<th><mark class="yellow">Port</mark></th>' in page
    table = page[page.index("<table>") : page.index("</table>")]
    assert table.count('<mark class="green">') == 2  # in a cell of the first row and in one of the second
    assert table.count('href="#note-1"') == table.count('href="#note-2"') == 1
    assert '<mark class="yellow">9</mark><sup class="ref">' in page


def test_lists_nest(article: Article) -> None:
    page = article_to_html(article).replace("\n", "")
    assert '<ol><li value="1">first<ul><li>inner</li></ul></li><li value="2">second</li></ol>' in page


def test_only_harmless_targets_are_links() -> None:
    assert html_target("javascript:alert(1)") == ""
    assert html_target("data:text/html,x") == ""
    assert html_target("#nowhere") == ""
    assert html_target('https://a.example/"><script>') == "https://a.example/%22%3E%3Cscript%3E"


def test_right_to_left_languages_run_to_the_left() -> None:
    article = Article(metadata=Metadata(language="ar-EG"), blocks=(Headline(text="عبارة"), Paragraph(text="نص")))
    assert '<html lang="ar-EG" dir="rtl">' in article_to_html(article)


@st.composite
def spanned(draw: st.DrawFn) -> tuple[str, tuple[Span, ...], tuple[BlockMark, ...]]:
    text = draw(st.text(alphabet='ab<>&"é漢', min_size=1, max_size=20))
    ranges = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = tuple(
        Span(start=start, end=end, kind=draw(st.sampled_from(SpanKind)), target="https://example.org/")
        for start, end in draw(st.lists(ranges, max_size=5))
    )
    marks = tuple(
        BlockMark(start=start, end=end, number=number, colour=draw(st.sampled_from(Colour)), is_last=False)
        for number, (start, end) in enumerate(draw(st.lists(ranges, max_size=3)), 1)
    )
    return text, spans, marks


@given(spanned())
def test_any_overlap_nests_and_loses_no_letter(case: tuple[str, tuple[Span, ...], tuple[BlockMark, ...]]) -> None:
    text, spans, marks = case
    balance = read(html_inline(text, spans, marks))
    assert not balance.faults
    assert not balance.open
    assert "".join(balance.letters) == text
