"""Who judges what, proposed: nobody who is blocked, the same field and place together, work spread evenly."""

from kheo.appraisals.models import Appraisal
from kheo.appraisals.selectors.cards import round_for
from kheo.appraisals.selectors.team import proposal
from tests.appraisals.judging import SEPTEMBER, opened
from tests.factories import TODAY, user
from tests.factories.registrations import accepted


def proposed(world):
    row = round_for(world.officer, world.appraisal_round.pk, TODAY)
    files = list(
        Appraisal.objects.filter(appraisal_round=row)
        .select_related("registration__lead", "registration__sector")
        .order_by("pk")
    )
    return proposal(row, files, TODAY, asked=True)


def test_everything_is_given_once_and_the_work_is_even(world):
    for number in range(6):
        accepted(world.running, world.place.hamlets[number % 3], world.officer, title=f"Mô hình số {number}")
    found = proposed(opened(world))

    ticked = [[box["person"] for box in boxes if box["ticked"]] for _file, boxes in found["lines"]]
    assert [len(one) for one in ticked] == [1] * 8
    more = {person.pk: number for person, _before, number in found["loads"]}
    assert sum(more.values()) == 8
    assert abs(more[world.appraiser.pk] - more[world.second.pk]) <= 3
    assert more[world.head.pk] == 0
    whys = [box["why"] for _file, boxes in found["lines"] for box in boxes if box["ticked"]]
    assert whys[0] == "đang được giao 0 mô hình"
    assert any("cùng lĩnh vực" in words for words in whys)


def test_whoever_is_blocked_is_never_proposed_and_one_of_the_unit_comes_last(world):
    sender = user(world.place.hamlets[2], full_name="Ma Thị Gửi")
    accepted(world.running, world.place.hamlets[2], sender, title="Của người chấm")
    found = proposed(opened(world, team=[sender, world.second]))

    for file, boxes in found["lines"]:
        by = {box["person"].pk: box for box in boxes}
        if file.registration.title == "Của người chấm":
            assert by[sender.pk]["ties"].blocked
            assert not by[sender.pk]["ticked"]
            assert by[world.second.pk]["ticked"]


def test_nothing_is_ticked_unless_asked(world):
    opened(world)
    row = round_for(world.officer, world.appraisal_round.pk, SEPTEMBER.date())

    found = proposal(row, list(Appraisal.objects.select_related("registration__lead")), TODAY, asked=False)

    assert not any(box["ticked"] for _file, boxes in found["lines"] for box in boxes)
