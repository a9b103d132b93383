"""Addresses of a campaign that runs; its one page stands in the portal."""

from django.urls import path

from kheo.campaigns.web import amending_views, running_views, years_views

urlpatterns = [
    path("<int:pk>/lich-nam/", running_views.calendar, name="calendar"),
    path("<int:pk>/lich-nam/<slug:form>/", running_views.calendar_file, name="calendar_file"),
    path("<int:pk>/bao-don-vi/", running_views.telling, name="telling"),
    path("<int:pk>/cong-van/vao-so/", running_views.letter_to_register, name="letter_to_register"),
    path("<int:pk>/cong-van/<slug:form>/", running_views.letter_file, name="letter_file"),
    path("<int:pk>/gia-han/", running_views.deadlines, name="deadlines"),
    path("<int:pk>/nop-muon/", running_views.grace, name="grace"),
    path("<int:pk>/lam-tren-giay/", years_views.paper_steps, name="paper_steps"),
    path("<int:pk>/cap-tren/", years_views.answers, name="answers"),
    path("<int:pk>/ke-hoach-don-vi/", years_views.unit_plan, name="unit_plan"),
    path("<int:pk>/cac-nam/", years_views.years, name="years"),
    path("<int:pk>/nhan-ban/", years_views.clone, name="clone"),
    path("<int:pk>/ket-thuc/", years_views.close, name="close"),
    path("<int:pk>/van-ban-sau/", amending_views.later_paper, name="later_paper"),
    path("<int:pk>/ap-dung/<int:paper_id>/", amending_views.amend, name="amend"),
    path("<int:pk>/ap-dung/<int:paper_id>/bo/", amending_views.set_aside, name="set_aside"),
    path("<int:pk>/thay-doi/", amending_views.versions, name="versions"),
]
