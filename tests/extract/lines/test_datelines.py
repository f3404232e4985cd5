"""Datelines: the place they name, and openings that are none."""

import pytest

from reader.extract.lines.datelines import place_of_dateline


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("PORT SENNA — The quay opened.", "Port Senna"),
        ("SENNA, March 2 (Reuters) - The quay opened.", "Senna"),
        ("SENNA (AP) — The quay opened.", "Senna"),
        ("Senna (dpa) - Der Kai ist offen.", "Senna"),
        ("Senna/Port Holm (dpa/lno) – Der Kai ist offen.", "Senna/Port Holm"),
        ("Rio de Senna, 2 mar (EFE).- El muelle abrió.", "Rio de Senna"),
        ("СЕННА, 2 марта — РИА Новости. Причал открыт.", "Сенна"),
        ("新华社北京3月2日电 码头开放。", "北京"),
        ("【センナ共同】埠頭が開いた。", "センナ"),
        ("【センナ＝山田太郎】埠頭が開いた。", "センナ"),
        ("(서울=연합뉴스) 부두가 열렸다.", "서울"),
        ("“SENNA — The quay opened.", "Senna"),
        ("ST. SENNA, FLA. (AP) - The quay opened.", "St. Senna"),
        ("NORTH SENNA-HOLM, Fla. (AP) - The quay opened.", "North Senna-Holm"),
        ("RIO DE SENNA--El muelle abrió.", "Rio de Senna"),
    ],
)
def test_a_dateline_names_the_place(text: str, place: str) -> None:
    assert place_of_dateline(text) == place


@pytest.mark.parametrize(
    "text",
    [
        "Senna — that is where it began.",
        "Senna (a town of nine hundred) - and no more.",
        "The quay - two years late - opened.",
        "TV — a short history",
        "UPDATED - the quay",
        "2 March - The quay opened.",
        "Ada Quill (Reuters writes) opened it",
        "",
    ],
)
def test_other_openings_are_none(text: str) -> None:
    assert place_of_dateline(text) == ""


def test_a_long_text_costs_no_more_than_its_beginning() -> None:
    assert place_of_dateline("A" * 1_000_000) == ""
