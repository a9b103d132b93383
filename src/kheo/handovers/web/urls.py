"""Addresses of handovers."""

from django.urls import path, re_path

from kheo.handovers.web import views

app_name = "handovers"
urlpatterns = [
    path("", views.index, name="index"),
    path("moi/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    re_path(r"^(?P<pk>\d{1,18})/bien-ban\.(?P<form>docx|pdf)$", views.minutes_file, name="minutes"),
]
