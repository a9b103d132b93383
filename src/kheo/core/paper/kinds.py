"""Kinds of official papers (thể loại) and the abbreviations that stand in their symbols.

Sources: Nghị định 30/2020/NĐ-CP, Phụ lục III (State; the Front by analogy); Hướng dẫn 36-HD/VPTW and
05-HD/VPTW (Party). A kind that a body does not have has no abbreviation there.
"""

from dataclasses import dataclass

from kheo.core.errors import N_, InvalidInput
from kheo.core.paper.profiles import Profile


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind: its name as printed in capitals (None for a công văn) and its abbreviations."""

    code: str
    name: str | None
    title: str  # in a sentence: “Kế hoạch”
    state: str | None = None
    party: str | None = None
    party_before: str | None = None  # until 27/5/2026, where it differed

    def abbreviation(self, profile: Profile) -> str | None:
        """How the kind is written in symbols of this profile; None where the body has no such kind."""
        if profile.body_kind != "PARTY":
            return self.state
        if profile.valid_to is not None and self.party_before is not None:
            return self.party_before
        return self.party


LETTER = PaperKind("CV", None, "Công văn", "", "CV")
PLAN = PaperKind("KH", "KẾ HOẠCH", "Kế hoạch", "KH", "KH")
DECISION = PaperKind("QD", "QUYẾT ĐỊNH", "Quyết định", "QĐ", "QĐ")
SUBMISSION = PaperKind("TTR", "TỜ TRÌNH", "Tờ trình", "TTr", "TTr")
REPORT = PaperKind("BC", "BÁO CÁO", "Báo cáo", "BC", "BC")
MINUTES = PaperKind("BB", "BIÊN BẢN", "Biên bản", "BB", "BB")
NOTICE = PaperKind("TB", "THÔNG BÁO", "Thông báo", "TB", "TB")
GUIDANCE = PaperKind("HD", "HƯỚNG DẪN", "Hướng dẫn", "HD", "HD")
INVITATION = PaperKind("GM", "GIẤY MỜI", "Giấy mời", "GM")

KINDS: tuple[PaperKind, ...] = (
    LETTER,
    PLAN,
    DECISION,
    SUBMISSION,
    REPORT,
    MINUTES,
    NOTICE,
    GUIDANCE,
    INVITATION,
    PaperKind("NQ", "NGHỊ QUYẾT", "Nghị quyết", "NQ", "NQ"),
    PaperKind("CT", "CHỈ THỊ", "Chỉ thị", "CT", "CT"),
    PaperKind("QC", "QUY CHẾ", "Quy chế", "QC", "QC"),
    PaperKind("QYD", "QUY ĐỊNH", "Quy định", "QyĐ", "QĐ", "QĐi"),
    PaperKind("TC", "THÔNG CÁO", "Thông cáo", "TC"),
    PaperKind("CTR", "CHƯƠNG TRÌNH", "Chương trình", "CTr", "CTr"),
    PaperKind("PA", "PHƯƠNG ÁN", "Phương án", "PA", "PA"),
    PaperKind("DAN", "ĐỀ ÁN", "Đề án", "ĐA", "ĐA"),
    PaperKind("DA", "DỰ ÁN", "Dự án", "DA"),
    PaperKind("HDG", "HỢP ĐỒNG", "Hợp đồng", "HĐ"),
    PaperKind("CD", "CÔNG ĐIỆN", "Công điện", "CĐ"),
    PaperKind("BGN", "BẢN GHI NHỚ", "Bản ghi nhớ", "BGN"),
    PaperKind("BTT", "BẢN THỎA THUẬN", "Bản thỏa thuận", "BTT"),
    PaperKind("GUQ", "GIẤY ỦY QUYỀN", "Giấy ủy quyền", "GUQ"),
    PaperKind("GGT", "GIẤY GIỚI THIỆU", "Giấy giới thiệu", "GGT"),
    PaperKind("GNP", "GIẤY NGHỈ PHÉP", "Giấy nghỉ phép", "GNP"),
    PaperKind("PG", "PHIẾU GỬI", "Phiếu gửi", "PG"),
    PaperKind("PC", "PHIẾU CHUYỂN", "Phiếu chuyển", "PC"),
    PaperKind("PB", "PHIẾU BÁO", "Phiếu báo", "PB"),
    PaperKind("KL", "KẾT LUẬN", "Kết luận", None, "KL"),
    PaperKind("TT", "THÔNG TRI", "Thông tri", None, "TT"),
)

_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_named(name: str | None) -> PaperKind | None:
    """The kind with this name in capitals; None is the công văn."""
    return _BY_NAME.get(name)


def symbol_of(kind: PaperKind, profile: Profile, organ: str, *, field: str = "") -> str:
    """The symbol behind the number: “KH-UBND”, công văn “UBND-VHXH”, Party “KH/ĐU”.

    `organ` is the body's own code, `field` the unit or field that a State công văn names. Raises
    InvalidInput where the body has no such kind.
    """
    short = kind.abbreviation(profile)
    if short is None:
        raise InvalidInput(
            N_("Cơ quan này không ban hành loại văn bản “%(kind)s”. Hãy chọn loại khác, chẳng hạn công văn."),
            code="paper-kind-of-body",
            field="kind",
            kind=kind.title,
        )
    if profile.body_kind == "PARTY":
        return f"{short}/{organ}"
    return "-".join(part for part in (short, organ, field if kind is LETTER else "") if part)
