"""Numbered papers of the first path: letter to the units, notice of the list, letter upward."""

from collections.abc import Sequence
from dataclasses import dataclass

from kheo.core.law.citations import with_party_commas
from kheo.core.paper.forms.lists import ListedInitiative, summary_table
from kheo.core.paper.forms.words import counted
from kheo.core.paper.model import (
    Appendix,
    Block,
    Heading,
    Item,
    Level,
    OfficialHead,
    Orientation,
    Paper,
    Paragraph,
    Run,
    Signature,
)
from kheo.core.paper.profiles import Profile
from kheo.core.paper.writing.setting import day_words, number_line
from kheo.core.vietnamese import upper_first
from kheo.core.vietnamese.dates import short_date

MODELS = "mô hình “Dân vận khéo”"
LIKE_ABOVE = "Như trên"


@dataclass(frozen=True, slots=True)
class Issuing:
    """Who issues a numbered paper: its head, its name as a sentence says it, its signer.

    `recipients` come without “Như trên” and without the place of filing; both are set by the profile.
    """

    profile: Profile
    head: OfficialHead
    name: str
    signature: Signature
    recipients: tuple[str, ...] = ()
    filing: str = ""

    def receivers(self, *, letter: bool) -> tuple[str, ...]:
        """Recipients with “Như trên” first for a letter and the file copy last."""
        first = (LIKE_ABOVE,) if letter else ()
        return (*first, *self.recipients, self.filing or self.profile.filing)


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """Who owes how many: “Mỗi thôn” – 1."""

    who: str
    count: int


def campaign_letter(
    *,
    issuing: Issuing,
    year: int,
    plan: str,
    addressees: Sequence[str],
    deadline: str,
    send_to: str,
    sectors: Sequence[str] = (),
    quotas: Sequence[QuotaLine] = (),
    web_address: str = "",
    contact: str = "",
    subject: str = "",
) -> Paper:
    """Tells the units of the campaign and asks them to register.

    `plan` is cited in full (“Kế hoạch số 46/KH-UBND ngày 19 tháng 3 năm 2026 của …”); `deadline` is in words
    that follow “Gửi đăng ký” (see `moment_words`).
    """
    opening = f"Thực hiện {_cited(plan, issuing)}, {issuing.name} đề nghị các cơ quan, đơn vị đăng ký {MODELS} năm {year} như sau:"
    body: list[Block] = [Paragraph(opening), Heading(Level.CLAUSE, "1", "Mô hình đăng ký")]
    fields = f", thuộc một trong các lĩnh vực: {', '.join(sectors)}" if sectors else ""
    body.append(
        Paragraph(f"Mô hình mới năm {year} hoặc mô hình tiếp tục thực hiện từ năm {year - 1}{fields}.")
    )
    body += _quota_blocks(quotas)
    number = 3 if quotas else 2
    body += [
        Heading(Level.CLAUSE, str(number), "Thời hạn"),
        Paragraph((Run("Gửi đăng ký "), Run(deadline, bold=True), Run("."))),
    ]
    body += [Heading(Level.CLAUSE, str(number + 1), "Cách gửi"), *_ways(send_to, web_address)]
    ask = f" Cần trao đổi, liên hệ {contact}." if contact else ""
    body.append(Paragraph(f"{issuing.name} đề nghị các cơ quan, đơn vị quan tâm, thực hiện.{ask}"))
    return Paper(
        profile=issuing.profile,
        head=issuing.head,
        subject=subject or f"đăng ký {MODELS} năm {year}",
        addressees=tuple(addressees),
        body=tuple(body),
        recipients=issuing.receivers(letter=True),
        signature=issuing.signature,
    )


def _dash(text: str) -> Item:
    return Item(Level.DASH, text)


def _quota_blocks(quotas: Sequence[QuotaLine]) -> list[Block]:
    if not quotas:
        return []
    lines = [
        _dash(f"{upper_first(quota.who)}: ít nhất {counted(quota.count)} mô hình{'.' if last else ';'}")
        for place, quota in enumerate(quotas, 1)
        for last in (place == len(quotas),)
    ]
    voluntary = "Cá nhân, hộ gia đình đăng ký trên tinh thần tự nguyện, không giao chỉ tiêu."
    return [Heading(Level.CLAUSE, "2", "Số lượng"), *lines, Paragraph(voluntary)]


def _ways(send_to: str, web_address: str) -> list[Block]:
    paper = f"Gửi danh sách và bản đăng ký có chữ ký về {send_to}."
    if not web_address:
        return [Paragraph(paper)]
    online = f"Đăng ký trực tuyến tại địa chỉ {web_address}; đầu mối của đơn vị dùng tài khoản đã được cấp."
    return [
        _dash(online),
        _dash(f"Đơn vị chưa có tài khoản: gửi bản giấy về {send_to} để được nhập thay."),
    ]


def list_notice(
    *,
    issuing: Issuing,
    year: int,
    plan: str,
    initiatives: Sequence[ListedInitiative],
    remarks: Sequence[str] = (),
    subject: str = "",
) -> Paper:
    """“Thông báo danh mục mô hình”: the received list as an appendix. `remarks` are further paragraphs."""
    new = sum(one.kind == "NEW" for one in initiatives)
    units = len({one.unit for one in initiatives if one.unit})
    told = (
        f"Thực hiện {_cited(plan, issuing)}, trên cơ sở đăng ký của các cơ quan, đơn vị, {issuing.name} thông báo danh mục {MODELS} "
        f"năm {year} gồm {counted(len(initiatives))} mô hình của {counted(units)} đơn vị, trong đó có "
        f"{counted(new)} mô hình mới và {counted(len(initiatives) - new)} mô hình tiếp tục thực hiện "
        "(Phụ lục kèm theo)."
    )
    asked = (
        "Các cơ quan, đơn vị có mô hình trong danh mục tổ chức thực hiện đúng nội dung, tiến độ đã đăng ký; "
        "kịp thời báo cáo khó khăn, vướng mắc để được phối hợp giải quyết."
    )
    appendix = Appendix(
        f"DANH MỤC MÔ HÌNH “DÂN VẬN KHÉO” NĂM {year}",
        (summary_table(initiatives, year=year),),
        reference=attached_to("Thông báo", issuing),
        orientation=Orientation.LANDSCAPE,
    )
    return Paper(
        profile=issuing.profile,
        head=issuing.head,
        kind="THÔNG BÁO",
        subject=subject or f"Danh mục {MODELS} năm {year}",
        body=(Paragraph(told), Paragraph(asked), *(Paragraph(remark) for remark in remarks)),
        recipients=issuing.receivers(letter=False),
        signature=issuing.signature,
        appendices=(appendix,),
    )


def _cited(paper: str, issuing: Issuing) -> str:
    """A paper as this issuer cites it: the Party sets a comma before the day."""
    return with_party_commas(paper) if issuing.profile.body_kind == "PARTY" else paper


def attached_to(kind: str, issuing: Issuing) -> str:
    """“Kèm theo Thông báo số 12/TB-UBND ngày … của …”, with room for what is not known yet.

    The Party writes “số 12-TB/ĐU, ngày 05/02/2026 của …”.
    """
    head = issuing.head
    number = number_line(head, issuing.profile.number_form).replace("Số: ", "số ").replace("Số ", "số ")
    day = day_words(head.on, month=head.month, year=head.year)
    if issuing.profile.body_kind == "PARTY":
        short = f"ngày {short_date(head.on)}" if head.on else day
        return f"Kèm theo {kind} {number},\n{short} của {issuing.name}"
    return f"Kèm theo {kind} {number}\n{day} của {issuing.name}"


def upward_letter(
    *,
    issuing: Issuing,
    year: int,
    to: str,
    answers: str,
    initiatives: Sequence[ListedInitiative],
    sheets: int,
    enclosures: Sequence[str] = (),
    subject: str = "",
) -> Paper:
    """Sends list and sheets to the body the plan names. `answers` cites the upper plan or letter in full."""
    new = sum(one.kind == "NEW" for one in initiatives)
    units = len({one.unit for one in initiatives if one.unit})
    told = (
        f"Thực hiện {_cited(answers, issuing)}, {issuing.name} gửi kết quả đăng ký {MODELS} năm {year}: "
        f"{counted(len(initiatives))} mô hình của {counted(units)} đơn vị, trong đó có {counted(new)} mô hình mới và "
        f"{counted(len(initiatives) - new)} mô hình tiếp tục thực hiện."
    )
    parts = ["01 Bảng tổng hợp đăng ký", f"{counted(sheets)} bản đăng ký mô hình", *enclosures]
    listed = [_dash(f"{part}{'.' if place == len(parts) else ';'}") for place, part in enumerate(parts, 1)]
    return Paper(
        profile=issuing.profile,
        head=issuing.head,
        subject=subject or f"gửi danh sách đăng ký {MODELS} năm {year}",
        addressees=(to,),
        body=(
            Paragraph(told),
            Paragraph("Hồ sơ gửi kèm gồm:", keep_with_next=True),
            *listed,
            Paragraph(f"{issuing.name} kính gửi {to} xem xét, tổng hợp."),
        ),
        recipients=issuing.receivers(letter=True),
        signature=issuing.signature,
    )
