"""One page of a long list: which rows, how many in all, and nonsense in the address."""

import pytest

from kheo.accounts.models import User
from kheo.kernel.web.paging import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    User.objects.bulk_create(User(username=f"nguoi-{n}", full_name=f"Người {n}") for n in range(5))
    return User.objects.order_by("-username")


def names(page):
    return [one.username for one in page]


@pytest.mark.parametrize("total", [None, 5])
def test_page_holds_its_rows_in_order_and_knows_how_many_there_are(people, django_assert_num_queries, total):
    with django_assert_num_queries(1):
        page = page_of(people, "2", 2, total=total)

        assert names(page) == ["nguoi-2", "nguoi-1"]
        assert (page.number, page.paginator.count, page.paginator.num_pages) == (2, 5, 3)


@pytest.mark.parametrize(("asked", "number"), [("", 1), ("x", 1), ("0", 1), (None, 1), ("9", 3)])
def test_nonsense_is_the_first_page_and_too_far_is_the_last(people, asked, number):
    page = page_of(people, asked, 2)

    assert page.number == number
    assert len(names(page)) == (1 if number == 3 else 2)


def test_nothing_is_one_empty_page(people):
    page = page_of(people.none(), "1", 2)

    assert (names(page), page.paginator.count) == ([], 0)
