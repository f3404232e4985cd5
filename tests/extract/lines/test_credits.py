"""Captions and credits in the forms of the world's press."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extract.lines.credits import has_credit_label, is_credit_label, split_credit
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
    ("Before the storm near Port Ellin.Mara Quist—Getty Images", "Before the storm near Port Ellin.",
     "Mara Quist—Getty Images"),
    ("Mara Quist for The Hill Gazette", "", "Mara Quist for The Hill Gazette"),
    ("Mara Quist for Mayor", "Mara Quist for Mayor", ""),
    # a label glued to the last word, as browsers copy captions
    ("Im Stadion von SennaBild: Teo Varga/dpa/picture alliance", "Im Stadion von Senna", "Teo Varga/dpa/picture alliance"),
    ("Im Stadion von Senna 2021Bild: Teo Varga/REUTERS", "Im Stadion von Senna 2021", "Teo Varga/REUTERS"),
    ("Le barrage de SennaCrédit : AFP", "Le barrage de Senna", "AFP"),
    ("The old MacPhoto: what it was and why it failed all who bought it", "The old MacPhoto: what it was and why it"
     " failed all who bought it", ""),
    # in brackets
    ("The statehouse in April. (AP Photo/Darron Cummings)", "The statehouse in April.", "AP Photo/Darron Cummings"),
    ("(Mara Quist/mquist@gazette.example)", "", "Mara Quist"),
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
    "Ada Quill and Tom Reed at the harbour",
    "Mike Pompeo",
    "Ministers of the CDU/CSU",
    "The ship can carry 24/7 cargo",
    "Photo: a harbour that was never built",
    "President Xi (left) and Ada Quill (right)",
    "Der Hafen im Jahr 1952 (Archivbild)",
    "The prize went to The New York Times.",
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


WORLD = [
    ("The harbour at dawn. /Ada Quill/Tern Press", "The harbour at dawn.", "Ada Quill/Tern Press"),
    ("The harbour at dawn (AP Photo/Ada Quill)", "The harbour at dawn", "AP Photo/Ada Quill"),
    (
        "The harbour at dawn, on Monday, March 4, 2026. (AP Photo/Ada Quill, File)",
        "The harbour at dawn, on Monday, March 4, 2026.",
        "AP Photo/Ada Quill, File",
    ),
    ("The harbour at dawn. Photograph: Ada Quill/Getty Images", "The harbour at dawn.", "Ada Quill/Getty Images"),
    ("The harbour at dawn. File photo: Reuters", "The harbour at dawn.", "Reuters"),
    ("The harbour at dawn. Courtesy of Ada Quill", "The harbour at dawn.", "Ada Quill"),
    ("The harbour at dawn. Ada Quill/AFP via Getty Images", "The harbour at dawn.", "Ada Quill/AFP via Getty Images"),
    ("The harbour at dawn. REUTERS/Ada Quill", "The harbour at dawn.", "REUTERS/Ada Quill"),
    ("The harbour at dawn. © Ada Quill", "The harbour at dawn.", "Ada Quill"),
    ("The harbour at dawn | Ada Quill/EPA", "The harbour at dawn", "Ada Quill/EPA"),
    ("The harbour at dawn. Credit: Ada Quill", "The harbour at dawn.", "Ada Quill"),
    ("The harbour at dawn. Credit...Ada Quill for The Tern", "The harbour at dawn.", "Ada Quill for The Tern"),
    ("The harbour at dawn. Image credit: Ada Quill", "The harbour at dawn.", "Ada Quill"),
    ("The harbour at dawn. Screenshot by Ada Quill/Tern", "The harbour at dawn.", "Ada Quill/Tern"),
    ("Screenshot by Ada Quill/Tern", "", "Ada Quill/Tern"),
    ("Credit: ada quill/tern", "", "ada quill/tern"),
    ("Photo composite by Ada Quill and Edie Stone", "", "Ada Quill and Edie Stone"),
    ("(Ada Quill)", "", "Ada Quill"),
    ("(The Tern)", "", "The Tern"),
    ("Source: Natl Inst. for Sea Research (NISR), Corrin", "", "Natl Inst. for Sea Research (NISR), Corrin"),
    ("Credits: Supplied Image;", "", "Supplied Image"),
    ("Illustration: Ada Quill", "", "Ada Quill"),
    ("The harbour at dawn. Illustration by Ada Quill", "The harbour at dawn.", "Ada Quill"),
    ("The harbour at dawn. Photo courtesy Tern Museum", "The harbour at dawn.", "Tern Museum"),
    ("The harbour at dawn. Submitted photo", "The harbour at dawn.", "Submitted photo"),
    ("The harbour at dawn (Supplied)", "The harbour at dawn", "Supplied"),
    ("The harbour at dawn. Picture: Ada Quill", "The harbour at dawn.", "Ada Quill"),
    ("The harbour at dawn. Pic: PA", "The harbour at dawn.", "PA"),
    ("The harbour at dawn. [Ada Quill/Al Jazeera]", "The harbour at dawn.", "Ada Quill/Al Jazeera"),
    ("The harbour at dawn - Ada Quill/AFP", "The harbour at dawn", "Ada Quill/AFP"),
    ("Der Hafen im Morgenlicht. Foto: Ada Quill/dpa", "Der Hafen im Morgenlicht.", "Ada Quill/dpa"),
    ("Der Hafen im Morgenlicht Bild: Ada Quill/dpa", "Der Hafen im Morgenlicht", "Ada Quill/dpa"),
    (
        "Der Hafen im Morgenlicht. © Ada Quill/dpa/dpa-Bildfunk",
        "Der Hafen im Morgenlicht.",
        "Ada Quill/dpa/dpa-Bildfunk",
    ),
    (
        "Der Hafen im Morgenlicht. | Bild: picture alliance/dpa, Ada Quill",
        "Der Hafen im Morgenlicht.",
        "picture alliance/dpa, Ada Quill",
    ),
    ("Der Hafen im Morgenlicht. Quelle: dpa", "Der Hafen im Morgenlicht.", "dpa"),
    (
        "Der Hafen im Morgenlicht (Symbolbild). Foto: IMAGO/Ada Quill",
        "Der Hafen im Morgenlicht (Symbolbild).",
        "IMAGO/Ada Quill",
    ),
    ("Der Hafen im Morgenlicht. Bildrechte: Ada Quill", "Der Hafen im Morgenlicht.", "Ada Quill"),
    ("Der Hafen im Morgenlicht. Fotocredit: APA/Ada Quill", "Der Hafen im Morgenlicht.", "APA/Ada Quill"),
    ("Le port au petit matin. Crédit photo : Ada Quill", "Le port au petit matin.", "Ada Quill"),
    ("Le port au petit matin. Crédit Ada Quill / AFP", "Le port au petit matin.", "Ada Quill / AFP"),
    ("Le port au petit matin. ADA QUILL / AFP", "Le port au petit matin.", "ADA QUILL / AFP"),
    ("Le port au petit matin. Photo Ada Quill/Hans Lucas", "Le port au petit matin.", "Ada Quill/Hans Lucas"),
    ("Le port au petit matin. PHOTO : Ada Quill", "Le port au petit matin.", "Ada Quill"),
    ("Le port au petit matin. - Ada Quill / AFP", "Le port au petit matin.", "Ada Quill / AFP"),
    ("El puerto al amanecer. Foto: Ada Quill", "El puerto al amanecer.", "Ada Quill"),
    ("El puerto al amanecer. ADA QUILL (EFE)", "El puerto al amanecer.", "ADA QUILL (EFE)"),
    ("El puerto al amanecer. Fuente: Cortesía", "El puerto al amanecer.", "Cortesía"),
    ("El puerto al amanecer / ADA QUILL", "El puerto al amanecer", "ADA QUILL"),
    ("El puerto al amanecer. | Crédito: Ada Quill", "El puerto al amanecer.", "Ada Quill"),
    ("O porto ao amanhecer. Foto: Ada Quill/Agência Brasil", "O porto ao amanhecer.", "Ada Quill/Agência Brasil"),
    ("O porto ao amanhecer — Foto: Reprodução/TV", "O porto ao amanhecer", "Reprodução/TV"),
    ("O porto ao amanhecer. Crédito: Divulgação", "O porto ao amanhecer.", "Divulgação"),
    ("O porto ao amanhecer | Ada Quill/Lusa", "O porto ao amanhecer", "Ada Quill/Lusa"),
    ("Il porto all'alba. Foto di Ada Quill/ANSA", "Il porto all'alba.", "Ada Quill/ANSA"),
    ("Il porto all'alba (Ansa)", "Il porto all'alba", "Ansa"),
    ("Il porto all'alba (foto Ada Quill)", "Il porto all'alba", "Ada Quill"),
    ("De haven bij dageraad. Foto: ANP/Ada Quill", "De haven bij dageraad.", "ANP/Ada Quill"),
    ("De haven bij dageraad. Beeld Ada Quill", "De haven bij dageraad.", "Ada Quill"),
    ("De haven bij dageraad. © Ada Quill", "De haven bij dageraad.", "Ada Quill"),
    ("Hamnen i gryningen. Foto: Ada Quill/TT", "Hamnen i gryningen.", "Ada Quill/TT"),
    ("Hamnen i gryningen. Bild: Ada Quill", "Hamnen i gryningen.", "Ada Quill"),
    ("Havnen ved daggry. Foto: Ada Quill / NTB", "Havnen ved daggry.", "Ada Quill / NTB"),
    ("Havnen ved daggry. Foto: Ada Quill/Ritzau Scanpix", "Havnen ved daggry.", "Ada Quill/Ritzau Scanpix"),
    ("Satama aamunkoitteessa. Kuva: Ada Quill / Lehtikuva", "Satama aamunkoitteessa.", "Ada Quill / Lehtikuva"),
    ("Port o świcie. Fot. Ada Quill / PAP", "Port o świcie.", "Ada Quill / PAP"),
    ("Port o świcie (fot. Ada Quill/PAP)", "Port o świcie", "Ada Quill/PAP"),
    ("Port o świcie. Foto: Ada Quill", "Port o świcie.", "Ada Quill"),
    ("Přístav za úsvitu. Foto: Ada Quill, ČTK", "Přístav za úsvitu.", "Ada Quill, ČTK"),
    ("Přístav za úsvitu. | Zdroj: ČTK / Ada Quill", "Přístav za úsvitu.", "ČTK / Ada Quill"),
    ("Kikötő hajnalban. Fotó: Quill Ada / MTI", "Kikötő hajnalban.", "Quill Ada / MTI"),
    ("Kikötő hajnalban. (Fotó: MTI/Quill Ada)", "Kikötő hajnalban.", "MTI/Quill Ada"),
    ("Portul în zori. Foto: Ada Quill / Agerpres", "Portul în zori.", "Ada Quill / Agerpres"),
    ("Portul în zori. Sursa foto: Inquam Photos / Ada Quill", "Portul în zori.", "Inquam Photos / Ada Quill"),
    ("Pristanište u zoru. Foto: Ada Quill/Pixsell", "Pristanište u zoru.", "Ada Quill/Pixsell"),
    ("Uostas auštant. A. Quill / LRT nuotr.", "Uostas auštant.", "A. Quill / LRT"),
    ("Ada Quill / J. Stone / BNS nuotr.", "Ada Quill", "J. Stone / BNS"),
    ("Osta rītausmā. Foto: Ada Quill, LETA", "Osta rītausmā.", "Ada Quill, LETA"),
    ("Sadam koidikul. FOTO: Ada Quill", "Sadam koidikul.", "Ada Quill"),
    ("Το λιμάνι την αυγή. Φωτογραφία: Άντα Κουίλ", "Το λιμάνι την αυγή.", "Άντα Κουίλ"),
    ("Το λιμάνι την αυγή (ΑΠΕ-ΜΠΕ)", "Το λιμάνι την αυγή", "ΑΠΕ-ΜΠΕ"),
    ("Liman şafakta. Fotoğraf: Ada Quill/AA", "Liman şafakta.", "Ada Quill/AA"),
    ("Liman şafakta (Fotoğraf: DHA)", "Liman şafakta", "DHA"),
    ("Порт на рассвете. Фото: Ада Квилл / ТАСС", "Порт на рассвете.", "Ада Квилл / ТАСС"),
    ("Порт на рассвете © Ада Квилл/РИА Новости", "Порт на рассвете", "Ада Квилл/РИА Новости"),
    ("Порт на рассвете. Автор: Ада Квилл", "Порт на рассвете.", "Ада Квилл"),
    ("Порт на світанку. Фото: Ада Квілл / УНІАН", "Порт на світанку.", "Ада Квілл / УНІАН"),
    ("Порт на світанку. Джерело: Укрінформ", "Порт на світанку.", "Укрінформ"),
    ("Пристанището призори. Снимка: БТА", "Пристанището призори.", "БТА"),
    ("Лука у зору. Фото: Танјуг/Ада Квил", "Лука у зору.", "Танјуг/Ада Квил"),
    ("الميناء عند الفجر. صورة: آدا كويل / رويترز", "الميناء عند الفجر.", "آدا كويل / رويترز"),
    ("الميناء عند الفجر (أ ف ب)", "الميناء عند الفجر", "أ ف ب"),
    ("الميناء عند الفجر (رويترز)", "الميناء عند الفجر", "رويترز"),
    ("الميناء عند الفجر - تصوير: آدا كويل", "الميناء عند الفجر", "آدا كويل"),
    ("بندر در سپیده‌دم. عکس: آدا کوئیل", "بندر در سپیده‌دم.", "آدا کوئیل"),
    ("הנמל עם שחר. צילום: עדה קוויל", "הנמל עם שחר.", "עדה קוויל"),
    ("הנמל עם שחר (צילום: רויטרס)", "הנמל עם שחר", "רויטרס"),
    ("הנמל עם שחר | צילום: עדה קוויל, פלאש 90", "הנמל עם שחר", "עדה קוויל, פלאש 90"),
    ("सुबह का बंदरगाह। फोटो: एडा क्विल", "सुबह का बंदरगाह।", "एडा क्विल"),
    ("सुबह का बंदरगाह। (फोटो: पीटीआई)", "सुबह का बंदरगाह।", "पीटीआई"),
    ("ভোরের বন্দর। ছবি: এডা কুইল", "ভোরের বন্দর।", "এডা কুইল"),
    ("ท่าเรือยามเช้า ภาพ: เอดา ควิลล์", "ท่าเรือยามเช้า", "เอดา ควิลล์"),
    ("Bến cảng lúc bình minh. Ảnh: Ada Quill/TTXVN", "Bến cảng lúc bình minh.", "Ada Quill/TTXVN"),
    ("Bến cảng lúc bình minh - Ảnh: ADA QUILL", "Bến cảng lúc bình minh", "ADA QUILL"),
    ("Pelabuhan saat fajar. (Foto: Ada Quill/detikcom)", "Pelabuhan saat fajar.", "Ada Quill/detikcom"),
    ("Pelabuhan saat fajar. (ANTARA FOTO/Ada Quill)", "Pelabuhan saat fajar.", "ANTARA FOTO/Ada Quill"),
    ("Pelabuhan saat fajar. Dok. Polres Tern", "Pelabuhan saat fajar.", "Polres Tern"),
    ("黎明的港口。新华社记者 李响 摄", "黎明的港口。", "新华社记者 李响"),
    ("黎明的港口。（图/新华社）", "黎明的港口。", "新华社"),
    ("黎明的港口。图片来源：视觉中国", "黎明的港口。", "视觉中国"),
    ("黎明的港口。圖／李響攝", "黎明的港口。", "李響"),
    ("黎明的港口。（中央社）", "黎明的港口。", "中央社"),
    ("夜明けの港（写真：ロイター）", "夜明けの港", "ロイター"),
    ("夜明けの港＝2026年3月4日、石井太郎撮影", "夜明けの港＝2026年3月4日", "石井太郎"),
    ("夜明けの港 ©Ada Quill", "夜明けの港", "Ada Quill"),
    ("夜明けの港。写真提供：海洋研究所", "夜明けの港。", "海洋研究所"),
    ("夜明けの港 【時事通信社】", "夜明けの港", "時事通信社"),
    ("새벽의 항구. 사진=김철수 기자", "새벽의 항구.", "김철수 기자"),
    ("새벽의 항구. /연합뉴스", "새벽의 항구.", "연합뉴스"),
    ("새벽의 항구. [사진=뉴시스]", "새벽의 항구.", "뉴시스"),
    ("새벽의 항구. 사진제공=해양연구원", "새벽의 항구.", "해양연구원"),
    ("새벽의 항구. 김철수 기자", "새벽의 항구.", "김철수 기자"),
    ("圖為民眾購買雞蛋。中央社記者張新偉攝 112年2月16日", "圖為民眾購買雞蛋。", "中央社記者張新偉"),
    ("The harbour in 1952. (Public domain)", "The harbour in 1952.", "Public domain"),
]
"""One caption in the languages and forms of many countries' papers."""


@pytest.mark.parametrize(("text", "caption", "credit"), SPLIT + WORLD)
def test_credits_are_split_off(text: str, caption: str, credit: str) -> None:
    parts = split_credit(text)
    assert (parts.caption, parts.credit) == (caption, credit)


@pytest.mark.parametrize("text", WHOLE)
def test_a_caption_without_credit_stays_whole(text: str) -> None:
    parts = split_credit(text)
    assert (parts.caption, parts.credit) == (text, "")


@pytest.mark.parametrize("text", [row[0] for row in SPLIT + WORLD] + WHOLE)
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


def test_what_is_left_before_a_credit_may_be_no_caption_either() -> None:
    parts = split_credit("AllrightsreservedPhoto:P|")
    assert (parts.caption, parts.credit) == ("", "P")


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


def test_what_lawyers_add_is_nothing_at_all() -> None:
    parts = split_credit("Purchase Licensing Rights")
    assert (parts.caption, parts.credit) == ("", "")


@pytest.mark.parametrize("text", ["Copyright", "Foto:", "©", "写真："])
def test_a_label_alone_is_known(text: str) -> None:
    assert is_credit_label(text)


@pytest.mark.parametrize(
    ("text", "is_labelled"), [("Der Hafen. Foto: dpa", True), ("Der Hafen. (dpa)", False), ("© Quill", True)]
)
def test_a_credit_that_says_so_is_told_from_one_that_does_not(text: str, is_labelled: bool) -> None:
    assert has_credit_label(text) is is_labelled
