"""The demo: loaded by the services, on whatever day, with every state to be seen."""

from collections import Counter
from datetime import date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from kheo.audit import public as audit
from kheo.campaigns.models import Campaign, PaperItem
from kheo.core.paper.gate import open_paper
from kheo.core.plans.reader import read_plan
from kheo.demo import loading
from kheo.demo.days import Days
from kheo.demo.plan_files import visitors_files
from kheo.demo.tree import PASSWORD, facts
from kheo.kernel import installation
from kheo.kernel.clock import VIETNAM, day_of
from kheo.registrations.models import Amendment, Registration
from kheo.registrations.states import Kind, State
from kheo.rulebook.models import LocalRule
from kheo.units.models import AdministrativeArea, UnitSuccession
from tests.factories import NOON, commune

AUTUMN = datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM)
NEW_YEAR = datetime(2027, 1, 2, 22, 0, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.KHEO_VAR = tmp_path


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("at", [AUTUMN, NEW_YEAR])
def test_load_on_any_day_shows_every_state_and_a_true_trail(at):
    loading.load(at=at)

    assert installation.is_demo()
    sent = Registration.objects.exclude(state=State.DRAFT)
    assert set(Registration.objects.values_list("state", flat=True)) == set(State.values)
    assert sent.count() >= 40
    assert sent.filter(is_late=True).count() == 2
    assert sent.filter(entered_for_unit=True).exists()
    assert sent.filter(
        kind=Kind.CONTINUED, initiative__registrations__round__year__lt=F("round__year")
    ).exists()
    assert sent.exclude(unit=F("handled_by_unit")).count() == 2
    assert UnitSuccession.objects.count() == 2
    assert AdministrativeArea.objects.count() > 3000
    closings = Campaign.objects.order_by("pk").values_list("rounds__registration_closes_at", flat=True)
    assert [closes < at for closes in closings] == [True, False, True]
    assert {rule.area_code == "" for rule in LocalRule.objects.all()} == {True, False}
    assert sorted(Amendment.objects.values_list("state", flat=True)) == ["agreed", "proposed"]
    assert not audit.verify().faults
    assert not Registration.objects.filter(created_at__gt=at).exists()
    assert not PaperItem.objects.filter(certainty="ask", kind__in=["participant", "deadline"]).exists()


@pytest.mark.django_db
def test_load_into_a_database_with_units_refuses():
    commune()
    with pytest.raises(CommandError, match="đã có đơn vị"):
        call_command("load_demo", verbosity=0)
    assert installation.kind() is None


@pytest.mark.django_db
def test_load_into_a_marked_database_refuses():
    installation.mark("real", at=NOON)
    with pytest.raises(CommandError, match="đã được khởi tạo"):
        call_command("load_demo", verbosity=0)


def test_show_accounts_prints_every_account_to_try_and_the_password(capsys):
    call_command("load_demo", show_accounts=True)
    printed = capsys.readouterr().out
    told = [one["username"] for one in facts("units")["account"] if "try" in one]
    assert PASSWORD in printed
    assert [name for name in told if name not in printed] == []
    assert "ke-hoach-mau" in printed


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 8, 31), date(2026, 9, 1), date(2028, 2, 29)])
def test_days_whatever_the_day_last_year_lies_behind(today):
    days = Days(today)
    assert days.founded < date(days.before, 1, 12)
    assert days.merged < today
    assert today.year <= days.year <= today.year + 1
    assert day_of(days.ago(24)) < today


def test_visitors_plans_read_alike_in_every_format_without_a_remark():
    files = visitors_files(Days(date(2026, 11, 22)))
    yearly = {name: read_plan(open_paper(data, name)) for name, data in files.items() if "nam-may" in name}
    assert len(yearly) == 3
    for draft in yearly.values():
        assert draft.remarks == ()
        assert [quota.count.value for quota in draft.quotas] == [1, 1, 2]
        assert [one.text.value for one in draft.models] == ["Nước sạch về bản", "Vườn rau nhóm hộ"]
        exact = {d.date.value for d in draft.deadlines if d.kind == "registration"}
        assert exact == {"2026-12-13"}


def test_visitors_plan_of_several_years_shows_its_two_contradictions():
    files = visitors_files(Days(date(2026, 11, 22)))
    name = next(name for name in files if "2027-2031" in name)
    codes = Counter(remark.code for remark in read_plan(open_paper(files[name], name)).remarks)
    assert codes["phases-overlap"] == 1
    assert sum(codes.values()) == 4
