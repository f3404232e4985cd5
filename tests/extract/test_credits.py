"""Captions and credits in the forms of the world's press."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extract.credits import split_credit
from reader.model.text import clean_text

SPLIT = [
    # glued on with slashes
    ("The ferry leaves the harbour in Port Ellin/Mara Quist/Tidewater Press", "The ferry leaves the harbour in Port Ellin",
     "Mara Quist/Tidewater Press"),
    ("The night train waits, February 14, 2025./Teo Varga/Lakeside Press", "The night train waits, February 14, 2025.",
     "Teo Varga/Lakeside Press"),
    ("A view of the harbour, February 17, 2025. /Xinhua", "A view of the harbour, February 17, 2025.", "Xinhua"),
    ("People cross the bridge. /VCG", "People cross the bridge.", "VCG"),
    ("The plant at dawn /CFP", "The plant at dawn", "CFP"),
    # name and agency behind a full stop
    ("The court on Monday. Jane Doe/Reuters", "The court on Monday.", "Jane Doe/Reuters"),
    ("La secrétaire générale, le 12 juillet 2023. BERTRAND GUAY / AFP", "La secrétaire générale, le 12 juillet 2023.",
     "BERTRAND GUAY / AFP"),
    ("Miles de personas en Madrid (España). Gustavo Valiente / Europa Press", "Miles de personas en Madrid (España).",
     "Gustavo Valiente / Europa Press"),
    ("El campamento, el 1 de agosto de 2024. Alketa Misja (dpa/picture alliance via Getty)",
     "El campamento, el 1 de agosto de 2024.", "Alketa Misja (dpa/picture alliance via Getty)"),
    ("Ruhe hilft. Unsplash/Kelly Sikkema", "Ruhe hilft.", "Unsplash/Kelly Sikkema"),
    ("Am Stadion Nord REUTERS/Nadja Wohlleben", "Am Stadion Nord", "REUTERS/Nadja Wohlleben"),
    ("He stayed for an hour. AP", "He stayed for an hour.", "AP"),
    ("Before the hearing. AP Photo/Eric Gay, File", "Before the hearing.", "AP Photo/Eric Gay, File"),
    ("The wall. Fabian/via REUTERS THIS IMAGE HAS BEEN SUPPLIED BY A THIRD PARTY.", "The wall.", "Fabian/via REUTERS"),
    # in brackets
    ("The statehouse in April. (AP Photo/Darron Cummings)", "The statehouse in April.", "AP Photo/Darron Cummings"),
    ("Steel goes north. (Mario Jasso/Cuartoscuro)", "Steel goes north.", "Mario Jasso/Cuartoscuro"),
    ("The castle in Florida (Image: LightRocket via Getty Images)", "The castle in Florida", "LightRocket via Getty Images"),
    ("Vor Gericht. (Bild: Tobias Költzsch/Golem.de)", "Vor Gericht.", "Tobias Költzsch/Golem.de"),
    ("A street [Photo/Xinhua]", "A street", "Xinhua"),
    ("Una calle (Foto: Juan Pérez / EFE)", "Una calle", "Juan Pérez / EFE"),
    ("Мост (фото: РИА Новости)", "Мост", "РИА Новости"),
    ("通話試験を行う吉田孝太技官（警視庁提供）", "通話試験を行う吉田孝太技官", "警視庁"),
    # behind a label
    ("The winner. Photo: Jane Doe", "The winner.", "Jane Doe"),
    ("The winner. Photograph: Jane Doe/The Guardian", "The winner.", "Jane Doe/The Guardian"),
    ("At the World Cup Credit: PA", "At the World Cup", "PA"),
    ("A lack of space. Photo by Jean Levac / Postmedia News", "A lack of space.", "Jean Levac / Postmedia News"),
    ("Picture by Jane Roe", "", "Jane Roe"),
    ("Die Schule. Foto: Andreas Woitschützke", "Die Schule.", "Andreas Woitschützke"),
    ("Im Studio Quelle : Martin Schutt/dpa", "Im Studio", "Martin Schutt/dpa"),
    ("Im Stadion Bild: Pavel Golovkin/dpa/picture alliance", "Im Stadion", "Pavel Golovkin/dpa/picture alliance"),
    ("Le maire. Crédit photo : Jean Dupont", "Le maire.", "Jean Dupont"),
    ("Le maire. Crédits : Jean Dupont/AFP", "Le maire.", "Jean Dupont/AFP"),
    ("Il ponte. Foto Ansa", "Il ponte.", "Ansa"),
    ("De brug. Foto: ANP", "De brug.", "ANP"),
    ("Stemningen. Foto: Miles Lilley.", "Stemningen.", "Miles Lilley"),
    ("Most w Warszawie. Fot. Jan Kowalski / PAP", "Most w Warszawie.", "Jan Kowalski / PAP"),
    ("Tiltas. J. Stacevičiaus / LRT nuotr.", "Tiltas.", "J. Stacevičiaus / LRT"),
    ("Вид на мост. Фото: Иван Петров / ТАСС", "Вид на мост.", "Иван Петров / ТАСС"),
    ("Η γέφυρα. Φωτογραφία: Eurokinissi", "Η γέφυρα.", "Eurokinissi"),
    ("Köprü. Fotoğraf : Didem Mente/AA", "Köprü.", "Didem Mente/AA"),
    ("Y bác sĩ nội soi. Ảnh: Bệnh viện cung cấp", "Y bác sĩ nội soi.", "Bệnh viện cung cấp"),
    ("الجسر في المساء. صورة: رويترز", "الجسر في المساء.", "رويترز"),
    ("המרפסת. צילום: דוד כהן", "המרפסת.", "דוד כהן"),
    ("पुल का दृश्य। फोटो: पीटीआई", "पुल का दृश्य।", "पीटीआई"),
    ("Image Credits: Strava", "", "Strava"),
    ("FOTO Hina", "", "Hina"),
    # marks of copyright
    ("Tijdens de coronacrisis. — © BELGA", "Tijdens de coronacrisis.", "BELGA"),
    ("Im Einsatz. © DPA Images | Christoph Soeder", "Im Einsatz.", "DPA Images | Christoph Soeder"),
    ("Rauch. © Anett Seidler | Anett Seidler", "Rauch.", "Anett Seidler"),
    ("© BART DEWAELE", "", "BART DEWAELE"),
    ("左から西田、小野寺（Ｃ）共同通信社", "左から西田、小野寺", "共同通信社"),
    ("Im Rat. Frank Franklin II/Copyright 2026 The AP. All rights reserved.", "Im Rat.", "Frank Franklin II/2026 The AP"),
    # East Asia
    ("会見する首相＝ロイター", "会見する首相", "ロイター"),
    ("［写真：ロイター］", "", "ロイター"),
    ("上海街头。新华社记者 李响 摄", "上海街头。", "新华社记者 李响"),
    ("图为上海街头。图/新华社", "图为上海街头。", "新华社"),
    ("연설하고 있다. 뉴시스", "연설하고 있다.", "뉴시스"),
    ("연설하고 있다. 민경석 기자", "연설하고 있다.", "민경석 기자"),
    ("[사진=연합뉴스]", "", "연합뉴스"),
    # bars
    ("A crowd | Jane Doe / AFP", "A crowd", "Jane Doe / AFP"),
    ("Spontane Tanzeinlage | Bild: Eva Kirchner-Rätsch/rbb", "Spontane Tanzeinlage", "Eva Kirchner-Rätsch/rbb"),
    # nothing but a credit
    ("AFP/Philipp Guelland", "", "AFP/Philipp Guelland"),
    ("Jane McDonald/Tidewater Press", "", "Jane McDonald/Tidewater Press"),
    ("Getty Images", "", "Getty Images"),
    ("Mads Claus Rasmussen/Ritzau Scanpix", "", "Mads Claus Rasmussen/Ritzau Scanpix"),
    ("Source: Repeat Project", "", "Repeat Project"),
]  # fmt: skip

WHOLE = [
    "The motorway has a limit of 80 km/h",
    "Bring a tent and/or a blanket.",
    "The match on 02/03/2026",
    "Mario Voigt (CDU) und Björn Höcke (AfD)",
    "Olaf Scholz (Bündnis 90/Die Grünen)",
    "Die Fraktion von CDU/CSU",
    "The Oslo/Bergen line in winter",
    "See example.org/News for the timetable",
    "Im Bild: Angela Merkel (r.)",
    "Photo: The mayor opens the bridge on Monday in front of a crowd of hundreds",
    "A correspondent reads the news from Reuters",
    "Emma Roma Jayne after the operation",
    "イスラエルの国旗＝同国で2019年5月",
    "The mayor (file image)",
    "Tom Alweendo",
    "She ran 24/7 for a year.",
    "The source: a spring in the hills above the town",
    "Das Rathaus (Archivbild)",
    "He/she walks alone at night",
]


@pytest.mark.parametrize(("text", "caption", "credit"), SPLIT)
def test_credits_are_split_off(text: str, caption: str, credit: str) -> None:
    parts = split_credit(text)
    assert (parts.caption, parts.credit) == (caption, credit)


@pytest.mark.parametrize("text", WHOLE)
def test_a_caption_without_credit_stays_whole(text: str) -> None:
    parts = split_credit(text)
    assert (parts.caption, parts.credit) == (text, "")


@pytest.mark.parametrize("text", [row[0] for row in SPLIT] + WHOLE)
def test_splitting_a_split_caption_finds_nothing(text: str) -> None:
    once = split_credit(text)
    assert split_credit(once.caption).credit == ""
    assert split_credit(once.caption).caption == once.caption


def test_a_line_break_is_a_boundary() -> None:
    parts = split_credit("Bomberos trabajan en el municipio de Bédar\nEmergencias Andalucía/EFE")
    assert parts.caption == "Bomberos trabajan en el municipio de Bédar"
    assert parts.credit == "Emergencias Andalucía/EFE"


def test_without_a_boundary_nobody_in_the_picture_becomes_a_photographer() -> None:
    parts = split_credit("The envoy meets President Donald Trump/AFP")
    assert parts.caption == "The envoy meets President Donald Trump"
    assert parts.credit == "AFP"


def test_a_long_text_is_not_looked_at() -> None:
    text = "word " * 2_000 + "Photo: Jane Doe"
    assert split_credit(text).caption == text
    assert split_credit(text).credit == ""


PIECES = st.sampled_from(
    "Photo:~Foto:~©~/~AFP~Reuters~Jane Doe~(~)~[~]~.~|~ ~写真：~the mayor~via~—~Getty Images~=~\n~Copyright~km/h~2026~nuotr.~摄"
    "~기자~All rights reserved.~Source:~,~dpa".split("~")
)


@given(
    st.one_of(
        st.text(max_size=200), st.lists(PIECES, max_size=14).map("".join), st.lists(PIECES, max_size=14).map(" ".join)
    )
)
def test_nothing_is_added_and_splitting_again_changes_nothing(text: str) -> None:
    parts = split_credit(text)
    words = re.findall(r"\w+", clean_text(text).casefold())
    for word in re.findall(r"\w+", f"{parts.caption} {parts.credit}".casefold()):
        assert word in words or any(word in known for known in words)
    again = split_credit(parts.caption)
    assert (again.caption, again.credit) == (parts.caption, "")
