"""Addresses of reminders."""

from django.urls import path, re_path

from kheo.progress.web import reminders

urlpatterns = [
    path("nhac-viec/", reminders.mine, name="my_reminders"),
    path("nhac-viec/lich-moi/", reminders.renew_feed, name="renew_feed"),
    re_path(r"^lich/(?P<token>[\w-]{20,60})\.ics$", reminders.feed, name="calendar_feed"),
    path("dot/<int:round_id>/nhac-viec/", reminders.desk, name="reminders"),
    path("dot/<int:round_id>/nhac-viec/dien-thoai/", reminders.phones, name="reminder_phones"),
    path("dot/<int:round_id>/nhac-viec/nhat-ky/", reminders.log, name="reminder_log"),
    path("dot/<int:round_id>/nhac-viec/lich/", reminders.ladder, name="reminder_ladder"),
    path("dot/<int:round_id>/nhac-viec/chay/", reminders.run, name="run_reminders"),
    re_path(
        r"^dot/(?P<round_id>\d+)/nhac-viec/cong-van\.(?P<form>docx|pdf)$",
        reminders.letter_file,
        name="reminder_letter",
    ),
]
