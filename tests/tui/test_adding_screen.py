"""Bringing articles in from the screen: by target, dialog, paste and link; progress, errors, cancelling."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from reader.library.library import Library
from reader.library.results import Added
from reader.tui.keys.actions import Mode
from reader.tui.list_session import ListSession
from tests.loopback import PARAGRAPHS, Site, page_html
from tests.tui.conftest import Run

PASTED = "\n\n".join(("The reeds came back", "By Oda Brandt in Valmere", *PARAGRAPHS))


def linking_page(site: Site) -> str:
    """Serve an article with one link in its second sentence, to another article; return its address."""
    site.put("/two", page_html("Two winters of hail"))
    linked = f'The roofs are <a href="{site.origin}/two">another story</a> that the valley tells with pride.'
    return site.put("/one", page_html("Ferry line to reopen", (linked, *PARAGRAPHS)))


async def test_target_is_added_and_opened(run: Run, site: Site) -> None:
    async with run(target=site.put("/one", page_html("Ferry line to reopen"))) as running:
        await running.until(lambda: running.screen.has_article)
        assert "council said on Monday" in running.text
        assert running.mode() is Mode.READING


async def test_address_is_added_by_the_dialog(run: Run, site: Site, library: Library) -> None:
    address = site.put("/one", page_html("Ferry line to reopen"))
    async with run() as running:
        await running.press("i")
        await running.write(address)
        await running.press("enter")
        await running.until(lambda: running.screen.has_article)
    assert [row.record.title for row in library.list()] == ["Ferry line to reopen"]


async def test_the_end_of_a_cut_article_has_the_key_that_may_bring_the_rest(run: Run, site: Site) -> None:
    site.put("/one", page_html("Ferry line to reopen"), status=206)
    async with run(target=f"{site.origin}/one", size=(80, 24)) as running:
        await running.until(lambda: running.screen.has_article)
        assert "not whole" in running.text.replace("\xa0", " ")
        assert "R again" not in running.text
        await running.press("G")
        assert "its server sent only a part" in running.text
        await running.until(lambda: "R again" in running.text)


async def test_file_is_added_by_the_dialog(run: Run, page_file: Path) -> None:
    async with run() as running:
        await running.press("i")
        await running.write(str(page_file))
        await running.press("enter")
        await running.until(lambda: running.screen.has_article)


async def test_pasted_address_is_added_at_once(run: Run, site: Site) -> None:
    address = site.put("/one", page_html("Ferry line to reopen"))
    async with run() as running:
        running.paste(f"{address}\n")
        await running.until(lambda: running.screen.has_article)


async def test_pasted_text_is_an_article(run: Run) -> None:
    async with run() as running:
        running.paste(PASTED)
        await running.until(lambda: running.screen.has_article)
        assert "The reeds came back" in running.text


async def test_pasted_scrap_is_not_added(run: Run, library: Library) -> None:
    async with run() as running:
        running.paste("just a word")
        await running.settle()
        assert "neither an address nor a text" in running.message
        assert library.list() == ()


async def test_text_pasted_into_the_dialog_is_kept_whole(run: Run) -> None:
    async with run() as running:
        await running.press("i")
        running.paste(PASTED)
        await running.settle()
        assert "A text of" in running.text
        await running.press("enter")
        await running.until(lambda: running.screen.has_article)


async def test_paste_into_a_prompt_is_text(run: Run, article_ids: tuple[str, ...]) -> None:
    async with run() as running:
        await running.press("|")
        running.paste("hail\n")
        await running.settle()
        assert running.screen.library.total == 1


async def test_what_is_there_already_is_opened_and_said_so(run: Run, library: Library, site: Site) -> None:
    address = site.put("/one", page_html("Ferry line to reopen"))
    library.add(address)
    async with run(target=address) as running:
        await running.until(lambda: running.screen.has_article)
        assert "here already" in running.message


@pytest.mark.parametrize("size", [(120, 40), (60, 24)])
async def test_errors_say_what_to_do(run: Run, site: Site, size: tuple[int, int]) -> None:
    async with run(target=f"{site.origin}/missing", size=size) as running:
        await running.until(lambda: running.message)
        assert "404" in running.message
        assert not running.screen.has_article
        shown = " ".join(running.text.split())
        assert running.message.split(".")[0][:30] in shown


async def test_link_is_followed_and_escape_comes_back(run: Run, library: Library, site: Site) -> None:
    first = library.add(linking_page(site)).article_id
    async with run(opened=first) as running:
        await running.press("}", "f")
        await running.until(lambda: running.screen.opened and running.screen.opened.kept.record.id != first)
        assert "Two winters of hail" in running.text
        await running.press("escape")
        await running.until(lambda: running.screen.opened and running.screen.opened.kept.record.id == first)
        await running.press("q")
        assert running.mode() is Mode.LIST


async def test_link_is_kept_for_later(run: Run, library: Library, site: Site) -> None:
    first = library.add(linking_page(site)).article_id
    async with run(opened=first) as running:
        await running.press("}", "F")
        await running.until(lambda: "Kept for later" in running.message)
        assert running.screen.opened is not None
        assert running.screen.opened.kept.record.id == first
    assert len(library.list()) == 2


async def test_refresh_says_whether_anything_changed(run: Run, library: Library, site: Site) -> None:
    address = site.put("/one", page_html("Ferry line to reopen"))
    first = library.add(address).article_id
    async with run(opened=first) as running:
        await running.press("R")
        await running.until(lambda: "has not changed" in running.message)
        site.put(
            "/one",
            page_html("Ferry line to reopen", (*PARAGRAPHS, "A paragraph was added at the end, on Tuesday morning.")),
        )
        await running.press("R")
        await running.until(lambda: "new version" in running.message)
        await running.press("G")
        assert "Tuesday morning" in running.text


async def test_escape_gives_up_and_the_late_answer_is_dropped(
    run: Run, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, gate = Event(), Event()
    add = library.add

    def slow(target: str, **options: object) -> object:
        begun.set()
        gate.wait(5)
        return add(target, **options)  # type: ignore[arg-type]

    async with run() as running:
        monkeypatch.setattr(library, "add", slow)
        running.screen.adding.add("https://hill.example/ferry")
        await running.until(begun.is_set)
        assert "esc gives up" in running.text
        await running.pilot.press("escape")
        await running.pilot.pause()
        assert running.message == "Given up."
        gate.set()
        await running.settle()
        assert running.message == "Given up."
        assert not running.screen.has_article


async def test_list_waits_for_the_article_of_the_start(
    run: Run, site: Site, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    listed, added = ListSession.load, Library.add

    def load(session: ListSession, *arguments: Any) -> int:
        done.append("list")
        return listed(session, *arguments)

    def add(library: Library, target: str, **options: Any) -> Added:
        kept = added(library, target, **options)
        done.append("kept" if library._indexing._index is None else "kept and indexed")
        return kept

    monkeypatch.setattr(ListSession, "load", load)
    monkeypatch.setattr(Library, "add", add)
    monkeypatch.setattr("reader.tui.screens.listing_screen.LIST_SECONDS", 3600)
    async with run(target=site.put("/one", page_html("Ferry line to reopen"))) as running:
        await running.until(lambda: running.screen.has_article)
        await running.until(lambda: running.screen.library.is_loaded)
        assert done[:2] == ["kept", "list"]
    assert [row.record.title for row in library.list()] == ["Ferry line to reopen"]


async def test_list_comes_if_the_article_of_the_start_does_not(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.tui.screens.listing_screen.LIST_SECONDS", 3600)
    async with run(target=str(tmp_path / "nothing.html")) as running:
        await running.until(lambda: running.screen.library.is_loaded)


async def test_list_comes_after_a_while_whatever_becomes_of_the_article(
    run: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_listed = Event()
    listed, added = ListSession.load, Library.add

    def load(session: ListSession, *arguments: Any) -> int:
        is_listed.set()
        return listed(session, *arguments)

    def add(library: Library, target: str, **options: Any) -> Added:
        assert is_listed.wait(20)
        return added(library, target, **options)

    monkeypatch.setattr(ListSession, "load", load)
    monkeypatch.setattr(Library, "add", add)
    monkeypatch.setattr("reader.tui.screens.listing_screen.LIST_SECONDS", 0.01)
    async with run(target=site.put("/one", page_html("Ferry line to reopen"))) as running:
        await running.until(lambda: running.screen.has_article)
