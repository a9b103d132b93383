"""Two wordings side by side: every letter stays, what differs is marked."""

from hypothesis import given
from hypothesis import strategies as st

from kheo.core.vietnamese.differing import Piece, differing

TEXT = st.text(alphabet="ab đếư1.,\n ", max_size=60)


def test_differing_marks_the_words_that_changed():
    before, after = differing("lắp 15 bóng đèn", "lắp 20 bóng đèn sáng")

    assert before == [Piece("lắp "), Piece("15", differs=True), Piece(" bóng đèn")]
    assert after == [
        Piece("lắp "),
        Piece("20", differs=True),
        Piece(" bóng đèn"),
        Piece(" sáng", differs=True),
    ]


def test_differing_of_the_same_text_marks_nothing():
    assert differing("Xóm 1", "Xóm 1") == ([Piece("Xóm 1")], [Piece("Xóm 1")])


def test_differing_from_nothing_marks_all():
    assert differing("", "Xóm 1") == ([], [Piece("Xóm 1", differs=True)])


@given(TEXT, TEXT)
def test_differing_pieces_joined_are_the_texts(one, other):
    before, after = differing(one, other)

    assert ("".join(p.text for p in before), "".join(p.text for p in after)) == (one, other)
    assert (one == other) == (not any(p.differs for p in (*before, *after)))
