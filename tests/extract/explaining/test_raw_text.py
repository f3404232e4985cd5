"""All the text of a page as it came."""

import pytest

from reader.extract.explaining.raw_text import raw_text
from reader.model.errors import ExtractError
from reader.model.page import Page, PageForm, PageOrigin


def _raw(text: str, form: PageForm = PageForm.HTML) -> str:
    return raw_text(Page(content=text.encode(), form=form, origin=PageOrigin.PASTE))


def test_everything_that_is_text_is_there_and_nothing_else() -> None:
    page = (
        "<html><head><title>T</title><style>p{}</style></head><body><nav><a>Home</a>\n<a>Lake</a></nav><p>One <b>two</b>\n"
        "three<br>four<script>bad()</script> five</p>tail<div hidden>secret</div><template>no</template></body></html>"
    )
    assert _raw(page).split("\n") == ["Home Lake", "One two three", "four five", "tail", "secret"]


def test_it_passes_the_boundary() -> None:
    assert _raw("<p>A\u202e b \x1b[31mred\u200b</p>") == "A b red"


def test_a_text_is_its_lines() -> None:
    assert _raw("One\r\n\r\n  two\x07\n", PageForm.TEXT) == "One\n\n  two\n"
    assert _raw("# One\n\n*two*", PageForm.MARKDOWN) == "# One\n\n*two*"


def test_an_empty_page_is_refused() -> None:
    with pytest.raises(ExtractError):
        _raw("")


def test_a_deep_page_is_read_to_its_ground() -> None:
    assert "ground" in _raw("<div>" * 5_000 + "ground")


@pytest.mark.parametrize("endless", ['<p class="x>', "<textarea>", "<svg>", "<object>"])
def test_what_never_ends_takes_nothing_with_it(endless: str) -> None:
    assert _raw(f"<p>One</p>{endless}<p>two</p>").split("\n") == ["One", "two"]
