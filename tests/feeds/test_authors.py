"""Names of authors, in every way in which feeds give them."""

import pytest

from reader.feeds.authors import names_of
from tests.feeds.reading_files import item


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("petra@lake.example (Petra Lund)", ("Petra Lund",)),
        ("Petra Lund <petra@lake.example>", ("Petra Lund",)),
        ("Petra Lund (petra@lake.example)", ("Petra Lund",)),
        ("petra@lake.example", ()),
        ("noreply@blogger.example (Unknown)", ()),
        ("admin", ()),
        ("By Petra Lund and Jonah Rask", ("Petra Lund", "Jonah Rask")),
        ("Oda Brandt, Jonah Rask und Mia Ek", ("Oda Brandt", "Jonah Rask", "Mia Ek")),
        ("Oda Brandt; Mia", ("Oda Brandt", "Mia")),
        ("Lund, Petra", ("Lund, Petra",)),
        ("Fish & Chips", ("Fish & Chips",)),
        ("Byron Katz", ("Byron Katz",)),
        ('<a href="/oda">Oda&nbsp;Brandt</a>', ("Oda Brandt",)),
        ("Reuters", ("Reuters",)),
        ("森 海", ("森 海",)),
        ("...", ()),
    ],
)
def test_names_without_addresses_and_without_templates(given: str, names: tuple[str, ...]) -> None:
    assert names_of([given]) == names


def test_a_name_stands_once_however_it_is_written() -> None:
    assert names_of(["Oda Brandt", "ODA BRANDT", "Mia Ek"]) == ("Oda Brandt", "Mia Ek")


def test_names_of_dublin_core_go_before_mail_addresses() -> None:
    entry = item(
        "<author>desk@paper.example (The desk)</author><dc:creator>Oda Brandt</dc:creator><dc:creator>Mia Ek</dc:creator>"
    )
    assert entry.authors == ("Oda Brandt", "Mia Ek")


def test_long_made_up_addresses_are_read_at_once() -> None:
    assert names_of(["a" * 20_000 + "@" + "a." * 10_000 + "!"] * 20) == ()


def test_and_parts_names_in_capitals_as_well() -> None:
    assert names_of(["By ANN LEE AND JO HILL"]) == ("ANN LEE", "JO HILL")
