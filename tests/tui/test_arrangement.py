"""Where the panes stand at which width."""

import pytest

from reader.tui.arrangement import USUAL_TEXT, WIDEST_MARGIN, Drawer, Stand, arrange


@pytest.mark.parametrize(
    ("width", "library", "margin"),
    [
        (200, Stand.DOCKED, Stand.DOCKED),
        (116, Stand.DOCKED, Stand.DOCKED),
        (115, Stand.DOCKED, Stand.HIDDEN),
        (92, Stand.DOCKED, Stand.HIDDEN),
        (91, Stand.HIDDEN, Stand.HIDDEN),
        (60, Stand.HIDDEN, Stand.HIDDEN),
    ],
)
def test_panes_dock_where_the_text_keeps_its_room(width: int, library: Stand, margin: Stand) -> None:
    stands = arrange(width, has_article=True)
    assert (stands.library, stands.margin) == (library, margin)


@pytest.mark.parametrize("width", range(116, 140))
def test_the_text_has_sixty_cells_beside_both_panes(width: int) -> None:
    stands = arrange(width, has_article=True)
    gutter_and_edge = 4
    assert width - stands.library_width - stands.margin_width - gutter_and_edge >= 60


@pytest.mark.parametrize("width", [180, 200, 240, 300])
def test_on_a_very_wide_screen_the_text_is_in_the_middle_and_its_notes_near_to_it(width: int) -> None:
    stands = arrange(width, has_article=True)
    article = width - stands.library_width - stands.margin_width
    left_of_text, right_of_notes = article - USUAL_TEXT, stands.margin_width - WIDEST_MARGIN
    assert left_of_text > 0
    assert left_of_text - right_of_notes in (0, 1)


def test_long_lines_take_the_room_beside_the_notes() -> None:
    usual, long = (arrange(200, has_article=True, text_width=width) for width in (USUAL_TEXT, USUAL_TEXT + 34))
    assert usual.margin_width > long.margin_width >= WIDEST_MARGIN


def test_without_an_article_the_list_has_the_screen() -> None:
    for width in (40, 80, 120):
        stands = arrange(width, has_article=False)
        assert (stands.library, stands.margin) == (Stand.FULL, Stand.HIDDEN)


def test_drawers_open_where_there_is_no_dock() -> None:
    assert arrange(80, has_article=True, drawer=Drawer.LIBRARY).library is Stand.DRAWER
    assert arrange(100, has_article=True, drawer=Drawer.LIBRARY).library is Stand.DOCKED
    assert arrange(100, has_article=True, drawer=Drawer.MARGIN).margin is Stand.DRAWER
    assert arrange(60, has_article=True, drawer=Drawer.MARGIN).margin_width < 60


def test_nothing_but_the_text() -> None:
    stands = arrange(160, has_article=True, is_text_only=True)
    assert (stands.library, stands.margin) == (Stand.HIDDEN, Stand.HIDDEN)
    assert arrange(160, has_article=True, is_text_only=True, drawer=Drawer.MARGIN).margin is Stand.DRAWER
