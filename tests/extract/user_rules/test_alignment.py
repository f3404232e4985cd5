"""Parts of a page are found among the blocks of an article, also of one that was cleaned otherwise."""

from reader.extract.user_rules.alignment import align, key_of_block, key_of_text
from reader.model.blocks import Embed, Figure, Image, Paragraph, Rule, Table


def test_blocks_are_found_in_order() -> None:
    assert align(["a", "x", "b", "c"], ["a", "b", "c"]) == [0, -1, 1, 2]


def test_of_equal_blocks_each_is_found_once() -> None:
    assert align(["a", "rule", "b", "rule", "rule"], ["a", "rule", "b", "rule"]) == [0, 1, 2, 3, -1]


def test_a_part_that_moved_is_found_where_it_is() -> None:
    assert align(["c", "a", "b"], ["a", "b", "c"]) == [2, 0, 1]


def test_pieces_of_a_block_that_was_joined_belong_to_it() -> None:
    first, second = "thefirsthalfofalongline", "andthesecondhalfofit"
    assert align([first, second, "next"], [first + second, "next"]) == [0, 0, 1]


def test_a_part_that_was_divided_is_found_at_its_first_block() -> None:
    first, second = "thefirsthalfofalongline", "andthesecondhalfofit"
    assert align(["before", first + second, "next"], ["before", first, second, "next"]) == [0, 1, 3]


def test_short_words_are_no_piece_of_anything() -> None:
    assert align(["it"], ["itbeginsinthisway"]) == [-1]


def test_nothing_finds_nothing() -> None:
    assert align([], ["a"]) == []
    assert align(["", "a"], []) == [-1, -1]
    assert align([""], [""]) == [-1]


def test_keys_are_words_or_what_is_shown() -> None:
    assert key_of_text("The  Quay, at DAWN — 桟橋!") == "thequayatdawn桟橋"
    assert key_of_block(Paragraph(text="A b.")) == "ab"
    assert key_of_block(Table(rows=(("a", "b"), ("c", "d")))) == "abcd"
    assert key_of_block(Rule()) == "rule"
    image = Image(src="https://a.example/q.jpg?w=300")
    assert key_of_block(Figure(images=(image,), caption="x")) == "picture https://a.example/q.jpg"
    assert key_of_block(Figure(url="https://a.example/v", caption="x")) == "player https://a.example/v"
    assert key_of_block(Figure(caption="The quay")) == "caption thequay"
    assert key_of_block(Embed(url="https://a.example/p")) == "embed https://a.example/p"
