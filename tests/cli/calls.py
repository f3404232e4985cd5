"""What tests of the command line call: arguments and stdin in, exit code, stdout and stderr out."""

from collections.abc import Callable

Pressmark = Callable[..., tuple[int, str, str]]
