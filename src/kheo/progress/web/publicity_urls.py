"""Addresses of publicity and of the totals as of now."""

from django.urls import path

from kheo.progress.web import publicity

urlpatterns = [
    path("dot/<int:round_id>/tuyen-truyen/", publicity.publicity, name="publicity"),
    path("dot/<int:round_id>/tuyen-truyen/don-vi/", publicity.assign, name="assign_publicity"),
    path("dot/<int:round_id>/tuyen-truyen/<int:pk>/gach-bo/", publicity.strike, name="strike_publicity"),
]
