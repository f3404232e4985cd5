"""Cleaning many pages, one job at a time: what `extract --batch` calls for each line."""

import gzip
import time
from pathlib import Path
from typing import Any

from reader.extract.json_form import article_to_object
from reader.extract.pipeline import ExtractOptions, extract
from reader.model.cleaning import SiteRule
from reader.model.errors import ReaderError
from reader.model.page import Page, PageForm, PageOrigin


def run_job(job: dict[str, Any], site_rules: tuple[SiteRule, ...] = ()) -> dict[str, Any]:
    """Return the object of `extract --json` for `job` (`id`, `html`: a path, `url`), with `id` and `seconds` of process time.

    A page that is no article has its `kind` and the best body there is. What cannot be read at all has `id` and `error`.
    Never raises for a bad page or a missing file.
    """
    identity = job.get("id")
    try:
        content = _read(Path(job["html"]))
    except (OSError, KeyError, TypeError, EOFError) as error:
        return {"id": identity, "error": f"cannot read {job.get('html')}: {error}"}
    start = time.process_time()
    page = Page(content=content, form=PageForm.HTML, origin=PageOrigin.FILE, url=str(job.get("url") or ""))
    try:
        result = article_to_object(extract(page, options=ExtractOptions(is_lenient=True, site_rules=site_rules)))
    except ReaderError as error:
        return {"id": identity, "error": str(error), "seconds": time.process_time() - start}
    return {**result, "id": identity, "seconds": time.process_time() - start}


def _read(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
