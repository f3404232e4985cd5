"""What the shelf knows of an article's pictures."""

from pathlib import Path

from PIL import Image as Pillow

from reader.model.blocks import Image
from reader.tui.pictures.shelf import PicturePlace, PictureShelf, PictureSize


def test_the_shelf_hands_out_each_place_once(tmp_path: Path) -> None:
    asked = []

    def lookup(src: str) -> Path | None:
        asked.append(src)
        return tmp_path / "a.png" if src == "a" else None

    shelf = PictureShelf(lookup)
    place = PicturePlace("a", 10, 3)
    assert shelf.has("a")
    assert not shelf.has("b")
    assert shelf.claim(place) == tmp_path / "a.png"
    assert shelf.claim(place) is None
    assert not shelf.is_done(place)
    shelf.put(place, None)
    assert shelf.is_done(place)
    assert shelf.rows(place) is None
    assert shelf.claim(place) is None
    assert asked == ["a", "b"]


def test_the_shelf_forgets_the_oldest_and_says_so() -> None:
    gone: list[PicturePlace] = []
    shelf = PictureShelf(lambda src: None, forgotten=gone.append)
    places = [PicturePlace(str(number), 1, 1) for number in range(60)]
    for place in places:
        shelf.put(place, ())
    assert not shelf.is_done(places[0])
    assert shelf.is_done(places[-1])
    assert gone == places[:12]
    shelf.forget()
    assert gone == places


def test_what_is_awaited_has_its_rows_before_it_is_here_and_can_be_claimed_when_it_is(tmp_path: Path) -> None:
    here: dict[str, Path] = {}
    shelf = PictureShelf(here.get, awaited=("a", "b"))
    assert shelf.has_place("a")
    assert not shelf.has("a")
    assert shelf.claim(PicturePlace("a", 4, 2)) is None
    here["a"] = tmp_path / "a.png"
    shelf.look_again(kept=())
    assert shelf.claim(PicturePlace("a", 4, 2)) == tmp_path / "a.png"
    assert not shelf.has_place("b")


def test_a_size_that_the_page_does_not_give_is_read_from_the_file_and_said_again(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Pillow.new("RGB", (30, 20)).save(path)
    shelf = PictureShelf(lambda src: path)
    assert shelf.size(Image(src="a")) == PictureSize(30, 20)
    assert shelf.size(Image(src="b", width=7, height=9)) == PictureSize(7, 9)
    Pillow.new("RGB", (99, 99)).save(path)
    assert shelf.size(Image(src="a")) == PictureSize(30, 20)


def test_a_place_that_is_seen_keeps_its_size_when_its_picture_comes(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    here: dict[str, Path] = {}
    shelf = PictureShelf(here.get, awaited=("a", "b"))
    unknown = PictureSize(0, 0)
    assert (shelf.size(Image(src="a")), shelf.size(Image(src="b"))) == (unknown, unknown)
    Pillow.new("RGB", (30, 20)).save(path)
    here |= {"a": path, "b": path}
    shelf.look_again(kept=("a",))
    assert (shelf.size(Image(src="a")), shelf.size(Image(src="b"))) == (unknown, PictureSize(30, 20))
