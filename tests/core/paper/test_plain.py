import pytest

from kheo.core.paper.gate import open_paper
from tests.core.paper.files import SENTENCE


def blocks(text, name="a.txt"):
    source = open_paper(text.encode(), name)
    return [(" ".join(source.text_of(block).split()), block.page, block.kind) for block in source.blocks]


def wrapped(text, width=70):
    import textwrap

    return textwrap.wrap(text, width)


@pytest.mark.parametrize("between", ["\n", " \n\n"])
def test_plain_wrapped_lines_flow_into_paragraphs(between):
    items = ["I. MỤC ĐÍCH, YÊU CẦU", f"- {SENTENCE}", f"1. {SENTENCE}", f"a) {SENTENCE}"]
    text = between.join(line for item in items for line in wrapped(item))

    assert [found for found, _, _ in blocks(text)] == items


def test_plain_one_line_a_paragraph_stays_apart():
    assert [found for found, _, _ in blocks(f"{SENTENCE}\nvà {SENTENCE}")] == [SENTENCE, f"và {SENTENCE}"]


def test_plain_markdown_headings_are_headings():
    assert blocks(f"## I. NỘI DUNG\n\n{SENTENCE}", "a.md") == [
        ("## I. NỘI DUNG", None, "heading"),
        (SENTENCE, None, "paragraph"),
    ]


def test_plain_form_feeds_end_pages():
    assert [page for _, page, _ in blocks("Trang một.\n\n\fTrang hai.\n\f\nTrang ba.")] == [1, 2, 3]


def test_plain_blocks_are_places_in_the_text():
    source = open_paper(f"\n\n  KẾ HOẠCH  \n\n{SENTENCE}\n".encode(), "a.txt")

    assert [source.text[block.start : block.end] for block in source] == ["KẾ HOẠCH", SENTENCE]
