"""Temporary."""
import re
from dataclasses import dataclass
from datetime import datetime, date
from reader.model.dates import PageDate

@dataclass
class CaptionParts:
    caption: str
    credit: str

def split_credit(caption):
    m = re.match(r"(.*?)\s*[(\[]?\s*((?:photo|foto|image|credit|©|picture)\b.{2,80}?)[)\]]?$", caption, re.I)
    return CaptionParts(m[1], m[2]) if m else CaptionParts(caption, "")

@dataclass
class Byline:
    authors: tuple = ()
    agencies: tuple = ()
    place: str = ""

def parse_byline(line):
    line = re.sub(r"^\s*(by|von|par|por|di|av|af|door)\s+", "", line, flags=re.I)
    out = []
    for part in re.split(r"\s*(?:,|;|\||/| and | und | et | y | & )\s*", line):
        part = part.strip(" .-–")
        if part and not part.startswith("http") and "@" not in part and part not in out and len(part) < 60:
            out.append(part)
    return Byline(authors=tuple(out)) if out else None

def parse_date(text, *, language="", prefer_day_first=None):
    m = re.match(r"\s*(\d{4})-?(\d\d)-?(\d\d)", text)
    if not m: return None
    try:
        v = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
        return PageDate(value=v if len(text.strip()) > 10 else v.date(), source=text)
    except ValueError:
        try: return PageDate(value=date(int(m[1]), int(m[2]), int(m[3])), source=text)
        except ValueError: return None

@dataclass
class Stamp:
    published: object = None
    updated: object = None

def parse_stamp(line, language=""):
    return None
