"""What hypothesis and atheris have found: the name of a target, and bytes that it once failed on."""

CASES: tuple[tuple[str, bytes], ...] = (
    ("linked-data", b'{"@type":"NewsArticle","headline":"F","image":["https://\x1b[2Jhill.example/a.png"]}'),
    ("library", b"\xf9a\xffb"),
    ("library", b"9\xf3\xc3\xe6\x93\x11CQ"),
    ("library", b"\x94\xca\xd4z\xc9\xed\x91\x07C\xc2&"),
    ("library", b"\x03\xc2"),
    ("library", b"\x01\r\n\x88S"),
    ("exports", b"XMLURL="),
    ("exports", b"\xcc\x810000(x) ==c== #d"),
    ("boundary", "\U00020000\U000e0100 👩\u200d🚢".encode()),
    (
        "page",
        "<h1>Ferry</h1><p>2 January ¹2026</p><p>The ferry that once tied the two shores of the lake will run again.".encode(),
    ),
)
