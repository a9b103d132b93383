"""Addresses of notices."""

from django.urls import path

from kheo.notices.web import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("da-doc/", views.mark_all_seen, name="mark-all-seen"),
    path("<int:pk>/", views.detail, name="detail"),
]
