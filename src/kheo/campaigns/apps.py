from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "kheo.campaigns"
    label = "campaigns"
