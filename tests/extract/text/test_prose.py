"""Honest texts come through whole, in the form they have."""

import re

import pytest

from reader.extract.text.plain_text import extract_plain_text
from reader.model.blocks import Code, Heading, ListItem, Paragraph, Table

PROGRAM = """\
import os

def main(argv):
    for name in argv:
        if name.startswith("-"):
            print("no", name)
        else:
            share(name)
    return 0


class Search:
    def __init__(self):
        self.x = {"a": 1}
"""
MEMO = """\
Working Group                                                J. Doe
Memo: 99                                                Example Org


                  A Protocol for Ferries and Dogs

Status

   This memo provides information for the people of the harbour.  It does
   not specify a standard of any kind.  Copies of it may be made by anyone
   who asks.

1.  Introduction

   The ferry sends a greeting, see Figure 1.  The harbour answers with one
   of its own unless it is closed, in which case it answers nothing.

        +-------+         +---------+
        | ferry |-------->| harbour |
        +-------+         +---------+

2.  Search

   o  One item that is longer than one line and therefore goes on in the
      second line of it.

   o  Another item.
"""
LETTER = """\
12 March 1888

Dear Ines,

I write to you from the harbour, where the boat has not come.
Share this with your mother, and tell her that I am well.

Yours,
Bram

P.S. Search my desk for the key.
"""
BOOK = """\
The Book of the Ferry, by Ines Okarra

This book is for the use of anyone anywhere and at no cost, and with almost no
restrictions, as long as the names of those who made it are told with it to all
who read it.

Title: The Ferry

Author: Ines Okarra

Release Date: March 2, 2026

*** START OF THE BOOK ***

THE FERRY

CHAPTER I. THE HARBOUR

In the year of the flood nobody counted the boats. There were too many, and
those who might have counted were in them, rowing. "Share what you have," the
priest had said, and for once they did.

"Will it come?" asked the boy.
"""
LOG = "\n".join(
    f"2026-03-02 10:00:0{count},123 INFO  line {count} of what the server has to say about the state of things"
    for count in range(9)
)
CSV = 'name,city,age\nJane Doe,London,33\nJohn Roe,"Paris, France",41\n'
CHAT = "[18:25] Jane: are you there?\n[18:26] Bram: yes\n[18:26] Bram: the ferry left\n[18:30] Jane: share it\n"
VERSE = "\n".join(["The ferry", "", "When all the boats come home at last", "And all the lamps are lit,"] * 2)
NUMBERED = "\n".join(f"Line {count}" for count in range(200))


@pytest.mark.parametrize("text", [PROGRAM, MEMO, LETTER, BOOK, LOG, CSV, CHAT, VERSE, NUMBERED])
def test_nothing_of_an_honest_text_is_lost(text: str) -> None:
    article = extract_plain_text(text)
    shown = article.text
    for word in re.findall(r"\w+", text):
        assert word in shown, word
    assert not article.notes


def test_a_program_is_one_block_of_code() -> None:
    (block,) = extract_plain_text(PROGRAM).blocks
    assert block == Code(text=PROGRAM.strip("\n"))


def test_a_memo_keeps_its_figures_and_columns_and_gets_headings_and_items() -> None:
    blocks = extract_plain_text(MEMO).blocks
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["1. Introduction", "2. Search"]
    assert sum(isinstance(block, Code) for block in blocks) == 2
    assert [block.text for block in blocks if isinstance(block, ListItem)] == [
        "One item that is longer than one line and therefore goes on in the second line of it.",
        "Another item.",
    ]


def test_a_date_line_is_no_title() -> None:
    assert extract_plain_text(LETTER).blocks[0] == Paragraph(text="12 March 1888")


def test_tabs_part_the_cells_of_a_table() -> None:
    (table,) = extract_plain_text("Year\tBoats\n2024\t12\n2025\t14\n").blocks
    assert table == Table(rows=(("Year", "Boats"), ("2024", "12"), ("2025", "14")), header_rows=1)
