"""What stands on the card of a player or an embed in every format: one line that says what is behind its link."""

from reader.model.blocks import Embed, Figure, FigureKind

_SIGNS = {FigureKind.VIDEO: "▶", FigureKind.AUDIO: "♪"}


def card_label(figure: Figure) -> str:
    """Return sign, title and running time of a player (`▶ The bell rises · 01:52`); empty for pictures."""
    sign = _SIGNS.get(figure.kind)
    if sign is None:
        return ""
    title = figure.title or figure.kind.value.capitalize()
    return f"{sign} {' · '.join(part for part in (title, figure.duration) if part)}"


def embed_label(embed: Embed) -> str:
    """Return author or title and provider (`Ada Quill (@ada) · X`); its address, where neither is known."""
    return " · ".join(part for part in (embed.title, embed.provider) if part) or embed.url or "Embedded"
