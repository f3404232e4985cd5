"""The argument parser of every command: it says a mistake on one line, and knows commands whose last argument is a query.

A query may begin a word with a dash (`-tag:policy`, `-is:read`, `-draft`), and so does an option. What a command does not know as
one of its options and has a single dash is a word of the query; an unknown long option stays a mistake. After `--` all is query.
"""

import argparse
from typing import Any, NoReturn

from reader.cli.output import ERROR_LETTERS
from reader.model.text import clean_line


class CommandParser(argparse.ArgumentParser):
    """Says what is wrong on one line and leaves the usage to --help.

    With `takes_query` its last argument is a query, whatever its words begin with and wherever options stand between them; its
    help has the query language below it.
    """

    def __init__(self, *, takes_query: bool = False, **known: Any) -> None:
        super().__init__(**known)
        self.takes_query = takes_query

    def error(self, message: str) -> NoReturn:
        """End the program with exit code 2. Of what was typed as much is told as a line holds, and what is wrong with it."""
        message = clean_line(message, max(1, len(message)))
        if len(message) > ERROR_LETTERS:
            message = f"{message[: ERROR_LETTERS // 2]}…{message[-ERROR_LETTERS // 3 :]}"
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse `args`, the words of a query behind the options."""
        if self.takes_query and args is not None:
            options, words = self._parted(list(args))
            args = [*options, "--", *words] if words else options
        return super().parse_known_args(args, namespace)

    def format_help(self) -> str:
        """Return the help, of a command that takes a query with the query language below it."""
        if not self.takes_query:
            return super().format_help()
        from reader.cli.query_language import language_table

        return f"{super().format_help()}\nA query can say this; pressmark help query tells more.\n\n{language_table()}"

    def _parted(self, arguments: list[str]) -> tuple[list[str], list[str]]:
        """Return the options with their values, and the words of the query."""
        options: list[str] = []
        words: list[str] = []
        remaining = iter(arguments)
        for argument in remaining:
            if argument == "--":
                words += (word for word in remaining if word != "--")
            elif not self._is_option(argument):
                words.append(argument)
            else:
                options.append(argument)
                if self._takes_next(argument):
                    options += (value for value in (next(remaining, None),) if value is not None)
        return options, words

    def _is_option(self, argument: str) -> bool:
        if argument.startswith("--"):
            return True
        if len(argument) < 2 or not argument.startswith("-"):
            return False
        if argument in self._option_string_actions:
            return True
        glued = self._option_string_actions.get(argument[:2])  # -oFILE
        return glued is not None and glued.nargs is None

    def _takes_next(self, argument: str) -> bool:
        action = self._option_string_actions.get(argument)
        return action is not None and action.nargs is None
