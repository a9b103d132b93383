"""A page with a long form, as any module has: for trying what survives an expired sign-in."""

from django.http import HttpResponse
from django.urls import include, path

from config.urls import urlpatterns as real
from kheo.kernel.web import kept_forms
from kheo.kernel.web.access import SIGNED_IN, page


@page("GET", "POST", access=SIGNED_IN)
def long_form(request):
    kept = kept_forms.take(request)
    return HttpResponse(kept["noi-dung"] if kept else "trống")


urlpatterns = [path("bieu-mau/", long_form), path("", include(real))]
