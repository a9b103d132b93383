"""Addresses of units."""

from django.urls import path

from kheo.units.web import views_arrange, views_people, views_succession, views_tree

app_name = "units"
urlpatterns = [
    path("", views_tree.tree, name="tree"),
    path("cua-toi/", views_tree.mine, name="mine"),
    path("danh-ba/", views_tree.directory, name="directory"),
    path("danh-ba.pdf", views_tree.directory_file, {"form": "pdf"}, name="directory-pdf"),
    path("danh-ba.docx", views_tree.directory_file, {"form": "docx"}, name="directory-docx"),
    path("dia-ban/", views_tree.area_list, name="areas"),
    path("them-xa/", views_people.found_commune, name="found-commune"),
    path("sap-nhap/", views_succession.merge, name="merge"),
    path("<int:pk>/", views_tree.detail, name="detail"),
    path("<int:pk>/them/", views_arrange.found, name="found"),
    path("<int:pk>/them-nhieu/", views_arrange.found_many, name="found-many"),
    path("<int:pk>/doi-ten/", views_arrange.rename, name="rename"),
    path("<int:pk>/chuyen/", views_arrange.move, name="move"),
    path("<int:pk>/chia-tach/", views_succession.split, name="split"),
    path("<int:pk>/giai-the/", views_succession.dissolve, name="dissolve"),
    path("<int:pk>/mo-tai-khoan/", views_people.open_account, name="open-account"),
    path("<int:pk>/giao-vai-tro/", views_people.give_role, name="give-role"),
    path("<int:pk>/them-thanh-vien/", views_people.give_seat, name="give-seat"),
    path("vai-tro/<int:pk>/thoi/", views_people.end_role, name="end-role"),
    path("nguoi/<int:pk>/", views_people.account, name="account"),
    path("nguoi/<int:pk>/mat-khau/", views_people.reset_password, name="reset-password"),
    path("nguoi/<int:pk>/dong/", views_people.close_account, name="close-account"),
    path("thanh-vien/<int:pk>/sua/", views_people.change_seat, name="change-seat"),
    path("thanh-vien/<int:pk>/thoi/", views_people.end_seat, name="end-seat"),
]
