"""Libraries are imported without what they never use here, and work as ever; also if they come to use it."""

import subprocess
import sys


def python(code: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


DATED = "<html><body><article><h1>A pier</h1><p>Written on 3 May 2021 at the lake.</p></article></body></html>"


def test_htmldate_finds_its_date_without_urllib3() -> None:
    code = """
import sys
from reader.extract.metadata.last_resort import with_last_resort_date
from reader.model.article import Metadata
print(with_last_resort_date(Metadata(), sys.argv[1], "").provenance, "urllib3" in sys.modules)
"""
    assert python(code, DATED) == "{'published': 'htmldate'} False"


def test_htmldate_is_not_loaded_for_a_page_without_a_digit() -> None:
    code = """
import sys
from reader.extract.metadata.last_resort import with_last_resort_date
from reader.model.article import Metadata
page = "<html><body><h1>A pier</h1><p>Written in May at the lake.</p></body></html>"
print(with_last_resort_date(Metadata(), page, "/tmp/2021/pier").provenance, "htmldate" in sys.modules)
"""
    assert python(code) == "{} False"


def test_readability_is_loaded_without_chardet_and_has_it_when_it_needs_it() -> None:
    code = """
import sys
from reader.extract.unloaded import import_without
import_without("readability", "chardet")
from readability.encoding import get_encoding
before = "chardet" in sys.modules
print(before, get_encoding("Über den See fährt im Sommer eine Fähre, und im Winter nicht.".encode("utf-8")))
print("chardet" in sys.modules, callable(sys.modules["chardet"].detect))
"""
    assert python(code).casefold() == "false utf-8\ntrue true"


def test_page_is_cleaned_without_loading_what_fetches() -> None:
    code = """
import sys
from reader.extract.pipeline import extract
from reader.model.page import Page, PageForm, PageOrigin
line = "<p>The ferry on the lake of Senna goes at {}, and in the winter it stays at the pier.</p>"
lines = "".join(line.format(hour) for hour in range(20))
page = f"<html><body><article><h1>A pier</h1>{lines}</article></body></html>".encode()
article = extract(Page(content=page, form=PageForm.HTML, origin=PageOrigin.FILE))
fetching = {"urllib.request", "http.client", "ssl", "chardet", "urllib3"}
print(len(article.blocks) > 15, "readability" in sys.modules, sorted(fetching & set(sys.modules)))
import urllib.request
print(urllib.request.Request("https://senna.example/pier").host)
"""
    assert python(code) == "True True []\nsenna.example"


def test_library_that_needs_more_than_a_stand_in_is_loaded_as_ever(tmp_path: object) -> None:
    code = """
import sys, pathlib
folder = pathlib.Path(sys.argv[1])
(folder / "other.py").write_text("limit = 3")
(folder / "library.py").write_text("import other\\nbig = other.limit > 2")
sys.path.insert(0, str(folder))
from reader.extract.unloaded import import_without
print(import_without("library", "other").big, "other" in sys.modules)
"""
    assert python(code, str(tmp_path)) == "True True"


def test_other_thread_that_needs_it_meanwhile_gets_the_real_thing(tmp_path: object) -> None:
    code = """
import sys, pathlib
folder = pathlib.Path(sys.argv[1])
(folder / "package").mkdir()
(folder / "package" / "__init__.py").write_text("")
(folder / "package" / "other.py").write_text("def limit(): return 3")
(folder / "library.py").write_text("import package.other, signals\\nlate = package.other\\nsignals.wait()")
(folder / "client.py").write_text("from package.other import limit\\nimport package.other as other")
(folder / "signals.py").write_text('''
import threading
found = []
def look():
    import client
    found.append((client.limit(), client.other.limit()))
thread = threading.Thread(target=look)
def wait():
    thread.start()
    thread.join(0.05)
''')
sys.path.insert(0, str(folder))
from reader.extract.unloaded import import_without
library = import_without("library", "package.other")
import signals
signals.thread.join()
print(signals.found, library.late.limit())
"""
    assert python(code, str(tmp_path)) == "[(3, 3)] 3"
