"""Addresses of documents."""

from django.urls import path

from kheo.documents.web import checking

app_name = "documents"
urlpatterns = [
    path("soat/", checking.check, name="check"),
    path("soat/ban-da-sua/", checking.repaired, name="repaired"),
    path("soat/quy-tac/", checking.rules, name="rules"),
    path("soat/quy-tac/<path:rule>/", checking.rule, name="rule"),
]
