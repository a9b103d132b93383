"""Addresses of reports and evidence."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
