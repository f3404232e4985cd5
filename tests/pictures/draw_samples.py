"""Draws the pictures of the sample articles. Run it from the project's root to make them anew:

    python -m tests.pictures.draw_samples [WORD…]     only those whose path holds one of the words

No photograph, no font, nothing from elsewhere: every picture is a small function of numbers. The results are in the
repository, at most 40 KB each.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from tests.pictures import afloat, ashore, diagrams
from tests.pictures.brushes import Canvas

SAMPLES = Path(__file__).resolve().parents[2] / "sample_articles"
MAX_BYTES = 40_000

Draw = Callable[[Canvas], None]

PICTURES: dict[str, tuple[int, int, Draw]] = {
    "ferry-line/petrel-at-dusk.jpg": (960, 330, afloat.petrel_at_dusk),
    "night-train/platform-nine.jpg": (900, 380, ashore.platform_nine),
    "night-train/dining-car.jpg": (900, 380, ashore.dining_car),
    "lightship-bell/bell-raised.jpg": (900, 380, afloat.bell_raised),
    "tide-clock/tide-curve.png": (900, 380, diagrams.tide_curve),
    "hail-report/roofs-after-hail.png": (900, 380, diagrams.roofs_after_hail),
    "flood-live/gauge-at-noon.jpg": (900, 380, afloat.gauge_at_noon),
    "cold-point-gallery/cold-point-1.jpg": (900, 420, afloat.cold_point(0)),
    "cold-point-gallery/cold-point-2.jpg": (900, 420, afloat.cold_point(1)),
    "cold-point-gallery/cold-point-3.jpg": (900, 420, afloat.cold_point(2)),
    "cold-point-gallery/cold-point-4.jpg": (900, 420, afloat.cold_point(3)),
    "cold-point-gallery/cold-point-5.jpg": (900, 420, afloat.cold_point(4)),
    "reeds/reed-bed.jpg": (900, 380, afloat.reed_bed),
    "sollet-vine/sollet-terraces.jpg": (900, 380, ashore.sollet_terraces),
    "clockmaker/shop-window.jpg": (900, 380, ashore.shop_window),
    "toll-bridge/seven-arches.jpg": (960, 380, afloat.seven_arches),
    "toll-bridge/narrows-map.png": (900, 420, diagrams.narrows_map),
    "toll-bridge/toll-house.webp": (900, 380, afloat.toll_house),
    "linie-sieben/linie-sieben.jpg": (900, 380, ashore.linie_sieben),
    "accordeon/rue-haute.jpg": (900, 380, ashore.rue_haute),
    "cerro-manso/cerro-manso.jpg": (900, 380, ashore.cerro_manso),
    "wadi-al-sidr/bab-azraq.jpg": (900, 380, ashore.bab_azraq),
    "shirase-station/shirase-eki.jpg": (900, 380, ashore.shirase_eki),
    "verkhnie-omuty/omuty.jpg": (900, 380, ashore.omuty),
}


def save(picture: Image.Image, path: Path) -> None:
    """Write `picture` in the form its name says, in the best quality that stays under `MAX_BYTES`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".png":
        picture.quantize(48, dither=Image.Dither.NONE).save(path, optimize=True)
        return
    for quality in range(90, 30, -5):
        picture.save(path, quality=quality, optimize=True)
        if path.stat().st_size <= MAX_BYTES:
            return


def main() -> None:
    """Draw all pictures, or those whose path holds one of the words of the call."""
    words = sys.argv[1:]
    for name, (width, height, draw) in PICTURES.items():
        if words and not any(word in name for word in words):
            continue
        canvas = Canvas(width, height)
        draw(canvas)
        save(canvas.finished(), SAMPLES / name)


if __name__ == "__main__":
    main()
