"""One page of a long list in one query: how many rows there are comes along with the rows."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, IntegerField, QuerySet, Subquery, Value


def page_of(rows: "QuerySet[Any, Any]", number: str | None, size: int) -> Page[Any]:
    """The page that the address asks for, as `Paginator.get_page` gives it: nonsense is the first page, too far is
    the last.
    """
    asked = int(number) if number and number.isascii() and number.isdecimal() and len(number) < 9 else 1
    asked = max(asked, 1)
    each = rows.order_by().annotate(every=Value(1)).values("every")
    counted = Subquery(each.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    found = list(rows.annotate(rows_in_all=counted)[(asked - 1) * size : asked * size])
    paginator = Paginator(rows, size)
    if found:
        paginator.count = found[0].rows_in_all
    elif asked == 1:
        paginator.count = 0
    else:
        return paginator.get_page(paginator.num_pages)
    return Page(found, asked, paginator)
