"""Forms that are filled in every day: the weather, the lottery, a match, prices. Written by us."""

from typing import NamedTuple


class Template(NamedTuple):
    """A form that is filled in every day, with two fillings."""

    language: str
    title: str
    body: tuple[str, ...]
    fillings: tuple[tuple[str, ...], ...]


TEMPLATES: tuple[Template, ...] = (
    Template(
        "en",
        "Weather for {0}",
        (
            "In {0} the day begins with {1} and temperatures around {2} degrees.",
            "In the afternoon the sun comes through at times, with highs of up to {3} degrees.",
            "The wind blows from the {4} at {5} kilometres an hour, in gusts up to {6}.",
            "The chance of rain is {7} percent during the day.",
            "At night it cools down to {8} degrees, with clouds from the sea.",
            "The sun rises at {9} and sets at {10}.",
            "The forecast is made by the weather service and is brought up to date four times a day.",
        ),
        (
            ("Aldermoor", "fog", "4", "9", "west", "18", "42", "20", "1", "7:31", "16:22"),
            ("Sollet", "drizzle", "6", "11", "south", "25", "60", "70", "3", "7:28", "16:25"),
            ("Varden", "frost", "-2", "3", "north", "12", "30", "5", "-6", "7:40", "16:02"),
        ),
    ),
    Template(
        "en",
        "Lottery: the numbers of {0}",
        (
            "The following numbers were drawn in the lottery on {0}: {1}, {2}, {3}, {4}, {5} and {6}.",
            "The bonus number is {7}.",
            "The jackpot stands at {8} million crowns in the next draw.",
            "In the second class {9} players won {10} crowns each.",
            "All information is given without guarantee. Playing may be addictive; help is given by the advice "
            "centre free of "
            "charge and without names.",
            "The next draw will take place in the studio in Varden in the presence of a notary.",
        ),
        (
            ("Saturday", "4", "11", "19", "23", "38", "44", "7", "12", "3", "184,200"),
            ("Wednesday", "2", "9", "17", "31", "40", "47", "1", "15", "5", "96,310"),
            ("18 November", "6", "8", "21", "28", "36", "42", "9", "3", "2", "210,450"),
        ),
    ),
    Template(
        "en",
        "{0} {1} {2} {3}: match report",
        (
            "{0} and {2} parted {1} to {3} in front of {4} spectators on the {5}th day of the season.",
            "The first goal was shot by {6} in minute {7}, after a corner from the left.",
            "After the break the guests pressed harder and had {8} chances, but the keeper saved what came.",
            "In minute {9} {10} was sent off for a second foul.",
            "In the table the hosts now have {11} points, the guests {12}.",
            "The next match day is in a week.",
        ),
        (
            ("Varden", "2", "Holm", "1", "4,310", "12", "Petr Lund", "17", "4", "71", "Aksel Brik", "23", "14"),
            ("Sollet", "0", "Brack", "3", "1,120", "12", "Jan Osk", "33", "6", "58", "Tom Ridder", "9", "27"),
            ("Aldermoor", "1", "Tarn", "4", "2,870", "13", "Ole Friis", "5", "2", "80", "Max Hold", "11", "19"),
        ),
    ),
    Template(
        "de",
        "Börse in Varden {0}",
        (
            "Der Aktienindex der Börse in Varden hat am {0} {1} Prozent {2} bei {3} Punkten geschlossen.",
            "Am stärksten legten die Papiere von {4} zu, die um {5} Prozent auf {6} Kronen stiegen.",
            "Schlusslicht waren die Aktien von {7} mit einem Minus von {8} Prozent.",
            "Der Euro kostete am Nachmittag {9} Kronen nach {10} Kronen am Vortag.",
            "Am Rentenmarkt lag die Umlaufrendite bei {11} Prozent.",
            "Die Angaben erfolgen ohne Gewähr und stellen keine Empfehlung dar.",
        ),
        (
            ("Montag", "0,4", "höher", "4.312", "Holm", "3,1", "87,20", "Sund Bank", "1,9", "11,42", "11,40", "2,31"),
            (
                "Dienstag",
                "1,2",
                "tiefer",
                "4.260",
                "Nordwerft",
                "0,8",
                "41,75",
                "Holm",
                "4,4",
                "11,51",
                "11,42",
                "2,36",
            ),
        ),
    ),
    Template(
        "ru",
        "Курсы валют на {0}",
        (
            "Центральный банк установил на {0} официальный курс доллара на уровне {1} рубля.",
            "По сравнению с предыдущим днём американская валюта изменилась на {2} копейки.",
            "Курс евро составил {3} рубля, это на {4} копеек отличается от вчерашнего значения.",
            "Курс юаня установлен на уровне {5} рубля.",
            "Биржевой индекс к закрытию торгов находился на отметке {6} пункта.",
            "Официальные курсы используются для расчётов и в бухгалтерском учёте.",
        ),
        (
            ("22 ноября", "91,22", "34", "98,40", "51", "12,61", "2745"),
            ("23 ноября", "90,87", "35", "97,93", "47", "12,57", "2760"),
        ),
    ),
    Template(
        "ja",
        "{0}の天気",
        (
            "{0}は朝のうち{1}ですが、昼前から次第に晴れる見込みです。",
            "最高気温は{2}度、最低気温は{3}度の予想です。",
            "北西の風がやや強く、最大瞬間風速は{4}メートルに達するでしょう。",
            "降水確率は午前が{5}パーセント、午後は{6}パーセントです。",
            "海上は波の高さが{7}メートルと、しける見通しです。船舶は注意してください。",
            "この予報は気象台の発表をもとに自動で作成しています。",
        ),
        (
            ("サッポロ", "雪", "2", "-5", "18", "60", "20", "3"),
            ("ハコダテ", "くもり", "6", "-1", "14", "40", "10", "2"),
        ),
    ),
    Template(
        "zh",
        "{0}空气质量日报",
        (
            "{0}今日空气质量指数为{1}，首要污染物为{2}。",
            "全市{3}个监测站中，有{4}个达到优良水平。",
            "细颗粒物平均浓度为每立方米{5}微克，较昨日变化{6}微克。",
            "预计明天最高气温{7}度，风力{8}级。",
            "请敏感人群减少户外活动，外出时佩戴口罩。",
            "数据由市环境监测中心提供，仅供参考。",
        ),
        (
            ("东川市", "68", "细颗粒物", "12", "9", "48", "6", "14", "3"),
            ("石河市", "112", "臭氧", "8", "2", "31", "11", "19", "2"),
        ),
    ),
    Template(
        "ar",
        "أسعار الذهب يوم {0}",
        (
            "سجل سعر غرام الذهب من عيار 24 يوم {0} نحو {1} دينارا في أسواق العاصمة.",
            "وبلغ سعر غرام الذهب من عيار 21 نحو {2} دينارا، ومن عيار 18 نحو {3} دينارا.",
            "وعالميا بلغ سعر الأونصة {4} دولارا بعد تغير قدره {5} دولارات عن اليوم السابق.",
            "وبلغ سعر صرف الدولار {6} دينارا في السوق.",
            "والأسعار المذكورة لا تشمل أجرة الصياغة وقد تختلف من محل إلى آخر.",
        ),
        (
            ("الأحد", "41", "36", "31", "1987", "12", "0.71"),
            ("الاثنين", "43", "38", "33", "2014", "27", "0.69"),
        ),
    ),
)
