"""Cards of players and of what is from elsewhere: one shape, never empty."""

from reader.model.blocks import Block, Embed, Figure, FigureKind
from tests.layout.drawn import drawn

POST = Embed(url="https://www.chatter.example/@toll/2201", provider="Chatter", title="Ines Toll", quote="Salt.")
LONG = "A walk along the white line of the lake, from the old landing to the place where the second pipe comes out"


def video(title: str = "", duration: str = "", url: str = "https://media.example/a.mp4") -> Block:
    return Figure(kind=FigureKind.VIDEO, title=title, duration=duration, url=url)


def test_title_at_the_left_and_where_it_is_at_the_right() -> None:
    assert drawn(video("Sailing again", "01:52"), width=50) == [" ▶ Sailing again           media.example · 01:52"]
    assert drawn(POST, width=50) == [" ↗ Ines Toll                             Chatter", "   Salt."]


def test_what_has_no_room_beside_a_long_title_stands_below_it() -> None:
    assert drawn(video(LONG, "02:41"), width=48) == [
        " ▶ A walk along the white line of the lake,",
        "   from the old landing to the place where the",
        "   second pipe comes out",
        "   media.example · 02:41",
    ]


def test_a_title_of_more_than_three_rows_is_cut_with_an_ellipsis() -> None:
    rows = drawn(video(LONG * 3), width=40)
    assert len(rows) == 4
    assert rows[2].endswith("…")


def test_a_card_is_never_empty() -> None:
    assert drawn(video(url="")) == [" ▶ Video"]
    assert drawn(Figure(kind=FigureKind.AUDIO, duration="00:42"), width=40) == [" ♪ Audio" + " " * 25 + "00:42"]
    assert drawn(Embed(url="https://maps.example/valmere"))[0].startswith(" ↗ maps.example")
    assert drawn(Embed(url="")) == [" ↗ From elsewhere"]
    assert drawn(Embed(url="", quote="Said."))[1] == "   Said."


def test_a_host_that_says_the_providers_name_is_not_said_twice() -> None:
    assert drawn(Embed(url="https://www.chatter.example/1", provider="Chatter")) == [" ↗ Chatter"]
    assert "Maps · x.example" in drawn(Embed(url="https://x.example/1", provider="Maps", title="Valmere"))[0]


def test_wide_letters_fold_by_their_cells() -> None:
    rows = drawn(video("十一年ぶりに湖を渡る船と、桟橋で手を振る子どもたち"), width=30)
    assert rows[0] == " ▶ 十一年ぶりに湖を渡る船"


def test_right_to_left_cards_begin_at_the_right() -> None:
    [row] = drawn(video("العبارة تعود", "01:15", url=""), width=40)
    assert row.endswith("▶")
    assert row.startswith("  01:15")


def test_nothing_is_wider_than_the_measure() -> None:
    for width in (8, 9, 12, 20):
        for block in (video(LONG, "1:02:41"), POST, Embed(url="https://maps.example/valmere")):
            assert all(len(row) <= width for row in drawn(block, width=width)), (width, block)
