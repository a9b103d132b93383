"""Addresses of figures and reports."""

from django.urls import path

from kheo.reports.web import drafting, frozen, issuing, lower, reviews, round_page, statistics, units_sheet

app_name = "reports"

urlpatterns = [
    path("dot/<int:round_id>/", round_page.figures, name="round"),
    path("dot/<int:round_id>/soan/", drafting.begin, name="begin"),
    path("dot/<int:round_id>/so/<slug:measure>/", round_page.figure, name="figure"),
    path("dot/<int:round_id>/don-vi/", units_sheet.units_sheet, name="units"),
    path("dot/<int:round_id>/don-vi/phieu-cuoi-nam.<slug:form>", units_sheet.units_file, name="units_file"),
    path("dot/<int:round_id>/cap-duoi/", lower.lower, name="lower"),
    path("dot/<int:round_id>/cap-duoi/tong-hop.<slug:form>", lower.lower_file, name="lower_file"),
    path("dot/<int:round_id>/thong-ke/", statistics.forms_page, name="statistics"),
    path("dot/<int:round_id>/thong-ke/bieu.<slug:form>", statistics.form_file, name="statistics_file"),
    path(
        "dot/<int:round_id>/thong-ke/<slug:key>/<slug:row>/<slug:column>/",
        statistics.behind,
        name="statistics_list",
    ),
    path(
        "dot/<int:round_id>/phan-loai/<int:campaign_id>/",
        statistics.classify,
        name="classify",
    ),
    path("<int:pk>/", reviews.review, name="review"),
    path("<int:pk>/soan/", drafting.write, name="write"),
    path("<int:pk>/luu/", drafting.save, name="save"),
    path("<int:pk>/hai-ban/", drafting.conflict, name="conflict"),
    path("<int:pk>/chot/", frozen.freeze, name="freeze"),
    path("<int:pk>/ban-hanh/", issuing.issue, name="issue"),
    path("<int:pk>/bo/", issuing.drop, name="drop"),
    path("<int:pk>/bao-cao.<slug:form>", reviews.review_file, name="review_file"),
    path("so-lieu/<int:pk>/", frozen.snapshot, name="snapshot"),
    path("so-lieu/<int:pk>/so-lieu.json", frozen.snapshot_file, name="snapshot_file"),
    path("so-lieu/<int:pk>/<slug:key>/", frozen.frozen_figure, name="frozen_figure"),
]
