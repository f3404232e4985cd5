"""Sizes from the first bytes of a picture's file, held against Pillow's."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from reader.tui.pictures.sizes import UNKNOWN, read_size, size_of


def written(kind: str, size: tuple[int, int] = (123, 45), **options: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_the_size_of_each_kind_is_read(kind: str) -> None:
    if kind == "AVIF" and "AVIF" not in Image.SAVE:
        pytest.skip("this Pillow writes no AVIF")
    assert size_of(written(kind)) == (123, 45)


def test_a_webp_without_loss_and_a_progressive_jpeg_are_read_too() -> None:
    assert size_of(written("WEBP", lossless=True)) == (123, 45)
    assert size_of(written("JPEG", progressive=True)) == (123, 45)


def test_a_webp_with_transparency_is_read() -> None:
    out = BytesIO()
    Image.new("RGBA", (123, 45), (200, 30, 30, 90)).save(out, "WEBP", exif=b"Exif\0\0")
    assert size_of(out.getvalue()) == (123, 45)


def test_a_photograph_that_was_held_upright_is_as_it_is_shown() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert size_of(written("JPEG", exif=exif)) == (45, 123)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_file_that_is_cut_anywhere_raises_nothing(kind: str) -> None:
    whole = written(kind)
    for end in range(min(len(whole), 700)):
        assert size_of(whole[:end]) in (UNKNOWN, (123, 45))


def test_what_is_no_picture_has_no_size(tmp_path: Path) -> None:
    for content in (b"", b"<svg/>", b"\xff\xd8" + b"\xff" * 200, b"\xff\xd8" + b"\0" * 200):
        assert size_of(content) == UNKNOWN
    assert read_size(tmp_path / "gone.png") == UNKNOWN
