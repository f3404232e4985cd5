"""The tables of the index.

`articles` and `annotations` are narrow, for they are walked through; what lists show of them stands in `shown` and `documents`.

Words: `article_text` has those of the text and of the record, in one column; it is contentless (the words are in it, not the
text), so a row cannot be taken out again. An article with another text gets a new docid, and the old row matches nothing any
more, because everything asks through `articles`. `own_words` has what the reader added, which changes often; a word anywhere in
an article is in one of these two. `article_words` is asked for a field alone, and for articles whose text is not here.

`feed_articles` has the feeds that articles came through, with what counts there: 0 for what is in no list of news, 1 for what is
read, 2 for what is unread. So counting 500 feeds is a walk through one tree. `stories` has what may count twice, with the order
in which it came: the articles that tell a story which others tell too, and those that came through several feeds. Nothing of the
many that are alone.

Docids come in no order: sorting 100,000 by date costs less than the longer gaps of ordered numbers would in every list of
occurrences (40 % of the file). Prefix indexes for one and two letters: without them `t*` takes half a second at 100,000
articles; with a third, the file grows by 40 % to save 5 ms. Everything in FTS5 is `search_text.index_form`, so the tokenizer has
nothing to do but cut at spaces.
"""

from reader.model.search_text import FORM_VERSION

SCHEMA = 10
"""Raised with every change of the tables, and of how places of marks are found; an index of another one is made anew."""

APPLICATION_ID = 0x50_4D_69_78
"""Says of an SQLite file that it is such an index."""

FORM = f"{SCHEMA}/{FORM_VERSION}"
"""What an index must have been made with to be of use: the tables and the form of the words in them."""

GAP = "\uffff"
"""A token that no text and no query has (texts are free of noncharacters): between two notes, so that no phrase spans them."""

OTHER_TEXT = "!"
"""Stands for the version whose text is in where the row in `article_text` is not that of the record any more."""

LOG_ENTRIES = 5_000
"""So many changes are remembered for other windows; who missed more reads everything again."""


# The flags of an article. HERE: its record is; not so where a synchronising program brought only annotations or state as yet.
HERE, READ, STARRED, ARCHIVED = 1, 2, 4, 8

# CAME: a sync brought it. KEPT: the reader took it out of the news. NEWS: the one and not the other. FED: it has rows in
# `feed_articles` or `stories`, so that nobody looks there for the many that have none.
CAME, KEPT, NEWS, FED = 16, 32, 64, 128

# The highest: what lists leave out has flags of HIDDEN or more.
HIDDEN, TRASHED = 256, 512

IN_NEWS = HERE | ARCHIVED | NEWS | HIDDEN | TRASHED
"""The flags that decide whether an article stands in the lists of news: there, they are HERE | NEWS."""


WORD_TABLES = ("article_text", "article_words", "own_words", "annotation_words")
"""Those of FTS5."""

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

CREATE TABLE articles (
    docid INTEGER PRIMARY KEY AUTOINCREMENT,
    flags INTEGER NOT NULL DEFAULT 0,
    added INTEGER NOT NULL DEFAULT 0,
    published INTEGER NOT NULL DEFAULT 0,
    is_floating INTEGER NOT NULL DEFAULT 0,
    opened INTEGER,
    words INTEGER NOT NULL DEFAULT 0,
    highlights INTEGER NOT NULL DEFAULT 0,
    notes INTEGER NOT NULL DEFAULT 0,
    orphans INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    unsure INTEGER NOT NULL DEFAULT 0,
    language TEXT NOT NULL DEFAULT ''
);
CREATE INDEX articles_by_date ON articles (added, docid, flags);
CREATE INDEX articles_by_flags ON articles (flags);
CREATE INDEX news_by_date ON articles (published, added, docid, flags) WHERE (flags & 64) <> 0;

CREATE TABLE names (
    docid INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL UNIQUE,
    title_key TEXT NOT NULL DEFAULT '',
    site_key TEXT NOT NULL DEFAULT '',
    author_key TEXT NOT NULL DEFAULT '',
    version_id TEXT NOT NULL DEFAULT '',
    text_id TEXT NOT NULL DEFAULT ''
);
CREATE INDEX names_without_text ON names (docid) WHERE version_id <> text_id;

CREATE TABLE shown (docid INTEGER PRIMARY KEY, record TEXT NOT NULL DEFAULT '', state TEXT NOT NULL DEFAULT '');

CREATE TABLE signatures (
    article_id TEXT PRIMARY KEY,
    article INTEGER NOT NULL DEFAULT 0,
    state INTEGER NOT NULL DEFAULT 0,
    position INTEGER NOT NULL DEFAULT 0,
    annotations INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE annotations (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    docid INTEGER NOT NULL,
    annotation_id TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    place INTEGER NOT NULL,
    colour TEXT NOT NULL,
    is_highlight INTEGER NOT NULL,
    has_note INTEGER NOT NULL,
    is_orphan INTEGER NOT NULL,
    is_changed INTEGER NOT NULL,
    is_unsure INTEGER NOT NULL,
    UNIQUE (docid, annotation_id)
);
CREATE INDEX annotations_by_date ON annotations (created, key, docid, place);

CREATE TABLE links (
    article TEXT NOT NULL,
    title TEXT NOT NULL,
    annotation TEXT NOT NULL,
    key INTEGER NOT NULL,
    PRIMARY KEY (article, title, annotation, key)
) WITHOUT ROWID;
CREATE INDEX links_by_key ON links (key);

CREATE TABLE feed_articles (
    feed INTEGER NOT NULL,
    state INTEGER NOT NULL,
    docid INTEGER NOT NULL,
    PRIMARY KEY (feed, state, docid)
) WITHOUT ROWID;
CREATE INDEX feeds_by_article ON feed_articles (docid);

CREATE TABLE stories (
    member INTEGER PRIMARY KEY,
    docid INTEGER,
    named INTEGER,
    story INTEGER NOT NULL,
    added INTEGER NOT NULL DEFAULT 0,
    state INTEGER NOT NULL DEFAULT 0,
    feeds INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX stories_in_order ON stories (story, added, member, docid, state);
CREATE INDEX stories_by_article ON stories (docid);

CREATE TABLE documents (key INTEGER PRIMARY KEY, document TEXT NOT NULL);

CREATE TABLE tags (
    folded TEXT NOT NULL,
    name TEXT NOT NULL,
    annotation INTEGER NOT NULL,
    docid INTEGER NOT NULL,
    PRIMARY KEY (folded, name, annotation, docid)
) WITHOUT ROWID;
CREATE INDEX tags_by_owner ON tags (docid, annotation);

CREATE TABLE log (seq INTEGER PRIMARY KEY AUTOINCREMENT, writer INTEGER NOT NULL, article_id TEXT NOT NULL, part TEXT NOT NULL);

CREATE VIRTUAL TABLE article_text USING fts5 (body, content='', tokenize='ascii', prefix='1 2');
CREATE VIRTUAL TABLE article_words USING fts5 (title, byline, site, deck, tokenize='ascii', prefix='1 2');
CREATE VIRTUAL TABLE own_words USING fts5 (tags, notes, note_tags, tokenize='ascii', prefix='1 2');
CREATE VIRTUAL TABLE annotation_words USING fts5 (quote, note, tags, tokenize='ascii', prefix='1 2');
"""
