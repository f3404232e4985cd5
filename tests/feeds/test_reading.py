"""What is told of bytes that came for a feed: which form they have, or what they are instead, and what is safe in them."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.feeds import rss_atom, xml_parsers
from reader.feeds.addresses import web_address
from reader.feeds.reading import read_feed
from reader.model.errors import FeedError
from reader.model.feed import FeedForm, ParsedFeed
from reader.model.text import is_clean
from tests.feeds.reading_files import FILES, HOST, atom, item, only, rss

PLAIN = rss("<item><title>Kept é ж</title><guid>1</guid></item>")


def refused(content: bytes) -> FeedError:
    with pytest.raises(FeedError) as caught:
        read_feed(content, url=HOST)
    return caught.value


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "nothing in it"),
        (b" \n ", "nothing in it"),
        (b"<!doctype html><html><title>A page</title>", "a web page, not a feed"),
        (b"<!-- <rss> --><HTML><body>x", "a web page, not a feed"),
        (b'<opml version="2.0"><body/></opml>', "a list of feeds"),
        (b"just words", "no feed"),
        (b'{"version": 1', "begins as JSON"),
        (b'{"a": 1}', "no JSON Feed"),
        (b"[1, 2]", "no JSON Feed"),
        (b'{"items":' + b"[" * 100_000, "JSON"),
        (b"<rss><channel>", "nothing in it can be read"),
        (b"<urlset>", "nothing in it"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "no feed"),
    ],
)
def test_what_is_no_feed_is_called_by_its_name_and_address(content: bytes, words: str) -> None:
    error = refused(content)
    assert words in error.message
    assert HOST in error.message
    assert is_clean(str(error))
    assert "\n" not in str(error)


def test_a_feed_without_entries_is_one() -> None:
    assert read_feed(b"<rss version='2.0'><channel></channel></rss>").entries == ()
    assert read_feed(rss("")).entries == ()


def test_a_feed_is_found_behind_comments_warnings_and_a_mark() -> None:
    for before in (b"\xef\xbb\xbf", b"\n\n", b"<!-- <html> -->", b"<br /><b>Warning</b>: x <?xml version='1.0'?>"):
        assert [entry.title for entry in read_feed(before + PLAIN).entries] == ["Kept é ж"]


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (PLAIN.replace(b'encoding="utf-8"', b'encoding="us-ascii"'), ""),
        (PLAIN, "text/xml; charset=iso-8859-1"),
        (PLAIN.decode().replace('"utf-8"', '"windows-1251"').replace("é", "").encode("cp1251"), "text/xml"),
        (b"\xff\xfe" + PLAIN.decode().replace('"utf-8"', '"utf-16"').encode("utf-16-le"), ""),
        (b"\xfe\xff" + PLAIN.decode().replace('"utf-8"', '"utf-16"').encode("utf-16-be"), ""),
        (PLAIN.decode().replace('"utf-8"', '"utf-16"').encode("utf-16-le"), ""),
        (PLAIN.decode().encode("utf-32"), ""),
        (PLAIN.decode().replace('encoding="utf-8"', "").replace("é", "").encode("koi8-r"), "text/xml; charset=koi8-r"),
        (PLAIN.replace(b'"utf-8"', b'"rot13"'), ""),
    ],
)
def test_letters_are_read_whatever_is_said_of_them(content: bytes, content_type: str) -> None:
    (entry,) = read_feed(content, content_type=content_type, url=HOST).entries
    assert entry.title.replace("é ", "").replace("  ", " ") == "Kept ж"


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        ("shift_jis", "港の灯台が百年を迎えた。祝う会は土曜日に開かれる。"),
        ("euc-jp", "港の灯台が百年を迎えた。祝う会は土曜日に開かれる。"),
        ("euc-kr", "항구의 등대가 백 년을 맞았다. 토요일에 잔치가 열린다고 한다."),
        ("gb18030", "这是我们国家的新闻，说的是在海上的人和他们的船。"),
        ("big5", "這是我們國家的新聞，說的是在海上的人和他們的船。"),
        ("windows-1251", "Маяк на берегу моря горит уже сто лет, и в субботу будет праздник."),
        ("koi8-r", "Маяк на берегу моря горит уже сто лет, и в субботу будет праздник."),
        ("windows-1252", "Le phare était allumé; où êtes-vous? Größe, señor, façade."),
    ],
)
def test_letters_are_read_though_nothing_is_said_of_them(charset: str, words: str) -> None:
    content = f"<rss version='2.0'><channel><title>{words}</title></channel></rss>".encode(charset)
    assert read_feed(content).title == words


def test_japanese_in_seven_bits_is_no_ascii() -> None:
    content = (
        '<?xml version="1.0" encoding="iso-2022-jp"?><rss version="2.0"><channel><title>港</title></channel></rss>'
    )
    assert read_feed(content.encode("iso-2022-jp")).title == "港"


def test_a_few_broken_letters_do_not_change_the_charset() -> None:
    content = rss("<item><title>" + "é" * 50 + "X</title></item>").replace(b"X", b"\xff")
    assert only(content).title.startswith("é" * 50)


def test_no_entity_grows_and_nothing_is_asked_for() -> None:
    head = '<!DOCTYPE r SYSTEM "http://127.0.0.1:1/x.dtd" [<!ENTITY a "lol"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    feed = read_feed(rss("<item><title>&b; &f; kept</title></item>").replace(b"<rss", head.encode() + b"<rss"))
    title = feed.entries[0].title
    assert "kept" in title
    assert "lol" not in title
    assert "root:" not in repr(feed)


def test_a_feed_that_is_cut_keeps_its_whole_entries() -> None:
    whole = rss("".join(f"<item><title>T{number}</title><guid>g{number}</guid></item>" for number in range(3)))
    for cut in (whole.index(b"g2") + 1, whole.index(b"T2"), whole.index(b"</channel>")):
        feed = read_feed(whole[:cut], url=HOST)
        expected = ["g0", "g1", "g2"] if whole[:cut].endswith(b"</item>") else ["g0", "g1"]
        assert [entry.key for entry in feed.entries] == expected
        assert feed.is_cut
        assert feed.notes == ("it is cut off: what was not there whole is left out",)


def test_a_feed_cut_within_a_letter_or_a_section_keeps_its_whole_entries() -> None:
    whole = rss("<item><guid>a</guid></item><item><guid>b</guid><description><![CDATA[ж</description></item>")
    for end in (b"\xd0", b"<![CDATA[", b"<!"):
        assert [entry.key for entry in read_feed(whole[: whole.rindex(end) + len(end)]).entries] == ["a"]


def test_of_a_long_feed_that_is_no_xml_only_the_beginning_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    content = rss("</b>" + "".join(f"<item><guid>g{number}</guid></item>" for number in range(50)))
    monkeypatch.setattr(rss_atom, "MAX_LOOSE_LETTERS", len(content) // 2)
    monkeypatch.setattr(xml_parsers, "MAX_LOOSE_LETTERS", len(content) // 2)
    feed = read_feed(content)
    assert feed.is_cut
    assert 0 < len(feed.entries) < 50
    assert feed.entries[-1].key == f"g{len(feed.entries) - 1}"


def test_common_mistakes_are_put_right_and_told() -> None:
    feed = read_feed(
        rss("<item><title>Fish & Chips &nbsp;&eacute; &nosuch; &#27;</title><other:x/><guid>1</guid></item>")
    )
    assert feed.entries[0].title == "Fish & Chips é &nosuch;"
    assert "put right" in feed.notes[0]


def test_terminal_sequences_go_whole() -> None:
    entry = item(
        "<title>kept &#27;]0;owned&#7; \x9b31m \u202eevil</title><link>https://paper.example/&#27;[2J</link>"
        "<dc:creator>Oda &#27;[31mBrandt</dc:creator><description>t &#x1b;]52;c;eA==&#7; end</description>"
    )
    assert "owned" not in entry.title
    assert entry.authors == ("Oda Brandt",)
    assert "52;c" not in entry.summary
    assert all(is_clean(text) for text in (entry.title, entry.url, entry.summary))


def test_numbers_of_windows_are_its_letters() -> None:
    assert item("<title>It&#146;s &#150; here</title>").title == "It’s – here"


@pytest.mark.parametrize(
    "content",
    [
        rss("<x>" * 20_000 + "</x>" * 20_000),
        rss("<item>" + "<category>a</category>" * 5_000 + "<guid>g</guid></item>"),
        rss("<item>" + "<author>a b</author>" * 5_000 + "<guid>g</guid></item>"),
        rss("<item>" + "<description>a</description>" * 5_000 + "<guid>g</guid></item>"),
        rss("<item>" + '<media:content url="https://a.example/1.jpg"/>' * 5_000 + "<guid>g</guid></item>"),
        rss("<item>" + "".join(f"<media:credit>c{number}</media:credit>" for number in range(5_000)) + "</item>"),
        rss("").replace(
            b"<channel>", b"<channel " + b" ".join(b'xmlns:n%d="http://n%d/"' % (n, n) for n in range(9_000)) + b">"
        ),
        rss("").replace(b"<channel>", b"<channel " + b" ".join(b'a%d="x"' % number for number in range(9_000)) + b">"),
        atom('<entry><id>1</id><content type="xhtml">' + "<div>" * 9_000 + "</div>" * 9_000 + "</content></entry>"),
        atom('<entry><id>1</id><content type="image/png">' + "QUJD" * 9_000 + "</content></entry>"),
        rss("<item><title>" + "&lt;a &quot;" * 9_000 + "</title></item>"),
        rss("<item><title>" + "&lt;!--" * 9_000 + "</title></item>"),
        rss("</b>" + "<a '" * 3_000),
        rss("</b>" + "&a" * 9_000),
        b"<urlset><url "
        + b" ".join(b'a%d="x"' % number for number in range(9_000))
        + b"><loc>https://a.example/</loc></url></urlset>",
    ],
)
def test_floods_are_feeds_with_little_in_them(content: bytes) -> None:
    feed = read_feed(content, url=HOST)
    assert len(feed.entries) <= 1
    assert all(len(entry.authors) + len(entry.tags) + len(entry.images) <= 100 for entry in feed.entries)


def all_texts(feed: ParsedFeed) -> list[str]:
    texts = [feed.title, feed.description, feed.home, feed.language, *feed.authors, *feed.notes]
    for entry in feed.entries:
        texts += [
            entry.key,
            entry.url,
            entry.title,
            entry.summary,
            entry.content,
            entry.base,
            *entry.authors,
            *entry.tags,
        ]
        texts += [
            text
            for file in (*entry.images, *entry.enclosures)
            for text in (file.url, file.caption, file.credit, file.alt)
        ]
    return texts


FILE_NAMES = sorted(path.name for path in FILES.iterdir())


@pytest.mark.parametrize("name", FILE_NAMES)
@given(data=st.data())
def test_whatever_becomes_of_a_feed_on_its_way_it_is_read_clean_or_refused(name: str, data: st.DataObject) -> None:
    content = bytearray((FILES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        junk = data.draw(
            st.sampled_from(
                [b"", b"<", b">", b"&", b'"', b"\x00", b"\x1b[2J", b"]]>", b"</item>", b"<![CDATA[", b"\xff"]
            )
        )
        content[place : place + data.draw(st.integers(0, 30))] = junk
    try:
        feed = read_feed(bytes(content), url=HOST)
    except FeedError:
        return
    assert all(is_clean(text) for text in all_texts(feed))
    assert len({entry.key for entry in feed.entries}) == len(feed.entries)
    assert all(entry.key for entry in feed.entries)
    for entry in feed.entries:
        assert not entry.url or entry.url.startswith(("http://", "https://"))


def test_forms_are_told_by_their_content_and_not_by_their_name() -> None:
    assert read_feed(PLAIN, content_type="text/html").form is FeedForm.RSS
    assert read_feed(PLAIN, content_type="application/json").form is FeedForm.RSS


def test_packed_bytes_are_no_feed() -> None:
    assert "no feed" in refused(gzip.compress(PLAIN)).message


def test_elements_that_are_called_like_lists_of_the_parser_cost_no_entry() -> None:
    odd = "<links>x</links><enclosures>x</enclosures><source>x</source><tags>x</tags><authors>x</authors>"
    items = f"<item><title>Ferry</title>{odd}</item><item><title>Bridge</title><links>x</links></item>"
    feed = read_feed(f"<rss><channel><title>Hill</title>{items}</channel></rss>".encode())
    assert [entry.title for entry in feed.entries] == ["Ferry", "Bridge"]


@pytest.mark.parametrize(
    "href", ["java\tscript:alert(1)", "java\nscript:alert(1)", "http://hill.example\\@bridge.example/", "\tdata:,x"]
)
def test_no_break_and_no_backslash_hides_where_an_address_leads(href: str) -> None:
    assert web_address(href, "http://hill.example/") == ""
    assert web_address("http://hill.example/\na\tb", "") == "http://hill.example/ab"


@pytest.mark.parametrize("is_whole", [True, False], ids=["xml", "broken"])
@pytest.mark.parametrize("form", ["<{0}>text</{0}>", '<{0} a="b"/>', '<{0} a="b">text</{0}>', "<{0}><a>text</a></{0}>"])
@pytest.mark.parametrize(
    "name", "links tags authors contributors enclosures title_detail date text person other_title".split()
)
def test_elements_that_nobody_knows_stand_in_the_way_of_none(name: str, form: str, *, is_whole: bool) -> None:
    own = form.format(name)
    known = (
        "<category>weirs</category><link>https://lock.example/{0}</link><author>Ada</author><title>Entry {0}</title>"
    )
    content = rss(own + "".join(f"<item>{own}{known.format(number)}</item>" for number in range(3)))
    feed = read_feed(content if is_whole else content.replace(b"</channel>", b"&nothing <b></channel>"))
    assert [entry.title for entry in feed.entries] == ["Entry 0", "Entry 1", "Entry 2"]
    assert [entry.url for entry in feed.entries] == [f"https://lock.example/{number}" for number in range(3)]
    assert all("weirs" in entry.tags for entry in feed.entries)
