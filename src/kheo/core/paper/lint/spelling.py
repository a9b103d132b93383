"""A small closed list of slips of which each is certain: SPELL."""

import re
from collections.abc import Iterator

from kheo.core.errors import N_
from kheo.core.paper.lint.case import Case
from kheo.core.paper.lint.rules import Hit, rule

# What is written → what is meant. No entry is a word of its own in some other sense.
_SLIPS: dict[str, str] = {
    "xẩy ra": "xảy ra",
    "sẩy ra": "xảy ra",
    "tiên bộ khoa học": "tiến bộ khoa học",
    "tiên bộ kỹ thuật": "tiến bộ kỹ thuật",
    "về thực phong trào": "về thực hiện phong trào",
    "triển khai thực phong trào": "triển khai thực hiện phong trào",
    "bổ xung": "bổ sung",
    "đề suất": "đề xuất",
    "xuất xắc": "xuất sắc",
    "suất sắc": "xuất sắc",
    "rà xoát": "rà soát",
    "kiểm xoát": "kiểm soát",
    "xắp xếp": "sắp xếp",
    "sắp sếp": "sắp xếp",
    "khuyến khich": "khuyến khích",
    "thực hiên": "thực hiện",
    "tuyên truyên": "tuyên truyền",
    "phong trao thi đua": "phong trào thi đua",
    "phát đông phong trào": "phát động phong trào",
    "vận đông nhân dân": "vận động nhân dân",
    "khen thường": "khen thưởng",
    "tổng kêt": "tổng kết",
    "trách nhiêm": "trách nhiệm",
    "hiệu qủa": "hiệu quả",
    "kết qủa": "kết quả",
    "nhiệm vu": "nhiệm vụ",
    "tựu chung lại": "tựu trung lại",
    "chỉnh chu": "chỉn chu",
    "vô hình chung": "vô hình trung",
    "sát nhập": "sáp nhập",
}
_BLANK = r"[ \u00a0\n]+"
_PATTERN = re.compile(
    rf"(?<![^\W\d_])(?:{'|'.join(_BLANK.join(slip.split()) for slip in _SLIPS)})(?![^\W\d_])", re.IGNORECASE
)


@rule("SPELL", N_("Lỗi gõ chắc chắn"), "Danh sách ngắn các lỗi gõ chắc chắn của Khéo", verified=None)
def _spelled(case: Case) -> Iterator[Hit]:
    for match in _PATTERN.finditer(case.flow):
        written = " ".join(match.group().split())
        right = _SLIPS[written.lower()]
        repair = right[0].upper() + right[1:] if written[0].isupper() else right
        if written.isupper():
            repair = right.upper()
        whole = "  " not in match.group() and "\n" not in case.text[match.start() : match.end()]
        yield Hit(
            N_("Có vẻ gõ nhầm: “%(written)s” là “%(right)s”."),
            match.start(),
            match.end(),
            repair if whole else None,
            {"written": written, "right": repair},
        )
