"""Addresses of recognition."""

from django.urls import path

from kheo.recognitions.web import decisions, exemplars, proposals, reviews, round_page, yearly

app_name = "recognitions"

urlpatterns = [
    path("dot/<int:round_id>/", round_page.recognition, name="round"),
    path("dot/<int:round_id>/da-cong-nhan/", round_page.recognised, name="recognised"),
    path("dot/<int:round_id>/co-quan/", round_page.recognising_body, name="body"),
    path("dot/<int:round_id>/ket-qua/", proposals.results, name="results"),
    path("dot/<int:round_id>/hoi-dong/", proposals.to_council, name="to_council"),
    path("dot/<int:round_id>/ban-hanh/", decisions.enact, name="enact"),
    path("dot/<int:round_id>/du-thao/<slug:paper>.<slug:form>", decisions.draft_file, name="draft_file"),
    path("dot/<int:round_id>/quyet-dinh-ngoai/", decisions.outside, name="outside"),
    path("dot/<int:round_id>/ra-soat/", yearly.yearly, name="yearly"),
    path("dot/<int:round_id>/dien-hinh/", exemplars.exemplar_list, name="exemplars"),
    path("dot/<int:round_id>/dien-hinh/moi/", exemplars.note, name="note_exemplar"),
    path("dot/<int:round_id>/binh-xet/", reviews.review_list, name="reviews"),
    path("dot/<int:round_id>/binh-xet/chon/", reviews.choose_unit, name="choose_unit"),
    path("dot/<int:round_id>/binh-xet/don-vi/<int:unit_id>/", reviews.hold, name="hold_review"),
    path("dien-hinh/<int:pk>/", exemplars.exemplar, name="exemplar"),
    path("dien-hinh/<int:pk>/bieu-duong/", exemplars.praise, name="praise"),
    path("dien-hinh/<int:pk>/gach-bo/", exemplars.strike, name="strike_exemplar"),
    path("bieu-duong/<int:pk>.<slug:form>", exemplars.praise_file, name="praise_file"),
    path("binh-xet/<int:pk>/", reviews.review, name="review"),
    path("binh-xet/<int:pk>/sua/", reviews.mend, name="mend_review"),
    path("binh-xet/<int:pk>/bien-ban.<slug:form>", reviews.minutes_file, name="minutes_file"),
    path("binh-xet/<int:pk>/da-ky/", reviews.signed, name="signed_review"),
    path("binh-xet/<int:pk>/de-nghi/", reviews.propose, name="propose"),
    path("de-nghi/<int:pk>/", proposals.proposal, name="proposal"),
    path("de-nghi/<int:pk>/<slug:verb>/", proposals.act, name="proposal_act"),
    path("quyet-dinh/<int:pk>/", decisions.decision, name="decision"),
    path("quyet-dinh/<int:pk>/van-ban.<slug:form>", decisions.decision_file, name="decision_file"),
    path(
        "quyet-dinh/<int:pk>/giay-chung-nhan-<int:first>.pdf", decisions.certificate_file, name="certificates"
    ),
    path("mo-hinh/<int:registration_id>/", round_page.of_registration, name="of_registration"),
]
