"""Papers of a session in the register, and members told by a message of their own."""

import pytest
from django.urls import reverse

from kheo.core.errors import Conflict, InvalidInput, NotAllowed, TransitionNotAllowed
from kheo.councils.models import CouncilPaper
from kheo.councils.services import filing, paper_vote, sessions, voting
from kheo.councils.services.filing import Numbered
from kheo.councils.services.paper_vote import Tally
from kheo.councils.states import Mode
from kheo.documents.models import Document
from kheo.notices.public import inbox
from tests.factories import NOON, TODAY, commune
from tests.factories import councils as sittings

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
INVITATION = Numbered("07", "GM-HĐTĐKT", TODAY)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def sitting():
    return sittings.council(commune(), on_paper=1)


def filed(session, sitting, name="giay-moi", numbered=INVITATION, **changes):
    return filing.file_paper(
        session, name, numbered=numbered, **({"by": sitting.secretary, "at": NOON} | changes)
    )


def test_calling_tells_every_member_with_an_account_himself(sitting):
    session = sittings.planned(sitting, "Xét mô hình Đường hoa")

    sessions.call(session, by=sitting.secretary, at=NOON)

    for member in sitting.everyone:
        [notice] = inbox(member, TODAY)
        assert notice.title.startswith("Mời họp Hội đồng Thi đua - Khen thưởng")
        assert "Xét mô hình Đường hoa" in notice.body
        assert notice.link == reverse("councils:session", args=[session.pk])
    assert not inbox(sitting.officer, TODAY)


def test_the_invitation_stands_in_the_register_once_with_its_number(sitting):
    session = sittings.planned(sitting, "Xét mô hình Đường hoa")
    with pytest.raises(TransitionNotAllowed):
        filed(session, sitting)
    sessions.call(session, by=sitting.secretary, at=NOON)

    row = filed(session, sitting)

    assert (row.document.number, row.document.symbol) == ("07", "GM-HĐTĐKT")
    assert (row.document.kind, row.document.unit) == (Document.Kind.INVITATION, sitting.council.unit)
    with pytest.raises(Conflict):
        filed(session, sitting, numbered=Numbered("08", "GM-HĐTĐKT", TODAY))


def test_a_number_missing_or_taken_and_whoever_does_not_run_it_are_refused(sitting):
    session = sittings.planned(sitting, "Xét mô hình Đường hoa")
    sessions.call(session, by=sitting.secretary, at=NOON)
    for wrong in (Numbered("", "GM", TODAY), Numbered("1", "", TODAY), Numbered("1", "GM", None)):
        with pytest.raises(InvalidInput):
            filed(session, sitting, numbered=wrong)
    with pytest.raises(NotAllowed):
        filed(session, sitting, by=sitting.members[0])
    filed(session, sitting)
    other = sittings.planned(sitting, "Việc khác")
    sessions.call(other, by=sitting.secretary, at=NOON)
    with pytest.raises(InvalidInput):
        filed(other, sitting)

    assert CouncilPaper.objects.count() == 1


def test_minutes_of_the_count_are_filed_from_the_matters_page(client, sitting):
    session, [item] = sittings.meeting(sitting)
    voting.open_vote(item, mode=Mode.PAPER, by=sitting.secretary, at=NOON)
    said = Tally(issued=9, collected=9, votes_for=7, votes_against=2, votes_none=0, votes_invalid=0)
    for who in (sitting.secretary, sitting.chair):
        paper_vote.enter_tally(item, tally=said, by=who, at=NOON)
    client.force_login(sitting.secretary, backend=BACKEND)
    address = reverse("councils:file_item_paper", args=[item.pk, "bien-ban-kiem-phieu"])
    shown = reverse("councils:item", args=[item.pk])
    assert address not in client.get(shown).content.decode()
    sessions.close(session, word="chốt", by=sitting.chair, at=NOON)

    assert address in client.get(shown).content.decode()
    sent = {"number": "06", "symbol": "BB-HĐTĐKT", "issued_on": f"{TODAY:%d/%m/%Y}"}
    assert client.post(address, sent).status_code == 302
    page = client.get(shown).content.decode()
    assert "đã vào sổ: số 06" in page
    assert address not in page


def test_minutes_are_filed_after_the_session_is_closed(client, sitting):
    session, [item] = sittings.meeting(sitting)
    with pytest.raises(TransitionNotAllowed, match="chưa chốt"):
        filed(session, sitting, "bien-ban", Numbered("05", "BB-HĐTĐKT", TODAY))
    sittings.voted_by_hands(item, sitting, 7)
    sessions.close(session, word="chốt", by=sitting.chair, at=NOON)
    client.force_login(sitting.secretary, backend=BACKEND)
    address = reverse("councils:file_session_paper", args=[session.pk, "bien-ban"])
    assert address in client.get(reverse("councils:session", args=[session.pk])).content.decode()
    assert client.post(address, {"number": ""}).status_code == 422

    sent = {"number": "05", "symbol": "BB-HĐTĐKT", "issued_on": f"{TODAY:%d/%m/%Y}"}
    assert client.post(address, sent).status_code == 302

    page = client.get(reverse("councils:session", args=[session.pk])).content.decode()
    assert "đã vào sổ: số 05" in page
    paper = client.get(reverse("councils:session_paper", args=[session.pk, "bien-ban", "pdf"]))
    assert paper.content.startswith(b"%PDF")
