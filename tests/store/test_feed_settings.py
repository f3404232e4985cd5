"""Subscriptions and rules in library.toml, beside what people write there by hand."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model.annotation import Colour
from reader.model.errors import ConfigError
from reader.model.feed import Feed, FeedSettings, FetchPages, Rule, RuleAction, feed_id_of_url
from reader.model.text import clean_line
from reader.store import settings as settings_module
from reader.store.feed_settings import change_feeds, change_rules
from reader.store.feed_tables import clean_folder, feed_from_table, feed_to_table, rule_from_table, rule_to_table
from reader.store.places import LibraryPlaces
from reader.store.settings import SettingsFile, change_searches, load_library_settings
from reader.store.settings_merge import merge_settings

URL = "https://harbour.example/feed.xml"
FEED = Feed(
    id=feed_id_of_url(URL),
    url=URL,
    title="Harbour News",
    name="Hafen “港”",
    folder="Morning/Sea",
    home="https://harbour.example/",
    added=datetime(2026, 3, 14, 6, 30, tzinfo=UTC),
    is_paused=True,
    paused_because="it is gone",
    is_typed=True,
    settings=FeedSettings(pages=FetchPages.OPEN, with_pictures=False, keep_days=0, keep_most=50, every_minutes=15),
)
PLAIN = Feed(id=feed_id_of_url("http://plain.example/"), url="http://plain.example/")
RULE = Rule(
    name='ferries "first"',
    query="title:ferr*",
    actions=(RuleAction.TAG, RuleAction.STAR, RuleAction.NOTIFY),
    tags=("sea", "to read"),
    feeds=(FEED.id, "Morning"),
    is_off=True,
)


def write(places: LibraryPlaces, text: str) -> None:
    places.folder.mkdir(exist_ok=True)
    places.settings_file.write_text(text)


def put(places: LibraryPlaces, *feeds: Feed) -> None:
    change_feeds(places, lambda before: {**before, **{feed.id: feed for feed in feeds}})


def test_a_feed_and_a_rule_come_back_as_they_were(places: LibraryPlaces) -> None:
    put(places, FEED, PLAIN)
    change_rules(places, lambda rules: {RULE.name: RULE})
    settings = load_library_settings(places)
    assert settings.feeds == {FEED.id: FEED, PLAIN.id: PLAIN}
    assert settings.rules == {RULE.name: RULE}
    tables = tomllib.loads(places.settings_file.read_text())
    assert tables["feeds"][PLAIN.id] == {"url": "http://plain.example/"}
    assert tables["rules"][RULE.name]["do"] == ["star", "notify", "tag:sea", "tag:to read"]


def test_only_what_changes_is_written_and_what_people_wrote_stays(places: LibraryPlaces) -> None:
    text = (
        f'# mine\n[feeds.{PLAIN.id}]\nurl = "http://plain.example/"  # the old one\nown = 3\n\n[searches]\nq = "sea"\n'
    )
    write(places, text)
    before, after, _ = change_feeds(places, lambda feeds: feeds)
    assert before == after == {PLAIN.id: PLAIN}
    assert places.settings_file.read_text() == text
    put(places, replace(PLAIN, folder="Evening"))
    changed = places.settings_file.read_text()
    assert changed == text.replace("own = 3\n", 'own = 3\nfolder = "Evening"\n')
    put(places, PLAIN)
    assert places.settings_file.read_text() == text
    change_feeds(places, lambda feeds: {})
    assert tomllib.loads(places.settings_file.read_text()) == {"searches": {"q": "sea"}}
    assert "# mine" in places.settings_file.read_text()


def test_a_comment_above_a_feed_stays_above_it_when_the_feed_before_it_changes(places: LibraryPlaces) -> None:
    text = (
        f'[feeds.{PLAIN.id}]\nurl = "{PLAIN.url}"  # old\n{{}}\n# the best\n# of all\n[feeds.harbour]\nurl = "{URL}"\n'
    )
    write(places, text.format(""))
    harbour = load_library_settings(places).feeds[FEED.id]
    put(places, replace(PLAIN, folder="Sea", name="Mill"))
    assert places.settings_file.read_text() == text.format('name = "Mill"\nfolder = "Sea"\n')
    put(places, PLAIN)
    assert places.settings_file.read_text() == text.format("")
    assert load_library_settings(places).feeds == {PLAIN.id: PLAIN, FEED.id: harbour}


def test_a_feed_that_was_added_by_hand_at_the_end_of_the_file_can_be_changed(places: LibraryPlaces) -> None:
    write(
        places,
        f'[feeds.{PLAIN.id}]\nurl = "{PLAIN.url}"\n\n[searches]\nq = "sea"\n\n# by hand\n[feeds.harbour]\nurl = "{URL}"\n',
    )
    change_feeds(places, lambda feeds: {one: replace(feed, folder="Sea") for one, feed in feeds.items()})
    settings = load_library_settings(places)
    assert [feed.folder for feed in settings.feeds.values()] == ["Sea", "Sea"]
    assert settings.searches == {"q": "sea"}
    text = places.settings_file.read_text()
    assert text.index("# by hand") < text.index("[feeds.harbour]") < text.index("[searches]")
    change_feeds(places, lambda feeds: {})
    assert load_library_settings(places).feeds == {}


COMMENTED = """# mine
[feeds.aaaaaaaaaaaaaaaa]
url = "https://a.example/feed"

# the best of them
[feeds.bbbbbbbbbbbbbbbb]  # since May
later = {of = "a newer version"}
url = "https://b.example/feed"  # it moved
notes = \"\"\"
[ is no header ]
\"\"\"

# by hand
[feeds.harbour]
url = "https://harbour.example/feed.xml"

[searches]
q = "sea"
"""


@pytest.mark.parametrize("gone", [("b" * 16,), ("b" * 16, FEED.id), ("a" * 16, "b" * 16, FEED.id), (FEED.id,)])
def test_a_feed_that_comes_back_stands_where_it_stood_with_all_that_people_wrote(
    places: LibraryPlaces, gone: tuple[str, ...]
) -> None:
    text = COMMENTED.replace("[ is no header ]", "is no header")
    write(places, text)
    made = change_feeds(places, lambda feeds: {one: feed for one, feed in feeds.items() if one not in gone})
    assert tuple(made.gone) == gone
    assert not made.after.keys() & set(gone)
    change_feeds(places, lambda feeds: made.before, made.gone)
    assert places.settings_file.read_text() == text


def test_what_cannot_be_put_back_letter_by_letter_comes_back_all_the_same(places: LibraryPlaces) -> None:
    write(places, COMMENTED)
    made = change_feeds(places, lambda feeds: {one: feed for one, feed in feeds.items() if one != "b" * 16})
    assert made.gone == {}  # a line of a text looks like a header
    change_feeds(places, lambda feeds: made.before, made.gone)
    assert load_library_settings(places).feeds == made.before
    made = change_feeds(places, lambda feeds: {})
    put(places, replace(FEED, id=FEED.id))  # as another machine's change comes
    change_feeds(places, lambda feeds: {**made.before, **feeds}, made.gone)
    assert load_library_settings(places).feeds.keys() == made.before.keys()


def test_a_feed_that_was_written_by_hand_under_any_name_is_known_by_its_address(places: LibraryPlaces) -> None:
    write(places, f'[feeds.harbour]\nurl = "{URL}"\nfolder = " Morning // Sea /"\nadded = 2026-03-14\n')
    (feed,) = load_library_settings(places).feeds.values()
    assert (feed.id, feed.folder, feed.added) == (FEED.id, "Morning/Sea", datetime(2026, 3, 14, tzinfo=UTC))
    put(places, replace(feed, name="Harbour"))
    assert tomllib.loads(places.settings_file.read_text())["feeds"]["harbour"]["name"] == "Harbour"
    change_feeds(places, lambda feeds: {})
    assert not load_library_settings(places).feeds


def test_rules_keep_their_order(places: LibraryPlaces) -> None:
    rules = [Rule(name=name, query="sea", actions=(RuleAction.HIDE,)) for name in ("b", "a c", "a")]
    change_rules(places, lambda _: {rule.name: rule for rule in rules})
    assert list(load_library_settings(places).rules) == ["b", "a c", "a"]
    change_rules(places, lambda before: dict(reversed(list(before.items()))))
    assert list(load_library_settings(places).rules) == ["a", "a c", "b"]
    change_searches(places, lambda searches: {"q": "sea"})
    change_rules(places, lambda before: {name: rule for name, rule in before.items() if name != "a"})
    assert list(load_library_settings(places).rules) == ["a c", "b"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("feeds = 3", r"\[feeds\] must be a table"),
        ("[feeds]\nx = 3", "the feed 'x' must be a table"),
        ("[feeds.x]\n", "the feed 'x' needs an address"),
        ('[feeds.x]\nurl = "file:///etc/passwd"', "needs an address"),
        ("[feeds.x]\nurl = 3", "url must be a text"),
        ('[feeds.x]\nurl = "http://a.example"\npages = "now"', "pages must be one of always, open, never"),
        ('[feeds.x]\nurl = "http://a.example"\nkeep_days = -1', "keep_days must be a whole number"),
        ('[feeds.x]\nurl = "http://a.example"\nkeep_most = true', "keep_most must be a whole number"),
        ('[feeds.x]\nurl = "http://a.example"\npaused = "yes"', "paused must be true or false"),
        ('[feeds.x]\nurl = "http://a.example"\nadded = "today"', "added must be a date"),
        ("rules = 3", r"\[rules\] must be a table"),
        ('[rules.x]\nquery = "sea"\ndo = ["burn"]', "there is no action 'burn'; there are tag:NAME, star"),
        ('[rules.x]\nquery = "sea"\ndo = ["tag:"]', "there is no action 'tag:'"),
        ('[rules.x]\nquery = "sea"\ndo = "star"', "do must be a list of texts"),
    ],
)
def test_a_mistake_is_one_line_that_names_file_and_feed(places: LibraryPlaces, text: str, words: str) -> None:
    write(places, text)
    with pytest.raises(ConfigError, match=words) as caught:
        load_library_settings(places)
    assert str(places.settings_file) in str(caught.value)
    with pytest.raises(ConfigError):
        put(places, FEED)
    assert places.settings_file.read_text() == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '# mine\n\n[feeds.x]\nurl = "http://a.example"\nfolder = 3\n',
            "folder must be a text (in the table at line 3)",
        ),
        ('[feeds]\n[ feeds . "a.b" ]\npages = "now"\n', 'url = "https://…" (in the table at line 2)'),
        ('a = 1\n[rules."at (sea"]\nquery = 3\n', "query must be a text (in the table at line 2)"),
        ("feeds.x.folder = 3\n", "folder must be a text"),
    ],
)
def test_a_mistake_is_told_with_the_line_of_its_table(places: LibraryPlaces, text: str, words: str) -> None:
    write(places, text)
    with pytest.raises(ConfigError) as caught:
        load_library_settings(places)
    assert caught.value.message.endswith(words)


def test_outside_text_is_cleaned() -> None:
    feed = feed_from_table(
        "x", {"url": URL, "title": "Har\x1b[31mbour\u202e\nNews" + "x" * 999, "folder": "a" + "/b" * 99}
    )
    assert feed.title.startswith("Harbour News")
    assert len(feed.title) == 200
    assert feed.folder.count("/") == 7
    assert clean_folder("/ /") == ""


def test_what_two_machines_changed_comes_together(places: LibraryPlaces) -> None:
    put(places, FEED)
    mine = places.settings_file.read_text()
    theirs = mine.replace("paused = true\n", "") + f'\n[feeds.{PLAIN.id}]\nurl = "{PLAIN.url}"\n'
    for one, other in ((mine, theirs), (theirs, mine)):
        write(places, merge_settings(one, other))
        assert load_library_settings(places).feeds == {FEED.id: FEED, PLAIN.id: PLAIN}


TEXT = st.text(st.characters(categories=("L", "N")), max_size=8).map(clean_line)
NUMBER = st.none() | st.integers(0, 99)


@given(
    st.builds(
        Feed,
        id=st.just(FEED.id),
        url=st.just(URL),
        title=TEXT,
        name=TEXT,
        folder=TEXT,
        is_paused=st.booleans(),
        is_typed=st.booleans(),
        settings=st.builds(
            FeedSettings,
            pages=st.none() | st.sampled_from(FetchPages),
            with_pictures=st.none() | st.booleans(),
            keep_days=NUMBER,
            keep_most=NUMBER,
            every_minutes=NUMBER,
        ),
    )
)
def test_every_feed_comes_back_from_its_table(feed: Feed) -> None:
    assert feed_from_table(feed.id, feed_to_table(feed)) == feed
    assert rule_from_table(RULE.name, rule_to_table(RULE)) == RULE


TRICKY = (
    '[colours]\nblue = "sea"\n[feeds.x]\nurl = "http://a.example"\nown = [\n[1],\n[2]\n]\n[searches]\nq = "x"\n',
    '[feeds.x]\nurl = "http://a.example"\nown = """\n[colours]\nblue = "no"\n"""\n[colours]\nblue = "sea"\n',
    '[feeds.x]\nurl = "http://a.example" # [colours]\n[rules.y]\nquery = "sea"\n[colours]\nblue = "sea"\n',
    "feeds.x.url = 'http://a.example'\ncolours.blue = 'sea'\n",
    '[feeds]\nx = { url = "http://a.example" }\n[colours]\nblue = "sea"\n',
    '[colours]\nblue = "sea"\n',
)


@pytest.mark.parametrize("text", TRICKY)
def test_words_for_colours_are_had_without_reading_feeds(
    places: LibraryPlaces, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(places, text)
    assert SettingsFile(places).colours() == load_library_settings(places).colours == {Colour.BLUE: "sea"}
    file = SettingsFile(places)
    assert file.load().colours == file.colours()
    write(places, text.replace("sea", "land"))
    assert file.colours() == {Colour.BLUE: "land"}
    assert not places.problems


def test_the_words_for_colours_do_not_cost_the_feeds(places: LibraryPlaces, monkeypatch: pytest.MonkeyPatch) -> None:
    write(places, '[colours]\nblue = "sea"\n')
    put(places, FEED, PLAIN)
    change_rules(places, lambda rules: {RULE.name: RULE})

    def refuse(_: object) -> object:
        raise AssertionError("all of the file was read")

    monkeypatch.setattr(settings_module, "load_library_settings", refuse)
    assert SettingsFile(places).colours() == {Colour.BLUE: "sea"}


def test_a_mistake_among_the_feeds_is_told_by_who_reads_them(places: LibraryPlaces) -> None:
    write(places, '[colours]\nblue = "sea"\n[feeds.x]\nurl = 3\n')
    file = SettingsFile(places)
    assert file.colours() == {Colour.BLUE: "sea"}
    assert not places.problems
    assert file.load_or_last().colours == {}
    assert "url must be a text" in str(places.problems.take())
