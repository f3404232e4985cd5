"""Pages that are made to cost: what libxml2 and we would go over again and again is taken out before."""

import pytest

from reader.extract.markup.tree import MAX_JOINED_LETTERS, elements, parse_page, remove, text_of, without_floods

MANY = 1_200


@pytest.mark.parametrize(
    ("tag", "rest"),
    [
        pytest.param("p", " ".join(f"a{n}=1" for n in range(MANY)), id="values"),
        pytest.param("p", " ".join(f"a{n}" for n in range(MANY)), id="no values"),
        pytest.param("p", "/".join(f"a{n}" for n in range(MANY)), id="slashes"),
        pytest.param("p", " ".join(f'a{n}=">"' for n in range(MANY)), id="ends in quotes"),
        pytest.param("p", " ".join(f"a{n}='<p>'" for n in range(MANY)), id="tags in quotes"),
        pytest.param("p", " ".join(f"a{n} = x" for n in range(MANY)), id="blanks"),
        pytest.param("p", "".join(f'a{n}="1"' for n in range(MANY)), id="nothing between them"),
        pytest.param("p", " ".join(f'a{n}=x"y' for n in range(MANY)), id="quotes in values"),
        pytest.param("my_tag:x", " ".join(f"a{n}=1" for n in range(MANY)), id="a name of its own"),
    ],
)
def test_a_tag_with_thousands_of_attributes_has_none(tag: str, rest: str) -> None:
    page = f"<body><p>before</p><{tag} {rest}>after the attributes</{tag}><p>the end</p>"
    assert without_floods(page) == f"<body><p>before</p><{tag}>after the attributes</{tag}><p>the end</p>"


def test_a_flood_that_never_ends_is_one_as_well() -> None:
    assert without_floods("<p>before</p><p " + "a=1 " * MANY) == "<p>before</p><p>"


def test_tags_that_real_pages_have_stay_as_they_are() -> None:
    page = (
        '<p class="a b" data-x=1 hidden title=\'x > y\'>text</p><a href="http://x.example/?a=1&b=2">a < b</a>'
        f'<img src="data:image/png;base64,{"A" * 200_000}" alt="x"><div {" ".join(f"a{n}=1" for n in range(200))}>y</div>'
    )
    assert without_floods(page) == page


def test_all_text_of_a_flooded_page_is_there() -> None:
    root = parse_page(
        "".join(f"<p {' '.join(f'a{n}={m}' for n in range(MANY))}>line {m}</p>" for m in range(5)) + "<p>end</p>"
    )
    assert [text_of(element) for element in elements(root, "p")] == [*(f"line {m}" for m in range(5)), "end"]
    assert all(not element.attrib for element in elements(root, "p"))


def test_taking_out_what_stands_in_a_long_text_copies_it_a_few_times_at_most() -> None:
    root = parse_page("<p>begin" + "<input> a word, and the next" * 4_000 + "</p>")
    wanted = text_of(root)
    for element in list(elements(root, "input")):
        remove(element)
    assert text_of(root) == wanted
    assert next(elements(root, "input"), None) is None
    assert all(len(element.tail or "") <= 2 * MAX_JOINED_LETTERS for element in elements(root))
