"""Raw pages as they were fetched, compressed, with their headers beside them, so that they can be cleaned again in ten years.

`raw/<digest>.<form>.zst` holds the bytes, `raw/<digest>.json` the headers; the digest is of the bytes, so a page is kept once.
`zstandard` is imported when a page is written or read.
"""

import dataclasses
from pathlib import Path

from reader.model.dates import moment_of
from reader.model.errors import StoreDamagedError, StoreError
from reader.model.identity import content_digest
from reader.model.page import Page, PageForm, PageOrigin
from reader.store.atomic import NewFiles
from reader.store.codec import cut_from_json, read_stamp, stamp
from reader.store.places import is_name
from reader.store.plain_files import read_plain
from reader.store.sealed import JsonObject, read_sealed, seal
from reader.store.typed import text

MAX_PAGE_BYTES = 256 * 1024 * 1024
"""Reading stops here: far above what the fetching door lets in, far below what a forged frame could claim."""

_LEVEL = 6
"""9 saves 2 % more and takes half as long again on news pages (150 of the corpora: 1.7 ms each, and 2.4); 19 saves 7 % more and
takes 20 times as long."""

_QUICK_LEVEL = 3
"""For what goes after a month: 9 % larger, in a third of the time."""

_TEXTS = ("url", "requested_url", "path", "content_type", "etag", "last_modified")


def save_snapshot(folder: Path, page: Page, files: NewFiles, *, is_passing: bool = False) -> str:
    """Keep `page` in the raw folder of its article; return its digest. Nothing is written twice. Raises StoreError.

    It is there when the block of `files` has ended. What is likely to go again soon (`is_passing`) is packed in less time, and
    takes more room.
    """
    digest = content_digest(page.content)
    headers = folder / f"{digest}.json"
    content = folder / f"{digest}.{page.form.value}.zst"
    if not files.has(content):
        import zstandard

        packer = zstandard.ZstdCompressor(level=_QUICK_LEVEL if is_passing else _LEVEL, write_checksum=True)
        files.write(content, packer.compress(page.content))
    if not files.has(headers):
        files.write(headers, seal(_headers_to_json(page)))
    return digest


def has_snapshot(folder: Path, digest: str) -> bool:
    """Whether the page with `digest` is here; not whether it is whole."""
    return bool(_content_file(folder, digest))


def load_snapshot(folder: Path, digest: str) -> Page | None:
    """Return the page with `digest`, None if it was not kept.

    Raises StoreDamagedError if its bytes are not what they were; lost headers cost only what they said.
    """
    path = _content_file(folder, digest)
    if path is None:
        return None
    content = read_content(path, digest)
    try:
        headers = read_sealed(folder / f"{digest}.json")
    except ValueError:
        headers = None
    try:
        return _page_from_json(content, headers.body if headers else {}, path)
    except (TypeError, ValueError):
        return _page_from_json(content, {}, path)


def read_content(path: Path, digest: str) -> bytes:
    """Return the page in the file at `path`. Raises StoreDamagedError if it is not the one with `digest`."""
    import zstandard

    try:
        packed = read_plain(path)
        # What a frame says of its own size is the room that is made for it, whatever the limit is, and ours always say it.
        if not 0 <= zstandard.frame_content_size(packed) <= MAX_PAGE_BYTES:
            raise StoreDamagedError(f"{path} is damaged: the page it holds has a size that no page has")
        content = zstandard.ZstdDecompressor().decompress(packed)
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    except zstandard.ZstdError as error:
        raise StoreDamagedError(f"{path} is damaged: the page it holds cannot be unpacked") from error
    if content_digest(content) != digest:
        raise StoreDamagedError(f"{path} is damaged: it holds another page than its name says")
    return content


def _content_file(folder: Path, digest: str) -> Path | None:
    """Return the file of the page with `digest`: its own names only, none of the copies that synchronising programs leave.

    A record names it, and records come from other machines: what is no name is none of a file here, nor of one elsewhere.
    """
    if not is_name(digest):
        return None
    paths = (folder / f"{digest}.{form.value}.zst" for form in PageForm)
    return next((path for path in paths if path.exists()), None)


def _headers_to_json(page: Page) -> JsonObject:
    body: JsonObject = {name: value for name in _TEXTS if (value := getattr(page, name))}
    body |= {"form": page.form.value, "origin": page.origin.value, "fetched_at": stamp(page.fetched_at)}
    if page.cut is not None:
        body["cut"] = page.cut
    return body


def _page_from_json(content: bytes, headers: JsonObject, path: Path) -> Page:
    form = PageForm(path.suffixes[-2].lstrip("."))
    texts: JsonObject = {name: text(headers[name]) for name in _TEXTS if name in headers}
    page = Page(
        content=content,
        form=form,
        origin=PageOrigin(headers.get("origin", PageOrigin.URL)),
        cut=cut_from_json(headers),
        **texts,
    )
    if "fetched_at" in headers:
        return dataclasses.replace(page, fetched_at=read_stamp(headers["fetched_at"]))
    return dataclasses.replace(page, fetched_at=moment_of(path.stat().st_mtime))
