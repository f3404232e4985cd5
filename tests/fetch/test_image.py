"""Pictures: through the door, beside the page, or in it; and never from elsewhere."""

import base64
import os
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.fetch import image
from reader.fetch.client import FetchLimits
from reader.fetch.image import FetchedImage, fetch_image, sniff_image
from reader.model.errors import FetchError, ReaderError, ReadFileError, UnreadableError
from reader.model.text import is_clean
from tests.fetch.site import Line, Site

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PICTURE = FetchedImage(content=PNG, content_type="image/png")


def failure(src: str, **options: object) -> ReaderError:
    with pytest.raises(ReaderError) as caught:
        fetch_image(src, **options)  # type: ignore[arg-type]  # options are passed on as they are
    line = str(caught.value)
    assert is_clean(line)
    assert len(line) <= 400
    return caught.value


def served(site: Site, body: bytes = PNG, kind: str | None = "image/png") -> str:
    return site.url("/a.png", lambda _, line: line.page(body, kind=kind))


# --- over the web ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", "application/octet-stream", None])
def test_picture_of_the_pages_own_origin(site: Site, kind: str | None) -> None:
    assert fetch_image(served(site, kind=kind), page_url=site.base + "/story") == PICTURE
    assert site.asked[0].headers["accept"].startswith("image/")
    assert "referer" not in site.asked[0].headers


def test_relative_picture_is_found_beside_its_page(site: Site) -> None:
    served(site)
    assert fetch_image("a.png", page_url=site.base + "/story") == PICTURE
    assert fetch_image(f"//127.0.0.1:{site.port}/a.png", page_url=site.base + "/story") == PICTURE


def test_private_picture_of_a_public_page_is_refused(site: Site) -> None:
    assert "private network" in str(failure(served(site), page_url="https://news.example/story"))
    assert "private network" in str(failure(served(site)))
    assert site.asked == []


def test_private_picture_on_a_confirmed_host_is_fetched(site: Site) -> None:
    hosts = frozenset(("127.0.0.1",))
    assert fetch_image(served(site), page_url="https://news.example/story", confirmed_hosts=hosts) == PICTURE


def test_address_that_a_file_claims_confirms_nothing(site: Site, tmp_path: Path) -> None:
    url = served(site)
    error = failure(url, page_url=site.base + "/story", page_path=str(tmp_path / "story.html"))
    assert "private network" in str(error)


def test_picture_redirected_into_a_private_network_is_refused(site: Site, other_site: Site) -> None:
    inner = served(other_site)
    url = site.url("/b.png", lambda _, line: line.redirect(inner))
    assert "private network" in str(failure(url, page_url=site.base + "/"))
    assert other_site.asked == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (SVG, "image/svg+xml"),
        (SVG, "image/png"),
        (b"<html><p>log in</p>", "text/html"),
        (b"<html><p>log in</p>", "image/png"),
        (b"%PDF-1.4", "application/pdf"),
        (b"", "image/png"),
    ],
)
def test_what_is_no_picture_is_refused(site: Site, body: bytes, kind: str) -> None:
    assert isinstance(failure(served(site, body, kind), page_url=site.base + "/"), UnreadableError)


def test_picture_past_the_cap_is_refused(site: Site) -> None:
    url = served(site, PNG + bytes(5000))
    limits = FetchLimits(max_wire_bytes=1000, max_decoded_bytes=1000)
    assert "whole" in str(failure(url, page_url=site.base + "/", limits=limits))


def test_picture_that_breaks_off_is_refused(site: Site) -> None:
    def answer(_asked: object, line: Line) -> None:
        line.page(PNG, kind="image/png", length=5000)

    assert "whole" in str(failure(site.url("/a.png", answer), page_url=site.base + "/"))


def test_missing_picture_is_one_line(site: Site) -> None:
    assert "404" in str(failure(site.base + "/none.png", page_url=site.base + "/"))


# --- beside the page ---------------------------------------------------------------------------


@pytest.fixture
def page_path(tmp_path: Path) -> str:
    folder = tmp_path / "saved"
    (folder / "story_files").mkdir(parents=True)
    (folder / "story_files" / "größe 1.png").write_bytes(PNG)
    (folder / "a.png").write_bytes(PNG)
    (folder / "a.svg").write_bytes(SVG)
    (folder / "empty.png").touch()
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "way_out.png").symlink_to(tmp_path / "secret.png")
    (folder / "way_up").symlink_to(tmp_path)
    (folder / "within.png").symlink_to(folder / "a.png")
    os.mkfifo(folder / "pipe.png")
    return str(folder / "story.html")


@pytest.mark.parametrize(
    "src",
    [
        "a.png",
        "./a.png",
        "a.png?version=2#x",
        "story_files/größe 1.png",
        "story_files/gr%C3%B6%C3%9Fe%201.png",
        "story_files/../a.png",
        "within.png",
    ],
)
def test_picture_at_or_below_the_pages_folder(page_path: str, src: str) -> None:
    assert fetch_image(src, page_path=page_path) == PICTURE


def test_file_address_within_the_folder(page_path: str) -> None:
    assert fetch_image("file://" + quote(str(Path(page_path).parent / "a.png")), page_path=page_path) == PICTURE


@pytest.mark.parametrize(
    "src",
    [
        "../secret.png",
        "%2e%2e/secret.png",
        "way_out.png",
        "way_up/secret.png",
        "/etc/passwd",
        "file:///etc/passwd",
        "//etc/x",
    ],
)
def test_picture_outside_the_folder_is_refused(page_path: str, src: str) -> None:
    assert isinstance(failure(src, page_path=page_path), FetchError)


@pytest.mark.parametrize("src", ["missing.png", "story_files", "pipe.png", "a\x00.png", "x" * 5000])
def test_picture_that_cannot_be_read_is_one_line(page_path: str, src: str) -> None:
    assert isinstance(failure(src, page_path=page_path), ReadFileError)


@pytest.mark.parametrize("src", ["a.svg", "empty.png"])
def test_file_that_is_no_picture_is_refused(page_path: str, src: str) -> None:
    assert isinstance(failure(src, page_path=page_path), UnreadableError)


def test_large_file_is_refused(page_path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "MAX_IMAGE_BYTES", 10)
    assert "too large" in str(failure("a.png", page_path=page_path))


@pytest.mark.parametrize("src", ["javascript:alert(1)", "ftp://example.org/a.png", "blob:x", ""])
def test_other_kinds_of_addresses_are_refused(page_path: str, src: str) -> None:
    failure(src, page_path=page_path)
    failure(src, page_url="https://news.example/")


# --- in the page -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "src",
    [
        "data:image/png;base64," + base64.b64encode(PNG).decode(),
        "DATA:image/png;charset=x;BASE64," + base64.b64encode(PNG).decode().rstrip("="),
        "data:image/png;base64," + quote(base64.b64encode(PNG).decode(), safe=""),
        "data:;base64,\n" + base64.encodebytes(PNG).decode(),
        "data:image/png," + quote(PNG, safe=""),
    ],
)
def test_picture_in_the_page(src: str) -> None:
    assert fetch_image(src) == PICTURE


@pytest.mark.parametrize(
    "src",
    [
        "data:",
        "data:image/png;base64",
        "data:image/png;base64,!!!!",
        "data:image/svg+xml," + quote(SVG),
        "data:text/html,<p>x</p>",
        "data:image/png;base64," + "A" * (3 * 1024 * 1024),
    ],
)
def test_what_is_no_picture_in_the_page_is_refused(src: str) -> None:
    assert isinstance(failure(src), UnreadableError)


@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_data_address_is_a_picture_or_one_line(text: str) -> None:
    failure("data:" + text)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF87a", "image/gif"),
        (b"RIFF\0\0\0\0WEBP", "image/webp"),
        (b"\0\0\0\x20ftypavif", "image/avif"),
        (b"\0\0\0\x18ftypheic", ""),
        (b"BM", ""),
        (SVG, ""),
    ],
)
def test_pictures_are_known_by_their_first_bytes(content: bytes, kind: str) -> None:
    assert sniff_image(content) == kind
