"""The targets of the fuzzers by name: hypothesis in `test_targets`, atheris in `fuzz`.

Each has a few seeds, which are right as they are, and words of its language, which whoever mutates them may put in.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from tests.fuzzing import tried
from tests.fuzzing.tried import seed


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One thing that reads what strangers write."""

    name: str
    run: Callable[[bytes, Path], None]
    seeds: tuple[bytes, ...] = ()
    words: tuple[str, ...] = ()
    """What means something to it, beside what means something to everything."""


@contextmanager
def no_waiting_for_disks() -> Iterator[None]:
    """Let meanwhile nothing that is written wait for the disk: what a power cut leaves is tried in the tests of the store."""
    with patch("os.fsync", lambda descriptor: None):
        yield


EVERYWHERE = (
    *"\x00 \x1b[2J \x1b]52;c;eA==\x07 \x9b31m \u202e \u2066 \ud800 \U000e0041 \ufeff \u2028 \xa0 \u0301 é 渡 👩\u200d🚢".split(
        " "
    ),
    *"< > & &#27; &lt; \" ' ` [ ] [/x] [@click=app.quit] ( ) { } | ; : = # % \\\\ / .. ../ ~ $ * _ - + @ ! ? , \t \n \r\n".split(
        " "
    ),
    *"0 -1 9 1e999 NaN 99999999999999999999 2026-02-30 2026-01-02T12:00:00Z javascript:alert(1) https://a.example/b".split(),
    *"data:text/html,x //x http://[::1 file:///etc/passwd mailto:a@b.example null true".split(),
)
"""What has a meaning somewhere."""


_FEED_WORDS = (
    *"<rss> <item> </item> <entry> <title> <link> <guid> <![CDATA[ ]]> <!DOCTYPE x [<!ENTITY a 'b'>]> &a; <?xml <!-- -->".split(
        " "
    ),
    *"xml:base= <media:content <content type='xhtml'> <dc:date> <channel> rdf:RDF <urlset> <loc>".split(" "),
)
_HTML_WORDS = (
    *"<p> </p> <div> <table> <tr> <td> <script> </script> <style> <!-- --> <svg> <math> <template> <noscript> <iframe>".split(),
    *"<a href= <br> <pre> <li> <blockquote> <article> style= hidden".split(),
    *"<textarea> <plaintext> <base href= <meta charset= <title> <h1> <figure> <img src= <figcaption>".split(),
    *'<body <html <frameset> <?php ]]> class="ad" datetime= itemprop= <time> <span lang=he> colspan=9999'.split(" "),
)
_TOML_WORDS = (
    "[",
    "[[",
    "]]",
    " = ",
    '"""',
    "'''",
    "= [",
    "{ a = 1 }",
    "1979-05-27",
    "inf",
    "0x",
    "# ",
    "a.b.c = ",
    "\\u0000",
    "\\ud800",
)

TARGETS: tuple[Target, ...] = (
    Target(name="boundary", run=tried.boundary, seeds=("Ferry 渡し船 👩\u200d🚢 é\u0301 שָׁלוֹם \x1b[31mred".encode(),)),
    Target(
        name="charset",
        run=tried.charset,
        seeds=(
            b"utf-7\n<meta charset=windows-1251>\xcf\xf0\xe8",
            b"x\n<?xml version='1.0' encoding='shift_jis'?>\x83\x66",
            b"\n\xff\xfea\0",
        ),
        words=(
            *"utf-8 utf-16le utf-7 iso-2022-jp gb18030 big5 rot13 base64 idna zlib punycode x-user-defined".split(),
            "<meta charset=",
            "charset=",
        ),
    ),
    Target(
        name="linked-data",
        run=tried.linked_data,
        seeds=(
            seed("ferry.html").partition(b'ld+json">')[2].partition(b"</script>")[0],
            b'{"@graph":[{"@type":["Article"],"@id":"#a","author":{"@id":"#a"}}]}',
        ),
        words=(
            '"@type":',
            '"@graph":',
            '"@id":',
            '"NewsArticle"',
            '"author":',
            '"headline":',
            '"datePublished":',
            '"image":',
            "{",
            "}",
            "[",
            "]",
            ",",
        ),
    ),
    Target(
        name="dates",
        run=tried.dates,
        seeds=(
            b"Updated 2 January 2026 at 12:00 CET",
            b"Fri, 02 Jan 2026 12:00:00 GMT",
            "2026年1月2日 12時".encode(),
            b"max-age=60, no-cache",
        ),
        words=(
            *"January Jan. Mittwoch 2026 02 31 12:00 12.30pm GMT +2500 T Z ago yesterday".split(),
            *"il y a 3 heures يناير 平成 ١٢ max-age=".split(),
            "/",
            "-",
            ".",
        ),
    ),
    Target(
        name="query",
        run=tried.query,
        seeds=(
            b'title:ferry OR (tag:"a b" -is:read) added:2026-01..2026-02 sort:-words color:green',
            b'"two words" fer* NEAR note:x feed:"Hill"',
        ),
        words=(
            *"title: tag: is: has: added: sort: color: feed: note: author: site: OR AND NOT NEAR - * .. words:>9".split(),
            '"',
            "(",
            ")",
        ),
    ),
    Target(
        name="feed",
        run=tried.feed,
        seeds=(seed("rss.xml"), seed("atom.xml"), seed("feed.json"), seed("sitemap.xml")),
        words=_FEED_WORDS,
    ),
    Target(
        name="feed-reply",
        run=tried.feed_reply,
        seeds=(
            b'{"title":"a","description":"","home":"","language":"","moved_to":"","authors":[],"sitemaps":[],"notes":[],'
            b'"form":"rss","ttl_minutes":0,"is_cut":false,"entries":[]}',
        ),
        words=('"ttl_minutes":', '"is_cut":', '"published":', '"images":', '"size":'),
    ),
    Target(
        name="opml",
        run=tried.opml,
        seeds=(seed("list.opml"),),
        words=("<outline ", "xmlUrl=", "text=", "</outline>", "<body>", 'type="include"', *_FEED_WORDS[:9]),
    ),
    Target(
        name="discovery",
        run=tried.discovery,
        seeds=(
            b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed" title="Hill"><base href="/x/"></head>',
            b"User-agent: *\nSitemap: https://hill.example/news.xml\n",
        ),
        words=("<link ", 'rel="alternate"', "href=", "<base ", "Sitemap: ", "</head>", "<body>", "<a href="),
    ),
    Target(name="page", run=tried.page, seeds=(seed("ferry.html"),), words=_HTML_WORDS),
    Target(
        name="text-page",
        run=tried.text_page,
        seeds=(seed("page.md"),),
        words=("# ", "- ", "> ", "| ", "```", "[^1]", "](", "![", "---\n", "Photo: ", "By "),
    ),
    Target(
        name="web-archive",
        run=tried.web_archive,
        seeds=(seed("saved.mhtml"),),
        words=("Content-Type: ", "boundary=", "----b\r\n", "\r\n\r\n", "multipart/related", "=?utf-8?q?=1b?="),
    ),
    Target(
        name="address",
        run=tried.address,
        seeds=(b"https://ada:pw@HILL.example:8443/a/../b;c?q=1#f", b"//[2001:db8::1]/x"),
        words=("http://", "https:", "@", ":", "xn--", "0x7f.1", "%00", "[::1]", "．"),
    ),
    Target(
        name="answer",
        run=tried.answer,
        seeds=(
            b"gzip\n\x1f\x8b\x08\0\0\0\0\0\0\3KL\4\0C\xbe\xb7\xe8\1\0\0\0",
            b"text/html\n<p>x",
            b"br, zstd\n(\xb5/\xfd",
        ),
        words=("gzip", "br", "zstd", "deflate", "image/png", "\x89PNG", "%PDF-"),
    ),
    Target(
        name="note",
        run=tried.note,
        seeds=(seed("page.md"), b"see [[The ferry]] and <b>x</b> [a](javascript:x) https://a.example/"),
        words=("[[", "]]", "](", "<a href=", "- [ ] ", "1. ", "> ", "```", "***", "~~", "`"),
    ),
    Target(
        name="config",
        run=tried.config,
        seeds=(b'theme = "paper"\nmeasure = 66\nconfirmed_hosts = ["a"]\n[keys]\nquit = ["Q"]\n',),
        words=("theme", "measure", "keys", "confirmed_hosts", *_TOML_WORDS),
    ),
    Target(
        name="theme",
        run=tried.theme,
        seeds=(b'name = "mine"\nbase = "paper"\n[colours]\ntext = "#102030"\n[styles]\nheading = "bold"\n',),
        words=("colours", "styles", "dark", "base", "#fff", *_TOML_WORDS),
    ),
    Target(
        name="site-rules",
        run=tried.site_rules,
        seeds=(b'["hill.example"]\nkeep = ["div.story"]\ndrop = ["p.by", "text: Advertisement*"]\n',),
        words=("keep", "drop", "text: ", "#id", ".class", "*", *_TOML_WORDS),
    ),
    Target(
        name="library-settings",
        run=tried.library_settings,
        seeds=(
            b'[colours]\ngreen = "true"\n[searches]\nferry = "tag:a"\n\n=\n[colours]\ngreen = "false"\n'
            b'[feeds."0123456789abcdef"]\nurl = "https://a.example/f"\n',
            b'<<<<<<< ours\n[colours]\ngreen = "a"\n=======\n[colours]\ngreen = "b"\n>>>>>>> theirs\n\n=\n',
        ),
        words=(
            "[colours]",
            "[searches]",
            "[feeds.",
            "[[rules]]",
            "<<<<<<< a\n",
            "=======\n",
            ">>>>>>> b\n",
            "\n=\n",
            *_TOML_WORDS,
        ),
    ),
    Target(name="stored-article", run=tried.stored_article, seeds=(b"1", b"2")),
    Target(name="library", run=tried.library, seeds=(b"\x01a", b"\x02b", b'{"schema":1,"sum":"x","body":\n{}\n}')),
    Target(name="backup", run=tried.backup, seeds=(b"a", b"PK\3\4")),
    Target(
        name="exports",
        run=tried.exports,
        seeds=(
            b"---\ntitle: x\n---\n=cmd|' /C calc'!A0\n<script>alert(1)</script>\n[a](javascript:x) ![b](x) ==c== #d",
        ),
        words=("\n---\n", "```", "](", "<img src=x onerror=", "==", "=1+1", ";=1", "\t@", "&lt;"),
    ),
)


def target_named(name: str) -> Target:
    """Return the target called `name`. Raises KeyError."""
    return {target.name: target for target in TARGETS}[name]
