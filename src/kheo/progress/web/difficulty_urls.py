"""Addresses of difficulties."""

from django.urls import path

from kheo.progress.web import difficulties

urlpatterns = [
    path("vuong-mac/", difficulties.difficulty_list, name="difficulties"),
    path("dot/<int:round_id>/vuong-mac/moi/", difficulties.raise_one, name="raise_difficulty"),
    path("vuong-mac/<int:pk>/", difficulties.difficulty, name="difficulty"),
    path("vuong-mac/<int:pk>/dong-y/", difficulties.accept, name="difficulty_accept"),
    path("vuong-mac/<int:pk>/<slug:verb>/", difficulties.act, name="difficulty_act"),
]
