"""What hypothesis and atheris have found: the name of a target, and bytes that it once failed on."""

CASES: tuple[tuple[str, bytes], ...] = (
    ("linked-data", b'{"@type":"NewsArticle","headline":"F","image":["https://\x1b[2Jhill.example/a.png"]}'),
    ("library", b"\xf9a\xffb"),
)
