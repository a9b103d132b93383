"""Pages that cross modules."""

from django.urls import path

from kheo.portal.web import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("phong-trao/", views.campaign_list, name="campaigns"),
    path("phong-trao/<int:pk>/", views.campaign, name="campaign"),
]
