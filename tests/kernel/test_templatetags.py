import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from kheo.core.timetable.deadline import Deadline, say
from kheo.core.timetable.phases import MilestoneDay, PhaseSpan
from kheo.kernel.templatetags import kheo as tags

TODAY = date(2026, 3, 12)


def rendered(template: str, **context: object) -> str:
    return Template("{% load kheo %}" + template).render(Context(context))


def rendered_at(address: str, template: str, **context: object) -> str:
    return rendered(template, request=RequestFactory().get(address), **context)


def test_icon_without_label_is_hidden_from_screen_readers():
    assert (
        rendered('{% icon "check-lg" %}')
        == '<svg class="icon" aria-hidden="true" focusable="false"><use href="/static/vendor/icons/icons.svg#check-lg"></use></svg>'
    )


def test_icon_with_label_is_an_image_whose_label_is_escaped():
    assert (
        rendered("{% icon 'lock' label=words %}", words='khóa "A"')
        == '<svg class="icon" role="img" aria-label="khóa &quot;A&quot;"><use href="/static/vendor/icons/icons.svg#lock"></use></svg>'
    )


def test_vn_date_of_a_day_names_the_weekday():
    assert tags.vn_date(date(2024, 2, 16)) == "thứ Sáu, 16/02/2024"


def test_vn_date_of_a_moment_late_in_the_evening_is_the_next_vietnamese_day():
    assert tags.vn_date(datetime(2024, 2, 15, 17, 30, tzinfo=UTC)) == "thứ Sáu, 16/02/2024"


@pytest.mark.parametrize("show", [tags.vn_date, tags.vn_day, tags.vn_datetime, tags.vn_number, tags.in_words])
def test_nothing_is_shown_as_nothing(show):
    assert show(None) == ""


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(2880, "2 ngày"), (90, "1 giờ 30 phút"), (45, "45 phút"), (1500, "1 ngày 1 giờ"), (0, "")],
)
def test_duration_words_name_the_largest_units(minutes, words):
    assert tags.duration_words(minutes) == words


def test_vn_datetime_shows_the_clock_of_vietnam():
    assert tags.vn_datetime(datetime(2024, 2, 16, 3, 32, tzinfo=UTC)) == "10:32, thứ Sáu, 16/02/2024"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (1234567.5, "1.234.567,5"),
        (Decimal("2.50"), "2,5"),
        ("15", "15"),
        (-1200, "-1.200"),
        ("", ""),
    ],
)
def test_vn_number_is_written_the_vietnamese_way(value, shown):
    assert tags.vn_number(value) == shown


def test_deadline_words_are_those_of_the_timetable():
    deadline = Deadline(datetime(2026, 3, 31, 17, 0, tzinfo=UTC))
    at = datetime(2026, 3, 12, 3, 0, tzinfo=UTC)

    assert tags.deadline_words(deadline, at) == say(deadline, at).text()


def test_state_badge_is_a_mark_and_a_word():
    shown = rendered('{% state_badge "returned" "Trả lại" %}')

    assert "state-warn" in shown
    assert "icons.svg#arrow-return-left" in shown
    assert "<span>Trả lại</span>" in shown


def test_state_badge_of_an_unknown_code_still_has_a_mark():
    assert "icons.svg#circle" in rendered('{% state_badge "else" "Khác" %}')


def test_querystring_with_changes_one_value_and_keeps_the_rest():
    assert rendered_at("/d?q=đèn&page=2", "{% querystring_with page=3 %}") == "?q=%C4%91%C3%A8n&amp;page=3"


def test_querystring_with_nothing_takes_the_value_away():
    assert rendered_at("/d?q=a&page=2", "{% querystring_with page=None %}") == "?q=a"


def test_sort_header_of_the_sorted_column_turns_the_order_and_goes_to_the_first_page():
    shown = rendered_at("/d?sort=name&page=4", '{% sort_header "name" "Tên" %}')

    assert 'aria-sort="ascending"' in shown
    assert 'href="?sort=-name"' in shown


def test_sort_header_of_another_column_claims_no_order():
    shown = rendered_at("/d?sort=name", '{% sort_header "count" "Số" numeric=True %}')

    assert "aria-sort" not in shown
    assert 'class="num"' in shown
    assert 'href="?sort=count"' in shown


def test_timeline_with_today_inside_a_stretch_marks_it_and_says_how_much_has_passed():
    entries = tags.entries_with_today(
        [{"name": "Đăng ký", "start": date(2026, 3, 2), "end": date(2026, 3, 22)}], TODAY
    )

    assert entries == [
        tags.TimelineEntry("Đăng ký", "current", date(2026, 3, 2), date(2026, 3, 22), percent=50)
    ]


def test_timeline_on_the_last_day_is_still_inside():
    [entry] = tags.entries_with_today([{"name": "Đăng ký", "start": date(2026, 3, 1), "end": TODAY}], TODAY)

    assert (entry.state, entry.percent) == ("current", 100)


def test_timeline_with_today_between_stops_puts_a_marker_there():
    phases = [
        PhaseSpan("Phát động", date(2026, 1, 15), date(2026, 2, 10)),
        PhaseSpan("Thực hiện", date(2026, 4, 1), None),
    ]

    assert [entry.state for entry in tags.entries_with_today(phases, TODAY)] == ["past", "today", "future"]


@pytest.mark.parametrize(
    ("on", "states"), [(date(2026, 3, 13), ["today", "future"]), (date(2026, 3, 11), ["past", "today"])]
)
def test_timeline_before_and_after_everything_has_today_at_its_end(on, states):
    stops = [MilestoneDay("Tổng kết", on)]

    assert [entry.state for entry in tags.entries_with_today(stops, TODAY)] == states


def test_timeline_stop_without_a_date_keeps_the_words_of_the_paper():
    shown = rendered(
        "{% timeline stops today %}", stops=[MilestoneDay("Kiểm tra", None, "giữa tháng 6")], today=TODAY
    )

    assert "giữa tháng 6" in shown
    assert "Sắp tới" in shown


def test_timeline_says_which_step_is_current():
    stops = [SimpleNamespace(name="Đăng ký", starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31), url="/x")]

    shown = rendered("{% timeline stops today %}", stops=stops, today=TODAY)

    assert 'aria-current="step"' in shown
    assert "01/03/2026 đến hết 31/03/2026" in shown
    assert "Hôm nay: thứ Năm, 12/03/2026" in shown


def _folded(*stops):
    shown = rendered("{% timeline stops today %}", stops=stops, today=TODAY)
    summary = re.search(r"<summary>(.*?)</summary>", shown, re.DOTALL)
    return re.findall(r">([^<]+)</span>", summary[1]) if summary else None


@pytest.mark.parametrize(
    ("stops", "lines"),
    [
        (
            [
                PhaseSpan("Thực hiện", date(2026, 1, 15), date(2026, 11, 30)),
                PhaseSpan("Đăng ký", date(2026, 3, 2), date(2026, 3, 22)),
                MilestoneDay("Tổng kết", date(2026, 11, 20)),
                MilestoneDay("Sơ kết", date(2026, 6, 20)),
            ],
            ["Đang diễn ra đến hết 22/03/2026: Đăng ký", "Sắp tới 20/06/2026: Sơ kết"],
        ),
        (
            [
                MilestoneDay("Đăng ký", date(2026, 3, 1)),
                MilestoneDay("Họp", TODAY),
                MilestoneDay("Kiểm tra", None, "giữa năm"),
            ],
            ["Đang diễn ra: Họp", "Sắp tới: Kiểm tra"],
        ),
        (
            [MilestoneDay(name, date(2026, 3, 1)) for name in ("Đăng ký", "Thẩm định", "Tổng kết")],
            ["Hôm nay: thứ Năm, 12/03/2026", "Không còn mốc nào phía trước"],
        ),
        ([MilestoneDay("Đăng ký", date(2026, 3, 1)), MilestoneDay("Tổng kết", date(2026, 11, 20))], None),
    ],
)
def test_long_timeline_folds_under_where_we_are_and_what_comes_next(stops, lines):
    assert _folded(*stops) == lines


class _Form(forms.Form):
    name = forms.CharField(label="Tên", help_text="Như sẽ in.")
    kind = forms.ChoiceField(label="Loại", choices=[("N", "Mới")], widget=forms.RadioSelect)


def test_field_ties_help_and_error_to_the_input():
    form = _Form({"name": ""})
    form.is_valid()

    shown = render_to_string("kheo/_field.html", {"field": form["name"]})

    assert 'aria-describedby="id_name_helptext id_name_error"' in shown
    assert 'id="id_name_helptext"' in shown
    assert 'id="id_name_error"' in shown
    assert 'aria-invalid="true"' in shown


def test_field_of_several_inputs_is_a_fieldset_with_a_legend():
    shown = render_to_string("kheo/_field.html", {"field": _Form()["kind"]})

    assert "<legend>Loại</legend>" in shown


def test_error_summary_links_to_the_first_input_of_each_field():
    form = _Form({"name": "", "kind": ""})

    shown = render_to_string("kheo/_error_summary.html", {"form": form})

    assert "Còn 2 chỗ cần sửa" in shown
    assert 'href="#id_name"' in shown
    assert 'href="#id_kind_0"' in shown


def test_error_summary_of_a_form_without_errors_is_nothing():
    assert render_to_string("kheo/_error_summary.html", {"form": _Form()}).strip() == ""


def test_pagination_keeps_the_filter():
    page = Paginator(range(50), 20).page(2)

    shown = rendered_at("/d?state=draft&page=2", '{% include "kheo/_pagination.html" %}', page_obj=page)

    assert 'href="?state=draft&amp;page=1"' in shown
    assert 'href="?state=draft&amp;page=3"' in shown
    assert "Trang 2 / 3" in shown


def test_server_error_page_needs_no_context():
    assert "Máy chủ gặp lỗi" in render_to_string("500.html")


def test_dates_are_translated_where_english_is_chosen():
    compiled = Path(tags.__file__).parents[1] / "locale/en/LC_MESSAGES/django.mo"
    if not compiled.is_file():
        pytest.skip("the English catalogue is not compiled")
    with override("en"):
        assert "thứ" not in tags.vn_date(date(2024, 2, 16))
