"""The characters that combine with the letter before them: canonical combining class not 0, as of Unicode 17.

Normalising sorts every run of them, and the sorting is quadratic: half a million in a row take minutes. So `text` cuts runs
before it normalises, at the length that the Stream-Safe Text Format allows (Unicode Standard Annex 15, 13). The other marks,
of class 0, stand here beside them: they are not sorted, but pile up in one cell as well.
"""

import re

from reader.model.patterns import compile_late

MAX_RUN = 30
"""Combining characters in a row that any natural text may hold (UAX 15)."""

# Ranges of code points, as `UnicodeData.txt` has them.
_BASIC_PLANE = """
0300-034e 0350-036f 0483-0487 0591-05bd 05bf 05c1-05c2 05c4-05c5 05c7 0610-061a 064b-065f 0670 06d6-06dc 06df-06e4
06e7-06e8 06ea-06ed 0711 0730-074a 07eb-07f3 07fd 0816-0819 081b-0823 0825-0827 0829-082d 0859-085b 0897-089f
08ca-08e1 08e3-08ff 093c 094d 0951-0954 09bc 09cd 09fe 0a3c 0a4d 0abc 0acd 0b3c 0b4d 0bcd 0c3c 0c4d 0c55-0c56 0cbc
0ccd 0d3b-0d3c 0d4d 0dca 0e38-0e3a 0e48-0e4b 0eb8-0eba 0ec8-0ecb 0f18-0f19 0f35 0f37 0f39 0f71-0f72 0f74 0f7a-0f7d
0f80 0f82-0f84 0f86-0f87 0fc6 1037 1039-103a 108d 135d-135f 1714-1715 1734 17d2 17dd 18a9 1939-193b 1a17-1a18 1a60
1a75-1a7c 1a7f 1ab0-1abd 1abf-1aeb 1b34 1b44 1b6b-1b73 1baa-1bab 1be6 1bf2-1bf3 1c37 1cd0-1cd2 1cd4-1ce0 1ce2-1ce8
1ced 1cf4 1cf8-1cf9 1dc0-1dff 20d0-20dc 20e1 20e5-20f0 2cef-2cf1 2d7f 2de0-2dff 302a-302f 3099-309a a66f a674-a67d
a69e-a69f a6f0-a6f1 a806 a82c a8c4 a8e0-a8f1 a92b-a92d a953 a9b3 a9c0 aab0 aab2-aab4 aab7-aab8 aabe-aabf aac1 aaf6
abed fb1e fe20-fe2f
"""
_BEYOND = """
101fd 102e0 10376-1037a 10a0d 10a0f 10a38-10a3a 10a3f 10ae5-10ae6 10d24-10d27 10d69-10d6d 10eab-10eac 10efa-10eff
10f46-10f50 10f82-10f85 11046 11070 1107f 110b9-110ba 11100-11102 11133-11134 11173 111c0 111ca 11235-11236
112e9-112ea 1133b-1133c 1134d 11366-1136c 11370-11374 113ce-113d0 11442 11446 1145e 114c2-114c3 115bf-115c0 1163f
116b6-116b7 1172b 11839-1183a 1193d-1193e 11943 119e0 11a34 11a47 11a99 11c3f 11d42 11d44-11d45 11d97 11f41-11f42
1612f 16af0-16af4 16b30-16b36 16ff0-16ff1 1bc9e 1d165-1d169 1d16d-1d172 1d17b-1d182 1d185-1d18b 1d1aa-1d1ad
1d242-1d244 1e000-1e006 1e008-1e018 1e01b-1e021 1e023-1e024 1e026-1e02a 1e08f 1e130-1e136 1e2ae 1e2ec-1e2ef
1e4ec-1e4ef 1e5ee-1e5ef 1e6e3 1e6e6 1e6ee-1e6ef 1e6f5 1e8d0-1e8d6 1e944-1e94a
"""
# Marks (general category M) of class 0, variation selectors apart.
_UNSORTED = """
0488-0489 07a6-07b0 0900-0903 093a-093b 093e-094c 094e-094f 0955-0957 0962-0963 0981-0983 09be-09c4 09c7-09c8
09cb-09cc 09d7 09e2-09e3 0a01-0a03 0a3e-0a42 0a47-0a48 0a4b-0a4c 0a51 0a70-0a71 0a75 0a81-0a83 0abe-0ac5 0ac7-0ac9
0acb-0acc 0ae2-0ae3 0afa-0aff 0b01-0b03 0b3e-0b44 0b47-0b48 0b4b-0b4c 0b55-0b57 0b62-0b63 0b82 0bbe-0bc2 0bc6-0bc8
0bca-0bcc 0bd7 0c00-0c04 0c3e-0c44 0c46-0c48 0c4a-0c4c 0c62-0c63 0c81-0c83 0cbe-0cc4 0cc6-0cc8 0cca-0ccc 0cd5-0cd6
0ce2-0ce3 0cf3 0d00-0d03 0d3e-0d44 0d46-0d48 0d4a-0d4c 0d57 0d62-0d63 0d81-0d83 0dcf-0dd4 0dd6 0dd8-0ddf 0df2-0df3
0e31 0e34-0e37 0e47 0e4c-0e4e 0eb1 0eb4-0eb7 0ebb-0ebc 0ecc-0ecd 0f3e-0f3f 0f73 0f75-0f79 0f7e-0f7f 0f81 0f8d-0f97
0f99-0fbc 102b-1036 1038 103b-103e 1056-1059 105e-1060 1062-1064 1067-106d 1071-1074 1082-108c 108f 109a-109d
1712-1713 1732-1733 1752-1753 1772-1773 17b6-17d1 17d3 1885-1886 1920-192b 1930-1938 1a19-1a1b 1a55-1a5e 1a61-1a74
1abe 1b00-1b04 1b35-1b43 1b80-1b82 1ba1-1ba9 1bac-1bad 1be7-1bf1 1c24-1c36 1ce1 1cf7 20dd-20e0 20e2-20e4 a670-a672
a802 a80b a823-a827 a880-a881 a8b4-a8c3 a8c5 a8ff a926-a92a a947-a952 a980-a983 a9b4-a9bf a9e5 aa29-aa36 aa43
aa4c-aa4d aa7b-aa7d aaeb-aaef aaf5 abe3-abea abec
"""


def _character_class(ranges: str) -> str:
    return "".join("-".join(f"\\U{code:0>8}" for code in span.split("-")) for span in ranges.split())


BASIC_CLASS = _character_class(_BASIC_PLANE)
"""Those of the basic plane, as the inside of a character class of `re`."""

MARK_CLASS = BASIC_CLASS + _character_class(_UNSORTED)
"""All marks of the basic plane that are drawn in the cell of another letter, or widen it, as the inside of a class."""

_WHOLE_CLASS = BASIC_CLASS + _character_class(_BEYOND)

_BASIC_RUN = compile_late(f"([{BASIC_CLASS}][{BASIC_CLASS}]{{{MAX_RUN - 1}}})[{BASIC_CLASS}]+")
_WHOLE_RUN = compile_late(f"([{_WHOLE_CLASS}][{_WHOLE_CLASS}]{{{MAX_RUN - 1}}})[{_WHOLE_CLASS}]+")
# Where the nonstarters beyond the basic plane lie, and few other letters: a class of one range is searched ten times as fast.
_FIRST_BEYOND, _LAST_BEYOND = (re.split(r"[-\s]+", _BEYOND.strip())[end] for end in (0, -1))
_NEAR_BEYOND = compile_late(f"[{_character_class(f'{_FIRST_BEYOND}-{_LAST_BEYOND}')}]")
_BEYOND_ONE = compile_late(f"[{_character_class(_BEYOND)}]")


def holds_beyond(text: str) -> bool:
    """Whether one of those beyond the basic plane is in `text`: of what lies near them, each letter is looked at once."""
    return bool(_NEAR_BEYOND.search(text)) and bool(_BEYOND_ONE.search("".join(set(_NEAR_BEYOND.findall(text)))))


def cut_runs(text: str) -> str:
    """Return `text` with every run of combining characters cut to `MAX_RUN`. Linear in the length."""
    # What is cut out lies between what splitting returns; replacing by a group does the same, but slowly.
    return "".join((_WHOLE_RUN if holds_beyond(text) else _BASIC_RUN).split(text))
