"""Similar names: of received registrations only, by place and likeness."""

from uuid import uuid4

from kheo.registrations import similar
from kheo.registrations.services.deciding import accept, return_
from kheo.registrations.services.sending import submit
from kheo.registrations.similar import similar_to
from tests.factories import NOON, TODAY, commune, user
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import accepted, filled, sent

TITLE = "Thắp sáng đường quê"


def test_similar_shows_title_unit_year_and_sector_of_a_received_one(world):
    accepted(world.running, world.hamlet, world.contact)

    (found,) = similar_to("thap sang duong lang que", unit=world.place.hamlets[1], on=TODAY)

    assert (found.title, found.unit, found.year, found.sector) == (TITLE, "Xóm 1", 2026, "Văn hóa - xã hội")
    assert (found.own, found.like_mass_body) == (False, False)


def test_similar_shows_nothing_that_is_not_received(world):
    sent(world.running, world.hamlet, world.contact)
    other = sent(world.running, world.hamlet, world.contact, title="Thắp sáng đường quê em").registration
    return_(other, reason="Thiếu", by=world.officer, at=NOON)

    assert similar_to(TITLE, unit=world.place.hamlets[1], on=TODAY) == []


def test_similar_says_what_is_the_units_own(world):
    accepted(world.running, world.hamlet, world.contact)

    assert [one.own for one in similar_to(TITLE, unit=world.hamlet, on=TODAY)] == [True]


def test_similar_leaves_out_the_initiative_itself(world):
    row = accepted(world.running, world.hamlet, world.contact)

    assert similar_to(TITLE, unit=world.hamlet, on=TODAY, besides=row.initiative_id) == []


def test_similar_warns_a_party_cell_of_the_same_name_at_the_settlement(world):
    accepted(world.running, world.hamlet, world.contact)

    (found,) = similar_to(TITLE, unit=world.place.cell, on=TODAY)

    assert found.like_mass_body is True


def test_similar_warns_a_party_cell_of_a_like_name_at_the_settlement(world):
    accepted(world.running, world.hamlet, world.contact)

    (found,) = similar_to("thap sang duong lang que", unit=world.place.cell, on=TODAY)

    assert found.like_mass_body is True


def test_similar_does_not_warn_a_party_cell_of_a_school(world):
    school = world.place.school
    accepted(world.running, school, user(school))

    (found,) = similar_to(TITLE, unit=world.place.cell, on=TODAY)

    assert found.like_mass_body is False


def test_similar_stays_within_the_province(world):
    accepted(world.running, world.hamlet, world.contact)
    far = commune("Bến Sỏi")
    far.cell.province_code = "79"

    assert similar_to(TITLE, unit=far.cell, on=TODAY) == []


def test_similar_of_words_that_stand_everywhere_is_empty(world):
    accepted(world.running, world.hamlet, world.contact, title="Mô hình Dân vận khéo")

    assert similar_to("Mô hình Dân vận khéo", unit=world.place.cell, on=TODAY) == []


def test_similar_takes_the_same_queries_for_one_and_three(world, django_assert_num_queries):
    accepted(world.running, world.hamlet, world.contact)
    with django_assert_num_queries(4):
        similar_to(TITLE, unit=world.place.cell, on=TODAY)
    last = running_campaign(world.place, year=2025, officer=world.officer)
    accepted(last, world.hamlet, world.contact)
    accepted(last, world.place.hamlets[1], world.neighbour)

    with django_assert_num_queries(4):
        assert len(similar_to(TITLE, unit=world.place.cell, on=TODAY)) == 3


def test_similar_finds_what_was_sent_again_under_another_name(world):
    key = uuid4()
    first = sent(world.running, world.hamlet, world.contact, draft_id=key).registration
    return_(accept(first, by=world.officer, at=NOON), reason="Đổi tên", by=world.officer, at=NOON)
    again = filled(world.running, title="Tiếng kẻng an ninh")
    submit(key, fields=again, revision=1, round_=world.round, unit=world.hamlet, by=world.contact, at=NOON)
    accept(first, by=world.officer, at=NOON)

    neighbour = world.place.hamlets[1]

    assert similar_to(TITLE, unit=neighbour, on=TODAY) == []
    assert [one.title for one in similar_to("tieng keng an ninh", unit=neighbour, on=TODAY)] == [
        "Tiếng kẻng an ninh"
    ]


def test_similar_stays_within_the_rarest_words_of_the_province(world, monkeypatch):
    monkeypatch.setattr(similar, "MOST_HITS", 1)
    for number in range(3):
        accepted(world.running, world.hamlet, world.contact, title=f"Thắp sáng đường hoa {number}")
    accepted(world.running, world.hamlet, world.contact, title="Thắp sáng ngõ Bến Đá")

    found = similar_to("thắp sáng ngõ bến đá", unit=world.place.hamlets[1], on=TODAY)

    assert [one.title for one in found] == ["Thắp sáng ngõ Bến Đá"]
