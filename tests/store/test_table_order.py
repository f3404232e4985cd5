"""Tables of one name that people wrote apart are brought together, and mean what they meant."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.store.table_order import gathered

APART = """# mine
[feeds.a]
url = "one"

[searches]
sea = "sea"  # the best
# about the second feed

# by hand,
# in May
[feeds.b]
url = "two"
"""[:-1]

TOGETHER = """# mine
[feeds.a]
url = "one"

# by hand,
# in May
[feeds.b]
url = "two"

[searches]
sea = "sea"  # the best
# about the second feed

"""


def test_tables_that_stand_apart_are_brought_together_with_their_comments() -> None:
    assert gathered(APART) == TOGETHER
    assert gathered(TOGETHER) == TOGETHER


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a = 1",
        "[a]\nx = 1\n[b]\ny = 2",  # nothing to do
        '[a.b]\n[c]\n[a.d]\nx = """\n[c]\n"""\n',  # a line of a text looks like a header
        "[a.b]\n[c]\n[a.b]\n",  # not to be understood
    ],
)
def test_what_is_in_order_or_not_to_be_understood_stays(text: str) -> None:
    assert gathered(text) == text


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=6))
def test_the_file_means_what_it_meant(names: list[str]) -> None:
    text = "".join(f"[{name}.{number}]\nx = {number} # {number}\n" for number, name in enumerate(names))
    found = gathered(text)
    assert tomllib.loads(found) == tomllib.loads(text)
    heads = [line[1] for line in found.splitlines() if line.startswith("[")]
    assert heads == sorted(heads, key=list(dict.fromkeys(names)).index)
