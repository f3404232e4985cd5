"""Articles and notes on their way out: one article in one format."""

from collections.abc import Mapping

from reader.exchange import registry
from reader.exchange.file_names import safe_file_name
from reader.library.results import Exported, OpenArticle
from reader.model.annotation import Colour
from reader.model.article import Article
