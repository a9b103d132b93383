"""Addresses of pages in other modules."""

from django.urls import reverse


def link(name: str, *args: object, query: str = "") -> str:
    """The address of a named page, with a query behind it where given."""
    return reverse(name, args=args) + query
