"""A bundle of the commune comes to the province: what is refused and in which words, what is shown, what it becomes."""

import hashlib
import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kheo.accounts.roles import Role
from kheo.commendations import bundles as pure
from kheo.commendations.models import BundlePaper, Dossier, IncomingBundle
from kheo.commendations.services import bundles as services
from kheo.commendations.services import receiving
from kheo.commendations.states import DossierState
from kheo.core.errors import Conflict, InvalidInput, KheoError, NotAllowed, Refusal, UnreadableFile
from kheo.core.paper.limits import Limits
from kheo.documents.models import StoredFile
from tests.factories import NOON, user
from tests.factories import commendations as made
from tests.factories import recognitions as noted

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def above(place):
    return made.province(place)


@pytest.fixture
def sent(running, place, contact):
    """A dossier of a hamlet that passed in the commune and went up."""
    row = noted.exemplar(running, place.hamlets[0], contact)
    noted.signed(running, place.hamlets[0], contact, row)
    drafted = made.drafted(running, place.hamlets[0], contact, award="bang-khen-tinh")
    made.passed(running, made.appraised(running, made.received(running, drafted)))
    made.sent_up(running, drafted)
    return Dossier.objects.get(pk=drafted.pk)


@pytest.fixture
def archive(running, sent):
    return made.bundle_of(running, sent)


def rebuilt(data: bytes, *, told=None, files=None, signed: bool = True) -> bytes:
    """The archive with its table of contents or its papers changed; `signed`: its own checksum is made anew."""
    old = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: old.read(name) for name in old.namelist()}
    manifest = json.loads(parts.pop(pure.MANIFEST))
    manifest.pop("checksum")
    (told or (lambda _m: None))(manifest)
    parts |= files or {}
    plain = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    checksum = hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest() if signed else "0" * 64
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            if part is not None:
                new.writestr(name, part)
        new.writestr(pure.MANIFEST, json.dumps(manifest | {"checksum": checksum}))
    return out.getvalue()


def read(above, data, **more):
    return services.read(data, name="goi.zip", round_=above.round, by=above.officer, at=NOON, **more)


def take(above, row):
    from kheo.commendations.selectors.bundles import plan_of
    from tests.factories import TODAY

    mark = plan_of(services.opened(row), row, TODAY).mark
    return services.take(row, mark=mark, by=above.officer, at=NOON)


def zip_of(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name.replace("__", "."), part)
    return out.getvalue()


def first_file(manifest, **changes):
    manifest["files"][0].update(changes)


def sender(**changes):
    return lambda manifest: manifest["sender"].update(changes)


def case(**changes):
    return lambda manifest: manifest["cases"][0].update(changes)


SPOILT = [
    (lambda data: b"khong phai zip", "file-corrupted"),
    (lambda data: zip_of(a__txt=b"x"), "bundle-foreign"),
    (lambda data: zip_of(**{"muc-luc__json": b"[" * 100_000}), "bundle-foreign"),
    (lambda data: zip_of(**{"muc-luc__json": b"0" * (200 * 1024 * 1024)}), "file-bomb"),
    (lambda data: rebuilt(data, told=lambda m: m.update(format="khac")), "bundle-foreign"),
    (lambda data: rebuilt(data, told=lambda m: m.update(schema=2)), "bundle-newer"),
    (lambda data: rebuilt(data, signed=False), "bundle-edited"),
    (lambda data: rebuilt(data, files={"to-trinh.pdf": b"%PDF khac"}), "bundle-paper-changed"),
    (lambda data: rebuilt(data, files={"to-trinh.pdf": None}), "bundle-paper-missing"),
    (lambda data: rebuilt(data, files={"la.pdf": b"%PDF"}), "bundle-paper-extra"),
    (lambda data: rebuilt(data, told=lambda m: first_file(m, name="../../x.pdf")), "bundle-paper-extra"),
    (lambda data: rebuilt(data, told=lambda m: first_file(m, size=1)), "bundle-paper-changed"),
    (lambda data: rebuilt(data, files={"word/vbaProject.bin": b"x"}), "file-macro"),
    (lambda data: rebuilt(data, told=case(achievement="x" * 401)), "bundle-facts"),
    (lambda data: rebuilt(data, told=case(first="2026-13-01")), "bundle-facts"),
    (lambda data: rebuilt(data, told=case(name="\ud800")), "bundle-facts"),
    (lambda data: rebuilt(data, told=lambda m: m.update(cases=[])), "bundle-facts"),
    (lambda data: rebuilt(data, told=case(award="bang-khen-la")), "bundle-law"),
    (lambda data: rebuilt(data, told=sender(province_code="01", area_code="00004")), "bundle-elsewhere"),
    (lambda data: rebuilt(data, told=sender(area_code="05503")), "bundle-sender"),
    (
        lambda data: rebuilt(data, told=sender(name="Ủy ban nhân dân tỉnh Thái Nguyên", area_code="19")),
        "bundle-own",
    ),
]


def test_what_does_not_hold_is_refused_whole_in_a_sentence(above, archive):
    files = StoredFile.objects.count()

    for spoil, code in SPOILT:
        with pytest.raises(KheoError) as refused:
            read(above, spoil(archive))
        assert refused.value.code == code
        assert str(refused.value).endswith(".")

    assert not IncomingBundle.objects.exists()
    assert StoredFile.objects.count() == files


def test_a_bundle_that_is_too_large_is_refused_before_it_is_opened(above, archive):
    with pytest.raises(UnreadableFile) as refused:
        read(above, archive, limits=Limits(document_bytes=100))
    assert refused.value.code == "file-too-large"


def test_another_communes_bundle_is_not_for_this_commune(place, running, archive):
    """The same archive brought to the commune itself, and to a neighbour."""
    from tests.factories import commune
    from tests.factories.campaigns import running_campaign

    with pytest.raises(InvalidInput) as own:
        read(running, archive)
    assert own.value.code == "bundle-own"
    beside = commune("Nam Mây")
    type(beside.committee).objects.filter(pk=beside.committee.pk).update(area_code="05503")
    beside.committee.area_code = "05503"
    with pytest.raises(InvalidInput) as elsewhere:
        read(running_campaign(beside), archive)
    assert elsewhere.value.code == "bundle-elsewhere"


def test_taken_in_it_is_a_received_dossier_with_receipt_day_and_papers(above, place, sent, archive):
    row = read(above, archive)
    assert Dossier.objects.count() == 1

    taken = take(above, row)

    [dossier] = Dossier.objects.filter(round=above.round)
    assert (dossier.state, dossier.unit, dossier.subject) == (
        DossierState.RECEIVED,
        place.committee,
        sent.subject,
    )
    assert dossier.received_on.isoformat() == "2026-02-02"
    assert dossier.receipt_code not in {"", sent.receipt_code}
    assert dossier.origin_code == sent.receipt_code
    assert "07/BB-HĐ" in dossier.origin_words
    assert not dossier.passed_by
    assert taken.receipt_code
    names = sorted(BundlePaper.objects.values_list("name", flat=True))
    assert names == ["bao-cao-01-ba-nguyen-thi-mau.pdf", "to-trinh.docx", "to-trinh.pdf", "to-trinh.xlsx"]
    assert not hasattr(dossier, "standing")


def test_the_same_bundle_twice_is_once_and_says_where_it_is(above, place, archive):
    row = take(above, read(above, archive))

    assert read(above, archive) == row
    assert services.take(row, mark="", by=above.officer, at=NOON) == row
    assert Dossier.objects.filter(round=above.round).count() == 1
    with pytest.raises(Refusal):
        services.discard(row, by=above.officer, at=NOON)
    other = made.running_campaign(
        made.Commune(above.campaign.managing_unit, *[place.committee] * 6, hamlets=[]),
        registrants=[place.committee],
        officer=above.officer,
    )
    with pytest.raises(Conflict) as elsewhere:
        read(other, archive)
    assert row.receipt_code in str(elsewhere.value)


def test_what_was_shown_is_what_is_taken_in_or_nothing(above, archive):
    row = read(above, archive)

    with pytest.raises(Conflict):
        services.take(row, mark="khac", by=above.officer, at=NOON)
    assert not Dossier.objects.filter(round=above.round).exists()


def test_one_case_that_is_here_with_other_words_keeps_the_whole_bundle_out(above, running, sent, archive):
    take(above, read(above, archive))
    changed = read(above, rebuilt(archive, told=case(achievement="Thành tích khác")))

    with pytest.raises(Refusal) as refused:
        take(above, changed)
    assert refused.value.code == "bundle-blocked"
    again = read(above, rebuilt(archive, told=lambda m: m.update(letter="13/TTr-UBND")))
    with pytest.raises(Refusal) as nothing:
        take(above, again)
    assert nothing.value.code == "bundle-nothing"
    files = StoredFile.objects.count()
    services.discard(changed, by=above.officer, at=NOON)
    assert StoredFile.objects.count() == files - 1


def test_returned_and_mended_it_comes_again_as_the_same_dossier(above, running, sent, archive):
    take(above, read(above, archive))
    dossier = Dossier.objects.get(round=above.round)
    receiving.return_(dossier, reason="Thiếu xác nhận", by=above.officer, at=NOON)

    take(above, read(above, rebuilt(archive, told=case(summary="Đã bổ sung xác nhận."))))

    [again] = Dossier.objects.filter(round=above.round)
    assert (again.pk, again.state, again.receipt_code) == (
        dossier.pk,
        DossierState.RECEIVED,
        dossier.receipt_code,
    )
    assert again.summary == "Đã bổ sung xác nhận."


def test_in_an_installation_without_the_hamlets_the_place_stands_with_the_name(above, place, archive):
    far = case(unit={"name": "Xóm Rất Xa", "kind": "settlement", "province_code": "19", "area_code": "05500"})
    take(above, read(above, rebuilt(archive, told=far)))

    [dossier] = Dossier.objects.filter(round=above.round)
    assert (dossier.subject.unit, dossier.subject.office) == (place.committee, "Xóm Rất Xa")


def test_the_pages_show_first_and_take_in_on_confirmation(client, above, archive, place):
    client.force_login(above.officer, backend=BACKEND)
    address = reverse("commendations:incoming", args=[above.round.pk])

    def post(data, name="goi.zip"):
        return client.post(address, {"file": SimpleUploadedFile(name, data)})

    assert "Chưa chọn tệp nào" in client.post(address, {"viec": "doc"}).content.decode()
    refused = post(rebuilt(archive, files={"to-trinh.pdf": b"khac"}))
    assert refused.status_code == 422
    assert "“to-trinh.pdf” đã bị thay đổi" in refused.content.decode()
    post(archive)
    row = IncomingBundle.objects.get()
    page = client.get(reverse("commendations:bundle_in", args=[row.pk])).content.decode()
    for words in (
        "Bà Nguyễn Thị Mẫu",
        "Tiếp nhận 1 hồ sơ",
        "12/TTr-UBND",
        "bản giấy, cán bộ đánh dấu khi nhận",
    ):
        assert words in page
    mark = page.split('name="mark" value="')[1].split('"')[0]
    client.post(reverse("commendations:bundle_in", args=[row.pk]), {"viec": "nhan", "mark": mark})
    taken = client.get(reverse("commendations:bundle_in", args=[row.pk])).content.decode()
    row.refresh_from_db()
    assert row.receipt_code in taken
    receipt = client.get(reverse("commendations:bundle_receipt", args=[row.pk, "pdf"]))
    assert receipt.content.startswith(b"%PDF")
    dossier = Dossier.objects.get(round=above.round)
    page = client.get(reverse("commendations:dossier", args=[dossier.pk])).content.decode()
    assert "bao-cao-01" in page
    paper = BundlePaper.objects.get(name="to-trinh.pdf")
    got = client.get(reverse("commendations:came_with", args=[dossier.pk, paper.pk]))
    assert got.content.startswith(b"%PDF")
    again = client.get(post(archive, "khac.zip").url).content.decode()
    assert "đã được nhận trước đây" in again


@pytest.mark.parametrize("role", [Role.SIGNER, Role.APPRAISER, Role.VIEWER])
def test_only_who_runs_the_campaign_takes_in(client, above, archive, role):
    row = read(above, archive)
    reader = user(above.campaign.managing_unit, role)
    client.force_login(reader, backend=BACKEND)

    assert client.get(reverse("commendations:incoming", args=[above.round.pk])).status_code == 403
    assert client.post(reverse("commendations:bundle_in", args=[row.pk]), {"viec": "nhan"}).status_code == 403
    with pytest.raises(NotAllowed):
        services.take(row, mark="", by=reader, at=NOON)


def test_many_cases_cost_no_more_queries_than_few(
    above, running, place, contact, django_assert_max_num_queries
):
    from kheo.commendations.selectors.bundles import plan_of
    from kheo.recognitions.models import Exemplar
    from tests.factories import TODAY

    hamlet = place.hamlets[1]
    for n in range(4):
        noted.exemplar(running, hamlet, running.officer, name=f"Bà Mẫu {n}")
    noted.signed(running, hamlet, running.officer, *Exemplar.objects.filter(unit=hamlet))
    rows = [
        made.drafted(running, hamlet, running.officer, award="bang-khen-tinh", at_source=n) for n in range(4)
    ]
    for row in rows:
        made.passed(running, made.appraised(running, made.received(running, row)))

    def queries(*some):
        found = pure.read_bundle(made.bundle_of(running, *some))
        row = IncomingBundle(round=above.round, unit=place.committee)
        with django_assert_max_num_queries(20) as counted:
            plan_of(found, row, TODAY)
        return len(counted)

    assert queries(*rows[:1]) == queries(*rows)
