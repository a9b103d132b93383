"""Addresses of inspections, under those of the module."""

from django.urls import path

from kheo.appraisals.web import inspections, places, visits

urlpatterns = [
    path("kiem-tra/", inspections.mine, name="inspection_mine"),
    path("dot/<int:round_id>/kiem-tra/", inspections.of_round, name="inspections"),
    path("dot/<int:round_id>/kiem-tra/moi/", inspections.new, name="new_inspection"),
    path("kiem-tra/<int:pk>/", inspections.inspection, name="inspection"),
    path("kiem-tra/<int:pk>/sua/", inspections.edit, name="edit_inspection"),
    path("kiem-tra/<int:pk>/chon-noi/", places.choose, name="choose_places"),
    path("kiem-tra/<int:pk>/boc-tham/<int:number>/", places.sample, name="sample"),
    path("kiem-tra/<int:pk>/lich/", places.lay_out, name="lay_out_places"),
    path("kiem-tra/<int:pk>/bat-dau/", inspections.begin, name="begin_inspection"),
    path("kiem-tra/<int:pk>/thoi/", inspections.drop, name="drop_inspection"),
    path("kiem-tra/<int:pk>/ket-qua/", inspections.conclude, name="conclude_inspection"),
    path("kiem-tra/<int:pk>/<slug:name>.<slug:form>", inspections.paper, name="inspection_paper"),
    path("kiem-tra/<int:pk>/<slug:name>/so-van-ban/", inspections.file_paper, name="file_inspection_paper"),
    path("kiem-tra/noi/<int:pk>/", visits.visit, name="visit"),
    path("kiem-tra/noi/<int:pk>/phieu/", visits.sheet, name="visit_sheet"),
    path("kiem-tra/noi/<int:pk>/y-kien/", visits.answer, name="answer_visit"),
    path("kiem-tra/noi/<int:pk>/ky/", visits.sign, name="sign_visit"),
    path("kiem-tra/noi/<int:pk>/khong-den/", visits.miss, name="miss_visit"),
    path("kiem-tra/noi/<int:pk>/bien-ban.<slug:form>", visits.minutes, name="visit_minutes"),
    path("kiem-tra/noi/<int:pk>/so-van-ban/", visits.file_minutes, name="file_visit_minutes"),
    path("kiem-tra/viec/<int:pk>/", visits.remedy, name="remedy"),
    path("kiem-tra/viec/<int:pk>/<slug:verb>/", visits.mend, name="mend"),
]
