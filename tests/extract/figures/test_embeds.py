"""Embeds: posts, maps, charts and players of others, in every way that pages embed them."""

import pytest

from reader.extract.decision.segments import SegmentKind, read_segments
from reader.extract.figures.embeds import embed_of_line, is_embed, read_embed, rescue_embeds
from reader.extract.figures.providers import load_providers, provider_of
from reader.extract.markup.rules import load_rules
from reader.extract.markup.tree import Element, elements, parse_page
from reader.model.blocks import Embed, Figure, FigureKind

BASE = "https://tern.example/news/"


def _first(markup: str, tag: str) -> Element:
    return next(elements(parse_page(f"<body>{markup}"), tag))


def _read(markup: str, tag: str) -> Figure | Embed | None:
    element = _first(markup, tag)
    assert is_embed(element)
    return read_embed(element, BASE, load_rules())


def _embed(markup: str, tag: str) -> Embed:
    read = _read(markup, tag)
    assert isinstance(read, Embed)
    return read


TWEET = (
    '<blockquote class="twitter-tweet"><p lang="en">The bell is up. <a href="https://t.co/a1">pic.twitter.com/a1</a></p>'
    '&mdash; Ada Quill (@adaquill) <a href="https://twitter.com/adaquill/status/1234567890?ref_src=twsrc">March 4, 2026</a>'
    "</blockquote>"
)

FACEBOOK = (
    "<iframe "
    'src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fhythe%2Fpo'
    'sts%2F1"></iframe>'
)
TIKTOK = (
    '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@hythe/video/7"><section><a '
    'href="https://www.tiktok.com/@hythe">@hythe</a><p>Ding</p></section></blockquote>'
)
BLUESKY = (
    '<blockquote class="bluesky-embed" data-bluesky-uri="at://did/app.bsky.feed.post/3k"><p>Ding</p>'
    '&mdash; Ada (@ada.example) <a href="https://bsky.app/profile/ada.example/post/3k">now</a>'
    "</blockquote>"
)
MASTODON = (
    '<blockquote class="mastodon-embed" data-embed-url="https://social.tern.example/@ada/11/embed">'
    '<a href="https://social.tern.example/@ada/11">Ding</a></blockquote>'
)
THREADS = (
    '<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.net/@ada/post/C1"></blockquote>'
)


def test_a_quoted_post_has_words_author_and_address() -> None:
    assert _embed(TWEET, "blockquote") == Embed(
        url="https://twitter.com/adaquill/status/1234567890",
        provider="X",
        title="Ada Quill (@adaquill)",
        quote="The bell is up.",
    )


def test_a_post_that_quotes_another_leads_to_itself() -> None:
    markup = TWEET.replace("The bell is up.", 'The bell is up. <a href="https://twitter.com/hythe?x">@hythe</a>')
    assert _embed(markup, "blockquote").url == "https://twitter.com/adaquill/status/1234567890"


def test_an_instagram_post_says_who_shared_it() -> None:
    markup = (
        '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/AbC/?utm_source=ig_embed">'
        "<p>View this post on Instagram</p>"
        '<p><a href="https://www.instagram.com/p/AbC/">A post shared by Ada Quill (@ada.quill)</a></p>'
        "</blockquote>"
    )
    embed = _embed(markup, "blockquote")
    assert (embed.provider, embed.url, embed.title, embed.quote) == (
        "Instagram", "https://www.instagram.com/p/AbC/", "Ada Quill (@ada.quill)", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "tag", "provider", "url"),
    [
        ('<iframe src="https://www.instagram.com/p/AbC/embed/captioned/"></iframe>', "iframe", "Instagram", "https://www.instagram.com/p/AbC/"),
        ('<iframe src="https://platform.twitter.com/embed/Tweet.html?id=1234567890123"></iframe>', "iframe", "X", "https://twitter.com/i/status/1234567890123"),
        (FACEBOOK, "iframe", "Facebook", "https://www.facebook.com/hythe/posts/1"),
        ('<iframe data-src="https://www.google.com/maps/embed?pb=1" src="about:blank"></iframe>', "iframe", "Google Maps", "https://www.google.com/maps/embed?pb=1"),
        ('<iframe src="https://datawrapper.dwcdn.net/AbCdE/2/"></iframe>', "iframe", "Datawrapper", "https://datawrapper.dwcdn.net/AbCdE/2/"),
        ('<iframe src="https://flo.uri.sh/visualisation/1/embed"></iframe>', "iframe", "Flourish", "https://flo.uri.sh/visualisation/1/embed"),
        ('<div class="flourish-embed" data-src="visualisation/99?x=1"></div>', "div", "Flourish", "https://public.flourish.studio/visualisation/99/"),
        ('<div class="infogram-embed" data-id="ab-12" data-title="Bells"></div>', "div", "Infogram", "https://infogram.com/ab-12"),
        ('<div id="datawrapper-vis-AbCdE" ></div>', "div", "Datawrapper", "https://datawrapper.dwcdn.net/AbCdE/"),
        (TIKTOK, "blockquote", "TikTok", "https://www.tiktok.com/@hythe/video/7"),
        (BLUESKY, "blockquote", "Bluesky", "https://bsky.app/profile/ada.example/post/3k"),
        (MASTODON, "blockquote", "Mastodon", "https://social.tern.example/@ada/11"),
        (THREADS, "blockquote", "Threads", "https://www.threads.net/@ada/post/C1"),
        ('<div class="fb-post" data-href="https://www.facebook.com/hythe/posts/2"></div>', "div", "Facebook", "https://www.facebook.com/hythe/posts/2"),
        ('<amp-twitter data-tweetid="1234567890"></amp-twitter>', "amp-twitter", "X", "https://twitter.com/i/status/1234567890"),
        ('<amp-instagram data-shortcode="AbC"></amp-instagram>', "amp-instagram", "Instagram", "https://www.instagram.com/p/AbC/"),
        ('<iframe src="https://www.scribd.com/embeds/1/content" title="The report"></iframe>', "iframe", "Scribd", "https://www.scribd.com/embeds/1/content"),
        ('<iframe src="https://t.me/hythe/68?embed=1"></iframe>', "iframe", "Telegram", "https://t.me/hythe/68?embed=1"),
    ],
)  # fmt: skip
def test_cards_from_frames_boxes_and_elements(markup: str, tag: str, provider: str, url: str) -> None:
    embed = _embed(markup, tag)
    assert (embed.provider, embed.url) == (provider, url)


@pytest.mark.parametrize(
    ("markup", "tag", "kind", "url"),
    [
        ('<iframe src="https://player.vimeo.com/video/1" title="The bell"></iframe>', "iframe", FigureKind.VIDEO, "https://player.vimeo.com/video/1"),
        ('<iframe src="https://open.spotify.com/embed/episode/1"></iframe>', "iframe", FigureKind.AUDIO, "https://open.spotify.com/embed/episode/1"),
        ('<amp-youtube data-videoid="abcdefghijk"></amp-youtube>', "amp-youtube", FigureKind.VIDEO, "https://www.youtube.com/watch?v=abcdefghijk"),
        ('<lite-youtube videoid="abcdefghijk"></lite-youtube>', "lite-youtube", FigureKind.VIDEO, "https://www.youtube.com/watch?v=abcdefghijk"),
        ('<iframe src="https://media.tern.example/video/embed/7"></iframe>', "iframe", FigureKind.VIDEO, "https://media.tern.example/video/embed/7"),
    ],
)  # fmt: skip
def test_players_are_figures(markup: str, tag: str, kind: FigureKind, url: str) -> None:
    figure = _read(markup, tag)
    assert isinstance(figure, Figure)
    assert (figure.kind, figure.url) == (kind, url)


@pytest.mark.parametrize(
    "address",
    [
        "https://ads.unknown.example/frame?x=1",
        "https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Ftern.example",
        "https://platform.twitter.com/widgets/follow_button.html?screen_name=tern",
        "https://www.google.com/recaptcha/api2/anchor",
        "about:blank",
        "https://[",
    ],
)
def test_advertisements_buttons_and_nonsense_are_no_embeds(address: str) -> None:
    assert read_embed(_first(f'<iframe src="{address}"></iframe>', "iframe"), BASE, load_rules()) is None


@pytest.mark.parametrize(
    ("line", "provider"),
    [
        ("https://twitter.com/adaquill/status/1234567890", "X"),
        ("https://www.instagram.com/p/AbC/", "Instagram"),
    ],
)
def test_a_line_that_is_only_an_address_is_the_post(line: str, provider: str) -> None:
    read = embed_of_line(line, BASE)
    assert isinstance(read, Embed)
    assert read.provider == provider


@pytest.mark.parametrize(
    "line", ["See https://twitter.com/a/status/1", "https://tern.example/a", "https://twitter.com/", "https://x.com"]
)
def test_other_lines_stay_lines(line: str) -> None:
    assert embed_of_line(line, BASE) is None


def test_a_line_with_an_address_becomes_a_segment_of_its_own() -> None:
    body = parse_page("<body><p>The bell is up.</p><p>https://twitter.com/adaquill/status/1234567890</p>")
    kinds = [segment.kind for segment in read_segments(body, base=BASE, rules=load_rules())]
    assert kinds == [SegmentKind.PARAGRAPH, SegmentKind.EMBED]


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ('<script data-telegram-post="hythe/68" src="https://telegram.org/js/widget.js"></script>', "https://t.me/hythe/68"),
        ('<script src="https://datawrapper.dwcdn.net/AbCdE/embed.js"></script>', "https://datawrapper.dwcdn.net/AbCdE/"),
        ('<script id="infogram_0_ab-12345678" src="https://e.infogram.com/js/embed.js"></script>', "https://infogram.com/ab-12345678"),
        ('<object><param name="movie" value="https://www.youtube.com/v/abcdefghijk"></object>', "https://www.youtube.com/v/abcdefghijk"),
        ('<embed src="https://www.youtube.com/v/abcdefghijk">', "https://www.youtube.com/v/abcdefghijk"),
        ('<div data-embed-code="&lt;iframe src=&quot;https://player.vimeo.com/video/1&quot;&gt;"></div>', "https://player.vimeo.com/video/1"),
        ('<noscript><iframe src="https://player.vimeo.com/video/1"></iframe></noscript>', "https://player.vimeo.com/video/1"),
    ],
)  # fmt: skip
def test_embeds_are_brought_out_of_what_pruning_would_remove(markup: str, address: str) -> None:
    root = parse_page(f"<body><p>x</p>{markup}<p>y</p>")
    rescue_embeds(root, BASE)
    assert [frame.get("src") for frame in elements(root, "iframe")] == [address]


def test_what_nobody_knows_is_left_where_it_is() -> None:
    root = parse_page(
        '<body><noscript><iframe src="https://tags.unknown.example/ns"></iframe></noscript><script src="/a.js"></script>'
    )
    rescue_embeds(root, BASE)
    assert next(elements(root, "noscript"), None) is not None


def test_a_figure_around_a_post_is_the_post() -> None:
    body = parse_page(f"<body><p>Text.</p><figure class='wp-block-embed'><div>{TWEET}</div></figure><p>More.</p>")
    kinds = [segment.kind for segment in read_segments(body, base=BASE, rules=load_rules())]
    assert kinds == [SegmentKind.PARAGRAPH, SegmentKind.EMBED, SegmentKind.PARAGRAPH]


def test_hosts_below_a_host_belong_to_it_and_maps_are_only_maps() -> None:
    assert provider_of("https://m.youtube.com/watch?v=1") == "YouTube"
    assert provider_of("https://maps.google.com/?q=Hythe") == "Google Maps"
    assert provider_of("https://www.google.com/search?q=Hythe") == ""
    assert provider_of("https://notyoutube.com/x") == ""


def test_no_provider_stands_in_two_lists() -> None:
    providers = load_providers()
    assert not providers.audio & providers.video
