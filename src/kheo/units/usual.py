"""Bodies that nearly every commune has beside its three roots: offered ticked, founded when left so."""

from dataclasses import dataclass

from kheo.core.areas import AreaKind
from kheo.units.models import UnitKind


@dataclass(frozen=True, slots=True)
class UsualBody:
    """A body under one of the roots; `{word}` is xã, phường or đặc khu, `{place}` with the name."""

    key: str
    root: str
    kind: UnitKind
    pattern: str
    in_ward: str = ""

    def name(self, kind: AreaKind, place: str) -> str:
        """Its full name in an area: “Hội Nông dân xã Đồng Trăng”."""
        pattern = self.in_ward if self.in_ward and kind == AreaKind.WARD else self.pattern
        return pattern.format(word=kind.word, place=f"{kind.word} {place}")


USUAL_BODIES = (
    UsualBody(
        "van-phong",
        "committee",
        UnitKind.DIVISION,
        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân {word}",
    ),
    UsualBody(
        "kinh-te",
        "committee",
        UnitKind.DIVISION,
        "Phòng Kinh tế",
        in_ward="Phòng Kinh tế, Hạ tầng và Đô thị",
    ),
    UsualBody("van-hoa", "committee", UnitKind.DIVISION, "Phòng Văn hóa - Xã hội"),
    UsualBody("mot-cua", "committee", UnitKind.DIVISION, "Trung tâm Phục vụ hành chính công {word}"),
    UsualBody("y-te", "committee", UnitKind.HEALTH, "Trạm Y tế {place}"),
    UsualBody("cong-an", "committee", UnitKind.ARMED_FORCES, "Công an {place}"),
    UsualBody("quan-su", "committee", UnitKind.ARMED_FORCES, "Ban Chỉ huy Quân sự {place}"),
    UsualBody("van-phong-dang-uy", "party", UnitKind.PARTY_BODY, "Văn phòng Đảng ủy"),
    UsualBody("xay-dung-dang", "party", UnitKind.PARTY_BODY, "Ban Xây dựng Đảng"),
    UsualBody("kiem-tra", "party", UnitKind.PARTY_BODY, "Ủy ban Kiểm tra Đảng ủy"),
    UsualBody("phu-nu", "front", UnitKind.ORGANISATION, "Hội Liên hiệp Phụ nữ {place}"),
    UsualBody("nong-dan", "front", UnitKind.ORGANISATION, "Hội Nông dân {place}"),
    UsualBody("cuu-chien-binh", "front", UnitKind.ORGANISATION, "Hội Cựu chiến binh {place}"),
    UsualBody("thanh-nien", "front", UnitKind.ORGANISATION, "Đoàn Thanh niên Cộng sản Hồ Chí Minh {place}"),
)
