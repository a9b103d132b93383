"""Addresses of copying what is good."""

from django.urls import path

from kheo.progress.web import replication

urlpatterns = [
    path("mo-hinh/<int:registration_id>/hoc-theo/", replication.copying, name="copying"),
    path("mo-hinh/<int:registration_id>/hoc-theo/ket-qua/", replication.result, name="copying_result"),
    path("mo-hinh/<int:registration_id>/hoc-theo/thoi/", replication.give_up, name="give_up_copying"),
    path("dot/<int:round_id>/hoc-theo/", replication.of_round, name="copying_of_round"),
]
