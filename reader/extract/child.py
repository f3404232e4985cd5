"""The process in which pages are cleaned, from its own side. Started by `cleaning_process`, and by nobody else."""

import pickle
from typing import Any

from reader.bounded.serving import Reply, serve
from reader.extract.cleaning_process import IDLE_SECONDS, MEMORY_BYTES, Wish
from reader.extract.pipeline import ExtractOptions, extract
from reader.model.errors import ReaderError


def main() -> int:
    """Clean pages until there are no more."""
    import reader.extract.html_page  # noqa: F401  # now, while the owner still waits for the network

    return serve(_answer, memory_bytes=MEMORY_BYTES, idle_seconds=IDLE_SECONDS)


def _answer(call: dict[str, Any], content: bytes) -> Reply:
    """Return what was wished for as a pickle, or why there is nothing."""
    try:
        return Reply({}, pickle.dumps(_made(Wish(call["wish"]), *pickle.loads(content)), pickle.HIGHEST_PROTOCOL))
    except ReaderError as error:
        return Reply({"error": type(error).__name__, "message": error.message, "hint": error.hint})


def _made(wish: Wish, *arguments: Any) -> Any:
    match wish:
        case Wish.ARTICLE:
            page, options = arguments
            return extract(page, options=ExtractOptions(**options))
        case Wish.EXPLANATION:
            from reader.extract.explaining.explain import explain

            page, options = arguments
            explained = explain(page, options=ExtractOptions(**options))
            return explained.article, explained.cleaning
        case Wish.RAW_TEXT:
            from reader.extract.explaining.raw_text import raw_text

            return raw_text(*arguments)
        case Wish.JOB:
            from reader.extract.batch import run_job

            return run_job(*arguments)
