"""Pruning: by tag, role and hidden state, and never the article itself."""

import pytest

from reader.extract.markup.prune import Spared, prune
from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import elements, parse_page, text_of

PROSE = "<p>" + "The harbour board of Eastness opened its new quay on Friday. " * 5 + "</p>"


def _pruned(markup: str) -> str:
    root = parse_page(f"<body>{markup}")
    prune(root, load_rules())
    return text_of(root)


@pytest.mark.parametrize(
    "junk",
    [
        "<nav>junk</nav>",
        '<div role="complementary">junk</div>',
        '<div style="color: red; display : none">junk</div>',
        "<div hidden>junk</div>",
        '<div aria-hidden="true">junk</div>',
        '<span class="visually-hidden">junk</span>',
        "<aside>junk</aside>",
        "<form><p>junk</p></form>",
        "<header>junk</header>",
        "<noscript>junk</noscript>",
        "<button>junk</button>",
    ],
)
def test_what_is_never_article_goes(junk: str) -> None:
    assert "junk" not in _pruned(f"<article>{PROSE * 4}{junk} tail</article>") or "<header>" in junk
    assert "tail" in _pruned(f"<article>{PROSE * 4}{junk} tail</article>")


@pytest.mark.parametrize("wrapper", ["form", "aside", 'div style="display:none"', 'div role="dialog"'])
def test_what_holds_most_of_the_page_stays(wrapper: str) -> None:
    assert "harbour board" in _pruned(f"<{wrapper}>{PROSE * 4}</{wrapper.split()[0]}>")


def test_a_form_around_a_page_without_paragraphs_stays() -> None:
    assert "harbour board" in _pruned(f"<form><div>{'The harbour board opened its quay. ' * 20}</div></form>")


def test_the_picture_of_a_noscript_takes_the_place_of_a_lazy_one() -> None:
    root = parse_page('<body><div><img src="/transparent.gif"><noscript><img src="/quay.jpg"></noscript></div>')
    prune(root, load_rules())
    assert [image.get("src") for image in elements(root, "img")] == ["/transparent.gif", "/quay.jpg"]


def test_a_button_around_a_picture_is_no_button() -> None:
    root = parse_page('<body><button><img src="/quay.jpg"></button>')
    prune(root, load_rules())
    assert next(elements(root, "img"), None) is not None


def test_whoever_asks_hears_what_goes_and_why_while_it_stands_in_its_place() -> None:
    root = parse_page(f"<body><nav>menu</nav><article>{PROSE * 4}<div hidden>seen by nobody</div></article>")
    heard: list[tuple[str, str, str]] = []
    prune(
        root,
        load_rules(),
        on_removal=lambda element, reason: heard.append(
            (text_of(element), reason, next(str(above.tag) for above in element.iterancestors()))
        ),
    )
    assert heard == [("menu", "<nav>", "body"), ("seen by nobody", "hidden", "article")]


def test_what_is_spared_stays_and_the_rest_of_its_box_goes() -> None:
    root = parse_page(
        f"<body><article>{PROSE * 4}</article><nav><p>menu</p><div id=box><aside>facts</aside></div></nav>"
    )
    box = next(element for element in elements(root, "div") if element.get("id") == "box")
    kept = frozenset(box.iter())
    prune(root, load_rules(), spared=Spared(kept=kept, above=frozenset(box.iterancestors())))
    assert "facts" in text_of(root)
    assert "menu" not in text_of(root)


def test_what_was_written_later_stays_and_the_place_of_an_advertisement_goes() -> None:
    assert _pruned(f"{PROSE}<p>with <ins>eleven</ins> members<ins data-ad-client=x>junk</ins></p>").endswith(
        "with eleven members"
    )


def test_a_pull_quote_in_an_aside_stays() -> None:
    assert "like a kettle" in _pruned(f'{PROSE}<aside class="pull-quote"><p>It sang like a kettle</p></aside>')
    assert "like a kettle" in _pruned(f"{PROSE}<aside><blockquote>It sang like a kettle</blockquote></aside>")
