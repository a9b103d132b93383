"""Addresses of progress. Each part has its own list."""

from django.urls import include, path

app_name = "progress"

urlpatterns = [
    path("", include("kheo.progress.web.reports_urls")),
    path("", include("kheo.progress.web.difficulty_urls")),
    path("", include("kheo.progress.web.reminder_urls")),
    path("", include("kheo.progress.web.publicity_urls")),
    path("", include("kheo.progress.web.replication_urls")),
    path("", include("kheo.progress.web.packet_urls")),
    path("dong-gop/", include("kheo.progress.web.contribution_urls")),
]
