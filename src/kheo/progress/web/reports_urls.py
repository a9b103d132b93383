"""Addresses of reports and evidence."""

from django.urls import path, re_path

from kheo.progress.web import evidence, report_desk, report_reading, report_writing

urlpatterns = [
    path("", report_reading.index, name="index"),
    path("dot/<int:round_id>/", report_reading.reports, name="reports"),
    path("dot/<int:round_id>/bang/", report_desk.round_reports, name="round"),
    path("dot/<int:round_id>/ky-bao-cao/", report_desk.periods, name="periods"),
    re_path(
        r"^dot/(?P<round_id>\d+)/bao-cao-(?P<period>[a-z0-9]+)\.(?P<form>docx|pdf|xlsx)$",
        report_desk.round_file,
        name="round_file",
    ),
    path("mo-hinh/<int:registration_id>/", report_reading.of_registration, name="of_registration"),
    path("mo-hinh/<int:registration_id>/bao-cao/<slug:period>/", report_writing.write, name="write"),
    path(
        "mo-hinh/<int:registration_id>/bao-cao/<slug:period>/nhap/", report_writing.save, name="save_report"
    ),
    path("mo-hinh/<int:registration_id>/minh-chung/", evidence.add, name="add_evidence"),
    path("bao-cao/<int:pk>/", report_reading.report, name="report"),
    path("bao-cao/<int:pk>/nhan/", report_desk.receive_one, name="receive_report"),
    path("bao-cao/<int:pk>/tra-lai/", report_desk.return_one, name="return_report"),
    path("bao-cao/nhap/<uuid:draft_id>/hai-ban/", report_writing.conflict, name="report_conflict"),
    path("bao-cao/nhap/<uuid:draft_id>/xoa/", report_writing.throw_away, name="discard_report"),
    path("minh-chung/<int:pk>/anh/", evidence.small, name="evidence_small"),
    path("minh-chung/<int:pk>/goc/", evidence.original, name="evidence_original"),
    path("minh-chung/<int:pk>/bo/", evidence.remove, name="remove_evidence"),
    path("qua-cac-nam/<int:initiative_id>/", report_reading.lineage, name="lineage"),
    path("qua-cac-nam/<int:initiative_id>/dung/", report_reading.stop, name="stop_initiative"),
    path("qua-cac-nam/<int:initiative_id>/lam-tiep/", report_reading.resume, name="resume_initiative"),
]
