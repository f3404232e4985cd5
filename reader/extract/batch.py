"""Cleaning many pages, one job at a time: what `extract --batch` calls for each line."""

import gzip
import os
import stat
import time
import zlib
from pathlib import Path
from typing import Any

from reader.extract.json_form import article_to_object
from reader.extract.pipeline import ExtractOptions, extract
from reader.model.cleaning import SiteRule
from reader.model.errors import ReaderError
from reader.model.page import Cut, Page, PageForm, PageOrigin

MAX_BYTES = 64 * 1024 * 1024
"""Of one page, if nobody says."""


def run_job(
    job: dict[str, Any], site_rules: tuple[SiteRule, ...] = (), most_bytes: int = MAX_BYTES, cut: Cut = Cut.SIZE
) -> dict[str, Any]:
    """Return the object of `extract --json` for `job` (`id`, `html`: a path, `url`), with `id` and `seconds` of process time.

    A page that is no article has its `kind` and the best body there is. What cannot be read at all has `id` and `error`. Of a
    file, also of one that unfolds when it is read, `most_bytes` are looked at, and the object says that `cut` cut it. Never
    raises for a bad page or a missing file.
    """
    identity = job.get("id")
    try:
        content = _read(Path(job["html"]), most_bytes + 1)
    except (OSError, KeyError, TypeError, ValueError, EOFError, zlib.error) as error:
        return {"id": identity, "error": f"cannot read {job.get('html')}: {error}"}
    start = time.process_time()
    page = Page(
        content=content[:most_bytes],
        form=PageForm.HTML,
        origin=PageOrigin.FILE,
        url=str(job.get("url") or ""),
        cut=cut if len(content) > most_bytes else None,
    )
    try:
        result = article_to_object(extract(page, options=ExtractOptions(is_lenient=True, site_rules=site_rules)))
    except ReaderError as error:
        return {"id": identity, "error": str(error), "seconds": time.process_time() - start}
    return {**result, "id": identity, "seconds": time.process_time() - start}


def _read(path: Path, most_bytes: int) -> bytes:
    """Return the beginning of a plain file. A pipe would be waited for, and a device may give for ever."""
    with open(path, "rb", opener=_open_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("it is no plain file")
        is_packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        with gzip.GzipFile(fileobj=file) if is_packed else file as content:
            return content.read(most_bytes) or b""  # None where the system has nothing just now


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY)
