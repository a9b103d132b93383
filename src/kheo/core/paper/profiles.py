"""Rules of layout by kind of issuing body and by date, as data.

Sources: Nghị định 30/2020/NĐ-CP, Phụ lục I (State; the Front follows it by analogy);
Hướng dẫn 36-HD/VPTW of 03/4/2018 and 05-HD/VPTW of 27/5/2026 (Party).
Sizes are points, lengths millimetres.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from kheo.core.errors import N_, InvalidInput

BodyKind = Literal["STATE", "PARTY", "FRONT"]


@dataclass(frozen=True, slots=True)
class Face:
    """How one component is set."""

    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False


@dataclass(frozen=True, slots=True)
class Margins:
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15


@dataclass(frozen=True, slots=True)
class Profile:
    """One set of layout rules, valid in `[valid_from, valid_to)`."""

    code: str
    body_kind: BodyKind
    source: str
    valid_from: date
    valid_to: date | None
    # Page
    margins: Margins
    page_number: Face
    page_number_from_top: float
    # Head, right side: national name and motto, or the Party's name; a rule as long as the last line
    motto: tuple[tuple[str, Face], ...]
    # Head, left side
    superior: Face
    issuer: Face
    issuer_rule: float | None  # share of the text's width
    issuer_star: str
    number: Face
    number_form: str  # placeholders {number} and {symbol}
    place_date: Face
    # Title
    kind: Face
    subject: Face
    subject_rule: float | None
    subject_mark: str
    letter_subject: Face
    letter_subject_prefix: str
    # Text
    basis: Face
    basis_mark: str
    basis_last: str
    addressee_label: Face
    addressee: Face
    body: Face
    indent: float
    spacing: float  # points after a paragraph
    exact_line: float | None  # points; None sets single lines
    end: str
    # Foot
    prefixes: tuple[tuple[str, str], ...]  # how each prefix of signing is written
    authority: Face
    position: Face
    position_under_prefix: Face
    name: Face
    recipients_label: Face
    recipients: Face
    recipients_separator: str
    filing: str  # where the file copy stays, last of the recipients
    # Appendices
    appendix_numbers: Literal["ROMAN", "ARABIC"]
    appendix_reference: Face
    # What a paper may bear besides
    draft: Face
    urgency: Face
    framed: bool  # marks of urgency and circulation stand in drawn boxes
    circulation: Face
    drafter: Face
    contact: Face
    contact_page: Literal["FIRST", "LAST"]
    submission: str  # how a submission (tờ trình) addresses

    def salutation(self, kind: str | None) -> str:
        """“Kính gửi”, or what this profile says in a submission."""
        return self.submission if kind == "TỜ TRÌNH" else "Kính gửi"


_STATE = Profile(
    code="ND30-2020",
    body_kind="STATE",
    source="Nghị định 30/2020/NĐ-CP, Phụ lục I",
    valid_from=date(2020, 3, 5),
    valid_to=None,
    margins=Margins(),
    page_number=Face(13),
    page_number_from_top=10,
    motto=(
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Face(12, bold=True)),
        ("Độc lập - Tự do - Hạnh phúc", Face(13, bold=True)),
    ),
    superior=Face(12),
    issuer=Face(12, bold=True),
    issuer_rule=0.4,
    issuer_star="",
    number=Face(13),
    number_form="Số: {number}/{symbol}",
    place_date=Face(13, italic=True),
    kind=Face(14, bold=True),
    subject=Face(14, bold=True),
    subject_rule=0.4,
    subject_mark="",
    letter_subject=Face(12),
    letter_subject_prefix="V/v ",
    basis=Face(14, italic=True),
    basis_mark="",
    basis_last=".",
    addressee_label=Face(14),
    addressee=Face(14),
    body=Face(14),
    indent=12.7,
    spacing=6,
    exact_line=None,
    end="./.",
    prefixes=(("TM", "TM."), ("KT", "KT."), ("TL", "TL."), ("TUQ", "TUQ."), ("Q", "Q.")),
    authority=Face(14, bold=True),
    position=Face(14, bold=True),
    position_under_prefix=Face(14, bold=True),
    name=Face(14, bold=True),
    recipients_label=Face(12, bold=True, italic=True),
    recipients=Face(11),
    recipients_separator=";",
    filing="Lưu: VT",
    appendix_numbers="ROMAN",
    appendix_reference=Face(14, italic=True),
    draft=Face(13, italic=True),
    urgency=Face(13, bold=True),
    framed=True,
    circulation=Face(13, bold=True),
    drafter=Face(11),
    contact=Face(11),
    contact_page="FIRST",
    submission="Kính gửi",
)

_PARTY_36 = Profile(
    code="HD36-2018",
    body_kind="PARTY",
    source="Hướng dẫn 36-HD/VPTW ngày 03/4/2018",
    valid_from=date(2018, 4, 3),
    valid_to=date(2026, 5, 27),
    margins=Margins(),
    page_number=Face(14),
    page_number_from_top=10,
    motto=(("ĐẢNG CỘNG SẢN VIỆT NAM", Face(15, bold=True)),),
    superior=Face(14),
    issuer=Face(14, bold=True),
    issuer_rule=None,
    issuer_star="*",
    number=Face(14),
    number_form="Số {number}-{symbol}",
    place_date=Face(14, italic=True),
    kind=Face(15, bold=True),
    subject=Face(14, bold=True),
    subject_rule=None,
    subject_mark="-----",
    letter_subject=Face(12, italic=True),
    letter_subject_prefix="",
    basis=Face(14),
    basis_mark="",
    basis_last=",",
    addressee_label=Face(14, italic=True),
    addressee=Face(14),
    body=Face(14),
    indent=10,
    spacing=6,
    exact_line=18,
    end=".",
    prefixes=(("TM", "T/M"), ("KT", "K/T"), ("TL", "T/L"), ("Q", "Q.")),
    authority=Face(14, bold=True),
    position=Face(14),
    position_under_prefix=Face(14),
    name=Face(14, bold=True),
    recipients_label=Face(14, underline=True),
    recipients=Face(12),
    recipients_separator=",",
    filing="Lưu Văn phòng Đảng ủy",
    appendix_numbers="ARABIC",
    appendix_reference=Face(14),
    draft=Face(14, italic=True),
    urgency=Face(14, bold=True),
    framed=False,
    circulation=Face(12, bold=True),
    drafter=Face(8),
    contact=Face(10),
    contact_page="LAST",
    submission="Kính gửi",
)

_PARTY_05 = replace(
    _PARTY_36,
    code="HD05-2026",
    source="Hướng dẫn 05-HD/VPTW ngày 27/5/2026",
    valid_from=date(2026, 5, 27),
    valid_to=None,
    letter_subject_prefix="về việc ",
    basis_mark="- ",
    basis_last=".",
    # Bold where the head signs directly; not bold under T/M, K/T, T/L.
    position=Face(14, bold=True),
    recipients_separator=";",
    submission="Kính trình",
)

_FRONT = replace(_STATE, code="FRONT-ND30", body_kind="FRONT", source="Theo thể thức Nghị định 30/2020/NĐ-CP")

PROFILES: tuple[Profile, ...] = (_STATE, _PARTY_36, _PARTY_05, _FRONT)


def profile_for(body: BodyKind, on: date) -> Profile:
    """The rules a paper of this kind of body is set by on this day.

    Raises InvalidInput where no rule known here covers the day.
    """
    for profile in PROFILES:
        begun = profile.valid_from <= on
        if profile.body_kind == body and begun and (profile.valid_to is None or on < profile.valid_to):
            return profile
    raise InvalidInput(
        N_("Chưa có thể thức văn bản cho ngày %(on)s; hãy chọn ngày gần hơn."),
        code="paper-no-profile",
        field="on",
        on=f"{on:%d/%m/%Y}",
    )
