"""Addresses of the list of a round and of what is made from it."""

from django.urls import path

from kheo.registrations.web import bulk, importing, issuing, lists, unit_lists

_LIST = "<int:round_id>/danh-sach"
_UNIT = f"{_LIST}/don-vi/<int:unit_id>"

urlpatterns = [
    path(f"{_LIST}/", lists.registration_list, name="list"),
    path(f"{_LIST}/tong-hop.<slug:form>", lists.summary_file, name="summary_file"),
    path(f"{_LIST}/don-vi/", unit_lists.unit_lists, name="unit_lists"),
    path(f"{_LIST}/don-vi/tat-ca-<slug:form>.zip", lists.unit_lists_zip, name="unit_lists_zip"),
    path(f"{_UNIT}.<slug:form>", lists.unit_list_file, name="unit_list_file"),
    path(f"{_UNIT}/", unit_lists.unit_list, name="unit_list"),
    path(f"{_UNIT}/ban-ky/", unit_lists.signed_copy, name="signed_copy"),
    path(f"{_UNIT}/ban-ky/tep/", unit_lists.scan_file, name="scan_file"),
    path("ho-so/<int:pk>/ngay-ra-mat/", unit_lists.launch_day, name="launch_day"),
    path("<int:round_id>/thong-bao/", issuing.list_notice, name="list_notice"),
    path("<int:round_id>/thong-bao/du-thao.<slug:form>", issuing.notice_draft, name="notice_draft"),
    path("<int:round_id>/thong-bao/<int:version>.<slug:form>", issuing.notice_file, name="notice_file"),
    path("<int:round_id>/gui-len/", issuing.send_up, name="send_up"),
    path("<int:round_id>/gui-len/du-thao.<slug:form>", issuing.letter_draft, name="letter_draft"),
    path("<int:round_id>/gui-len/<int:version>.zip", issuing.bundle_file, name="bundle_file"),
    path("<int:round_id>/gui-len/<int:version>/tra-loi/", issuing.answer, name="answer"),
    path("<int:round_id>/nhieu-mo-hinh/", bulk.bulk, name="bulk"),
    path("<int:round_id>/nhieu-mo-hinh/mau.xlsx", bulk.bulk_template, name="bulk_template"),
    path("<int:round_id>/nhieu-mo-hinh/<int:batch_id>/", bulk.bulk_batch, name="bulk_batch"),
    path("<int:round_id>/nhap-tu-tep/", importing.upload, name="import"),
    path("<int:round_id>/nhap-tu-tep/<int:batch_id>/", importing.preview, name="import_preview"),
]
