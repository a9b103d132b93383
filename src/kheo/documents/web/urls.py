"""Addresses of documents."""

from django.urls import path

from kheo.documents.web import checking, paper_views, register_views, setup_views

app_name = "documents"
urlpatterns = [
    path("soat/", checking.check, name="check"),
    path("soat/ban-da-sua/", checking.repaired, name="repaired"),
    path("soat/quy-tac/", checking.rules, name="rules"),
    path("soat/quy-tac/<path:rule>/", checking.rule, name="rule"),
    path("so/", register_views.register_list, name="register"),
    path("so/moi/", register_views.put_in, name="put_in"),
    path("so/giu-so/", register_views.reserve, name="reserve"),
    path("so/in/<int:unit_id>/<int:year>/<str:form>/", register_views.register_book, name="register_book"),
    path("so/thiet-lap/<int:unit_id>/", setup_views.setup, name="setup"),
    path("so/thiet-lap/<int:unit_id>/mau/<str:kind>/", setup_views.template_file, name="template"),
    path("so/<int:pk>/", paper_views.paper, name="paper"),
    path("so/<int:pk>/tep/<int:number>/", paper_views.paper_file, name="paper_file"),
    path("so/<int:pk>/xuat/", paper_views.paper_bundle, name="paper_bundle"),
]
