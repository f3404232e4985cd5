"""What holds for pages of every form."""

import pytest

from reader.extract import pipeline
from reader.extract.pipeline import extract
from reader.model.page import Cut, Page, PageForm, PageOrigin


@pytest.mark.parametrize("form", [PageForm.TEXT, PageForm.MARKDOWN])
def test_an_article_of_text_has_so_many_blocks_and_says_that_it_had_more(
    form: PageForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "MAX_BLOCKS", 40)
    for lines, cut in ((30, None), (60, Cut.SIZE)):
        text = "\n\n".join(f"The keeper of the lock wrote down line {number}." for number in range(lines))
        article = extract(Page(content=text.encode(), form=form, origin=PageOrigin.FILE))
        assert article.cut is cut
        assert len(article.blocks) <= 40
        assert "line 29." in article.text
