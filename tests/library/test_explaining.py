"""Why a kept article is what it is, and rules made while reading it: without the network, in the version that is shown."""

import pytest

from reader.library.library import Library
from reader.model.cleaning import CleanedPart, PartKind
from reader.model.errors import NotFoundError, ReaderError, UsageError
from tests.loopback import PARAGRAPHS, Site, page_html

TITLE = "Ferry line to reopen after eleven winters"
FACTS = '<aside class="facts"><p>The Petrel is twenty-two metres long and takes sixty people, but no lorries at all.</p></aside>'
PROMO = (
    '<p class="promo-line">The lake in your letter box: every Friday we send seven stories from both shores to you.</p>'
)


def _page(*extra: str) -> bytes:
    page = page_html(TITLE).decode()
    at = page.index("<p>" + PARAGRAPHS[2])
    return (page[:at] + "".join(extra) + page[at:]).encode()


def _part(library: Library, article_id: str, words: str) -> CleanedPart:
    return next(part for part in library.cleaning(article_id).parts if words in part.text)


def _body(library: Library, article_id: str) -> str:
    return library.open_article(article_id).kept.article.body


@pytest.fixture
def ferry(library: Library, site: Site) -> str:
    """An article with a box that is left out and a line that is not; its site is gone by now."""
    article_id = library.add(site.put("/ferry", _page(FACTS, PROMO))).article_id
    site.pages.clear()
    site.requests.clear()
    return article_id


def test_parts_stand_in_page_order_with_their_blocks(library: Library, ferry: str) -> None:
    article = library.open_article(ferry).kept.article
    cleaning = library.cleaning(ferry)
    kept = [part for part in cleaning.parts if part.is_kept]
    assert [part.block for part in kept] == list(range(len(article.blocks)))
    assert kept[0].kind is PartKind.HEADLINE
    assert all(part.text == article.block_texts[part.block] for part in kept)
    assert [part.block for part in cleaning.parts] == sorted(part.block for part in cleaning.parts)
    assert all(part.reason for part in cleaning.parts)


def test_what_was_left_out_stands_where_it_stood(library: Library, ferry: str) -> None:
    box = _part(library, ferry, "The Petrel is")
    before = library.open_article(ferry).kept.article.block_texts[box.block]
    assert (box.kind, box.is_kept, box.reason) == (PartKind.BOX, False, "removed: <aside>")
    assert before == PARAGRAPHS[1]
    assert (box.place, box.rule) == ("article > aside.facts", ".facts")


def test_nobody_is_asked(library: Library, ferry: str, site: Site) -> None:
    library.cleaning(ferry)
    library.keep_here(ferry, _part(library, ferry, "The Petrel is"))
    library.raw_text(ferry)
    assert site.requests == []


def test_kept_here_the_box_is_text_and_the_marks_stay(library: Library, ferry: str) -> None:
    library.annotate_quote(ferry, "already sold out")
    report = library.keep_here(ferry, _part(library, ferry, "The Petrel is"))
    assert "The Petrel is twenty-two metres long" in _body(library, ferry)
    assert (report.is_changed, report.blocks_added, report.blocks_removed) == (True, 1, 0)
    assert report.in_words == "1 block more; marks: 1 in place"
    assert library.annotations(ferry)[0].is_placed
    part = _part(library, ferry, "The Petrel is")
    assert part.is_kept
    assert part.ruled_by == report.rule


def test_dropped_here_the_line_goes_and_nothing_else(library: Library, ferry: str) -> None:
    part = _part(library, ferry, "letter box")
    assert part.is_kept
    report = library.drop_here(ferry, part)
    assert _body(library, ferry).split("\n\n") == list(PARAGRAPHS)
    assert report.rule.signature == ".promo-line"
    assert (report.blocks_added, report.blocks_removed) == (0, 1)
    left_out = _part(library, ferry, "letter box")
    assert (left_out.is_kept, left_out.reason) == (False, "your rule: drop .promo-line")


def test_the_rule_holds_on_the_next_article_of_the_site(library: Library, ferry: str, site: Site) -> None:
    library.drop_here(ferry, _part(library, ferry, "letter box"))
    other = PROMO.replace("seven stories", "eight stories")
    page = page_html("Reeds came back to the lake", tuple(text.replace("ferry", "boat") for text in PARAGRAPHS))
    added = library.add(site.put("/reeds", page.replace(b"</article>", other.encode() + b"</article>")))
    assert "eight stories" not in _body(library, added.article_id)


def test_a_rule_is_undone_and_made_again(library: Library, ferry: str) -> None:
    before = _body(library, ferry)
    report = library.drop_here(ferry, _part(library, ferry, "letter box"))
    assert library.undo() == f"rule for {report.rule.site}: drop .promo-line"
    assert (_body(library, ferry), library.site_rules()) == (before, ())
    library.redo()
    assert "letter box" not in _body(library, ferry)
    assert library.site_rules() == (report.rule,)


def test_a_rule_is_forgotten(library: Library, ferry: str) -> None:
    before = library.open_article(ferry).kept
    report = library.drop_here(ferry, _part(library, ferry, "letter box"))
    back = library.forget_rule(ferry, report.rule)
    assert back.is_changed
    assert back.version_id == before.version_id
    assert _body(library, ferry) == before.article.body
    assert library.site_rules() == ()


def test_to_keep_what_a_rule_dropped_forgets_that_rule(library: Library, ferry: str) -> None:
    library.drop_here(ferry, _part(library, ferry, "letter box"))
    library.keep_here(ferry, _part(library, ferry, "letter box"))
    assert library.site_rules() == ()
    assert "letter box" in _body(library, ferry)


def test_to_drop_what_a_rule_kept_forgets_that_rule(library: Library, ferry: str) -> None:
    library.keep_here(ferry, _part(library, ferry, "The Petrel is"))
    library.drop_here(ferry, _part(library, ferry, "The Petrel is"))
    assert library.site_rules() == ()
    assert "The Petrel is" not in _body(library, ferry)


def test_to_drop_one_of_several_that_a_rule_keeps_is_a_rule_of_its_own(library: Library, site: Site) -> None:
    facts = FACTS.replace("<p>", "<h4>The Petrel in figures</h4><p>")
    article_id = library.add(site.put("/ferry", _page(facts))).article_id
    library.keep_here(article_id, _part(library, article_id, "The Petrel is"))
    library.drop_here(article_id, _part(library, article_id, "in figures"))
    assert {(rule.verb.value, rule.signature) for rule in library.site_rules()} == {
        ("keep", ".facts"),
        ("drop", ".facts h4"),
    }
    assert "The Petrel is" in _body(library, article_id)
    assert "in figures" not in _body(library, article_id)


def test_an_older_version_is_told_as_it_is(library: Library, ferry: str) -> None:
    old = library.open_article(ferry).kept.version_id
    library.drop_here(ferry, _part(library, ferry, "letter box"))
    cleaning = library.cleaning(ferry, old)
    part = next(part for part in cleaning.parts if "letter box" in part.text)
    article = library.open_article(ferry, old).kept.article
    assert part.is_kept
    assert article.block_texts[part.block] == part.text
    assert part.reason.startswith("in this version; today it would go: your rule")
    assert any("cleaned differently" in note for note in cleaning.notes)


def test_a_rule_that_leaves_nothing_to_read_is_taken_back(library: Library, ferry: str) -> None:
    before = _body(library, ferry)
    part = CleanedPart(text="", kind=PartKind.BOX, is_kept=True, reason="", rule="html")
    with pytest.raises(ReaderError, match="nothing to read"):
        library.drop_here(ferry, part)
    assert library.site_rules() == ()
    assert _body(library, ferry) == before


def test_what_no_rule_can_name_is_said(library: Library, ferry: str) -> None:
    with pytest.raises(UsageError, match="no rule can name"):
        library.drop_here(ferry, CleanedPart(text="x", kind=PartKind.FIGURE, is_kept=True, reason=""))


def test_raw_text_has_everything(library: Library, ferry: str) -> None:
    lines = library.raw_text(ferry).split("\n")
    assert "Home Lake" in lines
    assert "All rights reserved" in lines
    assert any("The Petrel is" in line for line in lines)


def test_a_pasted_text_is_explained_line_by_line(library: Library) -> None:
    text = "\n".join(
        ["Accept all cookies", "Share", "Home", TITLE, "Translating...", *PARAGRAPHS, "Copyright 2026", "Subscribe"]
    )
    added = library.add_paste(text)
    cleaning = library.cleaning(added.article_id)
    assert [part.text for part in cleaning.parts] == text.split("\n")
    assert cleaning.site == "no-address"
    assert library.raw_text(added.article_id) == text
    report = library.drop_here(added.article_id, _part(library, added.article_id, "Not everyone is glad"))
    assert "Not everyone is glad" not in _body(library, added.article_id)
    assert report.rule.signature.startswith("text: Not everyone is glad")


def test_an_article_over_several_pages_is_told_as_a_whole(library: Library, site: Site) -> None:
    second = site.put("/ferry/2", page_html(TITLE, tuple(f"On the second page: {text}" for text in PARAGRAPHS)))
    head = f'<link rel="next" href="{second}">'
    article_id = library.add(site.put("/ferry", page_html(TITLE, head=head))).article_id
    site.pages.clear()
    article = library.open_article(article_id).kept.article
    kept = [part for part in library.cleaning(article_id).parts if part.is_kept]
    assert len(article.blocks) == 9
    assert [part.block for part in kept] == list(range(9))
    assert not library.refresh(article_id, offline=True).is_new_version


def test_without_the_page_there_is_nothing_to_explain(library: Library, ferry: str) -> None:
    for path in (library.paths()["articles"]).rglob("*.zst"):
        path.unlink()
    with pytest.raises(ReaderError, match="no page was kept"):
        library.cleaning(ferry)
    with pytest.raises(NotFoundError):
        library.cleaning("0" * 16)
