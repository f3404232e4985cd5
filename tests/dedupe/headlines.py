"""Headlines written by us: of events that several papers tell of in their own words, and of forms that are filled in daily."""

from collections.abc import Mapping, Sequence

EVENTS: Mapping[str, Sequence[Sequence[str]]] = {
    "en": (
        (
            "Ferries to the islands halted after cracks found in three hulls",
            "Saltmarsh Line stops all ferries over cracked hulls",
            "Cracks in hulls: islands without a ferry from Friday",
        ),
        (
            "Earthquake of magnitude 6.1 shakes Belmora, at least 40 hurt",
            "Dozens hurt as strong earthquake hits Belmora",
            "Belmora quake: hospitals treat more than 40",
        ),
        (
            "Harnack resigns as finance minister over pension leak",
            "Finance minister Harnack quits after pension papers leak",
        ),
        (
            "Norvia beat Tarn on penalties to reach handball final",
            "Handball: Norvia in the final after penalty drama against Tarn",
        ),
        ("Court stops the Eastfield wind farm", "Eastfield wind farm must not be built, court rules"),
        ("Inflation in Brennia falls to 2.1 percent", "Brennia: prices rise by only 2.1 percent in October"),
        ("Spacecraft Petrel lands on asteroid Wren", "Petrel touches down on the asteroid Wren after nine-year flight"),
        ("Actress Ida Brandt dies at 91", "Ida Brandt, star of The Lighthouse, is dead"),
    ),
    "de": (
        (
            "Bahnstreik legt Nordmark lahm",
            "Nordmark: Streik bei der Bahn, kaum Züge am Montag",
            "Lokführer streiken in Nordmark",
        ),
        ("Großbrand zerstört Möbelhaus in Neuwerden", "Möbelhaus in Neuwerden brennt vollständig nieder"),
        ("Ministerin Solveig Krahn tritt zurück", "Krahn gibt Ministeramt nach Spendenaffäre auf"),
        ("Sturmflut an der Westküste: Deich bei Harlum gebrochen", "Deichbruch bei Harlum nach Sturmflut"),
    ),
    "fr": (
        ("Valmont: le pont Saint-Elme fermé après la crue", "Après la crue, le pont Saint-Elme de Valmont est fermé"),
        (
            "Grève des contrôleurs aériens à Port-Lorrain",
            "Port-Lorrain: la grève des contrôleurs cloue les avions au sol",
        ),
        ("Le musée d'Arcy rend douze statues au Tamaro", "Douze statues restituées au Tamaro par le musée d'Arcy"),
    ),
    "es": (
        ("Un incendio forestal obliga a evacuar Villarrosa", "Villarrosa evacuada por el incendio en la sierra"),
        ("El Senado aprueba la ley de aguas de Montera", "Montera: luz verde del Senado a la ley de aguas"),
    ),
    "ru": (
        ("В Верхнереченске открыли мост через Сулу", "Мост через Сулу в Верхнереченске снова открыт"),
        ("Завод в Каменке остановлен после взрыва", "Взрыв на заводе в Каменке: пятеро пострадавших"),
    ),
    "zh": (
        ("青岭隧道提前三个月贯通", "全长12公里的青岭隧道22日贯通"),
        ("云泽市地铁三号线停运", "信号故障致云泽地铁三号线停运两小时"),
    ),
    "ja": (
        ("白瀬港で貨物船座礁、18人救助", "貨物船が白瀬港の防波堤に乗り上げ"),
        ("浜岡市長に新人の森田氏が初当選", "浜岡市長選、森田氏が当選"),
    ),
    "ar": (
        ("افتتاح محطة لتحلية المياه في وادي السدر", "محطة تحلية جديدة في وادي السدر لست مدن"),
        ("استقالة وزير المالية هارناك بعد تسريب الوثائق", "وزير المالية هارناك يستقيل"),
    ),
}
"""Of each language events, of each event what different papers put above it."""

FORMS: Mapping[str, Sequence[tuple[str, Sequence[str]]]] = {
    "en": (
        ("{} divides the town", ("The ferry timetable", "A school roof", "The market hall", "Plan for a night train")),
        (
            "{}: what we know so far",
            ("Mill Lane fire", "The missing yacht Pelican", "New bus contract", "Water main burst"),
        ),
        ("Everything you need to know about {}", ("the apple harvest", "Saturday's election", "winter tyres")),
        ("Ten things to do in {} this weekend", ("Sollet", "Northgate", "Aldermoor")),
        ("{} opens again after nine years", ("Swimming pool", "The old cinema", "Varden library")),
        ("{} costs more than planned", ("Flood wall", "New water tower", "Cycle path to Tarn")),
        ("How {} became the talk of the town", ("a beekeeper", "two football fans", "the town orchestra")),
    ),
    "de": (
        ("{}: Was wir bisher wissen", ("Brand in der Mühlgasse", "Vermisste Yacht Pelikan", "Der neue Fahrplan")),
        ("{} wird teurer als geplant", ("Hochwasserschutz", "Neuer Wasserturm", "Die Markthalle")),
        ("Das müssen Sie über {} wissen", ("die Apfelernte", "die Kommunalwahl", "Winterreifen")),
        ("So wird das Wetter in {} am Wochenende", ("Harlum", "Neuwerden", "Sollet")),
    ),
    "fr": (
        (
            "{}: ce que l'on sait",
            ("Incendie rue des Moulins", "Disparition du voilier Pélican", "Nouveau contrat de bus"),
        ),
        ("Tout ce qu'il faut savoir sur {}", ("la récolte des pommes", "les élections de samedi", "les pneus d'hiver")),
        ("{} divise les habitants", ("La toiture de l'école", "Le nouvel horaire du bac", "L'éolienne de la colline")),
    ),
    "es": (
        (
            "{}: lo que sabemos hasta ahora",
            ("Incendio en la calle Molino", "El velero desaparecido", "Nuevo contrato de autobuses"),
        ),
        (
            "Todo lo que hay que saber sobre {}",
            ("la cosecha de manzanas", "las elecciones del sábado", "los neumáticos"),
        ),
    ),
    "ru": (
        (
            "{}: что известно на данный момент",
            ("Пожар на Мельничной улице", "Пропавшая яхта «Пеликан»", "Новый договор"),
        ),
        ("Всё, что нужно знать о {}", ("сборе яблок", "выборах в субботу", "зимних шинах")),
    ),
    "zh": (
        ("{}：目前我们知道些什么", ("磨坊巷火灾", "游艇失踪", "公交合同")),
        ("关于{}你需要知道的一切", ("苹果收成", "周六选举", "冬季轮胎")),
    ),
    "ja": (
        ("{}、これまでに分かっていること", ("水車通りの火災", "ヨット行方不明", "バス契約")),
        ("{}について知っておくべきこと", ("りんごの収穫", "土曜の選挙", "冬用タイヤ")),
    ),
    "ar": (
        ("{}: ما نعرفه حتى الآن", ("حريق شارع الطاحونة", "اختفاء اليخت", "عقد الحافلات")),
        ("كل ما تحتاج معرفته عن {}", ("قطاف التفاح", "انتخابات السبت", "إطارات الشتاء")),
    ),
}
"""Of each language forms, and what they were filled with: as many events as fillings."""
