"""Names in the dates of feeds: months in the languages of the world's papers, and time zones.

Data, and nothing else; read by `dates`.
"""

_MONTHS = (
    "jan ene gen sty янв ocak jän jän led sij",
    "feb fév fev fév lut фев şub úno",
    "mar mär mär maa mrt marz märz мар mart bře ožu",
    "apr avr abr kwi апр nis dub tra",
    "may mai mag maj mei мая май mayıs kvě svi",
    "jun juin giu cze июн haz čer lip_",
    "jul juil lug июл tem srp_",
    "aug aoû aou ago sie авг ağu",
    "sep set wrz сен eyl zář ruj",
    "oct okt out ott paź окт eki říj",
    "nov lis noy ноя kas",
    "dec déc dez dic gru дек ara pro des",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split() if not name.endswith("_")}
"""How the names begin. Where languages disagree (lipiec, listopad), the one with more feeds."""

MONTHS |= {
    "lipiec": 7,
    "lipca": 7,
    "lip": 7,
    "juillet": 7,
    "srpnja": 7,
    "srpen": 8,
    "srpna": 8,
    "czerwca": 6,
    "červenec": 7,
}

MIDDAYS = {"am": 0, "a.m": 0, "a.m.": 0, "pm": 12, "p.m": 12, "p.m.": 12}

ZONES = {
    name: hours
    for hours, names in {
        0: "ut utc gmt z wet wez",
        1: "cet met mez bst wat west mewt",
        2: "cest mest mesz eet cat sast mest ist_israel",
        3: "eest msk trt eat ast_arab",
        3.5: "irst",
        4: "gst samt msd",
        5: "pkt uzt yekt",
        5.5: "ist",
        5.75: "npt",
        6: "bdt_ omst",
        7: "ict wib krat",
        8: "awst hkt sgt myt pht phst wita irkt cst_china",
        9: "jst kst wit yakt",
        9.5: "acst",
        10: "aest vlat",
        10.5: "acdt",
        11: "aedt magt",
        12: "nzst petst",
        13: "nzdt",
        -1: "azot egst_",
        -2: "brst ndt_",
        -2.5: "ndt",
        -3: "adt art brt uyt clst",
        -3.5: "nst",
        -4: "ast edt clt bot",
        -5: "est cdt cot pet",
        -6: "cst mdt",
        -7: "mst pdt",
        -8: "pst akdt",
        -9: "akst hdt",
        -10: "hst",
    }.items()
    for name in names.split()
    if "_" not in name
}
"""Hours east of Greenwich. The American ones are those of RFC 822, 5.1; of the names that several zones have (IST, BST, CST),
the one that feeds mean."""
