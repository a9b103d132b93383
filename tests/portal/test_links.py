"""No link of the campaign's page leads its reader to a closed door."""

import re

import pytest
from django.urls import reverse

from kheo.accounts.roles import Role
from kheo.campaigns.models import CampaignParticipant
from kheo.campaigns.states import Part
from tests.factories import commune, user
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import accepted, sent

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = pytest.mark.django_db


@pytest.fixture
def running():
    place = commune()
    made = running_campaign(place)
    CampaignParticipant.objects.get_or_create(campaign=made.campaign, unit=place.party, part=Part.WATCH)
    contact = user(place.hamlets[0])
    accepted(made, place.hamlets[0], contact)
    sent(made, place.hamlets[0], contact, title="Bờ kè xanh")
    made.people = {
        "party": user(place.party, Role.SIGNER),
        "administrator": user(place.committee, Role.ADMINISTRATOR),
        "signer": user(place.committee, Role.SIGNER),
        "clerk": user(place.committee, Role.RECORDS_CLERK),
        "viewer": user(place.committee, Role.VIEWER),
        "appraiser": user(place.committee, Role.APPRAISER),
        "contact": contact,
        "officer": made.officer,
    }
    return made


@pytest.mark.parametrize(
    "who", ["party", "administrator", "signer", "clerk", "viewer", "appraiser", "contact", "officer"]
)
def test_every_link_shown_opens(client, running, who):
    client.force_login(running.people[who], backend=BACKEND)
    page = client.get(reverse("portal:campaign", args=[running.campaign.pk]))
    main = page.content.decode().split("<main")[1].split("</main>")[0]
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/(?!static)[^"#]*)', main)}
    pages = sorted(link for link in links if not re.search(r"\.(docx|pdf|xlsx|ics)", link))

    assert pages
    assert {link: client.get(link).status_code for link in pages if client.get(link).status_code >= 400} == {}


def test_the_party_secretary_reads_the_list_whose_figures_he_is_shown_and_decides_nothing(client, running):
    client.force_login(running.people["party"], backend=BACKEND)

    page = client.get(reverse("registrations:list", args=[running.round.pk]))
    desk = client.get(reverse("registrations:desk", args=[running.round.pk]))

    assert "Bờ kè xanh" in page.content.decode()
    assert desk.status_code == 403
