"""Bylines and author strings in many languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extract.lines.bylines import is_agency, parse_byline, split_names


@pytest.mark.parametrize(
    ("line", "authors", "agencies", "place"),
    [
        ("By Jane Doe in Port Ellin", ["Jane Doe"], [], "Port Ellin"),
        ("By Jane Doe and John Roe, Reuters", ["Jane Doe", "John Roe"], ["Reuters"], ""),
        ("By Jane Doe and John Roe in Port Ellin", ["Jane Doe", "John Roe"], [], "Port Ellin"),
        ("By Jane Doe, John Roe, and Peter Poe", ["Jane Doe", "John Roe", "Peter Poe"], [], ""),
        ("Von Jane Doe und John Roe in Ellin, dpa", ["Jane Doe", "John Roe"], ["dpa"], "Ellin"),
        ("Par Jean Dupont (Bruxelles, correspondant)", ["Jean Dupont"], [], "Bruxelles"),
        ("Guest post by Jane Doe", ["Jane Doe"], [], ""),
        ("[Jane Doe, Reuters]", ["Jane Doe"], ["Reuters"], ""),
        ("By John Smith, Jane Roe and Peter Poe", ["John Smith", "Jane Roe", "Peter Poe"], [], ""),
        ("By Jane Doe (AP)", ["Jane Doe"], ["AP"], ""),
        ("By Jane Doe, Political correspondent, in Oslo", ["Jane Doe"], [], "Oslo"),
        ("By JANE O'NEILL-MCDONALD in NEW YORK", ["Jane O'Neill-McDonald"], [], "New York"),
        ("BY MTHOBISI SITHOLE", ["Mthobisi Sithole"], [], ""),
        ("By Jane Doe jane@example.org @janedoe", ["Jane Doe"], [], ""),
        ("By Jane Doe | 12 March 2024", ["Jane Doe"], [], ""),
        ("By Jane Doe 7:30 AM", ["Jane Doe"], [], ""),
        ("By Jane Doe in Port Ellin, Updated 18:25, 18-Feb-2025", ["Jane Doe"], [], "Port Ellin"),
        ("By Reuters", [], ["Reuters"], ""),
        ("Print, By, Jane Doe, Staff Writer", ["Jane Doe"], [], ""),
        ("By Jane Doe and John Roe, BTV", ["Jane Doe", "John Roe"], [], ""),
        ("By Jane Doe, John Roe and Ann Poe, BTV", ["Jane Doe", "John Roe", "Ann Poe"], [], ""),
        ("BY JANE DOE, OSLO", ["Jane Doe"], [], "Oslo"),
        ("by Jane Doe in Harbours on 1 June 2019 at 08:34 PM", ["Jane Doe"], [], ""),
        ("By Jane Doe and John Roe The Associated Press", ["Jane Doe", "John Roe"], ["The Associated Press"], ""),
        ("Von Daniel Großert Redakteur", ["Daniel Großert"], [], ""),
        ("Written by Rob Ewaschuk", ["Rob Ewaschuk"], [], ""),
        (
            "Von Birgit Baumann, Anna Giulia Fink und Jan Marchart",
            ["Birgit Baumann", "Anna Giulia Fink", "Jan Marchart"],
            [],
            "",
        ),
        ("von Hans Müller und Petra Klein, Berlin", ["Hans Müller", "Petra Klein"], [], "Berlin"),
        ("Von Hannah Ritzmann , Redakteurin für Finanzen", ["Hannah Ritzmann"], [], ""),
        ("Par Sébastien Farcis à Paris", ["Sébastien Farcis"], [], "Paris"),
        ("Par: Jean Dupont (avec AFP)", ["Jean Dupont"], ["AFP"], ""),
        ("Por Juan Pérez en Ciudad de México", ["Juan Pérez"], [], "Ciudad de México"),
        ("Por Miguel A. Herguedas", ["Miguel A. Herguedas"], [], ""),
        ("Di Luca Monaco", ["Luca Monaco"], [], ""),
        ("Door Jan de Vries en Piet Bakker", ["Jan de Vries", "Piet Bakker"], [], ""),
        ("Af Mark Sigetty", ["Mark Sigetty"], [], ""),
        ("Av Ola Nordmann i Oslo", ["Ola Nordmann"], [], "Oslo"),
        ("Text: Anna Svensson och Erik Berg", ["Anna Svensson", "Erik Berg"], [], ""),
        ("Kirjoittaja: Matti Virtanen", ["Matti Virtanen"], [], ""),
        ("Autor: Jan Kowalski i Anna Nowak", ["Jan Kowalski", "Anna Nowak"], [], ""),
        ("Jan Novák a Petr Svoboda, ČTK", ["Jan Novák", "Petr Svoboda"], ["ČTK"], ""),
        ("Írta: Kovács János", ["Kovács János"], [], ""),
        ("De Ion Popescu", ["Ion Popescu"], [], ""),
        ("Autors: Jānis Bērziņš", ["Jānis Bērziņš"], [], ""),
        ("Γράφει ο Νίκος Παπάς", ["Νίκος Παπάς"], [], ""),
        ("Автор: Иван Петров и Анна Сидорова, Москва", ["Иван Петров", "Анна Сидорова"], [], "Москва"),
        ("Yazan: Ayşe Yılmaz ve Ali Kaya", ["Ayşe Yılmaz", "Ali Kaya"], [], ""),
        ("بقلم: أحمد علي", ["أحمد علي"], [], ""),
        ("מאת: דוד כהן", ["דוד כהן"], [], ""),
        ("लेखक: राम कुमार", ["राम कुमार"], [], ""),
        ("Oleh: Budi Santoso", ["Budi Santoso"], [], ""),
        ("Tác giả: Nguyễn Văn An", ["Nguyễn Văn An"], [], ""),
        ("文｜王小明", ["王小明"], [], ""),
        ("本报记者 李明", ["李明"], [], ""),
        ("신현주 기자", ["신현주"], [], ""),
        ("Mara Quist in Port Ellin", ["Mara Quist"], [], "Port Ellin"),
        ("Jane Doe, Political correspondent", ["Jane Doe"], [], ""),
        ("Jane Doe und AFP", ["Jane Doe"], ["AFP"], ""),
        ("Reuters", [], ["Reuters"], ""),
    ],
)
def test_bylines_are_read(line: str, authors: list[str], agencies: list[str], place: str) -> None:
    byline = parse_byline(line)
    assert byline is not None
    assert (list(byline.authors), list(byline.agencies), byline.place) == (authors, agencies, place)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "By staff",
        "By the time he arrived, it was over.",
        "By Order of the King",
        "Von Berlin nach Hamburg fährt heute kein Zug",
        "Par exemple, le maire a dit non",
        "Por la noche llueve en Madrid",
        "De brug is dicht",
        "Di Giovanni said it was late",
        "Av en eller annen grunn",
        "The Mayor in Trouble",
        "On Tuesday, Reuters said",
        "Trump in Washington",
        "Tobias Költzsch",
        "Storm takes the pier",
        "Why the mayor wears yellow",
        "A Night in Ostravel",
        "EXPLORE MORE ON THE TOPICS IN THIS STORY",
    ],
)
def test_a_sentence_or_a_title_is_no_byline(line: str) -> None:
    assert parse_byline(line) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jane Doe", ["Jane Doe"]),
        ("A, B and C", ["A", "B", "C"]),
        ("Doe, Jane", ["Jane Doe"]),
        ("Doe, Jane; Roe, Peter", ["Jane Doe", "Peter Roe"]),
        ("Jane Doe, John Roe", ["Jane Doe", "John Roe"]),
        ("Xiaoying You, Mariana Lenharo & Mohana Basu", ["Xiaoying You", "Mariana Lenharo", "Mohana Basu"]),
        ("Simone Jülicher und Rainer Grünberg", ["Simone Jülicher", "Rainer Grünberg"]),
        ("Jean Dupont et Marie Curie", ["Jean Dupont", "Marie Curie"]),
        ("Juan Pérez y Ana Gil", ["Juan Pérez", "Ana Gil"]),
        ("Matti Meikäläinen ja Maija Virtanen", ["Matti Meikäläinen", "Maija Virtanen"]),
        ("Ola Nordmann og Kari Hansen", ["Ola Nordmann", "Kari Hansen"]),
        ("Kiss Anna és Nagy Béla", ["Kiss Anna", "Nagy Béla"]),
        ("Ion Popescu și Ana Radu", ["Ion Popescu", "Ana Radu"]),
        ("Νίκος Παπάς και Μαρία Λάμπρου", ["Νίκος Παπάς", "Μαρία Λάμπρου"]),
        ("Іван Франко та Леся Українка", ["Іван Франко", "Леся Українка"]),
        ("أحمد علي وسارة محمد", ["أحمد علي", "سارة محمد"]),
        ("राम कुमार और सीता देवी", ["राम कुमार", "सीता देवी"]),
        ("By GILLIAN MOHNEY", ["Gillian Mohney"]),
        ("Brenda  Goodman, MA", ["Brenda Goodman"]),
        ("Brenda Goodman, MS, RDN", ["Brenda Goodman"]),
        ("Jane Doe, Political Editor", ["Jane Doe"]),
        ("Jane Doe <jane@example.org>", ["Jane Doe"]),
        ("Bradley M. Kuhn (http://ebb.example/bkuhn/)", ["Bradley M. Kuhn"]),
        ("Konstantin Furrer, Deutsche Presse-Agentur", ["Konstantin Furrer", "Deutsche Presse-Agentur"]),
        ("松岡大地", ["松岡大地"]),
        ("大渡 美咲", ["大渡 美咲"]),
        ("牛镛 岳弘彬", ["牛镛", "岳弘彬"]),
        ("박준석 기자 외 1명", ["박준석"]),
        ("MND Staff", ["MND Staff"]),
        ("TPN", ["TPN"]),
        ("Per-Erik Ofstad", ["Per-Erik Ofstad"]),
        ("Per Olof Berg", ["Per Olof Berg"]),
        ("Lê Phương", ["Lê Phương"]),
        ("Le Monde", ["Le Monde"]),
        ("Von Trapp", ["Von Trapp"]),
        ("Von Hans Müller und Eva Klein", ["Hans Müller", "Eva Klein"]),
        ("Written by Rob Ewaschuk\n   Edited by Betsy Beyer", ["Rob Ewaschuk", "Betsy Beyer"]),
        ("By\n\tScott Cunningham", ["Scott Cunningham"]),
        ("Di Marzio, De Luca", ["Di Marzio", "De Luca"]),
        ("Engin Haupt, MDR SACHSEN-ANHALT", ["Engin Haupt", "MDR Sachsen-Anhalt"]),
        ("Jane Doe, John Roe, and Peter Poe", ["Jane Doe", "John Roe", "Peter Poe"]),
        ("Jane Doe, who teaches the law of the sea", ["Jane Doe"]),
        ("Jane Doe Staff Writer", ["Jane Doe"]),
        ("Jane Doe Political Correspondent", ["Jane Doe"]),
        ("Data Team", ["Data Team"]),
        ("Jane (Anna Maria) Doe", ["Jane (Anna Maria) Doe"]),
        ("Jane Doe (AP)", ["Jane Doe", "AP"]),
        ("Jane Doe and John Roe in Ellin", ["Jane Doe", "John Roe"]),
        ("More stories by Jane Doe", ["Jane Doe"]),
        ("Jane Doe, Read more, Follow", ["Jane Doe"]),
        ("admin", []),
        ("https://example.org/jane", []),
        ("", []),
    ],
)
def test_author_strings_are_split(text: str, names: list[str]) -> None:
    assert list(split_names(text)) == names


@pytest.mark.parametrize(
    "name",
    [*"Reuters AP AFP dpa dapd ANSA Ansa EFE Xinhua TASS ТАСС Kyodo 新华社 연합뉴스".split(), "The Associated Press"],
)
def test_agencies_are_known(name: str) -> None:
    assert is_agency(name)


@pytest.mark.parametrize("name", ["Jane Doe", "ap", "App", "Map", "Ani", "Getty Images", "", "Pan"])
def test_people_and_words_are_no_agencies(name: str) -> None:
    assert not is_agency(name)


@given(st.text(max_size=320))
def test_no_text_makes_the_readers_raise(text: str) -> None:
    parse_byline(text)
    split_names(text)


@given(
    st.lists(
        st.sampled_from("By Von por 记者 기자 and und , ; | / ( ) Jane Doe AP in à i Oslo 2026 @x . -".split(" ")),
        max_size=20,
    )
)
def test_names_are_made_of_the_words_of_the_line(words: list[str]) -> None:
    line = " ".join(words)
    byline = parse_byline(line)
    for name in (*(byline.authors if byline else ()), *split_names(line)):
        assert all(part.casefold() in line.casefold() for part in name.split())
