"""Mã đối chiếu: from the content, and nothing but the content."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.registrations.services.receipts import code_of, content_hash, holds
from tests.examples import examples
from tests.factories import NOON
from tests.factories.registrations import sent

texts = st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=5)


@settings(max_examples=examples(60), deadline=None)
@given(content=texts)
def test_code_has_three_groups_without_letters_that_are_mistaken(content):
    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", code_of(content_hash(content)))


@settings(max_examples=examples(60), deadline=None)
@given(one=texts, other=texts)
def test_code_is_equal_exactly_when_the_content_is(one, other):
    assert (code_of(content_hash(one)) == code_of(content_hash(other))) is (one == other)


@settings(max_examples=examples(40), deadline=None)
@given(content=texts)
def test_hash_does_not_depend_on_the_order_of_fields(content):
    assert content_hash(content) == content_hash(dict(reversed(content.items())))


def test_code_of_a_known_hash():
    assert code_of("f" * 64) == "ZZZZ-ZZZZ-ZZZZ"
    assert code_of("0" * 63 + "f") == "0000-0000-0000"


def test_receipt_keeps_what_was_sent_and_when(world):
    receipt = sent(world.running, world.hamlet, world.contact)

    assert receipt.content["sent_at"] == "2026-02-02T12:00:00+07:00"
    assert receipt.content["unit"] == "Xóm 1"
    assert receipt.content["fields"]["title"] == "Thắp sáng đường quê"
    assert receipt.content["names"] == {"sector": "Văn hóa - xã hội"}
    assert (receipt.sent_at, receipt.sent_by_name) == (NOON, "Lường Thị Mẫu")
    assert holds(receipt) is True


def test_receipt_no_longer_holds_when_its_content_was_changed(world):
    receipt = sent(world.running, world.hamlet, world.contact)
    receipt.content["fields"]["title"] = "Tên khác"

    assert holds(receipt) is False
