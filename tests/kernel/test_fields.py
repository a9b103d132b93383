"""Days as officials type them."""

from datetime import date

import pytest
from django import forms

from kheo.kernel.web.fields import DayField


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
