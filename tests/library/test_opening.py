from io import BytesIO
from pathlib import Path
from threading import Event

import pytest

from reader.library.config import Config
from reader.library.examining import page_from_stream
from reader.library.folders import Folders
from reader.library.library import Library
from reader.library.listing import View
from reader.library.progress import Work
from reader.library.stores import open_stores
from reader.model.article import Article, Metadata
from reader.model.errors import CancelledError, ExtractError, FetchError, NotFoundError, ReadFileError, UnreadableError
from reader.model.kept import describe_article
from reader.model.page import Page, PageForm, PageOrigin
from tests.loopback import PARAGRAPHS, Site, page_html

TITLE = "Ferry line to reopen after eleven winters"


def test_added_address_is_kept_and_opens_offline(library: Library, site: Site) -> None:
    added = library.add(site.put("/ferry", page_html(TITLE)))
    site.pages.clear()
    opened = library.open_article(added.article_id)
    assert added.is_new
    assert opened.kept.article.metadata.title == TITLE
    assert opened.kept.article.body.split("\n\n") == list(PARAGRAPHS)


def test_adding_what_is_there_says_so_and_asks_nobody(library: Library, site: Site) -> None:
    url = site.put("/ferry", page_html(TITLE))
    first = library.add(url)
    asked = len(site.requests)
    again = library.add(url + "?utm_source=post#top")
    assert again.article_id == first.article_id
    assert not again.is_new
    assert len(site.requests) == asked


def test_canonical_address_names_the_article_and_the_fetched_one_leads_to_it(library: Library, site: Site) -> None:
    canonical = f"{site.origin}/2026/ferry"
    head = f'<link rel="canonical" href="{canonical}">'
    added = library.add(site.put("/amp/ferry", page_html(TITLE, head=head)))
    assert library.resolve(canonical) == added.article_id
    assert library.resolve(site.origin + "/amp/ferry") == added.article_id


def test_file_is_kept_under_its_bytes_and_found_by_its_path(library: Library, page_file: Path) -> None:
    added = library.add(str(page_file))
    assert library.resolve(str(page_file)) == added.article_id
    assert not library.add(str(page_file)).is_new


def test_opening_an_empty_library_writes_nothing(folders: Folders, tmp_path: Path) -> None:
    library = Library.open(folders=folders)
    assert library.list() == ()
    assert library.counts().all == 0
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("status", [401, 403, 404, 410, 500])
def test_page_that_is_refused_leaves_the_library_as_it_was(library: Library, site: Site, status: int) -> None:
    url = site.put("/gone", b"<p>no</p>", status=status)
    with pytest.raises(FetchError) as caught:
        library.add(url)
    assert "\n" not in str(caught.value)
    assert library.list() == ()


def test_pdf_is_refused_by_name(library: Library, site: Site) -> None:
    url = site.put("/report", b"%PDF-1.7 ...", Content_Type="text/html")
    with pytest.raises(UnreadableError, match="PDF"):
        library.add(url)


def test_page_without_text_is_not_kept(library: Library, site: Site) -> None:
    with pytest.raises((ExtractError, UnreadableError)):
        library.add(site.put("/empty", b"<html><body></body></html>"))
    assert library.list() == ()


def test_refresh_with_the_same_text_makes_no_version(library: Library, site: Site) -> None:
    url = site.put("/ferry", page_html(TITLE))
    added = library.add(url)
    site.put("/ferry", page_html(TITLE, foot="<aside>Most read today</aside>"))
    again = library.refresh(added.article_id)
    assert not again.is_new_version
    assert len(library.listed(added.article_id).record.versions) == 1


def test_refresh_with_another_text_keeps_both_versions(library: Library, site: Site) -> None:
    added = library.add(site.put("/ferry", page_html(TITLE)))
    site.put("/ferry", page_html(TITLE, (*PARAGRAPHS, "The council meets again in May to hear about the bridge.")))
    again = library.refresh(added.article_id)
    versions = library.listed(added.article_id).record.versions
    assert again.is_new_version
    assert len(versions) == 2
    old = library.open_article(added.article_id, versions[0].id).kept.article
    assert "meets again in May" not in old.text
    assert "meets again in May" in library.open_article(added.article_id).kept.article.text


def test_refresh_asks_whether_the_page_has_changed(library: Library, site: Site) -> None:
    added = library.add(site.put("/ferry", page_html(TITLE), ETag='"v1"'))
    again = library.refresh(added.article_id)
    assert again.notes == ("the page has not changed",)
    assert site.requests[-1][1]["If-None-Match"] == '"v1"'


def test_offline_refresh_cleans_the_stored_page(library: Library, site: Site) -> None:
    added = library.add(site.put("/ferry", page_html(TITLE)))
    asked = len(site.requests)
    assert not library.refresh(added.article_id, offline=True).is_new_version
    assert len(site.requests) == asked


def test_pages_of_one_article_are_joined(library: Library, site: Site) -> None:
    second = site.put("/ferry/2", page_html(TITLE, ("The second page begins here and tells of the reeds at length.",)))
    head = f'<link rel="next" href="{second}">'
    added = library.add(site.put("/ferry", page_html(TITLE, head=head)))
    text = library.open_article(added.article_id).kept.article.text
    assert text.count(TITLE) == 1
    assert text.endswith("tells of the reeds at length.")


def test_missing_second_page_is_told_and_the_first_is_kept(library: Library, site: Site) -> None:
    head = f'<link rel="next" href="{site.origin}/ferry/2">'
    added = library.add(site.put("/ferry", page_html(TITLE, head=head)))
    assert any("page 2 is missing" in note for note in added.notes)
    assert library.listed(added.article_id).record.is_partial


def test_pictures_of_a_kept_article_are_fetched_once(library: Library, site: Site) -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
    src = site.put("/petrel.png", png, Content_Type="image/png")
    figure = f'<figure><img src="{src}" width=640 height=360><figcaption>The Petrel at the dock.</figcaption></figure>'
    page = page_html(TITLE).replace(b"<h1>", figure.encode() + b"<h1>").replace(b"</h1>", b"</h1>" + figure.encode())
    added = library.add(site.put("/ferry", page))
    assert library.fetch_images(added.article_id) == 1
    path = library.image_path(added.article_id, src)
    assert path is not None
    assert path.read_bytes() == png
    assert library.fetch_images(added.article_id) == 0


def test_adding_brings_an_archived_article_back(library: Library, page_file: Path) -> None:
    added = library.add(str(page_file))
    library.set_archived(added.article_id, True)
    library.add(str(page_file))
    assert [row.record.id for row in library.list(View())] == [added.article_id]


def test_unknown_article_is_not_found(library: Library) -> None:
    with pytest.raises(NotFoundError):
        library.open_article("0123456789abcdef")


def test_refresh_asks_where_the_page_was_found_not_where_it_says_it_belongs(library: Library, site: Site) -> None:
    head = f'<link rel="canonical" href="{site.origin}/admin/reboot">'
    added = library.add(site.put("/ferry", page_html(TITLE, head=head)))
    library.refresh(added.article_id)
    assert [path for path, _ in site.requests] == ["/ferry", "/ferry"]


def test_pictures_of_one_article_have_a_minute_together(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = "".join(f'<figure><img src="/{n}.gif"><figcaption>Lamp {n}</figcaption></figure>' for n in range(4))
    for number in range(4):
        site.put(f"/{number}.gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", Content_Type="image/gif")
    body = page_html("Ferry line to reopen").replace(b"</h1>", f"</h1>{figures}".encode())
    article_id = library.add(site.put("/ferry", body)).article_id
    moments = iter((0.0, 1.0, 59.0, 61.0))
    monkeypatch.setattr("reader.library.opening.monotonic", lambda: next(moments))
    assert library.fetch_images(article_id) == 2
    assert [path for path, _ in site.requests] == ["/ferry", "/0.gif", "/1.gif"]


def test_address_that_a_piped_page_claims_opens_no_private_network(folders: Folders, site: Site) -> None:
    library = Library.open(folders=folders, config=Config())
    src = site.put("/petrel.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, Content_Type="image/png")
    head = f'<link rel="canonical" href="{site.origin}/ferry">'
    figure = f'</h1><figure><img src="{src}" width=640 height=360><figcaption>The dock.</figcaption></figure>'
    page = page_html(TITLE, head=head).replace(b"</h1>", figure.encode())
    added = library.add_page(page_from_stream(BytesIO(page)))
    assert library.open_article(added.article_id).kept.article.images
    assert library.fetch_images(added.article_id) == 0
    assert site.requests == []


def test_work_that_is_stopped_between_steps_keeps_nothing(library: Library, page_file: Path) -> None:
    cancel = Event()
    cancel.set()
    with pytest.raises(CancelledError) as caught:
        library.add(str(page_file), work=Work(cancel=cancel))
    assert caught.value.exit_code == 130
    assert library.list() == ()


def test_tags_given_while_adding_again_stand_beside_those_that_are_there(library: Library, page_file: Path) -> None:
    added = library.add(str(page_file), tags=("#lake", " reeds "))
    library.add(str(page_file), tags=("ferry", "lake", ""))
    assert library.listed(added.article_id).state.tags == ("lake", "reeds", "ferry")


def test_further_address_whose_article_is_not_here_yet_is_fetched(library: Library, site: Site) -> None:
    url = site.put("/amp", page_html(TITLE))
    open_stores(library.folder, library.folders).articles.add_alias(url, "0123456789abcdef")
    assert library.add(url).is_new


def test_file_without_words_of_its_own_is_named_without_control_bytes() -> None:
    page = Page(content=b"x", form=PageForm.HTML, origin=PageOrigin.FILE, path="/tmp/a\x1b[31mb.html")
    record = describe_article(Article(metadata=Metadata(), blocks=()), page, article_id="0" * 16, added=page.fetched_at)
    assert record.title == "ab"


def test_file_that_is_gone_is_said_when_it_is_refreshed_and_the_article_stays(
    library: Library, page_file: Path
) -> None:
    added = library.add(str(page_file))
    page_file.unlink()
    with pytest.raises(ReadFileError, match="There is no file"):
        library.refresh(added.article_id)
    assert not library.refresh(added.article_id, offline=True).is_new_version
    assert library.open_article(added.article_id).kept.article.metadata.title == TITLE


def test_link_leads_where_its_article_came_from_and_into_no_other_private_network(
    folders: Folders, site: Site, page_file: Path
) -> None:
    library = Library.open(folders=folders, config=Config())
    next_story = site.put("/reeds", page_html("Why the reeds came back"))
    typed = library.add(site.put("/ferry", page_html(TITLE)))
    assert library.add_link(next_story, typed.article_id).is_new
    from_file = library.add(str(page_file))
    with pytest.raises(FetchError, match="private network"):
        library.add_link(site.put("/other", page_html("Another story")), from_file.article_id)
