"""Which language a text is in: by its script, by its small words, against what its page says."""

import pytest

from reader.extract.lines.languages import detect_language, settle_language
from reader.extract.pipeline import extract
from reader.model.page import Page, PageForm, PageOrigin

TEXTS = {
    "en": (
        "The ferry left the quay at dawn with forty passengers and two dogs, and nobody on board had slept for "
        "more than an hour, because the gale had kept the whole of the harbour awake until it blew itself out at "
        "four."
    ),
    "de": (
        "Die Fähre verließ den Kai bei Tagesanbruch mit vierzig Fahrgästen und zwei Hunden, und niemand an Bord "
        "hatte mehr als eine Stunde geschlafen, weil der Sturm den ganzen Hafen wach gehalten hatte, bis er sich "
        "um vier legte."
    ),
    "fr": (
        "Le bac a quitté le quai à l'aube avec quarante passagers et deux chiens, et personne à bord n'avait dormi"
        " plus d'une heure, parce que la tempête avait tenu tout le port éveillé jusqu'à ce qu'elle se calme vers "
        "quatre heures."
    ),
    "es": (
        "El transbordador salió del muelle al amanecer con cuarenta pasajeros y dos perros, y nadie a bordo había "
        "dormido más de una hora, porque el temporal tuvo despierto a todo el puerto hasta que se calmó a las "
        "cuatro de la mañana."
    ),
    "pt": (
        "A balsa deixou o cais ao amanhecer com quarenta passageiros e dois cães, e ninguém a bordo tinha dormido "
        "mais de uma hora, porque o temporal manteve o porto inteiro acordado até que se acalmou às quatro da "
        "manhã."
    ),
    "it": (
        "Il traghetto ha lasciato il molo all'alba con quaranta passeggeri e due cani, e nessuno a bordo aveva "
        "dormito più di un'ora, perché la burrasca aveva tenuto sveglio tutto il porto fino a quando si è calmata "
        "alle quattro."
    ),
    "nl": (
        "De veerboot verliet de kade bij zonsopgang met veertig passagiers en twee honden, en niemand aan boord "
        "had langer dan een uur geslapen, omdat de storm de hele haven wakker had gehouden tot hij om vier uur "
        "ging liggen."
    ),
    "sv": (
        "Färjan lämnade kajen i gryningen med fyrtio passagerare och två hundar, och ingen ombord hade sovit mer "
        "än en timme, eftersom stormen hade hållit hela hamnen vaken tills den bedarrade vid fyra och det blev "
        "tyst igen."
    ),
    "da": (
        "Færgen forlod kajen ved daggry med fyrre passagerer og to hunde, og ingen om bord havde sovet mere end en"
        " time, fordi stormen havde holdt hele havnen vågen, indtil den lagde sig klokken fire, hvor der igen blev"
        " stille."
    ),
    "no": (
        "Fergen forlot kaien ved daggry med førti passasjerer og to hunder, og ingen om bord hadde sovet mer enn "
        "en time, fordi stormen hadde holdt hele havnen våken til den la seg klokken fire, og noe sånt har ingen "
        "sett før."
    ),
    "fi": (
        "Lautta lähti laiturista aamunkoitteessa, ja mukana oli neljäkymmentä matkustajaa sekä kaksi koiraa, mutta"
        " kukaan ei ollut nukkunut tuntia enempää, kun myrsky oli valvottanut koko satamaa, kunnes se laantui "
        "vasta aamulla."
    ),
    "pl": (
        "Prom odpłynął od nabrzeża o świcie z czterdziestoma pasażerami i dwoma psami, a nikt na pokładzie nie "
        "spał dłużej niż godzinę, bo wichura nie dała zasnąć całemu portowi, zanim o czwartej nad ranem się "
        "uspokoiła, co było do przewidzenia."
    ),
    "cs": (
        "Přívoz opustil nábřeží za svítání se čtyřiceti cestujícími a dvěma psy a nikdo na palubě nespal déle než "
        "hodinu, protože bouře držela celý přístav vzhůru, než se ve čtyři ráno utišila, a tak je to podle "
        "kapitána už od roku, kdy byl on ještě plavčík."
    ),
    "hu": (
        "A komp hajnalban hagyta el a rakpartot negyven utassal és két kutyával, és a fedélzeten senki sem aludt "
        "egy óránál többet, mert a vihar az egész kikötőt ébren tartotta, míg négykor el nem csendesedett, és ez "
        "már nem az első ilyen volt."
    ),
    "ro": (
        "Bacul a părăsit cheiul în zori cu patruzeci de pasageri și doi câini, iar nimeni de la bord nu a dormit "
        "mai mult de o oră, pentru că furtuna a ținut treaz tot portul până când s-a potolit la patru, după cum "
        "spun cei care sunt aici."
    ),
    "tr": (
        "Vapur şafakta kırk yolcu ve iki köpek ile iskeleden ayrıldı ve gemide hiç kimse bir saatten daha çok "
        "uyumamıştı, çünkü fırtına saat dörde kadar bütün limanı ayakta tutmuş, sonra ise dinmiş ve bu gece için "
        "başka bir şey olmamıştı."
    ),
    "id": (
        "Feri itu meninggalkan dermaga saat fajar dengan empat puluh penumpang dan dua anjing, dan tidak ada yang "
        "tidur lebih dari satu jam karena badai telah membuat pelabuhan terjaga sampai reda pada pukul empat, kata"
        " para awak yang ada di sana."
    ),
    "vi": (
        "Chuyến phà rời bến lúc bình minh với bốn mươi hành khách và hai con chó, không ai trên tàu được ngủ quá "
        "một giờ vì cơn bão đã làm cả cảng phải thức cho đến khi nó tan vào lúc bốn giờ, và điều này cũng như "
        "những năm trước."
    ),
    "ru": (
        "Паром отошёл от причала на рассвете с сорока пассажирами и двумя собаками, и никто на борту не спал "
        "больше часа, потому что шторм не давал уснуть всему порту, пока не утих к четырём, как это было и в "
        "прошлом году, когда он ещё ходил."
    ),
    "uk": (
        "Пором відійшов від причалу на світанку з сорока пасажирами та двома собаками, і ніхто на борту не спав "
        "більше години, бо шторм не давав заснути всьому порту, поки не вщух о четвертій, як це було й торік, коли"
        " він ще ходив під вітрилом."
    ),
    "bg": (
        "Фериботът напусна кея призори с четиридесет пътници и две кучета и никой на борда не беше спал повече от "
        "час, защото бурята държа будно цялото пристанище, преди да утихне в четири, както се случи и след това, "
        "което не е за чудене."
    ),
    "sr": (
        "Скела је напустила кеј у зору са четрдесет путника и два пса, а нико на палуби није спавао више од сата, "
        "јер је олуја држала будном целу луку док се није стишала у четири, и то је био само почетак онога што је "
        "по речима капетана следило."
    ),
    "ar": (
        "غادرت العبارة الرصيف عند الفجر مع أربعين راكبا وكلبين، ولم ينم أحد على متنها أكثر من ساعة، لأن العاصفة "
        "أبقت الميناء كله مستيقظا إلى أن هدأت في الرابعة، وهو ما كان قد حدث في العام الماضي بعد أن خرجت من الميناء"
        " كما قال الذي كان في البرج."
    ),
    "fa": (
        "کشتی در سپیده دم با چهل مسافر و دو سگ از اسکله جدا شد و هیچ کس در آن بیش از یک ساعت نخوابیده بود، برای "
        "این که توفان تا ساعت چهار تمام بندر را بیدار نگه داشت و این را ناخدا که خود در برج بود گفت و هم از آن عکس"
        " گرفت تا به دیگران نشان دهد."
    ),
    "ur": (
        "کشتی صبح سویرے چالیس مسافروں اور دو کتوں کے ساتھ گھاٹ سے روانہ ہوئی اور کوئی بھی ایک گھنٹے سے زیادہ نہیں "
        "سویا تھا کیونکہ طوفان نے چار بجے تک پورے بندر کو جگائے رکھا، یہ بات اس کے کپتان نے کہی جو برج میں تھا اور"
        " اس نے تصویر بھی لی۔"
    ),
    "hi": (
        "नौका भोर में चालीस यात्रियों और दो कुत्तों के साथ घाट से निकली और जहाज पर कोई भी एक घंटे से ज्यादा नहीं "
        "सोया था क्योंकि तूफान ने चार बजे तक पूरे बंदरगाह को जगाए रखा, यह बात उस के कप्तान ने कही जो बुर्ज में था "
        "और यह पहली बार नहीं हुआ है।"
    ),
    "he": (
        "המעבורת עזבה את המזח עם שחר ועליה ארבעים נוסעים ושני כלבים, ואף אחד על הסיפון לא ישן יותר משעה, כי הסערה "
        "החזיקה את כל הנמל ער עד שנרגעה בארבע, וזה לא היה הלילה הראשון של הסתיו כך אמר רב החובל, אבל הוא גם אמר כי"
        " היה בין הקשים."
    ),
    "ja": "船は夜明けに四十人の乗客と二匹の犬を乗せて岸壁を離れた。嵐が港じゅうを四時まで眠らせなかった。",
    "zh": "渡轮在黎明时分离开码头，船上有四十名乘客和两条狗，风暴使整个港口直到四点都无法入睡。",
    "ko": "여객선은 새벽에 마흔 명의 승객과 개 두 마리를 태우고 부두를 떠났다. 폭풍이 네 시까지 항구를 깨웠다.",
    "th": "เรือข้ามฟากออกจากท่าตอนรุ่งสางพร้อมผู้โดยสารสี่สิบคนและสุนัขสองตัว",
    "el": "Το φέρι άφησε την προβλήτα την αυγή με σαράντα επιβάτες και δύο σκυλιά.",
    "ka": "ბორანი გამთენიისას ნავმისადგომიდან ორმოცი მგზავრით გავიდა.",
    "bn": "ফেরিটি ভোরে চল্লিশজন যাত্রী নিয়ে ঘাট ছেড়ে গেল।",
    "ta": "படகு விடியற்காலையில் நாற்பது பயணிகளுடன் துறையை விட்டுச் சென்றது.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_language_is_told_by_its_words_or_its_script(language: str) -> None:
    assert detect_language(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "12:30", "Petrel", "Ada Penrose, Josiah Penhale", "x = y + 1; " * 40])
def test_what_is_no_running_text_has_no_language(text: str) -> None:
    assert detect_language(text) == ""


@pytest.mark.parametrize(
    ("declared", "spoken", "settled"),
    [
        ("", "de", "de"),
        ("de-AT", "de", "de-AT"),
        ("en-US", "de", "de"),
        ("en", "ru", "ru"),
        ("en", "th", "th"),
        ("ru", "uk", "uk"),
        ("und", "fr", "fr"),
        ("nb", "no", "nb"),
        ("sr-Latn", "sr", "sr-Latn"),
        ("ja", "zh", "ja"),
        ("zh-Hant", "zh", "zh-Hant"),
        ("eo", "en", "eo"),
        ("he", "en", "en"),
    ],
)
def test_a_declared_language_stands_unless_the_words_speak_against_it(declared: str, spoken: str, settled: str) -> None:
    assert settle_language(declared, f"{TEXTS[spoken]} {TEXTS[spoken]}") == settled


def test_a_language_without_a_list_is_not_the_declared_one() -> None:
    strange = "Iindaba zakutshanje ngabantu abahlala elwandle abathi inqanawa yabo ayikaze ihambe kakuhle " * 8
    assert settle_language("en", strange) == ""


def test_a_short_text_is_no_reason_to_doubt_the_page() -> None:
    assert settle_language("fr", "The ferry left the quay at dawn.") == "fr"


@pytest.mark.parametrize(
    ("form", "markup"), [(PageForm.HTML, "<p>{}</p>"), (PageForm.TEXT, "{}\n"), (PageForm.MARKDOWN, "{}\n")]
)
def test_an_article_has_the_language_of_its_words(form: PageForm, markup: str) -> None:
    content = "\n".join(markup.format(TEXTS["pl"]) for _ in range(2))
    article = extract(
        Page(content=content.encode(), form=form, origin=PageOrigin.FILE, content_type="text/plain; charset=utf-8")
    )
    assert article.metadata.language == "pl"
