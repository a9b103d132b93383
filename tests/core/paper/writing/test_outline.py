import pytest

from kheo.core.errors import InvalidInput
from kheo.core.paper.kinds import GUIDANCE, INVITATION, KINDS, LETTER, PLAN, kind_named, symbol_of
from kheo.core.paper.model import Heading, Item, Level, Paragraph
from kheo.core.paper.outline import Node, label, number_of, numbered, roman, tree
from tests.core.paper.writing.kind_samples import FRONT, PARTY, PARTY_BEFORE, STATE


def labels(*blocks):
    return [label(block) for block in numbered(blocks) if isinstance(block, Heading | Item)]


def test_points_follow_the_vietnamese_alphabet():
    letters = [number_of(Level.POINT, place) for place in range(1, 25)]

    assert letters[:8] == ["a", "b", "c", "d", "đ", "e", "g", "h"]
    assert letters[21:] == ["x", "y", "aa"]
    assert not set("fjwz") & set("".join(letters))


@pytest.mark.parametrize(
    ("level", "number", "text"),
    [
        (Level.PART, "I", "Phần I"),
        (Level.CHAPTER, "II", "Chương II"),
        (Level.SECTION, "1", "Mục 1"),
        (Level.SUBSECTION, "2", "Tiểu mục 2"),
        (Level.ARTICLE, "3", "Điều 3."),
        (Level.ROMAN, "IV", "IV."),
        (Level.CLAUSE, "5", "5."),
        (Level.POINT, "đ", "đ)"),
        (Level.DASH, "", "-"),
        (Level.PLUS, "", "+"),
        (Level.ROMAN, "", ""),
    ],
)
def test_label_is_what_stands_before_the_words(level, number, text):
    assert label(Heading(level, number, "A")) == text


@pytest.mark.parametrize(("value", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (49, "XLIX")])
def test_roman_numbers(value, text):
    assert roman(value) == text


def test_numbered_clauses_begin_anew_in_every_section_articles_do_not():
    plan = (
        Heading(Level.ROMAN, "", "A"),
        Item(Level.CLAUSE, "a"),
        Item(Level.CLAUSE, "b"),
        Heading(Level.ROMAN, "", "B"),
        Item(Level.CLAUSE, "c"),
    )
    law = (
        Heading(Level.CHAPTER, "", "A"),
        Heading(Level.ARTICLE, "", "a"),
        Item(Level.CLAUSE, "x"),
        Heading(Level.CHAPTER, "", "B"),
        Heading(Level.ARTICLE, "", "b"),
        Item(Level.CLAUSE, "y"),
    )

    assert labels(*plan) == ["I.", "1.", "2.", "II.", "1."]
    assert labels(*law) == ["Chương I", "Điều 1.", "1.", "Chương II", "Điều 2.", "1."]


def test_numbered_keeps_numbers_that_are_given():
    assert labels(Item(Level.CLAUSE, "a", "7"), Item(Level.CLAUSE, "b")) == ["7.", "2."]


def test_tree_puts_under_each_heading_what_follows_it():
    first, said = Heading(Level.ROMAN, "I", "A"), Paragraph("a")
    clause, dash = Item(Level.CLAUSE, "b", "1"), Item(Level.DASH, "c")
    second = Heading(Level.ROMAN, "II", "B")

    root = tree((said, first, said, clause, dash, second))

    assert root.children == (
        said,
        Node(first, (said, Node(clause, (Node(dash, ()),)))),
        Node(second, ()),
    )


def test_symbols_are_written_as_each_body_writes_them():
    assert symbol_of(PLAN, STATE, "UBND") == "KH-UBND"
    assert symbol_of(LETTER, STATE, "UBND", field="VHXH") == "UBND-VHXH"
    assert symbol_of(PLAN, PARTY, "ĐU") == "KH/ĐU"
    assert symbol_of(LETTER, PARTY, "ĐU") == "CV/ĐU"
    assert symbol_of(LETTER, FRONT, "MTTQ-BTT") == "MTTQ-BTT"
    assert symbol_of(GUIDANCE, FRONT, "MTTQ-BTT") == "HD-MTTQ-BTT"


def test_rules_of_the_party_changed_their_abbreviation_in_2026():
    rules = kind_named("QUY ĐỊNH")

    assert [rules.abbreviation(profile) for profile in (STATE, PARTY_BEFORE, PARTY)] == ["QyĐ", "QĐi", "QĐ"]


def test_invitation_of_the_party_is_refused_with_the_way_out():
    with pytest.raises(InvalidInput) as refused:
        symbol_of(INVITATION, PARTY, "ĐU")

    assert "Giấy mời" in str(refused.value)
    assert "công văn" in str(refused.value)


def test_kinds_have_a_name_and_abbreviation_of_their_own_in_each_body():
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    for profile in (STATE, PARTY, PARTY_BEFORE):
        short = [kind.abbreviation(profile) for kind in KINDS if kind.abbreviation(profile)]
        twice = {one for one in short if short.count(one) > 1}
        assert twice == ({"QĐ"} if profile is PARTY else set())
