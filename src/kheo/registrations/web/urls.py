"""Addresses of registrations."""

from django.urls import include, path, re_path

from kheo.registrations.web import desk, duplicates, reading, writing

app_name = "registrations"
_FORM = r"\.(?P<form>docx|pdf)"

urlpatterns = [
    path("", reading.index, name="index"),
    path("<int:round_id>/", reading.mine, name="mine"),
    path("<int:round_id>/moi/", writing.new, name="new"),
    path("<int:round_id>/moi/<int:unit_id>/", writing.new_for, name="new"),
    path("<int:round_id>/nhap/", writing.save, name="save"),
    path("<int:round_id>/tuong-tu/", writing.similar, name="similar"),
    path("<int:round_id>/tiep-nhan/", desk.desk, name="desk"),
    path("<int:round_id>/tiep-nhan/nhieu/", desk.accept_chosen, name="accept_chosen"),
    path("ban-nhap/<uuid:draft_id>/", writing.edit, name="edit"),
    path("ban-nhap/<uuid:draft_id>/hai-ban/", writing.conflict, name="conflict"),
    path("ban-nhap/<uuid:draft_id>/xoa/", writing.throw_away, name="discard"),
    path("ho-so/<int:pk>/", reading.detail, name="detail"),
    path("ho-so/<int:pk>/tiep-nhan/", desk.accept_one, name="accept"),
    path("ho-so/<int:pk>/tra-lai/", desk.return_one, name="return"),
    path("ho-so/<int:pk>/rut/", desk.withdraw_one, name="withdraw"),
    path("ho-so/<int:pk>/trung-voi/", duplicates.duplicate, name="duplicate"),
    re_path(rf"^ho-so/(?P<pk>\d+)/ban-dang-ky{_FORM}$", reading.sheet_file, name="sheet_file"),
    path("", include("kheo.registrations.web.change_urls")),
    path("phieu/<str:code>/", reading.receipt, name="receipt"),
    re_path(rf"^phieu/(?P<code>[0-9A-Za-z-]+){_FORM}$", reading.receipt_file, name="receipt_file"),
    re_path(
        rf"^(?P<round_id>\d+)/ban-dang-ky-trong-(?P<unit_id>\d+){_FORM}$",
        reading.blank_file,
        name="blank_file",
    ),
    path("", include("kheo.registrations.web.list_urls")),
]
