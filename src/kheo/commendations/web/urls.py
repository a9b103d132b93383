"""Addresses of commendation."""

from django.urls import path

from kheo.commendations.web import (
    batch,
    bundles,
    certificates,
    columns,
    decisions,
    dossiers,
    history,
    money,
    round_page,
)

app_name = "commendations"

urlpatterns = [
    path("", history.awards, name="history"),
    path("so-khen-thuong.<slug:form>", history.awards_file, name="history_file"),
    path("dot/<int:round_id>/", round_page.commendation, name="round"),
    path("dot/<int:round_id>/quyet-dinh/", round_page.decided, name="decided"),
    path("dot/<int:round_id>/lap/", round_page.choose, name="choose"),
    path("dot/<int:round_id>/lap/<int:unit_id>/<slug:key>/", round_page.new, name="new"),
    path("dot/<int:round_id>/cong-khai/", batch.post, name="post"),
    path("dot/<int:round_id>/hoi-dong/", batch.to_council, name="to_council"),
    path("dot/<int:round_id>/ket-qua/", batch.results, name="results"),
    path("dot/<int:round_id>/trinh-cap-tren/", batch.forward, name="forward"),
    path("dot/<int:round_id>/cot-phan-mem/", columns.columns, name="columns"),
    path("dot/<int:round_id>/cot-phan-mem/<int:pk>/", columns.columns_one, name="columns_one"),
    path("dot/<int:round_id>/cot-phan-mem/<int:pk>/xuat.xlsx", columns.columns_file, name="columns_file"),
    path("dot/<int:round_id>/nhan-goi/", bundles.incoming, name="incoming"),
    path("goi-nhan/<int:pk>/", bundles.bundle_in, name="bundle_in"),
    path("goi-nhan/<int:pk>/phieu-tiep-nhan.<slug:form>", bundles.receipt_file, name="bundle_receipt"),
    path("ho-so/<int:pk>/kem-theo/<int:paper_id>/", bundles.came_with, name="came_with"),
    path("dot/<int:round_id>/cap-tren-quyet-dinh/", batch.above, name="above"),
    path("dot/<int:round_id>/goi/<slug:award>.zip", batch.bundle, name="bundle"),
    path(
        "dot/<int:round_id>/van-ban/<slug:award>/<slug:paper>.<slug:form>", batch.list_file, name="list_file"
    ),
    path("dot/<int:round_id>/quyet-dinh-ngoai/", decisions.outside, name="outside"),
    path("dot/<int:round_id>/ban-hanh/<slug:award>/<slug:occasion>/", decisions.enact, name="enact"),
    path(
        "dot/<int:round_id>/du-thao/<slug:award>/<slug:occasion>.<slug:form>",
        decisions.draft_file,
        name="draft_file",
    ),
    path("dot/<int:round_id>/trao-thuong.<slug:form>", certificates.ceremony_file, name="ceremony_file"),
    path("dot/<int:round_id>/phoi/", certificates.blanks, name="blanks"),
    path("dot/<int:round_id>/quy/<int:year>/", money.fund, name="fund"),
    path("dot/<int:round_id>/quy/<int:year>/<int:pk>/huy/", money.reverse, name="reverse"),
    path("ho-so/<int:pk>/", dossiers.dossier, name="dossier"),
    path("ho-so/<int:pk>/sua/", round_page.change, name="change"),
    path("ho-so/<int:pk>/thanh-phan/", dossiers.parts, name="parts"),
    path("ho-so/<int:pk>/y-kien/<int:opinion_id>/", dossiers.opinion, name="opinion"),
    path(
        "ho-so/<int:pk>/y-kien/<int:opinion_id>/cong-van.<slug:form>",
        dossiers.consultation_file,
        name="consultation_file",
    ),
    path("ho-so/<int:pk>/van-ban/<slug:paper>.<slug:form>", dossiers.dossier_file, name="dossier_file"),
    path("ho-so/<int:pk>/viec/<slug:verb>/", dossiers.act, name="act"),
    path("quyet-dinh/<int:pk>/", decisions.decision, name="decision"),
    path("quyet-dinh/<int:pk>/van-ban.<slug:form>", decisions.decision_file, name="decision_file"),
    path("quyet-dinh/<int:pk>/giay-khen.pdf", certificates.certificate_file, name="certificates"),
    path(
        "quyet-dinh/<int:pk>/in-phoi/<int:blank_id>.<slug:form>", certificates.blank_file, name="blank_file"
    ),
    path("quyet-dinh/<int:pk>/ky-nhan.<slug:form>", certificates.signing_file, name="signing_file"),
    path("quyet-dinh/<int:pk>/huy-bo/", decisions.revoke, name="revoke"),
    path("quyet-dinh/<int:pk>/thu-hoi/<int:award_id>/", decisions.returned, name="returned"),
]
