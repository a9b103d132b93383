"""One page of a long list in one query: how many rows there are comes along with the rows."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, IntegerField, QuerySet, Subquery, Value


def page_of(
    rows: "QuerySet[Any, Any]", number: str | None, size: int, *, total: int | None = None
) -> Page[Any]:
    """The page that the address asks for, as `Paginator.get_page` gives it: nonsense is the first page, too far is
    the last. `rows` are in order, none of them twice; `total` says how many, where the page counted them already.
    """
    asked = int(number) if number and number.isascii() and number.isdecimal() and len(number) < 9 else 1
    asked = max(asked, 1)
    # Only keys are put in order; what the page shows of a row is read and worked out for the page's rows alone.
    keys = rows.values("pk")[(asked - 1) * size : asked * size]
    found = list(rows.filter(pk__in=keys).annotate(rows_in_all=_counted(rows, total)))
    paginator = Paginator(rows, size)
    if found:
        paginator.count = found[0].rows_in_all
    elif asked == 1:
        paginator.count = 0
    else:
        return paginator.get_page(paginator.num_pages)
    return Page(found, asked, paginator)


def _counted(rows: "QuerySet[Any, Any]", total: int | None) -> Subquery | Value:
    if total is not None:
        return Value(total)
    each = rows.order_by().annotate(every=Value(1)).values("every")
    return Subquery(each.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
