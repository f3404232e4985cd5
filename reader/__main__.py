"""`pressmark` and `python -m reader`: joins the two faces. The screen is imported only when it is wanted."""

import sys

from reader.cli.main import ReaderCall, run


def main() -> int:
    """Run the command line of this process and return its exit code."""
    return run(sys.argv[1:], _open_reader)


def _open_reader(call: ReaderCall) -> int:
    from reader.tui.run import ReaderOptions, run_reader

    return run_reader(
        ReaderOptions(library=call.library, article_id=call.article_id, target=call.target, theme=call.theme, is_demo=call.is_demo)
    )


if __name__ == "__main__":
    sys.exit(main())
