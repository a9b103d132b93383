"""Every address."""

from django.urls import include, path

from kheo.kernel.web import certificates, offline
from kheo.kernel.web.views import alive

handler400 = "kheo.kernel.web.views.bad_request"

urlpatterns = [
    path("tai-khoan/", include("kheo.accounts.web.urls")),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("song", alive, name="alive"),
    path("cho-gui/", offline.waiting, name="waiting"),
    path("cho-gui/phien", offline.session, name="waiting_session"),
    path("kiem-tra/", certificates.ask, name="certificates"),
    path("kiem-tra/<str:code>/", certificates.certificate, name="certificate"),
    path("sw.js", offline.worker, name="worker"),
    path("don-vi/", include("kheo.units.web.urls")),
    path("thong-bao/", include("kheo.notices.web.urls")),
    path("phong-trao/", include("kheo.campaigns.web.urls")),
    path("van-ban/", include("kheo.documents.web.urls")),
    path("quy-dinh/", include("kheo.rulebook.web.urls")),
    path("hoi-dong/", include("kheo.councils.web.urls")),
    path("dang-ky/", include("kheo.registrations.web.urls")),
    path("tien-do/", include("kheo.progress.web.urls")),
    path("ban-giao/", include("kheo.handovers.web.urls")),
    path("tham-dinh/", include("kheo.appraisals.web.urls")),
    path("cong-nhan/", include("kheo.recognitions.web.urls")),
    path("khen-thuong/", include("kheo.commendations.web.urls")),
    path("bao-cao/", include("kheo.reports.web.urls")),
    path("", include("kheo.portal.web.urls")),
]
