"""Formulas as a line of text: what MathML, TeX and the pictures of formulas say, each formula once. Called by `segments`.

Pages carry a formula twice or three times: as MathML for screen readers, as TeX in its annotation (MathML Core, 6.1) and as
the glyphs or the picture that browsers show. The TeX is what authors wrote, so it is asked first; its commonest commands are
written as the signs they stand for. What is left of it stays TeX: its readers know it, and a wrong sign would be worse.
"""

import re

from lxml import etree

from reader.extract.markup.tree import Element, has_ancestor, text_of
from reader.model.patterns import compile_late

MAX_FORMULA_LETTERS = 2_000
_HOLDER = compile_late(r"(?:^|\s)(?:katex|MathJax(?:_Display)?|mwe-math-element|math-?tex|mathml-?block)(?:\s|$)")
_PICTURE = compile_late(
    r"(?:^|[\s_-])(?:math|tex|latex|formula|equation|mwe-math-fallback-image-\w+)(?:[\s_-]|$)", re.I
)
_STYLE = compile_late(r"^\{?\s*\\(?:display|text|script)style\b\s*(.*?)\}?$", re.DOTALL)
_WRAPPERS = compile_late(r"\\(?:mathrm|mathbf|mathit|mathsf|mathcal|text|textrm|textbf|operatorname)\s?\{([^{}]*)\}")
_FRACTION = compile_late(r"\\[dt]?frac\s?\{([^{}]*)\}\s?\{([^{}]*)\}")
_ROOT = compile_late(r"\\sqrt\s?\{([^{}]*)\}")
_GROUP = compile_late(r"(?<![\^_}A-Za-z])\{([^{}\\]*)\}|(?<=(?<!\\)[A-Za-z])\{( [^{}\\]*)\}")
"""Braces that only group words: neither a script nor what a command works on."""
_SCRIPT = compile_late(r"([\^_])\{(\w)\}")
_SPACING = compile_late(r"\\(?:left|right|bigl?|bigr?|Bigl?|Bigr?|displaystyle|textstyle|limits)(?![A-Za-z])|\\[,;:!>]")
_COMMAND = compile_late(r"\\([A-Za-z]+) ?")
_SIGNS = {"quad": " ", "qquad": " "} | dict(
    pair.split(":")
    for pair in (
        "alpha:α beta:β gamma:γ delta:δ epsilon:ε varepsilon:ε zeta:ζ eta:η theta:θ iota:ι kappa:κ lambda:λ mu:μ nu:ν xi:ξ pi:π"
        " rho:ρ sigma:σ tau:τ upsilon:υ phi:φ varphi:φ chi:χ psi:ψ omega:ω Gamma:Γ Delta:Δ Theta:Θ Lambda:Λ Xi:Ξ Pi:Π Sigma:Σ"
        " Phi:Φ Psi:Ψ Omega:Ω times:× cdot:· div:÷ pm:± mp:∓ leq:≤ le:≤ geq:≥ ge:≥ neq:≠ ne:≠ approx:≈ equiv:≡ sim:∼ propto:∝"
        " infty:∞ partial:∂ nabla:∇ sum:∑ prod:∏ int:∫ in:∈ notin:∉ subset:⊂ subseteq:⊆ cup:∪ cap:∩ emptyset:∅ forall:∀ exists:∃"
        " rightarrow:→ to:→ leftarrow:← Rightarrow:⇒ Leftrightarrow:⇔ mapsto:↦ ldots:… cdots:⋯ dots:…"
        " langle:⟨ rangle:⟩ circ:∘ hbar:ℏ ell:ℓ Re:ℜ Im:ℑ aleph:ℵ"
    ).split()
)
_INFIX = {"msup": "^", "msub": "_", "mfrac": "/", "mover": "^", "munder": "_"}
_GROUPED = frozenset({*_INFIX, "msqrt", "msubsup", "munderover"})
_LEAVES = frozenset({"mi", "mo", "mn", "mtext", "ms"})


def is_formula(element: Element) -> bool:
    """Whether `element` holds a formula and nothing else."""
    if element.tag == "math":
        return not has_ancestor(element, "math")  # one in another is a part of it, or of nothing
    if element.tag == "mjx-container":
        return True
    names = element.get("class") or ""
    return ("ath" in names or "katex" in names) and bool(_HOLDER.search(names[:200]))


def read_formula(element: Element) -> str:
    """Return the formula in `element` as one line; empty if it holds none that can be read, or one as long as a text."""
    for annotation in element.iter("annotation"):
        if "tex" in (annotation.get("encoding") or "").lower():
            tex = text_of(annotation)
            return _tidy_tex(tex) if len(tex) <= MAX_FORMULA_LETTERS else ""
    math = element if element.tag == "math" else next(element.iterdescendants("math"), None)
    if math is not None:
        told = math.get("alttext") or ""
        return _tidy_tex(told) if 0 < len(told) <= MAX_FORMULA_LETTERS else _line_of(math)
    picture = next(element.iterdescendants("img"), None)
    return _tidy_tex(picture.get("alt") or "") if picture is not None else ""


def read_formula_picture(picture: Element) -> str:
    """Return the formula that a picture shows, from its alternative text; empty if it is any other picture."""
    told = picture.get("alt") or ""
    named = _PICTURE.search(picture.get("class") or "")
    return _tidy_tex(told) if told and (named or told.startswith(("{\\displaystyle", "{\\textstyle", "$"))) else ""


def _tidy_tex(tex: str) -> str:
    """TeX with its commonest commands written as signs; anything unknown stays as it is."""
    tex = " ".join(tex[:MAX_FORMULA_LETTERS].split()).strip("$ ")
    styled = _STYLE.match(tex)
    tex = styled[1] if styled else tex
    tex = _WRAPPERS.sub(r"\1", _SPACING.sub(" ", tex))
    tex = _GROUP.sub(lambda group: group[1] or group[2] or "", tex)
    tex = _ROOT.sub(r"√(\1)", tex)
    tex = _FRACTION.sub(lambda part: f"{_grouped(part[1])}/{_grouped(part[2])}", tex)
    tex = _COMMAND.sub(lambda command: _SIGNS.get(command[1], command[0]), tex)
    return " ".join(_SCRIPT.sub(r"\1\2", tex).split())


def _grouped(part: str) -> str:
    return part if len(part.strip()) <= 1 or part.strip().isalnum() else f"({part.strip()})"


def _line_of(math: Element) -> str:
    """Presentation MathML as a line: scripts by ^ and _, fractions by /, what they hold in brackets if it is more than a sign."""
    pieces: list[str] = []
    for event, element in etree.iterwalk(math, events=("start", "end")):
        above = element.getparent()
        name = str(above.tag) if above is not None and element is not math else ""
        is_group = name in _GROUPED and element.tag not in _LEAVES and len(element) > 1
        if event == "end":
            pieces.append(")" if is_group else "")
            continue
        if element.tag == "msqrt":
            pieces.append("√")
        if name and above is not None and element is not above[0]:
            order = sum(1 for _ in element.itersiblings(preceding=True)) if name in ("msubsup", "munderover") else 0
            pieces.append(_INFIX.get(name, "_" if order == 1 else "^" if order else ""))
        pieces.append("(" if is_group else "")
        if element.tag in _LEAVES:
            text = text_of(element)
            pieces.append(f" {text} " if element.tag == "mo" and text in "=<>≤≥≠≈→" else text)
        if sum(map(len, pieces[-3:])) > MAX_FORMULA_LETTERS or len(pieces) > MAX_FORMULA_LETTERS:
            return ""
    line = " ".join("".join(pieces).split())
    return line if len(line) <= MAX_FORMULA_LETTERS else ""
