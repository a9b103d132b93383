"""Every address."""

from django.urls import include, path

from kheo.kernel.web.views import alive

handler400 = "kheo.kernel.web.views.bad_request"

urlpatterns = [
    path("tai-khoan/", include("kheo.accounts.web.urls")),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("song", alive, name="alive"),
    path("don-vi/", include("kheo.units.web.urls")),
    path("thong-bao/", include("kheo.notices.web.urls")),
    path("phong-trao/", include("kheo.campaigns.web.urls")),
    path("van-ban/", include("kheo.documents.web.urls")),
    path("dang-ky/", include("kheo.registrations.web.urls")),
    path("tien-do/", include("kheo.progress.web.urls")),
    path("", include("kheo.portal.web.urls")),
]
