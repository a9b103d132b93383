"""Addresses of councils."""

from django.urls import path

from kheo.councils.web import councils, items, papers, sessions, voting

app_name = "councils"
urlpatterns = [
    path("", councils.index, name="index"),
    path("moi/", councils.new, name="new"),
    path("<int:pk>/", councils.council, name="council"),
    path("<int:pk>/sua/", councils.change, name="change"),
    path("<int:pk>/thanh-vien/", councils.add_member, name="add_member"),
    path("<int:pk>/thanh-vien/thoi/", councils.end_member, name="end_member"),
    path("<int:pk>/quy-che/", councils.rule, name="rule"),
    path("<int:pk>/ket-thuc/", councils.end, name="end"),
    path("<int:council_pk>/phien-moi/", sessions.new, name="new_session"),
    path("phien/<int:pk>/", sessions.session, name="session"),
    path("phien/<int:pk>/sua/", sessions.change, name="change_session"),
    path("phien/<int:pk>/noi-dung/", sessions.add_item, name="add_item"),
    path("phien/<int:pk>/moi-hop/", sessions.call, name="call"),
    path("phien/<int:pk>/khong-hop/", sessions.cancel, name="cancel"),
    path("phien/<int:pk>/diem-danh/", sessions.roll, name="roll"),
    path("phien/<int:pk>/chot/", sessions.close, name="close"),
    path("phien/<int:pk>/<slug:name>/vao-so/", papers.file_session_paper, name="file_session_paper"),
    path("phien/<int:pk>/<slug:name>.<slug:form>", papers.session_paper, name="session_paper"),
    path("noi-dung/<int:pk>/", items.item, name="item"),
    path("noi-dung/<int:pk>/sua/", items.change, name="change_item"),
    path("noi-dung/<int:pk>/bo/", items.drop, name="drop_item"),
    path("noi-dung/<int:pk>/khong-bieu-quyet/", items.recuse, name="recuse"),
    path("noi-dung/<int:pk>/khong-bieu-quyet/<int:recusal_pk>/go/", items.lift_recusal, name="lift_recusal"),
    path("noi-dung/<int:pk>/ly-do/", items.allow_few, name="allow_few"),
    path("noi-dung/<int:pk>/ket-luan/", items.conclude, name="conclude"),
    path("noi-dung/<int:pk>/ghi-chep/", items.notes, name="notes"),
    path("noi-dung/<int:pk>/xem-lai/", items.supersede, name="supersede"),
    path("noi-dung/<int:pk>/mo/", voting.open_vote, name="open_vote"),
    path("noi-dung/<int:pk>/ket-qua/", voting.record, name="record"),
    path("noi-dung/<int:pk>/bo-phieu/", voting.vote, name="vote"),
    path("noi-dung/<int:pk>/dong/", voting.close_vote, name="close_vote"),
    path("noi-dung/<int:pk>/kiem-phieu/", voting.tally, name="tally"),
    path("noi-dung/<int:pk>/dung/", voting.abandon, name="abandon"),
    path("noi-dung/<int:pk>/<slug:name>/vao-so/", papers.file_item_paper, name="file_item_paper"),
    path("noi-dung/<int:pk>/<slug:name>.<slug:form>", papers.item_paper, name="item_paper"),
]
