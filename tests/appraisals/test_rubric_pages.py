"""A rubric on two screens at once, taken apart, thrown away; what its forms take and refuse."""

import re

import pytest

from kheo.appraisals.models import Rubric, RubricVersion
from kheo.appraisals.selectors import rubrics as selectors
from kheo.appraisals.services import rubrics as services
from tests.appraisals.judging import CONTENT, NOON
from tests.appraisals.test_pages import as_, text, url

pytestmark = pytest.mark.usefixtures("_september")


@pytest.fixture
def draft(client, world):
    as_(client, world.officer)
    content = CONTENT | {
        "criteria": [
            {"code": "c1", "group": "n1", "text": "Cách làm hay", "maximum": 20},
            {"code": "c3", "group": "n1", "text": "Bền vững", "maximum": 20},
            {"code": "c2", "group": "n2", "text": "Đạt chỉ tiêu", "kind": "share", "maximum": 60},
            {"code": "cong", "part": "bonus", "text": "Được học theo", "maximum": 5},
        ]
    }
    return services.begin(world.round, data=content, origin="thử", by=world.officer, at=NOON)


def now_of(version):
    return selectors.content_of(RubricVersion.objects.get(pk=version.pk))


def texts(version):
    return [one.text for one in now_of(version).criteria]


def form_of(page, address):
    """The fields of the form that posts to this address, as the page shows them."""
    forms = re.findall(r"<form[^>]*>.*?</form>", text(page), re.DOTALL)
    found = next(one for one in forms if f'action="{address}"' in one)
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', found))


def seen_on(page):
    return re.search(r'name="seen" value="([^"]*)"', text(page))[1]


def criterion(**changes):
    return {"text": "Bền vững", "part": "base", "group": "n1", "kind": "marks", "maximum": "20"} | changes


def test_taking_out_on_an_older_screen_takes_out_nothing_else(client, draft):
    older = client.get(url("rubric", draft.pk))
    address = url("change_part", draft.pk, "criteria", "c3")
    posted = form_of(older, address) | {"action": "drop"}
    assert client.post(address, posted).status_code == 302

    again = client.post(address, posted)

    assert again.status_code == 409
    assert "vừa được bỏ" in text(again)
    assert texts(draft) == ["Cách làm hay", "Đạt chỉ tiêu", "Được học theo"]


def test_taking_out_what_a_colleague_has_just_rewritten_is_refused(client, draft):
    address = url("change_part", draft.pk, "criteria", "c3")
    posted = form_of(client.get(url("rubric", draft.pk)), address) | {"action": "drop"}
    client.post(url("part", draft.pk, "criteria", "c3"), criterion(text="Bền vững hai năm"))

    refused = client.post(address, posted)

    assert refused.status_code == 409
    assert "“Bền vững hai năm” vừa được sửa" in text(refused)
    assert "Bền vững hai năm" in texts(draft)


def test_what_moved_meanwhile_is_still_the_one_that_is_changed(client, draft):
    page = client.get(url("part", draft.pk, "criteria", "c3"))
    client.post(url("change_part", draft.pk, "criteria", "c1"), {"action": "drop"})

    saved = client.post(
        url("part", draft.pk, "criteria", "c3"), criterion(maximum="25") | {"seen": seen_on(page)}
    )

    assert saved.status_code == 302
    assert [(one.text, one.maximum) for one in now_of(draft).criteria] == [
        ("Bền vững", 25),
        ("Đạt chỉ tiêu", 60),
        ("Được học theo", 5),
    ]


def test_two_who_change_one_criterion_see_both_versions_and_nothing_typed_is_lost(client, world, draft):
    address = url("part", draft.pk, "criteria", "c3")
    seen = seen_on(client.get(address))
    client.post(address, criterion(maximum="30") | {"seen": seen})

    second = client.post(address, criterion(text="Bền vững ba năm") | {"seen": seen})

    assert second.status_code == 409
    page = text(second)
    assert "“Bền vững” vừa được sửa" in page
    assert world.officer.full_name in page
    assert re.search(r"Điểm tối đa</th><td[^>]*>30</td><td[^>]*>20<", page)
    assert "Bền vững ba năm</textarea>" in page.replace("\n", "")
    assert texts(draft)[1] == "Bền vững"

    merged = criterion(text="Bền vững ba năm", maximum="30") | {"seen": seen_on(second)}
    assert client.post(address, merged).status_code == 302
    assert (now_of(draft).criteria[1].text, now_of(draft).criteria[1].maximum) == ("Bền vững ba năm", 30)


def test_writing_into_what_was_taken_out_offers_it_as_a_new_part(client, draft):
    address = url("part", draft.pk, "criteria", "c3")
    seen = seen_on(client.get(address))
    client.post(url("change_part", draft.pk, "criteria", "c3"), {"action": "drop"})

    refused = client.post(address, criterion(text="Bền vững ba năm") | {"seen": seen})

    assert refused.status_code == 409
    assert "Bền vững ba năm" in text(refused)
    assert texts(draft) == ["Cách làm hay", "Đạt chỉ tiêu", "Được học theo"]
    add = url("add_part", draft.pk, "criteria")
    assert f'action="{add}"' in text(refused)
    assert client.post(add, criterion(text="Bền vững ba năm")).status_code == 302
    assert texts(draft)[-1] == "Bền vững ba năm"


def test_name_and_caps_changed_on_two_screens_are_compared(client, draft):
    address = url("rubric_facts", draft.pk)
    facts = {"name": "Bộ của xã", "subjects": ["collective"], "bonus_cap": "5"}
    seen = seen_on(client.get(address))
    client.post(address, facts | {"seen": seen})

    second = client.post(address, facts | {"name": "Bộ khác", "seen": seen})

    assert second.status_code == 409
    assert "Bộ của xã" in text(second)
    assert "Bộ khác" in text(second)
    assert now_of(draft).name == "Bộ của xã"


def test_what_nobody_has_looked_at_is_not_put_in_force(client, draft):
    address = url("apply_rubric", draft.pk)
    posted = form_of(client.get(url("rubric", draft.pk)), address)
    client.post(url("part", draft.pk, "criteria", "c3"), criterion(text="Bền vững hai năm"))

    refused = client.post(address, posted)

    assert refused.status_code == 409
    assert "Bền vững hai năm" in text(refused)
    assert RubricVersion.objects.get().state == "draft"
    assert client.post(address, form_of(refused, address)).status_code == 302
    assert RubricVersion.objects.get().state == "in-force"


def test_form_left_open_after_putting_in_force_keeps_what_was_typed(client, world, draft):
    services.put_in_force(draft, by=world.officer, at=NOON)

    refused = client.post(url("part", draft.pk, "criteria", "c3"), criterion(text="Bền vững ba năm"))

    assert refused.status_code == 409
    assert "Sửa thành bản mới" in text(refused)
    assert "Bền vững ba năm" in text(refused)


def test_up_stands_only_where_something_is_above_and_moves_within_its_table(client, draft):
    page = text(client.get(url("rubric", draft.pk)))
    ups = re.findall(r"Lên<span class=\"visually-hidden\"> ([^<]+)</span>", page)
    assert ups == ["Dân vận hoàn thành tốt trở lên", "Bền vững", "Kết quả"]

    client.post(url("change_part", draft.pk, "criteria", "c3"), {"action": "up"})

    assert texts(draft)[:2] == ["Bền vững", "Cách làm hay"]
    refused = client.post(url("change_part", draft.pk, "criteria", "c2"), {"action": "up"})
    assert refused.status_code == 409
    assert "đã đứng đầu bảng" in text(refused)


def test_every_way_to_lose_something_asks_first(client, draft):
    page = text(client.get(url("rubric", draft.pk)))

    asked = re.findall(r'data-confirm-dialog="([^"]+)"', page)
    drops = page.count('value="drop"')
    assert len(asked) == drops + 1  # and the draft as a whole
    assert all(f'<dialog id="{one}"' in page for one in asked)
    question = re.search(r'<dialog id="ask-criteria-c2".*?</dialog>', page, re.DOTALL)[0]
    assert "Bỏ “Đạt chỉ tiêu”?" in question
    assert "“Khi bằng điểm” dựa vào mục này cũng được bỏ" in question


def test_draft_is_thrown_away_from_its_page(client, world, draft):
    address = url("discard_rubric", draft.pk)
    posted = form_of(client.get(url("rubric", draft.pk)), address)
    client.post(url("part", draft.pk, "criteria", "c3"), criterion(maximum="19"))
    assert client.post(address, posted).status_code == 409

    gone = client.post(address, form_of(client.get(url("rubric", draft.pk)), address))

    assert gone.url == url("overview", world.round.pk)
    assert not Rubric.objects.exists()
    assert "Đã bỏ bản nháp" in text(client.get(gone.url))
    assert client.post(url("part", draft.pk, "criteria", "c3"), criterion()).status_code == 404


def test_number_that_the_form_shows_is_taken_back(client, draft):
    address = url("rubric_facts", draft.pk)
    facts = {"name": "Bộ", "subjects": ["collective"], "total": "1000", "bonus_cap": "5"}
    client.post(address, facts)
    shown = re.search(r'name="total" value="([^"]+)"', text(client.get(address)))[1]

    assert client.post(address, facts | {"total": shown}).status_code == 302
    assert now_of(draft).total == 1000


def test_steps_that_the_form_shows_are_taken_back(client, draft):
    address = url("part", draft.pk, "criteria", "c3")
    steps = criterion(kind="steps", steps="1000 = 3\r\n12500 = 5,25")
    assert client.post(address, steps).status_code == 302
    shown = re.search(r'name="steps"[^>]*>([^<]+)</textarea>', text(client.get(address)))[1].strip()

    assert client.post(address, steps | {"steps": shown}).status_code == 302
    assert [one.at_least for one in now_of(draft).criteria[1].steps] == [1000, 12500]


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("criteria", {"maximum": "99999999999999"}, "Hãy ghi số từ 0 đến 10.000."),
        ("criteria", {"maximum": "18,555"}, "nhiều nhất 2 chữ số sau dấu phẩy"),
        ("criteria", {"maximum": "-5"}, "Hãy ghi số từ 0 đến 10.000."),
        ("criteria", {"sample": "0"}, "Hãy ghi số từ 1 trở lên."),
        ("criteria", {"text": ""}, "Hãy ghi nội dung tiêu chí."),
        ("criteria", {"kind": "steps", "steps": "90 = 3,125"}, "Dòng “90 = 3,125”: Ở đây ghi nhiều nhất 2"),
        ("bands", {"name": "Kém", "at_least": "-10"}, "Hãy ghi số từ 0 đến 10.000."),
        ("bands", {"name": "", "at_least": "0"}, "Hãy đặt tên cho mức."),
        ("ties", {"what": "criterion:c2"}, "đã có trong “Khi bằng điểm”"),
        ("ties", {"what": "criterion:c99"}, "Hãy chọn lại."),
    ],
)
def test_what_a_form_refuses_is_a_sentence_that_can_be_followed(client, draft, kind, fields, said):
    posted = criterion() | fields if kind == "criteria" else fields

    refused = client.post(url("add_part", draft.pk, kind), posted)

    assert refused.status_code == 422
    assert said in text(refused)
    for word in ("Trường này", "Đảm bảo", "maximum", "tệp mẫu"):
        assert word not in re.sub(r"<[^>]+>", "", text(refused))


def test_rubrics_of_one_name_are_told_apart_by_when_and_by_whom(client, world, draft):
    page = text(client.get(url("overview", world.round.pk)))
    assert re.search(rf"lập lúc [^<]*, {world.officer.full_name}", page)

    services.put_in_force(draft, by=world.officer, at=NOON)

    seen_by_unit = text(as_(client, world.contact).get(url("overview", world.round.pk)))
    assert "áp dụng từ" in seen_by_unit
    assert world.officer.full_name not in seen_by_unit
