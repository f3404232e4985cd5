"""What people are told about queries is what queries can say."""

from datetime import date

import pytest

from reader.library.query_language import TERMS, words_of
from reader.model.errors import QueryError
from reader.model.query import FlagName, SortKey, Words
from reader.query.fields import FIELDS
from reader.query.parser import parse

FORMS = [form for term in TERMS for form in term.form.split("  ") if form]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_a_query(form: str) -> None:
    query = parse(form, today=date(2026, 3, 1))
    assert query.condition is not None or query.sort is not None


def test_every_field_flag_and_order_is_told() -> None:
    told = " ".join(FORMS)
    assert all(f"{name}:" in told for name in FIELDS)
    assert all(name.value in told for name in FlagName)
    (orders,) = (term.meaning for term in TERMS if "sort:" in term.form)
    assert all(key.value in orders for key in SortKey)


def test_words_to_mark_are_those_that_must_be_there() -> None:
    assert words_of('ferry -bridge tag:x "the line"') == (Words(text="ferry"), Words(text="the line"))
    with pytest.raises(QueryError):
        words_of("tga:x")
