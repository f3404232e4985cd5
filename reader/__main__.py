"""`pressmark` and `python -m reader`: joins the two faces. The screen is imported only when it is wanted."""

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imported below, while nobody looks for garbage
    from reader.cli.main import ReaderCall


def main() -> int:
    """Run the command line of this process and return its exit code."""
    # What importing makes lives until the end; looking for garbage in it again and again costs a fifth of the start.
    gc.disable()
    from reader.cli.main import run

    gc.freeze()
    gc.enable()
    return run(sys.argv[1:], _open_reader)


def _open_reader(call: "ReaderCall") -> int:
    gc.disable()  # the screen turns it on again after its first frame
    from reader.tui.run import ReaderOptions, run_reader

    return run_reader(
        ReaderOptions(
            library=call.library,
            article_id=call.article_id,
            target=call.target,
            theme=call.theme,
            is_demo=call.is_demo,
        )
    )


if __name__ == "__main__":
    sys.exit(main())
