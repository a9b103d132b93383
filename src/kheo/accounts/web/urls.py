"""Addresses of accounts. Only what an office without self sign-up needs, under the names that allauth asks for."""

from django.urls import path

from kheo.accounts.web import views

urlpatterns = [
    path("dang-nhap/", views.sign_in, name="account_login"),
    path("dang-xuat/", views.sign_out, name="account_logout"),
    path("da-dong/", views.inactive, name="account_inactive"),
    path("doi-mat-khau/", views.change_password, name="account_change_password"),
    path("cua-toi/", views.details, name="account_details"),
]
