"""Offline packets: given out with the unit's own data, taken in row by row by the usual verbs."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from kheo.audit.public import Event
from kheo.core.errors import InvalidInput, NotAllowed, NotFound, Refusal
from kheo.progress.contribution_kinds import Purpose
from kheo.progress.models import Difficulty, LedgerEntry, Packet, PacketReturn, ProgressReport
from kheo.progress.packets import layout
from kheo.progress.packets.content import from_json
from kheo.progress.packets.returning import open_returned
from kheo.progress.services import contributions, reports
from kheo.progress.services.packet_making import make
from kheo.progress.services.packet_taking import take
from kheo.progress.states import RowOutcome
from kheo.registrations.models import Draft, Registration
from kheo.registrations.services.drafts import save_draft
from tests.factories import NOON
from tests.factories.campaigns import running_campaign
from tests.factories.registrations import accepted
from tests.factories.registrations import filled as form
from tests.progress.packing import filled
from tests.progress.reporting import JUNE, make_world, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    with time_machine.travel(JUNE, tick=False):
        found = make_world()
        found.drive = contributions.open_drive(
            found.row, purpose=Purpose.WORKS, matter="Bê tông hóa đường xóm", by=found.contact, at=JUNE
        )
        yield found


@pytest.fixture
def packet(world):
    return make(world.round, world.hamlet, by=world.contact, at=JUNE)[0]


def report(world, **cells):
    code = f"B{world.row.pk}"
    head = {"standing": "Đang làm", "results": "Đã lắp chín bóng đèn.", "verb": "Gửi"} | cells
    return {layout.REPORT: {code: head, f"{code}.measure-1": {"actual": "9"}}}


NEW = {
    "title": "Đường hoa", "kind": "Mô hình mới", "sector": "Kinh tế", "lead_kind": "Tập thể", "lead_name": "Chi hội Phụ nữ",
    "address": "Xóm 1", "from_month": "Tháng 7/2026", "to_month": "Tháng 12/2026",
}  # fmt: skip
MONEY = {"on": "01/06/2026", "direction": "Nhận", "what": "Tiền (đồng)", "amount": "5000000"}
TROUBLE = {"matter": "Thiếu cột điện, 4 hộ chưa có đèn", "place": "Ngõ giữa", "asks": "Không"}


def hand_in(world, packet, sheets, *, by=None, at=JUNE, **where):
    return take(filled(packet, sheets), name="goi.xlsx", by=by or world.contact, at=at, **where)


def outcomes(found):
    return [(row.sheet, row.outcome) for row in found.rows]


def test_file_that_was_given_out_is_read_and_has_nothing_new(world):
    packet, data = make(world.round, world.hamlet, by=world.contact, at=JUNE)

    found = take(data, name="goi.xlsx", by=world.contact, at=JUNE)

    assert (open_returned(data)[0], found.rows) == (packet.code, ())
    assert (ProgressReport.objects.count(), Draft.objects.count()) == (0, 1)


def test_everything_filled_is_written_by_the_usual_verbs(world, packet):
    sheets = report(world) | {
        layout.REGISTER: {"M1": NEW | {"verb": "Để nháp"}},
        layout.GIFTS: {f"S{world.drive.pk}.1": MONEY},
        layout.TROUBLES: {"V1": TROUBLE | {"about": world.row.title}},
    }

    found = hand_in(world, packet, sheets)

    assert outcomes(found) == [
        (sheet, "taken") for sheet in (layout.REGISTER, layout.REPORT, layout.GIFTS, layout.TROUBLES)
    ]
    told = ProgressReport.objects.get()
    assert (told.state, told.period, told.percent, told.sent_by) == ("sent", "h1", 60, world.contact)
    draft = Draft.objects.get(fields__title="Đường hoa")
    assert (draft.fields["starts_on"], draft.fields["ends_on"]) == ("01/07/2026", "31/12/2026")
    assert (LedgerEntry.objects.get().amount, LedgerEntry.objects.get().drive) == (5_000_000, world.drive)
    assert (Difficulty.objects.get().registration, Difficulty.objects.get().unit) == (world.row, world.hamlet)
    assert Event.objects.filter(action="progress:packet:take").count() == 1


def test_wrong_rows_are_refused_at_their_cells_and_the_others_are_taken(world, packet):
    sheets = report(world, households="-3") | {
        layout.GIFTS: {
            f"S{world.drive.pk}.1": MONEY | {"amount": "-5"},
            f"S{world.drive.pk}.2": MONEY | {"on": "30/12/2026"},
            f"S{world.drive.pk}.3": MONEY | {"direction": "Chi", "amount": "9000000", "spent_for": "mua cát"},
            f"S{world.drive.pk}.4": MONEY,
        },
        layout.TROUBLES: {
            "V1": TROUBLE | {"matter": "Đơn tố cáo ông Nguyễn Văn A"},
            "V2": {"matter": "Thiếu ống"},
        },
        layout.REGISTER: {"M1": {"title": "Đường hoa", "verb": "Gửi"}},
    }

    found = hand_in(world, packet, sheets)

    said = {row.code: row.says[0][0] for row in found.rows if row.outcome == RowOutcome.REFUSED}
    assert set(said) == {
        "M1", f"B{world.row.pk}", f"S{world.drive.pk}.1", f"S{world.drive.pk}.2", f"S{world.drive.pk}.3", "V1", "V2",
    }  # fmt: skip
    assert said[f"S{world.drive.pk}.1"].startswith("E")
    assert said[f"S{world.drive.pk}.2"].startswith("B")
    assert said["V1"].startswith("B")
    assert said["V2"].startswith("C")
    assert (ProgressReport.objects.count(), Difficulty.objects.count()) == (0, 0)
    assert Registration.objects.count() == 1
    assert [entry.amount for entry in LedgerEntry.objects.all()] == [5_000_000]


def test_the_very_same_file_again_says_when_and_by_whom(world, packet):
    hand_in(world, packet, report(world))

    again = hand_in(world, packet, report(world), by=world.officer, at=JUNE + timedelta(hours=2))

    assert again.again == "Lường Thị Mẫu đã nộp đúng tệp này lúc 10:00 10/06/2026."
    assert (ProgressReport.objects.get().versions.count(), PacketReturn.objects.count()) == (1, 1)


def test_filled_further_only_new_rows_are_taken(world, packet):
    sheets = report(world, verb="Để nháp") | {layout.GIFTS: {f"S{world.drive.pk}.1": MONEY}}
    hand_in(world, packet, sheets)
    sheets[layout.GIFTS][f"S{world.drive.pk}.2"] = MONEY | {"amount": "200000"}
    sheets |= report(world)

    found = hand_in(world, packet, sheets, at=JUNE + timedelta(hours=1))

    assert outcomes(found) == [(layout.REPORT, "taken"), (layout.GIFTS, "already"), (layout.GIFTS, "taken")]
    assert (ProgressReport.objects.get().state, LedgerEntry.objects.count()) == ("sent", 2)


def test_row_in_the_book_is_not_changed_by_a_packet(world, packet):
    hand_in(world, packet, {layout.GIFTS: {f"S{world.drive.pk}.1": MONEY}})

    found = hand_in(world, packet, {layout.GIFTS: {f"S{world.drive.pk}.1": MONEY | {"amount": "6000000"}}})

    assert outcomes(found) == [(layout.GIFTS, "refused")]
    assert LedgerEntry.objects.get().amount == 5_000_000


def test_report_written_on_the_server_since_stands_beside_the_file_and_is_kept(world, packet):
    fields = {"standing": "under-way", "results": "Đã lắp bảy bóng.", "measure-1": "7"}
    reports.save_draft(
        uuid4(), fields=fields, revision=0, registration=world.row, period="h1", by=world.contact, at=JUNE
    )

    (row,) = hand_in(world, packet, report(world)).rows

    assert row.outcome == RowOutcome.CONFLICT
    assert ("Kỳ này đã làm được gì", "Đã lắp bảy bóng.", "Đã lắp chín bóng đèn.") in row.compare
    assert ("Đèn đường lắp mới: Đến nay", "7", "9") in row.compare
    assert ProgressReport.objects.get().draft.fields["measure-1"] == "7"


def test_the_same_written_on_the_server_since_is_no_conflict(world, packet):
    fields = {"standing": "under-way", "results": "Đã lắp chín bóng đèn.", "measure-1": "9"}
    reports.save_draft(
        uuid4(), fields=fields, revision=0, registration=world.row, period="h1", by=world.contact, at=JUNE
    )

    (row,) = hand_in(world, packet, report(world)).rows

    assert (row.outcome, ProgressReport.objects.get().state) == (RowOutcome.ALREADY, "draft")


def test_draft_changed_in_the_packet_keeps_what_the_sheet_does_not_ask(world):
    fields = form(world.running, title="Đường hoa", confirmed_by="Bí thư chi bộ", starts_on="05/03/2026")
    draft = save_draft(
        uuid4(), fields=fields, revision=0, round_=world.round, unit=world.hamlet, by=world.contact, at=JUNE
    )
    packet, _data = make(world.round, world.hamlet, by=world.contact, at=JUNE)

    found = hand_in(
        world, packet, {layout.REGISTER: {f"D{draft.registration_id}": {"address": "Xóm 1, ngõ giữa"}}}
    )

    draft.refresh_from_db()
    assert outcomes(found) == [(layout.REGISTER, "taken")]
    assert draft.fields == fields | {"address": "Xóm 1, ngõ giữa"}


def test_dry_run_says_the_same_and_writes_nothing(world, packet):
    sheets = report(world) | {layout.GIFTS: {f"S{world.drive.pk}.1": MONEY}}

    tried = hand_in(world, packet, sheets, dry=True)

    assert outcomes(tried) == [(layout.REPORT, "taken"), (layout.GIFTS, "taken")]
    packet.refresh_from_db()
    assert (ProgressReport.objects.count(), LedgerEntry.objects.count(), PacketReturn.objects.count()) == (
        0,
        0,
        0,
    )
    assert (packet.taken, packet.returned_at) == ({}, None)


def test_packet_of_another_unit_round_or_installation_is_refused_with_a_sentence(world, packet):
    other = running_campaign(world.place, officer=world.officer)
    with pytest.raises(InvalidInput, match="phong trào khác"):
        hand_in(world, packet, report(world), round_id=other.round.pk)
    with pytest.raises(InvalidInput, match="đơn vị khác: Xóm 1"):
        hand_in(world, packet, report(world), round_id=world.round.pk, unit_id=world.place.hamlets[1].pk)
    data = filled(packet, {})
    Packet.objects.all().delete()
    with pytest.raises(NotFound, match="nơi khác lập"):
        take(data, name="a.xlsx", by=world.contact, at=JUNE)


def test_only_the_unit_and_its_officer_make_and_hand_in(world, packet):
    for somebody in (world.neighbour, world.stranger, world.viewer):
        with pytest.raises(NotAllowed):
            make(world.round, world.hamlet, by=somebody, at=JUNE)
        with pytest.raises(NotAllowed):
            hand_in(world, packet, report(world), by=somebody)

    found = hand_in(world, packet, report(world), by=world.officer)

    assert (outcomes(found), ProgressReport.objects.get().entered_for_unit) == (
        [(layout.REPORT, "taken")],
        True,
    )


def test_packet_holds_the_units_own_data_and_nobody_elses(world):
    accepted(
        world.running,
        world.place.hamlets[1],
        world.neighbour,
        title="Của xóm khác",
        contact_phone="0912 345 678",
    )
    mine = form(world.running, title="Bản nháp của xóm", contact_phone="0987 654 321")
    save_draft(
        uuid4(), fields=mine, revision=0, round_=world.round, unit=world.hamlet, by=world.contact, at=JUNE
    )
    sent(world, results="Đã gửi kỳ này")

    own = str(make(world.round, world.hamlet, by=world.contact, at=JUNE)[0].content)
    officers = str(make(world.round, world.hamlet, by=world.officer, at=JUNE)[0].content)
    servers = str(make(world.round, world.hamlet, by=None, at=JUNE)[0].content)

    for text in (own, officers, servers):
        assert "Của xóm khác" not in text
        assert "0912" not in text
    assert "Bản nháp của xóm" in own
    assert "0987 654 321" in own
    assert "Bản nháp của xóm" not in officers + servers
    assert "0987" not in officers + servers


def test_report_that_the_unit_writes_is_closed_in_the_officers_packet(world):
    reports.save_draft(
        uuid4(),
        fields={"results": "Chữ của xóm"},
        revision=0,
        registration=world.row,
        period="h1",
        by=world.contact,
        at=JUNE,
    )

    packet, _data = make(world.round, world.hamlet, by=world.officer, at=JUNE)

    line = from_json(packet.content).sheet(layout.REPORT).lines[0]
    assert (line.open, "Chữ của xóm" in str(packet.content)) == (frozenset(), False)


def test_report_sent_already_is_only_shown(world):
    sent(world)

    packet, _data = make(world.round, world.hamlet, by=world.contact, at=JUNE)

    assert from_json(packet.content).sheet(layout.REPORT).lines[0].open == frozenset()


def test_closed_campaign_gives_out_no_packet(world):
    world.running.campaign.state = "closed"
    world.running.campaign.closed_at = JUNE
    world.running.campaign.closed_by = world.officer
    world.running.campaign.save()
    world.round.refresh_from_db()

    with pytest.raises(Refusal):
        make(world.round, world.hamlet, by=world.contact, at=JUNE)


def test_making_costs_the_same_queries_for_one_and_for_many(world, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(60) as counted:
            make(world.round, world.hamlet, by=world.contact, at=JUNE)
        return len(counted)

    few = queries()
    for number in range(6):
        row = accepted(world.running, world.hamlet, world.contact, title=f"Mô hình {number}", at=NOON)
        contributions.open_drive(row, purpose=Purpose.WORKS, matter="Làm đường", by=world.contact, at=JUNE)

    assert queries() == few
