"""Reports as agencies send them, written by us, with what papers and the days after make of them."""

from typing import NamedTuple


class Agency(NamedTuple):
    """An agency's report, and what is made of it."""

    language: str
    title: str
    lead: str
    body: tuple[str, ...]
    """Paragraphs behind the lead."""
    other_title: str
    other_lead: str
    own: tuple[str, ...]
    """What a paper adds on its own."""
    next_title: str
    next_lead: tuple[str, ...]
    """How the report of the next day begins; then it repeats some of the background."""
    same_topic_title: str
    same_topic: tuple[str, ...]
    """Another text about the same subject, with nothing taken over."""
    dates: tuple[tuple[str, str], ...] = ()
    """How a paper writes the days."""


REPORTS: tuple[Agency, ...] = (
    Agency(
        language="en",
        title="Ferry with 84 aboard runs aground off Aldermoor",
        lead="ALDERMOOR - A ferry with 84 people aboard ran aground in thick fog off the harbour of Aldermoor "
        "on Tuesday, the "
        "coastguard said.",
        body=(
            "All passengers were taken off by lifeboats within two hours. Nobody was seriously hurt, but eleven "
            "people were "
            "treated for shock and bruises.",
            "“We heard a long scraping noise and then the lights went out,” said Marta Quill, a teacher who was "
            "travelling with "
            "her class. “The crew was calm, and so the children were calm.”",
            "The Heron, built in 1987, had left the island of Sollet at 6:40 in the morning. It struck a "
            "sandbank about 300 "
            "metres from the pier. According to the harbour master the buoy that marks the bank had been out of "
            "order since the "
            "weekend.",
            "“This should not have happened,” said harbour master Edwin Tarr. “We had reported the buoy three times.”",
            "The operator, Northern Sound Lines, said it would wait for the findings of the inquiry. It carries "
            "1,200,000 "
            "passengers a year between the islands and the mainland. Two of its ferries are in dock for repairs "
            "at the moment.",
            "Salvage crews hope to free the ship with the spring tide at the end of the week. Booms were laid "
            "out around it, "
            "although no oil had been seen on the water by the evening.",
            "In 2009 the Plover, a sister ship, had struck the same bank. An inquiry found then that the "
            "channel was marked "
            "badly, and recommended a second light. It was never built.",
        ),
        other_title="Fog strands island boat on sandbank, schoolchildren rescued",
        other_lead="Eighty-four people, a school class among them, had to leave a stranded ferry in lifeboats "
        "yesterday morning "
        "when it hit a sandbank outside Aldermoor harbour.",
        own=(
            "Our reporter at the pier saw blankets being handed out by volunteers of the sailing club.",
            "The council will speak about the lights of the channel at its next sitting.",
        ),
        next_title="Stranded ferry: missing buoy light was known for days",
        next_lead=(
            "ALDERMOOR - The day after the stranding of the Heron, investigators have seized the maintenance "
            "books of the harbour "
            "authority, the public prosecutor said on Wednesday.",
            "The books show that the light of the buoy was noted as dark on Saturday morning, and that a spare "
            "lamp lay in the "
            "store of the authority all the time.",
            "Two officials have been sent on leave. Their lawyers did not want to comment. The union of harbour "
            "workers spoke of a "
            "hunt for scapegoats and called for more staff.",
            "Divers looked at the hull on Wednesday. They found a crack of four metres below the engine room, "
            "which is being "
            "closed with plates before anyone tries to move the ship.",
            "The transport committee of the assembly wants to hear the operator next week.",
        ),
        same_topic_title="Island ferries to cost more from spring",
        same_topic=(
            "Passengers on the boats to Sollet and the outer islands will pay nine per cent more from the first "
            "of April.",
            "Northern Sound Lines blames the price of fuel and the wages it agreed with its crews in the autumn.",
            "The islanders' association calls the rise a tax on living where one was born and has begun to "
            "collect signatures.",
            "Those who cross every day are to get a pass for the year that costs as much as before.",
            "The last rise was three years ago, when the operator brought its timetable down to four crossings a day.",
        ),
        dates=(("on Tuesday", "on 23 November"), ("6:40 in the morning", "6.40am")),
    ),
    Agency(
        language="en",
        title="Central bank of Brennia keeps rate at 3.5 percent, sees slower growth",
        lead="VARDEN, Nov 23 - Brennia's central bank left its key rate unchanged at 3.5 percent on Thursday "
        "and cut its outlook "
        "for growth next year, citing weak exports.",
        body=(
            "The decision was expected by all but two of 31 economists in a poll. The bank last moved the rate "
            "in June, when it "
            "lowered it by a quarter of a point.",
            "“Inflation is coming down, but it is not where we want it,” governor Ilse Harnack told reporters. "
            "“Whoever is "
            "impatient now pays for it later.”",
            "Consumer prices rose 2.9 percent in October from a year earlier, after 3.1 percent in September. "
            "The bank aims at 2 "
            "percent.",
            "It now sees the economy growing by 0.8 percent next year, down from 1.3 percent in its last "
            "forecast. Orders from "
            "abroad have fallen for five months in a row.",
            "The crown slipped by 0.4 percent against the euro after the decision. Yields of ten-year bonds "
            "were little changed.",
            "“The door for a cut in February is open,” said Jonas Weil, an economist at Sund Bank. “But it is "
            "not open wide.”",
            "Trade unions said the bank was ignoring the weakness of the building trade, where 14,000 jobs were "
            "lost since spring. "
            "The employers' federation welcomed the decision as a sign of steadiness.",
        ),
        other_title="No cut yet: Harnack waits for prices to fall",
        other_lead="Borrowers in Brennia have to wait: the central bank held its rate where it was, while it "
        "grew gloomier about "
        "the economy.",
        own=("For a family with a mortgage of 200,000 crowns nothing changes for the time being, brokers say.",),
        next_title="Brennian crown at lowest since March as traders bet on cut",
        next_lead=(
            "VARDEN, Nov 24 - The Brennian crown fell to its lowest since March on Friday as traders raised "
            "their bets that the "
            "central bank will have to cut its rate at its meeting in February.",
            "Swaps priced in a chance of 70 percent, up from 45 percent before the meeting of Thursday.",
            "Shares of exporters rose. The paper maker Holm gained 4.2 percent, the shipyard Varden Werft 3.7 percent.",
            "“The market hears what it wants to hear,” said a dealer at a big bank in the capital who did not "
            "want to be named.",
            "The finance ministry declined to comment on the exchange rate.",
        ),
        same_topic_title="Why the money of Brennia bears a heron",
        same_topic=(
            "When the crown was introduced ninety years ago, a schoolmaster from the coast drew the bird that "
            "is on every coin.",
            "He had won a competition of the young central bank against four hundred others and got a bicycle for it.",
            "Collectors pay a month's wages today for the first minting, of which the bank melted down most in "
            "the war.",
            "A new series of notes will keep the bird but move it to the back, the bank's printing office says.",
        ),
        dates=(("on Thursday", "on November 23rd"),),
    ),
    Agency(
        language="de",
        title="Brand in Lagerhalle bei Neuwerden - Millionenschaden",
        lead="Neuwerden (eig) - Bei einem Großbrand in einer Lagerhalle am Rand von Neuwerden ist in der Nacht "
        "zum Mittwoch ein "
        "Schaden von rund zwei Millionen Euro entstanden.",
        body=(
            "Verletzt wurde nach Angaben der Feuerwehr niemand. Rund 120 Einsatzkräfte waren bis in den "
            "Vormittag mit den "
            "Löscharbeiten beschäftigt.",
            "„Als wir ankamen, stand das Dach schon in voller Ausdehnung in Flammen“, sagte Einsatzleiter "
            "Holger Brandis. „Es ging "
            "nur noch darum, die Nachbargebäude zu halten.“",
            "In der Halle lagerten Autoreifen und Möbel. Wegen der starken Rauchentwicklung wurden die Anwohner "
            "über Warn-Apps "
            "aufgefordert, Fenster und Türen geschlossen zu halten. Messungen ergaben keine erhöhten Schadstoffwerte.",
            "Die Bundesstraße 212 blieb bis zum Mittag gesperrt. Auch der Zugverkehr auf der benachbarten "
            "Strecke war zeitweise "
            "unterbrochen, 14 Züge fielen aus.",
            "Die Brandursache ist noch unklar. Die Polizei hat den Brandort beschlagnahmt und Ermittlungen "
            "aufgenommen. Ein "
            "Gutachter soll die Halle in den nächsten Tagen untersuchen.",
            "Der Betreiber der Halle, ein Logistikunternehmen mit 60 Beschäftigten, kündigte an, den Betrieb an "
            "einem anderen "
            "Standort fortzusetzen. „Niemand muss um seinen Arbeitsplatz fürchten“, sagte Geschäftsführerin "
            "Karin Ostrow.",
        ),
        other_title="Reifenlager steht in Flammen: Rauchsäule über dem Hafen",
        other_lead="Eine kilometerweit sichtbare Rauchsäule stand am Mittwochmorgen über dem Gewerbegebiet Ost: "
        "Dort ist eine "
        "Lagerhalle bis auf die Grundmauern niedergebrannt.",
        own=("Leser berichteten unserer Zeitung von lauten Knallgeräuschen kurz nach Mitternacht.",),
        next_title="Nach Großbrand: Ermittler gehen von technischem Defekt aus",
        next_lead=(
            "Neuwerden (eig) - Zwei Tage nach dem Feuer in einem Gewerbegebiet haben die Ermittler erste "
            "Hinweise auf die Ursache.",
            "Ein Ladegerät für Gabelstapler habe vermutlich einen Kurzschluss ausgelöst, teilte die "
            "Staatsanwaltschaft am "
            "Freitag mit. Hinweise auf Brandstiftung gebe es nicht.",
            "Die Versicherung schickte eigene Sachverständige. Der Bürgermeister lobte die Freiwilligen und "
            "kündigte ein Fest an.",
            "Der Abriss der Ruine soll in der kommenden Woche beginnen und einen Monat dauern.",
        ),
        same_topic_title="Feuerwehr sucht Nachwuchs für die Löschzüge",
        same_topic=(
            "Mit einem Tag der offenen Tür wirbt die Freiwillige Feuerwehr am Samstag um neue Mitglieder.",
            "Gezeigt werden historische Spritzen und ein neuer Drehleiterwagen, der im Sommer angeschafft wurde.",
            "Der Altersdurchschnitt der Aktiven liegt bei 44 Jahren, in zwei Ortsteilen fehlt ein Gruppenführer.",
            "Für Kinder gibt es eine Hüpfburg und einen Parcours mit Wasserkübeln.",
        ),
        dates=(("in der Nacht zum Mittwoch", "in der Nacht zum 22. November"),),
    ),
    Agency(
        language="fr",
        title="Grève des bacs : accord trouvé à Port-Sorel après neuf jours",
        lead="PORT-SOREL (ADP) - La compagnie maritime et les syndicats de marins ont signé lundi un accord qui "
        "met fin à neuf jours "
        "de grève sur les bacs de l'estuaire.",
        body=(
            "Le trafic reprendra mardi à 5 heures, a annoncé la direction. Quelque 40.000 passagers empruntent "
            "chaque jour les "
            "trois lignes.",
            "« Nous avons obtenu l'essentiel », a déclaré Lucie Armand, déléguée du syndicat majoritaire. « Les "
            "salaires "
            "augmenteront de 4,5 % et douze marins seront embauchés. »",
            "La direction s'est félicitée d'un compromis « équilibré ». Elle évalue le coût du conflit à trois "
            "millions d'euros.",
            "Les discussions avaient été rompues à deux reprises la semaine dernière. La préfète avait alors "
            "nommé un médiateur, "
            "ancien capitaine du port.",
            "Pendant la grève, les automobilistes ont dû emprunter le pont de Vaudreuil, à 60 kilomètres en "
            "amont. Plusieurs "
            "entreprises de la rive sud avaient fermé leurs ateliers.",
            "Le conseil régional, principal actionnaire, devra encore approuver l'accord lors de sa session du "
            "mois de décembre.",
        ),
        other_title="Les bacs repartent demain matin",
        other_lead="Fin du cauchemar pour les riverains de l'estuaire : les marins reprennent le travail après "
        "plus d'une semaine "
        "de conflit.",
        own=("Au café du quai, la nouvelle a été saluée par une tournée générale.",),
        next_title="Bacs de l'estuaire : une reprise sans incident",
        next_lead=(
            "PORT-SOREL (ADP) - Les premiers bacs ont traversé l'estuaire mardi à l'aube sous les "
            "applaudissements d'une centaine "
            "d'habitants.",
            "Des files de deux kilomètres se sont formées sur la rive sud, où les camions attendaient depuis la "
            "veille.",
            "Le patronat local réclame un fonds d'aide pour les commerces, dont les ventes ont chuté d'un tiers.",
            "Une réunion est prévue jeudi à la préfecture pour en fixer le montant.",
        ),
        same_topic_title="Un musée pour les vieux bacs de l'estuaire",
        same_topic=(
            "Trois coques rouillées attendent leur restauration dans l'ancien chantier naval de la rive nord.",
            "Une association de retraités veut y ouvrir un musée consacré aux passeurs d'autrefois.",
            "La mairie promet un terrain, mais le toit de la halle doit d'abord être refait.",
            "Les bénévoles recherchent des photographies et des carnets de bord.",
        ),
        dates=(("lundi", "le 20 novembre"),),
    ),
    Agency(
        language="es",
        title="Un apagón deja sin luz a 200.000 hogares en el valle de Monterroso",
        lead="Monterroso, 21 nov (AIN) - Un fallo en una subestación dejó este martes sin electricidad durante "
        "cuatro horas a unos "
        "200.000 hogares del valle de Monterroso.",
        body=(
            "El suministro se restableció por completo a las 22.15, informó la compañía eléctrica en un comunicado.",
            "“Se ha tratado de una avería en un transformador que tenía más de cuarenta años”, explicó la "
            "directora técnica, Pilar "
            "Ibarra. “No hay indicios de sabotaje.”",
            "El hospital comarcal funcionó con generadores. Los bomberos rescataron a 37 personas que habían "
            "quedado atrapadas en "
            "ascensores.",
            "El alcalde, Tomás Rueda, pidió que se investiguen las causas y se indemnice a los comercios. "
            "Muchos tenderos perdieron "
            "los alimentos guardados en cámaras frigoríficas.",
            "Los semáforos dejaron de funcionar en toda la ciudad y la policía desplegó a 150 agentes para "
            "regular el tráfico. Hubo "
            "varios choques leves.",
            "Es el tercer apagón de importancia en la comarca en dos años. La red data en buena parte de los "
            "años setenta y el plan "
            "para renovarla, aprobado en primavera, aún no ha comenzado.",
        ),
        other_title="Cuatro horas a oscuras",
        other_lead="Velas, linternas y mucha paciencia: así pasaron la tarde del martes los vecinos del valle "
        "después de que se "
        "averiara un transformador.",
        own=("En la plaza mayor, los bares sacaron las mesas y sirvieron a la luz de las velas.",),
        next_title="La eléctrica compensará con 30 euros a los afectados por el apagón",
        next_lead=(
            "Monterroso, 22 nov (AIN) - La compañía eléctrica anunció este miércoles que abonará 30 euros a "
            "cada cliente afectado.",
            "El Ayuntamiento considera insuficiente la cantidad y estudia acudir a los tribunales.",
            "La asociación de comerciantes calcula que las pérdidas superan los dos millones.",
            "El ministerio enviará a tres inspectores para revisar las subestaciones del valle.",
        ),
        same_topic_title="El valle estrena su primera central solar vecinal",
        same_topic=(
            "Trescientas familias han puesto paneles en los tejados de la antigua fábrica de harinas.",
            "La cooperativa espera cubrir la mitad de su consumo y vender lo que sobre.",
            "El proyecto tardó cinco años en obtener todos los permisos.",
            "Los vecinos celebrarán la inauguración con una comida popular.",
        ),
        dates=(("este martes", "el 21 de noviembre"),),
    ),
    Agency(
        language="ru",
        title="В Верхнереченске после паводка восстановили мост через Сулу",
        lead="ВЕРХНЕРЕЧЕНСК, 22 ноября. Движение по мосту через реку Сула, повреждённому весенним паводком, "
        "открыто в среду, "
        "сообщила пресс-служба областного правительства.",
        body=(
            "Ремонт занял семь месяцев и обошёлся в 340 миллионов рублей. Строители заменили две опоры и "
            "полностью обновили "
            "проезжую часть.",
            "«Мы обещали открыть мост до зимы и слово сдержали», — заявил на церемонии министр транспорта "
            "области Олег Дягилев. "
            "«Теперь скорая помощь будет доезжать до левого берега за десять минут».",
            "Всё это время жители заречных посёлков добирались до города на пароме или в объезд, теряя до двух "
            "часов. Детей в школу "
            "возили на катере.",
            "Мост длиной 420 метров был построен в 1968 году. В апреле этого года льдины повредили его среднюю "
            "опору, и движение "
            "пришлось закрыть.",
            "По словам инженеров, новые опоры выдержат паводок, какого не было за последние сто лет. На них "
            "установлены датчики, "
            "которые передают данные диспетчеру.",
            "Ограничение скорости в 40 километров в час сохранится до весны, пока не закончится отделка тротуаров.",
        ),
        other_title="Левый берег снова рядом",
        other_lead="Семь месяцев ожидания позади: с сегодняшнего дня автобусы опять ходят из центра города за реку.",
        own=("Первым по новому настилу проехал водитель молоковоза, который возит продукцию заречной фермы.",),
        next_title="На новом мосту в Верхнереченске появятся камеры",
        next_lead=(
            "ВЕРХНЕРЕЧЕНСК, 23 ноября. Через день после открытия движения полиция насчитала больше ста "
            "нарушений скорости.",
            "Водители не замечают знаков, поэтому на обоих въездах поставят камеры, рассказали в дорожной инспекции.",
            "Первые штрафы начнут приходить в декабре. До тех пор инспекторы будут дежурить на месте.",
            "Жители просят также сделать освещение и пешеходный переход у остановки.",
        ),
        same_topic_title="Паромщик Сулы: сорок лет между берегами",
        same_topic=(
            "Иван Капитонович выходит на реку в пять утра, когда над водой ещё стоит туман.",
            "Он помнит времена, когда на тот берег перевозили лошадей и сено.",
            "Паром старше своего хозяина на три года, но мотор на нём новый.",
            "Зимой старик чинит сети и рассказывает внукам про большую воду.",
        ),
        dates=(("в среду", "22 ноября"),),
    ),
    Agency(
        language="ja",
        title="白瀬港の防波堤で貨物船座礁、乗組員１８人を救助",
        lead="【白瀬】２２日午前６時ごろ、白瀬港の北防波堤付近で貨物船「第三あさなぎ丸」（４９９トン）が座礁し、"
        "乗組員１８人全員が海上"
        "保安部の巡視船に救助された。",
        body=(
            "けが人はなかった。海上保安部によると、当時、現場付近では濃い霧が発生し、視界は１００メートルほどだ"
            "ったという。",
            "船長は「灯台の光が見えず、自船の位置を誤った」と話している。海上保安部は業務上過失往来危険の疑いで"
            "事情を聴いている。",
            "同船は鉄くず約８００トンを積み、２１日夕に小名島港を出て白瀬港に向かっていた。船底に長さ約３メート"
            "ルの亀裂が見つかり、"
            "少量の油が流出した。",
            "県は港内に約４００メートルのオイルフェンスを張り、漁協と協力して回収作業を進めている。カキの養殖い"
            "かだへの影響は今のところ"
            "確認されていない。",
            "漁協の大森組合長は「出荷の最盛期を前に、これ以上広がらないことを祈るしかない」と語った。",
            "白瀬港では２０１１年にも同じ防波堤で漁船が座礁する事故があり、灯台の増設を求める声が上がっていた。",
        ),
        other_title="霧の港で船が乗り上げ　油流出、漁協が回収急ぐ",
        other_lead="カキの産地として知られる港で２２日朝、貨物船が防波堤に乗り上げた。乗っていた１８人は無事だっ"
        "たが、漁業者に不安が広がって"
        "いる。",
        own=("近くに住む男性は「ドーンという音で目が覚めた」と取材に答えた。",),
        next_title="白瀬港座礁、船長を書類送検へ",
        next_lead=(
            "【白瀬】貨物船が座礁した事故で、海上保安部は２３日、船長が見張りを当直の航海士に任せて仮眠していた"
            "ことを明らかにした。",
            "航海計器の記録から、針路が予定より西に０・５海里ずれていたことも分かった。近く書類送検する方針だ。",
            "船会社は記者会見を開き、社長が「関係者に深くおわびする」と頭を下げた。補償については漁協と協議する"
            "という。",
            "船体の引き出しは週末の大潮に合わせて行われる予定で、タグボート２隻が待機している。",
        ),
        same_topic_title="白瀬のカキ、今年は大粒",
        same_topic=(
            "冬の味覚、白瀬のカキの水揚げが始まった。今年は夏の雨で栄養が多く、例年より一回り大きいという。",
            "早朝の作業場では、女性たちが手際よく殻をむき、次々と樽に詰めていく。",
            "初日の市場では一キロ千八百円の値が付き、昨年を二割上回った。",
            "来月には港の広場で祭りが開かれ、焼きガキの屋台が並ぶ。",
        ),
    ),
    Agency(
        language="zh",
        title="青岭隧道提前三个月贯通 两地车程缩短至四十分钟",
        lead="本报青岭11月22日电 全长12.6公里的青岭隧道22日上午贯通，比原计划提前三个月，通车后从东川到石河的车"
        "程将由三小时缩短至四十分钟。",
        body=(
            "青岭隧道于2021年3月开工，共有2300名工人参加建设。隧道穿过五条断层，最大埋深达980米，施工难度在国内少见。",
            "项目总工程师周立成说：“最难的是第三标段，涌水量每小时超过一千立方米，我们用了七个月才通过。”",
            "为保护山上的泉水，施工方采用了新的注浆工艺。监测数据显示，沿线十二处泉眼的水量没有明显变化。",
            "隧道建成后，每天预计通行车辆一万五千辆。沿线六个乡镇的茶叶和药材可以当天运到省城。",
            "石河镇居民吴秀英说，过去送孩子去城里看病要翻两座山，冬天下雪时根本出不去。",
            "下一步将进行路面铺设和机电安装，预计明年八月正式通车。通车后小型客车单程收费二十五元。",
        ),
        other_title="翻山三小时变成穿山四十分",
        other_lead="随着最后一声炮响，两支相向掘进的队伍在大山深处握手。困扰山里人几代的出行难题，明年夏天就要成"
        "为历史。",
        own=("记者在现场看到，许多工人举起手机拍下了这一刻。",),
        next_title="青岭隧道收费标准引发讨论",
        next_lead=(
            "青岭隧道贯通的消息公布后，单程收费标准在网上引起热议，省交通厅23日作出回应。",
            "交通厅表示，收费要经过听证程序，目前的数字只是设计阶段的测算，沿线居民将享受优惠。",
            "有专家建议，对运送农产品的货车免费，以免增加农民负担。",
            "听证会定于下月中旬举行，市民可以从即日起报名参加。",
        ),
        same_topic_title="青岭茶农的春天来得早",
        same_topic=(
            "清明前后，山坡上的茶树冒出嫩芽，采茶的人天不亮就上山了。",
            "今年气温偏高，头茬茶比往年早了十天，价格也涨了两成。",
            "年轻人回乡开起网店，把茶叶卖到了沿海城市。",
            "村里正在修一座晒茶场，秋天就能用上。",
        ),
    ),
    Agency(
        language="ar",
        title="افتتاح محطة لتحلية المياه في وادي السدر بطاقة 50 ألف متر مكعب",
        lead="وادي السدر (وكالة) - افتتح وزير المياه يوم الأربعاء محطة جديدة لتحلية مياه البحر في وادي السدر "
        "بطاقة إنتاجية تبلغ 50 ألف متر "
        "مكعب يوميا.",
        body=(
            "وقال الوزير سالم الحارثي في حفل الافتتاح إن المحطة ستوفر مياه الشرب لنحو 300 ألف نسمة في ست مدن ساحلية.",
            "وأضاف أن المشروع الذي بلغت كلفته 90 مليون دينار أنجز قبل موعده بشهرين. وعمل فيه أكثر من 800 مهندس وعامل.",
            "وتعمل المحطة بالطاقة الشمسية نهارا، وتستهلك ثلث ما كانت تستهلكه المحطة القديمة التي بنيت عام 1983.",
            "وقالت المهندسة ليلى المنصوري، مديرة المحطة: «جربنا الأغشية الجديدة تسعة أشهر، والنتائج أفضل مما توقعنا».",
            "وأبدى صيادون في المنطقة قلقهم من المياه المالحة التي تعاد إلى البحر. وقالت الوزارة إنها ستراقب "
            "نوعية المياه كل أسبوع وتنشر "
            "النتائج.",
            "ومن المقرر أن يبدأ العمل في محطة ثانية على بعد 40 كيلومترا إلى الشمال في العام المقبل.",
        ),
        other_title="مياه عذبة لست مدن على الساحل",
        other_lead="بعد سنوات من انقطاع المياه في فصل الصيف، وصل الماء العذب إلى بيوت المدن الساحلية من محطة "
        "تعمل بأشعة الشمس.",
        own=("وتجمع الأهالي حول النافورة في ساحة المدينة احتفالا بالمناسبة.",),
        next_title="صيادو وادي السدر يطالبون بتعويضات",
        next_lead=(
            "وادي السدر (وكالة) - تظاهر عشرات الصيادين يوم الخميس أمام مبنى البلدية مطالبين بتعويضات عن تراجع صيدهم.",
            "وقال ممثلهم إن الأسماك ابتعدت عن الشاطئ منذ بدأت التجارب في الربيع الماضي.",
            "ووعد المحافظ بتشكيل لجنة تضم خبراء في البيئة البحرية وممثلين عن الصيادين.",
            "وستقدم اللجنة تقريرها قبل نهاية العام.",
        ),
        same_topic_title="حكاية الآبار القديمة في الوادي",
        same_topic=(
            "كان أهل الوادي يحفرون آبارهم بأيديهم، ولكل بئر اسم وحكاية يرويها الكبار.",
            "أعمق هذه الآبار يعود إلى أكثر من أربعة قرون وما زال ماؤها باردا.",
            "يجمع معلم متقاعد قصصها في كتاب سيصدر في الشتاء.",
            "ويحلم بأن يرى الأطفال يزورونها كما يزورون المتاحف.",
        ),
    ),
)
