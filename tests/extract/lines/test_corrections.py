"""Corrections: told from the rest of the text in the words of many papers."""

import pytest

from reader.extract.lines.corrections import MAX_CORRECTIONS, find_corrections, is_correction


@pytest.mark.parametrize(
    "text",
    [
        "Correction: the bell was cast in 1841.",
        "CORRECTION (March 4, 2026): The bell was cast in 1841.",
        "Correction, 4 March: the bell was cast in 1841.",
        "*An earlier version of this article gave a wrong year for the bell.",
        "This story was corrected on March 4 to give the right year.",
        "Anmerkung der Redaktion: Die Glocke wurde 1841 gegossen.",
        "In einer früheren Version dieses Textes stand ein falsches Jahr.",
        "Rectificatif : la cloche date de 1841.",
        "Fe de errores: la campana es de 1841.",
        "Errata corrige: la campana è del 1841.",
        "Rättelse: Klockan göts 1841.",
        "Sprostowanie: dzwon odlano w 1841 roku.",
        "Исправление: колокол отлит в 1841 году.",
        "תיקון: הפעמון נוצק בשנת 1841",
        "تصحيح: صُبّ الجرس عام 1841",
        "訂正：鐘は1841年に鋳造されました。",
        "更正：钟铸于1841年。",
        "[정정] 종은 1841년에 주조되었다.",
    ],
)
def test_a_correction_is_told(text: str) -> None:
    assert is_correction(text)


@pytest.mark.parametrize(
    "text",
    [
        "Correction officers at the quay said nothing.",
        "Corrections to the tide tables are printed every year by the harbour office in Senna.",
        "The bell was corrected by hand.",
        "Die Berichtigung der Karten dauerte zwei Jahre und kostete viel.",
        "Update: the bell rang again.",
        "更正确的说法是潮汐。",
        "Erratum",
        "Correction: " + "long " * 400,
    ],
)
def test_other_text_is_none(text: str) -> None:
    assert not is_correction(text)


def test_a_mark_alone_belongs_to_the_line_after_it() -> None:
    paragraphs = ["The bell rang.", "Correction", "The bell was cast in 1841.", "The tide came in."]
    assert find_corrections(paragraphs) == ("The bell was cast in 1841.",)


def test_each_correction_stands_once_and_their_number_is_bounded() -> None:
    assert find_corrections(["Correction: a year.", "Correction: a year."]) == ("Correction: a year.",)
    assert len(find_corrections(f"Correction: {number}." for number in range(100))) == MAX_CORRECTIONS
