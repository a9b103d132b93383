"""Addresses of offline packets."""

from django.urls import path

from kheo.progress.web import packets

urlpatterns = [
    path("dot/<int:round_id>/goi/", packets.round_packets, name="packets"),
    path("dot/<int:round_id>/goi/tat-ca/", packets.make_all, name="make_all_packets"),
    path("dot/<int:round_id>/goi/don-vi/<int:unit_id>/", packets.unit_packets, name="packet_unit"),
    path("dot/<int:round_id>/goi/don-vi/<int:unit_id>/lap/", packets.make_one, name="make_packet"),
    path("goi/nop/<int:pk>/", packets.packet_return, name="packet_return"),
]
