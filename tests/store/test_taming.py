"""What another machine brings into the library is cleaned when it is read: a seal is against accidents, not against people."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from reader.library.library import Library
from reader.model.text import is_tame
from reader.store.documents import encode, parse
from reader.store.places import LibraryPlaces
from reader.store.sealed import canonical, seal, tamed, unseal
from tests.loopback import page_html

WILD = "\x1b[2J\x1b]0;owned\x07\x9b31m\x00\u202egnp.\u2066\U000e0041\ufeff" + "\u0301" * 99
IN_A_LINE = WILD + "\r\n\u2028"


def wild(value: Any, key: str = "") -> Any:
    """Return a JSON value with something wild in each of its texts that is no name, no time and no number."""
    match value:
        case str() if key in {"is", "id", "added", "made", "fetched", "kind", "origin", "colour", "created", "updated"}:
            return value
        case str() if key in {"version", "snapshots", "published", "value", "source"}:
            return value
        case str():
            return value[:3] + IN_A_LINE + value[3:]
        case dict():
            return {name: wild(inside, name) for name, inside in value.items()}
        case list():
            return [wild(inside, key) for inside in value]
        case _:
            return value


def texts(value: Any) -> Iterator[str]:
    """Yield every text in a value of the model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for pair in value.items():
            yield from texts(pair)
    elif isinstance(value, (list, tuple)):
        for inside in value:
            yield from texts(inside)
    elif is_dataclass(value) and not isinstance(value, Enum):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


@pytest.fixture
def carried(library: Library, tmp_path: Path) -> str:
    """An article with notes whose files were written anew by somebody who knows their form."""
    page = tmp_path / "page.html"
    page.write_bytes(page_html("Ferry line to reopen", foot='<figure><img src="a.png" alt="A pier"></figure>'))
    article_id = library.add(str(page), tags=("boats",)).article_id
    library.annotate(article_id, 0, 5, note="A note", tags=("water",))
    library.save_search("about ferries", "ferry")
    folder = library.folder
    for path in sorted(folder.rglob("*.json")):
        data = path.read_bytes()
        if path.parent.name == "annotations":
            tables = {
                name: {key: wild(document) for key, document in documents.items()}
                for name, documents in parse(data, path).tables.items()
            }
            path.write_bytes(encode(tables))
        else:
            stored = json.loads(data)
            path.write_bytes(seal(wild(stored["body"]), stored["schema"]))
    with (folder / "library.toml").open("a", encoding="utf-8") as file:
        file.write('\n[rules."na\\u001b[2Jme"]\nquery = "fer\\u202ery"\ndo = ["tag:a\\u0007b"]\n')
        file.write('[feeds.x]\nurl = "https://h.example/\\u001b[2J"\ntitle = "A\\u009b31m feed"\n')
    text = (folder / "library.toml").read_text(encoding="utf-8").replace("about ferries", "ab\\u001b[2Jout")
    (folder / "library.toml").write_text(text, encoding="utf-8")
    return article_id


def test_nothing_wild_comes_out_of_files_that_another_machine_brought(library: Library, carried: str) -> None:
    again = Library.open(library.folder, folders=library.folders)
    opened = again.open_article(carried)
    listed = again.list()
    assert opened.kept.record.title.startswith("Fer")
    assert opened.annotations[0].annotation.note
    settings = (again.saved_searches(), again.rules(), again.feeds())
    assert settings[0]
    for text in texts((opened.kept, opened.annotations, listed, settings)):
        assert is_tame(text), ascii(text)
    record = opened.kept.record
    for line in (
        record.title,
        record.site,
        *record.authors,
        *opened.kept.state.tags,
        *opened.annotations[0].annotation.tags,
    ):
        assert not {"\n", "\t"} & set(line), ascii(line)


def test_path_is_kept_to_the_letter_and_shown_clean(library: Library, tmp_path: Path) -> None:
    page = tmp_path / "odd \x1b[2J\u202e\u200b\udce9 name.html"
    page.write_bytes(page_html("Ferry line to reopen"))
    article_id = library.add(str(page)).article_id
    page.write_bytes(page_html("Ferry line to reopen again"))
    assert library.refresh(article_id).is_new_version
    record = library.open_article(article_id).kept.record
    assert record.source == str(page.resolve())
    assert record.came_from == str(tmp_path / "odd name.html")


def test_text_that_was_cleaned_is_read_as_it_stands(library: Library, places: LibraryPlaces) -> None:
    honest = {"a": "می\u200cخواهم — 👩‍🚀\u00a0ཧྐྵྨླྺྼྻྂ\u200f", "b": ["tab\there\nand on", "ส็็", 3, None, True]}
    assert unseal(seal(honest), Path("x")).body == honest
    assert tamed(honest) == honest


def test_file_that_is_nested_too_deep_is_no_sealed_file() -> None:
    deep = canonical({"a": 1}).replace(b"1", b"[" * 100_000 + b"]" * 100_000)
    whole = seal({})
    with pytest.raises(ValueError, match=r"sealed|deep"):
        unseal(whole.replace(b"{}\n}", deep + b"\n}"), Path("x"))
