"""Names are in the order in which people put them."""

import random

import pytest

from reader.model.name_order import name_order, path_order


@pytest.mark.parametrize(
    "names",
    [
        ["Feed 1", "feed 2", "Feed 10", "Feed 10b", "Feed 100"],
        ["2 Rivers", "10 Rivers", "Rivers", "Rivers 1 to 9", "Rivers 1 to 10"],
        ["Edam", "Élan", "Emu", "Ørsted", "Zürich 3", "zurich 20"],
        ["0", "007", "8", f"9{'0' * 40}", f"1{'0' * 5_000}"],
        ["قناة 2", "قناة 10"],
        ["第2話", "第10話"],
        ["٢", "١٠"],
    ],
)
def test_numbers_count_and_case_and_accents_do_not(names: list[str]) -> None:
    shuffled = random.Random(7).sample(names, len(names))
    assert sorted(shuffled, key=name_order) == names


def test_what_is_nested_stands_behind_what_it_is_in() -> None:
    paths = ["News", "News/2", "News/10", "News & views", "news 2"]
    assert sorted(random.Random(7).sample(paths, len(paths)), key=path_order) == paths
