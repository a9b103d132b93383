"""Addresses."""

from django.urls import path

from kheo.appraisals.web import files, inspection_urls, reconsidering, rounds, rubrics

app_name = "appraisals"
urlpatterns = [
    *inspection_urls.urlpatterns,
    path("", rounds.mine, name="mine"),
    path("dot/<int:round_id>/", rounds.overview, name="overview"),
    path("dot/<int:round_id>/bo-tieu-chi-moi/", rubrics.new, name="new_rubric"),
    path("dot/<int:round_id>/mo-dot/", rounds.new_round, name="new_round"),
    path("bo-tieu-chi/<int:pk>/", rubrics.rubric, name="rubric"),
    path("bo-tieu-chi/<int:pk>/chung/", rubrics.facts, name="rubric_facts"),
    path("bo-tieu-chi/<int:pk>/ap-dung/", rubrics.apply, name="apply_rubric"),
    path("bo-tieu-chi/<int:pk>/bo-ban-nhap/", rubrics.discard, name="discard_rubric"),
    path("bo-tieu-chi/<int:pk>/ban-moi/", rubrics.amend, name="amend_rubric"),
    path("bo-tieu-chi/<int:pk>/<slug:kind>/them/", rubrics.part, name="add_part"),
    path("bo-tieu-chi/<int:pk>/<slug:kind>/<str:key>/", rubrics.part, name="part"),
    path("bo-tieu-chi/<int:pk>/<slug:kind>/<str:key>/doi/", rubrics.change_part, name="change_part"),
    path("dot-tham-dinh/<int:pk>/", rounds.appraisal_round, name="round"),
    path("dot-tham-dinh/<int:pk>/phan-cong/", rounds.assign, name="assign"),
    path("dot-tham-dinh/<int:pk>/to-tham-dinh/", rounds.team, name="team"),
    path("dot-tham-dinh/<int:pk>/huy/", rounds.call_off, name="call_off"),
    path("dot-tham-dinh/<int:pk>/ket-thuc/", rounds.close, name="close"),
    path("dot-tham-dinh/<int:pk>/xep-loai/", rounds.ranking, name="ranking"),
    path(
        "dot-tham-dinh/<int:pk>/xep-loai/<int:number>.<slug:form>", rounds.ranking_file, name="ranking_file"
    ),
    path("ho-so/<int:pk>/", files.appraisal, name="appraisal"),
    path("ho-so/<int:pk>/tu-cham/", files.self_score, name="self_score"),
    path("ho-so/<int:pk>/cham/", files.score, name="score"),
    path("ho-so/<int:pk>/khong-cham/", files.recuse, name="recuse"),
    path("ho-so/<int:pk>/dieu-kien/<slug:code>/", files.gate, name="gate"),
    path("ho-so/<int:pk>/ket-luan/", files.conclude, name="conclude"),
    path("ho-so/<int:pk>/tra-lai/", files.back, name="back"),
    path("ho-so/<int:pk>/khong-tu-cham/", files.take_over, name="take_over"),
    path("ho-so/<int:pk>/xem-xet-lai/", reconsidering.ask, name="ask_again"),
    path("xem-xet-lai/<int:pk>/", reconsidering.answer, name="answer_again"),
    path("ho-so/<int:pk>/<slug:name>.<slug:form>", files.paper, name="paper"),
]
