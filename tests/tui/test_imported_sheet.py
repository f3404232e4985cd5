"""Lists of feeds from other programs: what of them could not be taken over is said line by line."""

from pathlib import Path

from reader.library.library import Library
from tests.tui.conftest import Run


async def test_an_import_tells_line_by_line_what_it_left_out(run: Run, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    outline = '<outline type="rss" text="{}" xmlUrl="{}"/>'
    listed = (
        ("Ferry Post", "https://post.example/feed"),
        ("The same", "https://post.example/feed"),
        ("A file", "file:///etc/feeds"),
        ("A login", "https://me:secret@post.example/private"),
        ("A router", "http://192.168.1.1/feed"),
    )
    path.write_text(f"<opml><body>{''.join(outline.format(*one) for one in listed)}<outline text=", encoding="utf-8")
    async with run(size=(80, 30)) as running:
        running.screen.perform("import_feeds")
        await running.write(str(path))
        await running.press("enter")
        assert "2 feeds imported; 1 stood there twice; 1 in a private network will not be asked;" in running.message
        assert "left out; the list has faults." in running.message
        text = running.text
        assert "Its end is missing" in text
        for told in ("2 feeds imported", "Left out", "A file", "A login", "A router", "Twice in the list", "The same"):
            assert told in text, told
        assert "secret" not in text
        await running.press("escape", "u")
        assert library.feeds() == ()


async def test_what_is_no_list_of_feeds_is_said_to_be_none(run: Run, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    async with run() as running:
        running.screen.perform("import_feeds")
        await running.write(str(path))
        await running.press("enter")
        assert "There is no file" in running.message
        path.write_bytes(b"\x00\x01 no list at all")
        running.screen.perform("import_feeds")
        await running.write(str(path))
        await running.press("enter")
        assert "no list of feeds" in running.message
        assert library.feeds() == ()
