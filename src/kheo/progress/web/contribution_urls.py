"""Addresses of the people's contributions."""

from django.urls import path, re_path

from kheo.progress.web import contributions

urlpatterns = [
    path("mo-hinh/<int:registration_id>/", contributions.of_registration, name="contributions"),
    path("dot/<int:round_id>/", contributions.of_round, name="contributions_of_round"),
    re_path(
        r"^dot/(?P<round_id>\d+)/tong-hop\.(?P<form>docx|pdf|xlsx)$",
        contributions.round_file,
        name="contributions_file",
    ),
    path("<int:pk>/", contributions.drive, name="drive"),
    path("<int:pk>/ghi/<slug:kind>/", contributions.write, name="note"),
    path("<int:pk>/sua/<slug:kind>/<int:row_id>/", contributions.correct, name="correct"),
    path("<int:pk>/ket-qua/<int:row_id>/", contributions.result, name="decision_result"),
    path("<int:pk>/go-niem-yet/<int:row_id>/", contributions.take_down, name="take_down"),
    path("<int:pk>/xoa-ten/<int:row_id>/", contributions.forget_giver, name="forget_giver"),
    path("<int:pk>/ban-cong-khai/", contributions.sheet, name="public_sheet"),
    re_path(r"^(?P<pk>\d+)/ban-cong-khai\.(?P<form>docx|pdf)$", contributions.sheet_file, name="sheet_file"),
]
