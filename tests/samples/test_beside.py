"""What lies beside the sample pages: their pictures, the feed, the list of feeds."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops

from tests.pictures.brushes import Canvas
from tests.pictures.draw_samples import PICTURES
from tests.samples.pages import SAMPLES, expectations, expected

SUFFIXES = {".jpg", ".png", ".webp"}


def test_every_picture_is_drawn_by_the_script_and_in_all_three_forms() -> None:
    lying = {str(path.relative_to(SAMPLES)) for path in SAMPLES.rglob("*") if path.suffix in SUFFIXES}
    assert lying == set(PICTURES)
    assert {Path(name).suffix for name in lying} == SUFFIXES


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_has_the_size_it_was_drawn_in(name: str) -> None:
    width, height, _ = PICTURES[name]
    with Image.open(SAMPLES / name) as picture:
        assert picture.size == (width, height)


def test_a_picture_comes_out_the_same_every_time() -> None:
    width, height, draw = PICTURES["reeds/reed-bed.jpg"]
    first, second = Canvas(width, height), Canvas(width, height)
    draw(first)
    draw(second)
    assert ImageChops.difference(first.finished(), second.finished()).getbbox() is None


def test_the_feed_leads_to_samples_and_brings_a_whole_text() -> None:
    channel = ElementTree.parse(SAMPLES / "feed.xml").getroot().find("channel")
    assert channel is not None
    links = {item.findtext("link") for item in channel.iter("item")}
    assert len(links) >= 4
    assert links & {expected(path)["canonical"] for path in expectations()}
    assert any(item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") for item in channel.iter("item"))


def test_the_list_of_feeds_has_folders_within_folders() -> None:
    body = ElementTree.parse(SAMPLES / "subscriptions.opml").getroot().find("body")
    assert body is not None
    assert len({outline.get("xmlUrl") for outline in body.iter("outline") if outline.get("xmlUrl")}) >= 6
    assert body.findall("outline/outline/outline[@xmlUrl]")
