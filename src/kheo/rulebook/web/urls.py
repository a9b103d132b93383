"""Addresses of the rulebook."""

from django.urls import path

from kheo.rulebook.web import views

app_name = "rulebook"
urlpatterns = [
    path("", views.law, name="law"),
    path("<str:code>/", views.local, name="local"),
    path("<str:code>/them/<str:key>/", views.add, name="add"),
    path("<str:code>/mau/<str:key>/", views.take, name="take"),
    path("dong/<int:pk>/gach/", views.strike, name="strike"),
]
