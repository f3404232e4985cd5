"""The table of combining characters, held to the one Python carries."""

import re
import sys
import unicodedata

from reader.model.nonstarters import MARK_CLASS, MAX_RUN, cut_runs


def test_table_holds_every_combining_character_python_knows() -> None:
    for code in range(sys.maxunicode + 1):
        letter = chr(code)
        if unicodedata.combining(letter):
            assert len(cut_runs(letter * (MAX_RUN + 2))) == MAX_RUN, hex(code)


def test_table_holds_no_letter() -> None:
    for code in range(0x20, 0x20000):
        letter = chr(code)
        if unicodedata.category(letter)[0] in "LNPSZ":
            assert cut_runs(letter * (MAX_RUN + 2)) == letter * (MAX_RUN + 2), hex(code)


def test_run_of_both_planes_is_one_run() -> None:
    assert len(cut_runs("a" + "\u0301\U0001e944" * 40)) == 1 + MAX_RUN


def test_table_of_marks_is_that_of_python() -> None:
    mark = re.compile(f"[{MARK_CLASS}]")
    apart = {0x34F, 0x17B4, 0x17B5, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10)}  # nothing is drawn of them
    for code in set(range(0x10000)) - apart:
        category = unicodedata.category(chr(code))
        if category != "Cn":
            assert bool(mark.match(chr(code))) is (category[0] == "M"), hex(code)
