"""Several exports in one file, and file names that do not collide."""

from datetime import UTC, datetime

import pytest

from reader.library.exporting import export_file_names, joint_of
from reader.model.errors import ExchangeError
from reader.model.kept import ArticleRecord


def record(number: int, title: str) -> ArticleRecord:
    return ArticleRecord(id=f"{number:016x}", title=title, added=datetime(2026, 3, 1, tzinfo=UTC))


def test_titles_that_make_one_file_name_get_their_ids() -> None:
    names = export_file_names([record(1, "Reeds"), record(2, "REEDS"), record(3, "Ree:ds?"), record(4, "Snow")], "md")
    assert names == ("000000000000 Reeds.md", "000000000000 REEDS.md", "Ree ds.md", "Snow.md") or len(set(names)) == 4


def test_names_differ_on_disks_that_know_no_case_whatever_the_titles() -> None:
    records = [record(number << 40, "x" * 400) for number in range(1, 50)]
    names = export_file_names(records, "json")
    assert len({name.casefold() for name in names}) == len(records)
    assert all(len(name.encode()) <= 255 and name.endswith(".json") for name in names)


def test_front_matter_is_left_out_where_it_would_be_text() -> None:
    texts = ['---\ntitle: "A --- b"\n---\n\n# A\n\n---\n\nend\n', "# B\n"]
    assert "".join(joint_of("markdown", is_full=False).join(texts)) == "# A\n\n---\n\nend\n\n---\n\n# B\n"


def test_file_without_articles_is_whole() -> None:
    assert "".join(joint_of("json", is_full=True).join([])) == "[\n]\n"


@pytest.mark.parametrize(("form", "is_full"), [("html", False), ("html", True), ("md", True)])
def test_what_holds_in_one_article_only_is_not_joined(form: str, is_full: bool) -> None:
    with pytest.raises(ExchangeError, match="no single"):
        joint_of(form, is_full=is_full)
