"""What was left out, the raw text and rules for a site, on the screen; the library's part is played by a fake."""

from dataclasses import dataclass, field, replace
from threading import Event

import pytest

from reader.library.history import HistoryEntry
from reader.library.library import Library
from reader.model.cleaning import CleanedPart, Cleaning, MarkTally, PartKind, RuleReport, RuleVerb, SiteRule
from reader.model.errors import ReaderError
from reader.tui.keys.actions import Mode
from tests.tui.conftest import Run

SIZES = [(120, 40), (80, 24)]
BOX = CleanedPart(
    text="Read more: why the reeds came back",
    kind=PartKind.BOX,
    is_kept=False,
    reason="in a box named “related”",
    block=1,
    place="aside.related",
    rule="aside.related",
)
UNNAMED = CleanedPart(text="Advertisement", kind=PartKind.PARAGRAPH, is_kept=False, reason="a word or two", block=2)
SILENT = CleanedPart(text="", kind=PartKind.BOX, is_kept=False, reason="hidden", block=0)
PICTURE = CleanedPart(text="", kind=PartKind.FIGURE, is_kept=False, reason="too small", block=0)


@dataclass
class FakeCleaning:
    """What the library says of a page; remembers what it was asked to do."""

    library: Library
    parts: tuple[CleanedPart, ...] = (SILENT, PICTURE, BOX, UNNAMED)
    notes: tuple[str, ...] = ()
    raw: str = "<html>\n<body>\n" + "\n".join(f"<p>Line {n} of the page</p>" for n in range(200)) + "\n</body>"
    error: ReaderError | None = None
    site: str = "hill.example"
    may_answer: Event = field(default_factory=Event)
    done: list[tuple[str, object]] = field(default_factory=list)
    read: int = 0

    def cleaning(self, article_id: str, version_id: str = "") -> Cleaning:
        self.may_answer.wait(10)
        self.read += 1
        if self.error is not None:
            raise self.error
        article = self.library.open_article(article_id, version_id).kept.article
        kept = tuple(
            CleanedPart(
                text=text,
                kind=PartKind.PARAGRAPH,
                is_kept=True,
                reason="long",
                block=index,
                place=f"p{index}",
                rule="p.lead",
            )
            for index, text in enumerate(article.block_texts)
            if index != 1
        )
        return Cleaning(parts=(*kept, *self.parts), notes=self.notes, site=self.site)

    def raw_text(self, article_id: str, version_id: str = "") -> str:
        self.may_answer.wait(10)
        return self.raw

    def keep_here(self, article_id: str, part: CleanedPart) -> RuleReport:
        return self._ruled("keep", part, RuleVerb.KEEP)

    def drop_here(self, article_id: str, part: CleanedPart) -> RuleReport:
        return self._ruled("drop", part, RuleVerb.DROP)

    def forget_rule(self, article_id: str, rule: SiteRule) -> RuleReport:
        self.done.append(("forget", rule))
        return RuleReport(rule=rule, version_id="v", is_changed=False)

    def _ruled(self, word: str, part: CleanedPart, verb: RuleVerb) -> RuleReport:
        self.done.append((word, part))
        rule = SiteRule(site=self.site, verb=verb, signature=part.rule or "")
        marks = MarkTally(in_place=41, moved=2)
        return RuleReport(rule=rule, version_id="v", is_changed=True, blocks_added=1, marks=marks)


@pytest.fixture
def fake(library: Library, monkeypatch: pytest.MonkeyPatch) -> FakeCleaning:
    made = FakeCleaning(library)
    made.may_answer.set()
    for name in ("cleaning", "raw_text", "keep_here", "drop_here", "forget_rule"):
        monkeypatch.setattr(library, name, getattr(made, name), raising=False)
    return made


@pytest.mark.parametrize("size", SIZES)
async def test_gr_shows_what_was_left_out_and_hides_it_again(
    run: Run, fake: FakeCleaning, article_ids: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with run(opened=article_ids[0], size=size) as running:
        await running.until(lambda: running.screen.is_booked)
        await running.settle()
        before = running.text
        await running.press("g", "r")
        assert running.message == "3 parts left out. ]r goes to the next."
        article = running.screen.article
        assert [part.text for part in article.left_out] == ["▦ a picture", BOX.text, UNNAMED.text]
        await running.press("escape")
        await running.press("g", "r")
        assert "┊ left out: in a box named “related”" in running.text
        assert "┊ Read more: why the reeds came back" in running.text
        await running.press("g", "r")
        assert article.left_out == ()
        running.screen.status.dismiss()
        await running.settle()
        assert running.text == before


async def test_it_is_read_once_for_a_version(run: Run, fake: FakeCleaning, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("g", "r", "g", "r", "g", "r")
        assert running.screen.article.left_out
        assert fake.read == 1


async def test_it_is_read_anew_after_an_undo(
    run: Run, fake: FakeCleaning, library: Library, article_ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "undo", lambda: "rule for hill.example")
    async with run(opened=article_ids[0]) as running:
        await running.press("g", "r", "u", "g", "r", "g", "r")
        assert fake.read == 2


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_esc_and_q_hide_it_before_they_leave_the_article(
    run: Run, fake: FakeCleaning, article_ids: tuple[str, ...], key: str
) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("g", "r")
        await running.press(key)
        assert running.screen.article.left_out == ()
        assert running.screen.has_article


async def test_the_last_row_says_where_one_is_among_the_parts(
    run: Run, fake: FakeCleaning, article_ids: tuple[str, ...]
) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("]", "r")
        running.screen.status.dismiss()
        await running.settle()
        last = running.text.splitlines()[-1]
        assert "1 of 3 left out" in last
        assert "]r next" in last
        assert "K keep" in last


async def test_a_page_without_its_snapshot_says_so_in_one_line(
    run: Run, fake: FakeCleaning, article_ids: tuple[str, ...]
) -> None:
    fake.error = ReaderError("no page was kept for this article", "R fetches it again.")
    async with run(opened=article_ids[0]) as running:
        await running.press("g", "r")
        assert running.message == "no page was kept for this article. R fetches it again."
        assert running.screen.article.left_out == ()
        assert "reading the page again" not in running.text


async def test_what_the_reader_should_know_is_told(run: Run, fake: FakeCleaning, article_ids: tuple[str, ...]) -> None:
    fake.notes = ("made with an older cleaner",)
    async with run(opened=article_ids[0]) as running:
        await running.press("g", "r")
        assert running.message == "3 parts left out. Made with an older cleaner. ]r goes to the next."


async def test_nothing_left_out_is_said(run: Run, fake: FakeCleaning, article_ids: tuple[str, ...]) -> None:
    fake.parts = ()
    async with run(opened=article_ids[0]) as running:
        await running.press("g", "r")
        assert running.message == "Nothing of this page was left out."


async def test_reading_can_be_given_up_and_its_late_answer_is_dropped(
    run: Run, fake: FakeCleaning, article_ids: tuple[str, ...]
) -> None:
    fake.may_answer.clear()
    async with run(opened=article_ids[0]) as running:
        await running.pilot.press("g", "r")
        await running.pilot.pause()
        assert "reading the page again … · esc gives up" in running.text
        await running.pilot.press("escape")
        assert running.message == "Given up."
        assert "reading the page again" not in running.text
        fake.may_answer.set()
        await running.settle()
        assert running.screen.article.left_out == ()
        assert running.screen.has_article


async def test_an_answer_for_an_article_that_was_left_is_dropped(
    run: Run, fake: FakeCleaning, article_ids: tuple[str, ...]
) -> None:
    fake.may_answer.clear()
    async with run(opened=article_ids[0]) as running:
        await running.pilot.press("g", "r")
        running.screen.open(article_ids[1])
        await running.until(lambda: running.screen.opened and running.screen.opened.kept.record.id == article_ids[1])
        fake.may_answer.set()
        await running.settle()
        assert running.screen.article.left_out == ()


# -- rules --------------------------------------------------------------------------------------------------------------
async def test_k_on_a_part_asks_and_keeps(run: Run, fake: FakeCleaning, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("2", "]", "r", "]", "r", "K")
        assert running.mode() is Mode.CONFIRM
        assert "Keep boxes named “related” on hill.example from now on?" in running.text
        await running.press("n")
        assert fake.done == []
        await running.press("K", "y")
        assert fake.done == [("keep", BOX)]
        assert running.message == "Kept from now on: 1 block more; marks: 41 in place, 2 moved. u undoes it."
        article = running.screen.article
        assert article.left_out_here == 1  # the fake's page is as it was: the part is where it was


async def test_k_in_the_text_asks_and_drops(run: Run, fake: FakeCleaning, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("}", "}", "K")
        assert "Leave out paragraphs named “lead” on hill.example from now on?" in running.text
        await running.press("y")
        [(word, part)] = fake.done
        assert word == "drop"
        assert isinstance(part, CleanedPart)
        assert part.block == 2
        assert running.screen.article.left_out == ()


async def test_k_on_a_part_that_a_rule_left_out_forgets_the_rule(
    run: Run, fake: FakeCleaning, article_ids: tuple[str, ...]
) -> None:
    rule = SiteRule(site="no-address", verb=RuleVerb.DROP, signature="p.promo")
    fake.parts = (
        CleanedPart(text="Buy it", kind=PartKind.PARAGRAPH, is_kept=False, reason="your rule", block=1, ruled_by=rule),
    )
    async with run(opened=article_ids[0]) as running:
        await running.press("]", "r", "K")
        asked = " ".join(" ".join(running.text.splitlines()[-2:]).split())
        assert "Forget the rule that leaves out paragraphs named “promo” on pages without an address?" in asked
        await running.press("y")
        assert fake.done == [("forget", rule)]
        assert running.message.startswith("Rule forgotten: the text of this article stays as it was.")


async def test_what_no_rule_can_name_is_said(run: Run, fake: FakeCleaning, article_ids: tuple[str, ...]) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("]", "r", "]", "r", "]", "r", "K")
        assert running.message == "Nothing on the page tells this part from others, so no rule can name it."
        await running.press("escape", "{", "{", "{", "{", "}", "K")
        assert running.message.startswith("Where this stands on the page is not known.")


async def test_a_long_question_has_the_rows_it_needs(
    run: Run, fake: FakeCleaning, article_ids: tuple[str, ...]
) -> None:
    long = "div.story-body-supplemental aside.related-content-promotion-container"
    fake.parts = (CleanedPart(text="Buy", kind=PartKind.BOX, is_kept=False, reason="a box", block=1, rule=long),)
    async with run(opened=article_ids[0], size=(80, 24)) as running:
        await running.press("]", "r", "K")
        rows = " ".join(" ".join(running.text.splitlines()[-3:]).split())
        assert "boxes named “related-content-promotion-container” in “story-body-supplemental”" in rows.replace(
            "- ", "-"
        )
        assert "from now on?" in rows
        assert "y yes" in rows


async def test_undo_of_a_rule_shows_the_version_that_is_current_then(
    run: Run, fake: FakeCleaning, library: Library, article_ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(opened=article_ids[0]) as running:
        screen = running.screen
        await running.press("}", "}", "}")
        here = screen.article.article.text[slice(*screen.article.here)]
        assert screen.opened is not None
        kept = screen.opened.kept
        before = replace(kept.record, versions=(replace(kept.record.versions[-1], id="older"),))
        screen.opened = screen.opened._replace(kept=replace(kept, version_id="older", record=before))
        step = HistoryEntry("rule for hill.example", when=None, article_id="", is_undone=True)
        monkeypatch.setattr(library, "undo_steps", lambda *steps, **work: (step,))
        await running.press("u")
        assert running.message.startswith("Undone: rule for hill.example")
        assert screen.opened.kept.version_id == kept.version_id
        assert screen.article.article.text[slice(*screen.article.here)] == here


# -- the raw text -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", SIZES)
async def test_raw_text_scrolls_finds_and_closes(
    run: Run, fake: FakeCleaning, article_ids: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with run(opened=article_ids[0], size=size) as running:
        await running.press("g", "R")
        assert "The page before cleaning" in running.text
        assert "<p>Line 0 of the page</p>" in running.text
        assert "line 1 of 203" in running.text
        await running.press("space")
        assert "<p>Line 0 of the page</p>" not in running.text
        await running.press("G")
        assert "</body>" in running.text
        await running.press("g", "g", "slash")
        await running.write("line 15")
        await running.press("enter")
        assert "<p>Line 15 of the page</p>" in running.text
        assert "1 of 11 “line 15”" in running.text
        await running.press("n")
        assert "<p>Line 150 of the page</p>" in running.text
        await running.press("escape")
        assert "“line 15”" not in running.text
        await running.press("q")
        assert len(running.app.screen_stack) == 1
        assert running.screen.has_article


async def test_raw_text_is_closed_by_its_own_key_and_never_markup(
    run: Run, fake: FakeCleaning, article_ids: tuple[str, ...]
) -> None:
    fake.raw = "[b]bold[/b] \x1b[31mred\x1b[0m\ttab"
    async with run(opened=article_ids[0]) as running:
        await running.press("g", "R")
        assert "[b]bold[/b] red    tab" in running.text
        await running.press("slash")
        await running.write("zeppelin")
        await running.press("enter")
        assert "“zeppelin” is not in this text." in running.text
        await running.press("slash", "escape", "question_mark")
        assert len(running.app.screen_stack) == 3
        await running.press("escape", "g", "R")
        assert len(running.app.screen_stack) == 1
