"""Sides of a widget: nothing is looked up for them, and all of it for the widget that is shown."""

from reader.tui.sided import Sided
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.article_view import ArticleView
from reader.tui.widgets.focusing_view import FocusingView


def test_nothing_is_looked_up_for_the_sides_of_the_article_pane() -> None:
    line = ArticlePane.__mro__
    sides = line[line.index(FocusingView) : line.index(ArticleView)]
    assert len(sides) > 5
    assert all("_reactives" not in vars(side) for side in sides)


def test_the_pane_that_is_shown_has_what_its_sides_bring() -> None:
    assert {"has_ruler", "has_focus_paragraph", "measure"} <= set(ArticlePane._reactives)
    assert issubclass(ArticlePane, Sided)
    assert ArticlePane._css_type_name == "ArticlePane"
    assert ArticlePane.can_focus
