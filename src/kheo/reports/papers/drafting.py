"""The first wording of a report, from what is counted: whole sentences, figures as placeholders.

A sentence is offered only where there is something to tell; the officer words all of it anew as he likes.
"""

from collections.abc import Mapping, Sequence

from kheo.core.vietnamese import upper_first
from kheo.reports.content import Content
from kheo.reports.selectors.background import Background, Best
from kheo.reports.states import Part, ReviewKind
from kheo.reports.wording import years_words

MOVEMENT = "phong trào thi đua “Dân vận khéo”"


def period_words(kind: str, years: tuple[int, ...]) -> str:
    """“6 tháng đầu năm 2026”, “năm 2026”, “giai đoạn 2024 - 2026”."""
    if kind == ReviewKind.SIX_MONTHS:
        return f"6 tháng đầu năm {years[-1]}"
    return f"năm {years[0]}" if len(years) == 1 else f"giai đoạn {years_words(years)}"


def subject_words(kind: str, years: tuple[int, ...]) -> str:
    """The report's trích yếu."""
    begun = {ReviewKind.MID_TERM: "Sơ kết", ReviewKind.FINAL: "Tổng kết"}.get(
        ReviewKind(kind), "Kết quả thực hiện"
    )
    return f"{begun} {MOVEMENT} {period_words(kind, years)}"


def first_wording(kind: str, content: Content, told: Background) -> dict[str, str]:
    """Part → its words."""
    period = period_words(kind, content.years)
    values = {one.key: one.value for one in content.figures}
    made = {
        Part.OPENING: f"Thực hiện {told.plan}, {told.issuer} báo cáo {_what(kind)} {MOVEMENT} {period} như sau:",
        Part.DIRECTION: _direction(told, values),
        Part.REGISTERED: _registered(content, values),
        Part.RECOGNISED: _recognised(values),
        Part.GIVEN: _given(values),
        Part.PUBLICITY: _publicity(values),
        Part.BEST: _best(told.best),
        Part.LIMITS: _limits(content, values, told.difficulties),
        Part.CAUSES: (
            "- Một số đơn vị chưa phân công người theo dõi thường xuyên, còn chậm gửi đăng ký, báo cáo.\n"
            "- Nguồn lực cho một số mô hình còn phụ thuộc vào đóng góp tự nguyện của Nhân dân."
        ),
        Part.LESSONS: (
            "- Chọn việc cụ thể, sát nhu cầu của Nhân dân; đăng ký rõ chỉ tiêu để theo dõi và kiểm chứng được.\n"
            "- Công khai, bàn bạc dân chủ trước khi vận động; khoản đóng góp nào cũng có sổ và được công khai.\n"
            "- Giải quyết kịp thời khó khăn, vướng mắc đơn vị nêu."
        ),
        Part.NEXT: _next(kind, values),
        Part.PROPOSALS: "Đề nghị cấp trên tiếp tục hướng dẫn, hỗ trợ nhân rộng các mô hình có hiệu quả.",
    }
    return {part.value: words for part, words in made.items() if words}


def _what(kind: str) -> str:
    return {ReviewKind.MID_TERM: "sơ kết", ReviewKind.FINAL: "tổng kết"}.get(
        ReviewKind(kind), "kết quả thực hiện"
    )


def _direction(told: Background, values: Mapping[str, object]) -> str:
    lines = []
    if told.papers:
        lines.append(f"{upper_first(told.issuer)} đã ban hành {'; '.join(told.papers)} để tổ chức thực hiện.")
    if values.get("reminded"):
        lines.append("Trong kỳ đã nhắc các đơn vị {lượt nhắc} lượt về đăng ký, báo cáo và trả lời vướng mắc.")
    return "\n".join(lines)


def _registered(content: Content, values: Mapping[str, object]) -> str:
    """What was registered and carried out, against plan and period before where there is something to compare."""
    against = ["{đăng ký: so với chỉ tiêu}"] if _has(content, "registered", "target") else []
    against += ["{đăng ký: so với kỳ trước}"] if _has(content, "registered", "before") else []
    sent = ", ".join(["Các đơn vị đã đăng ký {đăng ký} mô hình", *against])
    received = "đã tiếp nhận {tiếp nhận} mô hình"
    if values.get("new") and values.get("continued"):
        received += ", trong đó {mô hình mới} mô hình mới và {tiếp tục} mô hình tiếp tục thực hiện"
    lines = [f"{sent}; {received}."]
    if values.get("units-done"):
        lines.append("Có {đơn vị đăng ký đủ} đơn vị đăng ký đủ số mô hình được giao.")
    if values.get("accepted"):
        lines.append(
            "Theo lĩnh vực: {tiếp nhận: theo lĩnh vực}. Theo người chủ trì: {tiếp nhận: theo người chủ trì}."
        )
    lines.append("Đã triển khai thực hiện {triển khai} mô hình.")
    if values.get("stopped"):
        lines.append("Có {dừng} mô hình dừng, không làm tiếp.")
    return "\n".join(lines)


def _recognised(values: Mapping[str, object]) -> str:
    if not any(values.get(key) for key in ("recognised", "exemplars", "noted", "commended")):
        return ""
    lines = ["Đã công nhận {công nhận} mô hình và {điển hình được công nhận} điển hình “Dân vận khéo”."]
    if values.get("recognised"):
        lines.append("Mô hình được công nhận theo lĩnh vực: {công nhận: theo lĩnh vực}.")
    if values.get("noted"):
        lines.append("Đã ghi nhận {gương điển hình} gương điển hình tiêu biểu.")
    if values.get("commended"):
        money = ", tiền thưởng {tiền thưởng} đồng" if values.get("prizes") else ""
        lines.append(f"Đã khen thưởng {{khen thưởng}} trường hợp{money}.")
    return "\n".join(lines)


def _given(values: Mapping[str, object]) -> str:
    parts = [
        (key, words)
        for key, words in (
            ("money", "{tiền đóng góp} đồng"),
            ("land", "{đất hiến} m² đất"),
            ("labour", "{ngày công} ngày công"),
            ("goods", "hiện vật trị giá {hiện vật} đồng"),
        )
        if values.get(key)
    ]
    lines = []
    if parts:
        given = ", ".join(words for _key, words in parts)
        lines.append(f"Nhân dân đã tự nguyện đóng góp {given} để làm việc chung.")
    if values.get("hardship") or values.get("hardship-goods"):
        lines.append(
            "Đã giúp người gặp khó khăn {tiền giúp đỡ} đồng và hiện vật trị giá {hiện vật giúp đỡ} đồng."
        )
    if values.get("households"):
        lines.append("Các mô hình đem lại lợi ích cho {hộ hưởng lợi} hộ.")
    return "\n".join(lines)


def _publicity(values: Mapping[str, object]) -> str:
    lines = []
    told = [
        words
        for key, words in (
            ("news", "{tin} tin"),
            ("article", "{bài viết} bài viết"),
            ("broadcast", "{buổi phát thanh} buổi phát thanh"),
            ("meeting", "{hội nghị tuyên truyền} hội nghị, buổi sinh hoạt"),
        )
        if values.get(key)
    ]
    if told:
        listed = " và ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
        lines.append(f"Đã có {listed} tuyên truyền về phong trào.")
    if values.get("copied"):
        lines.append("Có {nhân rộng} mô hình học theo mô hình đã có hiệu quả ở nơi khác.")
    return "\n".join(lines)


def _best(best: Sequence[Best]) -> str:
    return (
        "\n".join(
            f"- Mô hình “{one.name}” của {one.unit}{': ' + one.results if one.results else ''}."
            for one in best
        )
        .replace("““", "“")
        .replace("””", "”")
        .replace("….", "…")
    )


def _limits(content: Content, values: Mapping[str, object], difficulties: Sequence[str]) -> str:
    lines = []
    target = next((one.target for one in content.figures if one.key == "units-done"), None)
    if target and (done := values.get("units-done")) is not None and done != target:
        lines.append(
            "- Mới có {đơn vị đăng ký đủ} đơn vị đăng ký đủ số mô hình được giao, {đơn vị đăng ký đủ: so với chỉ tiêu}."
        )
    if values.get("accepted") != values.get("carried-out"):
        lines.append("- Mới triển khai {triển khai} trong {tiếp nhận} mô hình đã tiếp nhận.")
    if values.get("raised"):
        told = "- Các đơn vị nêu {khó khăn đã nêu} khó khăn, vướng mắc; đã giải quyết xong {khó khăn đã giải quyết}"
        lines.append(f"{told}, còn {{khó khăn đang mở}} việc đang mở." if values.get("open") else f"{told}.")
    lines += [f"- {one}." for one in difficulties]
    return "\n".join(lines)


def _next(kind: str, values: Mapping[str, object]) -> str:
    lines = [
        "- Tiếp tục thực hiện các mô hình đã được công nhận, rà soát mô hình kém hiệu quả để điều chỉnh hoặc dừng.",
        "- Đôn đốc đơn vị báo cáo đúng kỳ; trả lời khó khăn, vướng mắc đúng hạn.",
        "- Nhân rộng mô hình hiệu quả sang địa bàn có điều kiện tương tự.",
    ]
    if kind in {ReviewKind.FINAL, ReviewKind.YEAR}:
        lines.append("- Xây dựng kế hoạch năm sau, giao chỉ tiêu đăng ký cho từng đơn vị.")
    return "\n".join(lines)


def _has(content: Content, key: str, what: str) -> bool:
    return getattr(content.figure(key), what) is not None
