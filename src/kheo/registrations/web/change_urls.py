"""Addresses of changes to received registrations, and of their versions."""

from django.urls import path

from kheo.registrations.web import amending, deciding_changes, versions

urlpatterns = [
    path("<int:round_id>/thay-doi/", deciding_changes.change_list, name="changes"),
    path("ho-so/<int:pk>/thay-doi/", amending.change, name="change_new"),
    path("ho-so/<int:pk>/thay-doi/nhap/", amending.save, name="change_save"),
    path("thay-doi/<uuid:pk>/", deciding_changes.change, name="change"),
    path("thay-doi/<uuid:pk>/dong-y/", deciding_changes.agree_to, name="change_agree"),
    path("thay-doi/<uuid:pk>/khong-dong-y/", deciding_changes.refuse_it, name="change_refuse"),
    path("thay-doi/<uuid:pk>/rut/", deciding_changes.take_it_back, name="change_take_back"),
    path("thay-doi/<uuid:draft_id>/hai-ban/", amending.conflict, name="change_conflict"),
    path("thay-doi/<uuid:draft_id>/bo/", amending.discard, name="change_discard"),
    path("ho-so/<int:pk>/cac-ban/", versions.versions, name="versions"),
    path("ho-so/<int:pk>/cac-ban/<int:number>/", versions.version, name="version"),
]
