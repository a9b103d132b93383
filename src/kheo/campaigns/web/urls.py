"""Addresses of campaigns."""

from django.urls import path

from kheo.campaigns.web import launching, papers, running_urls

app_name = "campaigns"
urlpatterns = [
    path("tai-len/", papers.upload, name="upload"),
    path("<int:campaign_id>/ra-soat/<int:paper_id>/", papers.review, name="review"),
    path("<int:campaign_id>/ra-soat/<int:paper_id>/muc/<int:item_id>/", papers.item, name="item"),
    path("<int:campaign_id>/ra-soat/<int:paper_id>/them/", papers.add_item, name="add_item"),
    path("<int:campaign_id>/ra-soat/<int:paper_id>/dung-het/", papers.confirm_sure, name="confirm_sure"),
    path("<int:campaign_id>/ra-soat/<int:paper_id>/luu-y/<int:remark_id>/", papers.remark, name="remark"),
    path("<int:campaign_id>/ra-soat/<int:paper_id>/doc-lai/", papers.reread, name="reread"),
    path("<int:campaign_id>/ra-soat/<int:paper_id>/tep/", papers.paper_file, name="paper_file"),
    path("<int:campaign_id>/ra-soat/<int:paper_id>/so-ngay/", papers.sign, name="sign_paper"),
    path("<int:campaign_id>/phat-dong/", launching.prepare_launch, name="prepare_launch"),
    *running_urls.urlpatterns,
]
