"""Days and numbers as officials type them; what a form says where the field says nothing itself."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms

from kheo.kernel.web.fields import AmountField, DayField
from kheo.kernel.web.plain_form import PlainForm


class Form(forms.Form):
    on = DayField(label="Ngày", help_text="Ngày ký.")


@pytest.mark.parametrize(
    "typed", ["16/02/2026", "16/2/2026", "16-02-2026", "16.2.2026", "2026-02-16", "ngày 16 tháng 02 năm 2026"]
)
def test_day_is_read_day_first_in_every_way_it_is_written(typed):
    form = Form({"on": typed})

    assert (form.is_valid(), form.cleaned_data) == (True, {"on": date(2026, 2, 16)})


@pytest.mark.parametrize("typed", ["31/02/2027", "02/16/2026", "16/02/26", "mai", "16/02/0026", "1/1/3026"])
def test_what_is_no_day_is_refused_at_the_field_and_stays_typed(typed):
    form = Form({"on": typed})

    assert list(form.errors) == ["on"]
    assert f'value="{typed}"' in str(form["on"])


def test_day_is_offered_day_first_with_an_example():
    field = Form(initial={"on": date(2026, 2, 5)})["on"]

    assert 'value="05/02/2026"' in str(field)
    assert 'type="text"' in str(field)
    assert str(field.help_text) == "Ngày ký. Ví dụ 16/02/2026."


class Amounts(PlainForm):
    people = AmountField(label="Số người", required=False)
    marks = AmountField(label="Điểm", whole=False, decimals=2, least=0, most=20, required=False)
    total = AmountField(label="Tổng điểm", whole=False, decimals=2, required=False)
    land = AmountField(label="Diện tích", whole=False, required=False)


def said(form, name):
    return " ".join(form.errors.get(name, []))


@pytest.mark.parametrize("name", ["people", "total", "land"])
@pytest.mark.parametrize("value", ["0", "7", "1000", "12345", "999999", "1000000", "-1500"])
def test_number_that_a_field_shows_is_taken_back_as_it_stands(name, value):
    shown = Amounts(initial={name: Decimal(value)})[name].value()

    form = Amounts({name: shown})

    assert form.is_valid(), (shown, form.errors)
    assert form.cleaned_data[name] == Decimal(value)


@pytest.mark.parametrize("value", ["0.5", "18.55", "1234.5", "18.555", "1000.125", "1000.25"])
def test_number_with_parts_is_taken_back_as_it_stands(value):
    form = Amounts({"land": Amounts(initial={"land": Decimal(value)})["land"].value()})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["land"] == Decimal(value)


def test_where_two_digits_may_follow_the_comma_a_point_before_three_is_a_thousand():
    form = Amounts({"total": "1.000"})

    assert form.is_valid()
    assert form.cleaned_data["total"] == 1000


@pytest.mark.parametrize("typed", ["18,555", "18,5550", "0,125", "0.125", "1,000"])
def test_too_many_digits_after_the_comma_are_named_with_how_many_may_stand(typed):
    form = Amounts({"total": typed})

    assert not form.is_valid()
    assert "nhiều nhất 2 chữ số sau dấu phẩy" in said(form, "total")
    assert typed in said(form, "total")


@pytest.mark.parametrize("typed", ["-3", "20,5", "99999999999999"])
def test_number_outside_its_bounds_is_told_both_of_them(typed):
    assert said(Amounts({"marks": typed}), "marks") == "Hãy ghi số từ 0 đến 20."


class Plain(PlainForm):
    name = forms.CharField(label="Tên", max_length=5)
    reason = forms.CharField(label="Lý do", error_messages={"required": "Hãy ghi lý do."})
    kind = forms.ChoiceField(label="Loại", choices=[("a", "A")])
    size = forms.IntegerField(label="Số phiếu", min_value=1, max_value=9)
    sure = forms.BooleanField(label="Tôi đã xem")
    file = forms.FileField(label="Tệp")


def test_fields_left_empty_ask_for_what_is_missing_in_words_of_the_house():
    form = Plain({})

    assert {name: said(form, name) for name in form.fields} == {
        "name": "Hãy ghi mục này.",
        "reason": "Hãy ghi lý do.",
        "kind": "Hãy chọn mục này.",
        "size": "Hãy ghi mục này.",
        "sure": "Hãy đánh dấu vào ô này.",
        "file": "Chưa chọn tệp nào.",
    }


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("size", "0", "Hãy ghi số từ 1 trở lên."),
        ("size", "10", "Hãy ghi số không quá 9."),
        ("size", "ba", "Hãy ghi một số nguyên."),
        ("name", "sáu chữ", "Hãy viết gọn lại: nhiều nhất 5 ký tự, đang có 7."),
        ("kind", "b", "Mục đã chọn không còn trong danh sách. Hãy chọn lại."),
    ],
)
def test_what_is_out_of_bounds_is_said_in_words_of_the_house(name, typed, words):
    assert said(Plain({name: typed}), name) == words


def test_field_that_came_in_later_speaks_alike():
    form = Plain({})
    form.fields["later"] = forms.CharField(label="Thêm")

    assert said(form, "later") == "Hãy ghi mục này."
