"""What the boundary for outside text costs: 3 MB of each kind of text, in milliseconds on the processor.

    python -m tests.benchmarks.outside_text

Run from the project's folder. Of each kind the fastest of five runs counts. Ends with status 1 if plain text of any script takes
more than 30 ms; what has marks, joiners or emoji everywhere may take three times as long, what is hostile everywhere ten times.
"""

import sys
import time

from reader.model.text import clean_text, is_tame

SIZE_BYTES = 3_000_000
MOST_MILLISECONDS = 30.0
RUNS = 5

PLAIN = {
    "English": "The ferry that once tied the two shores will run again from April.\n",
    "German": "Straße über den Fluß — „schön“ und größer als zuvor …\n",
    "Russian": "Надпись на набережной была старой и стёртой.\n",
    "Japanese": "港の評議会は火曜日に新しい渡し船を決めた。\n",
    "Arabic": "قرر مجلس الميناء إعادة المصابيح القديمة إلى الرصيف\n",
}
DENSE = {
    "with emoji": "The ferry “will” run 👍 again — from April, the council said on Monday.\n",
    "Thai": "เรือข้ามฟากจะกลับมาวิ่งอีกครั้งในเดือนเมษายน\n",
    "Hindi": "नौका फिर से अप्रैल में चलेगी, परिषद ने कहा।\n",
    "pointed Hebrew": "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם\n",
    "Persian": "می‌خواهم کتاب‌های قدیمی را بخوانم\n",
    "joined emoji": "👩‍🚀 👨‍👩‍👧‍👦 ❤️‍🔥 🏳️‍🌈 🇩🇪 and words in between\n",
}
HOSTILE = {
    "control characters": "The\xa0ferry that\u200b once \x1b[31mtied the\u00ad two\u202e shores\r\n",
    "piled marks": "The Z" + "\u0301" * 60 + " stood, tall.\n",
}


def milliseconds(text: str) -> float:
    """Return what cleaning `text` takes at best."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        clean_text(text)
        best = min(best, time.process_time() - start)
    return best * 1000


def main() -> int:
    """Measure, and say so."""
    is_over = False
    for kinds, limit in ((PLAIN, MOST_MILLISECONDS), (DENSE, 3 * MOST_MILLISECONDS), (HOSTILE, 10 * MOST_MILLISECONDS)):
        for name, line in kinds.items():
            text = line * (SIZE_BYTES // len(line.encode("utf-8", errors="surrogatepass")))
            taken = milliseconds(text)
            is_over |= taken > limit
            start = time.process_time()
            is_tame(text)
            again = (time.process_time() - start) * 1000
            print(f"{name:20} {taken:6.1f} ms, at most {limit:.0f}; {again:5.1f} ms when it is read again")
    return 1 if is_over else 0


if __name__ == "__main__":
    sys.exit(main())
