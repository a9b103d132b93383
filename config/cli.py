"""The command `kheo`.

Reading papers starts no Django and needs no database; everything else is a management command
of the module it belongs to, under a shorter name.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import datetime

_DJANGO = {
    "run": "kheo_run",
    "init": "kheo_init",
    "backup": "kheo_backup",
    "restore": "kheo_restore",
}
_DJANGO_PAIRS = {
    "audit verify": "audit_verify",
    "audit seal": "audit_seal",
    "areas load": "load_areas",
    "demo load": "load_demo",
    "reminders due": "reminders_due",
    "reminders send": "reminders_send",
    "packet export": "packet_export",
    "packet import": "packet_import",
    "report draft": "report_draft",
    "appraise explain": "appraise_explain",
    "certificate verify": "certificate_verify",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:2] == ["plan", "read"]:
        return _read_plan(words[2:])
    if words[:1] == ["paper"] and words[1:2] and words[1] in {"read", "lint", "sign", "verify"}:
        return _paper(words[1], words[2:])
    if words[:1] == ["rules"]:
        return _rules(words[1:])
    if words[:2] == ["rubric", "check"]:
        return _check_rubric(words[2:])
    if words and words[0] == "manage":
        return _django(words[1:])
    if words and words[0] in _DJANGO:
        return _django([_DJANGO[words[0]], *words[1:]])
    if " ".join(words[:2]) in _DJANGO_PAIRS:
        return _django([_DJANGO_PAIRS[" ".join(words[:2])], *words[2:]])
    _help(words)
    return 0 if not words or words[0] in {"-h", "--help", "help"} else 2


def _read_plan(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="kheo plan read", description="Đọc một văn bản: kế hoạch, hướng dẫn, công văn …"
    )
    parser.add_argument("file", help=".docx, .pdf có lớp chữ, .txt hoặc .md")
    parser.add_argument("--json", action="store_true", help="in ra dạng JSON")
    options = parser.parse_args(words)
    from kheo.core.plans.cli import read_command  # noqa: PLC0415 -- slow import

    return read_command(options.file, as_json=options.json)


def _check_rubric(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="kheo rubric check", description="Kiểm tra một bộ tiêu chí")
    parser.add_argument("file", help=".toml; mẫu: docs/user/rubric.example.toml")
    options = parser.parse_args(words)
    from kheo.core.scoring.cli import check_command  # noqa: PLC0415 -- as the others

    return check_command(options.file)


def _paper(verb: str, words: list[str]) -> int:
    if verb == "read":
        return _read_paper(words)
    return _lint_paper(words) if verb == "lint" else _sign_paper([verb, *words])


def _read_paper(words: list[str]) -> int:
    from kheo.core.paper.reading.cli import main as read_command  # noqa: PLC0415 -- slow import

    return read_command(words)


def _sign_paper(words: list[str]) -> int:
    from kheo.core.paper.signing_cli import main as sign_command  # noqa: PLC0415 -- slow import

    return sign_command(words)


def _lint_paper(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="kheo paper lint", description="Soát thể thức một văn bản")
    parser.add_argument("file", help=".docx, .pdf có lớp chữ, .txt hoặc .md")
    parser.add_argument("--json", action="store_true", help="in ra dạng JSON")
    parser.add_argument(
        "--fix", metavar="TỆP", help="ghi bản đã sửa những chỗ sửa được chắc chắn (.docx, .txt, .md)"
    )
    options = parser.parse_args(words)
    from kheo.core.paper.lint.cli import lint_command  # noqa: PLC0415 -- slow import
    from kheo.core.timetable.deadline import VIETNAM  # noqa: PLC0415 -- goes with it

    return lint_command(
        options.file, as_json=options.json, fix=options.fix, today=datetime.now(VIETNAM).date()
    )


def _rules(words: list[str]) -> int:
    from kheo.core.law.cli import main as law_command  # noqa: PLC0415 -- slow import
    from kheo.core.timetable.deadline import VIETNAM  # noqa: PLC0415 -- goes with it

    return law_command(words, datetime.now(VIETNAM).date())


def _django(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415 -- slow import

        execute_from_command_line(["kheo", *words])
    except ModuleNotFoundError as missing:
        if (missing.name or "kheo").partition(".")[0] in {"kheo", "config"}:
            raise
        said = f"Thiếu thư viện “{missing.name}” (thường là sau khi cập nhật). Hãy chạy: make setup"
        sys.stderr.write(f"{said}\n")
        return 1
    return 0


def _help(words: list[str]) -> None:
    out = sys.stderr if words and words[0] not in {"-h", "--help", "help"} else sys.stdout
    out.write(
        "kheo run [--port 8000]        chạy trên máy này\n"
        "kheo init                     tạo cơ sở dữ liệu thật, trống, và người quản trị đầu tiên\n"
        "kheo backup TỆP               sao lưu toàn bộ dữ liệu vào một tệp\n"
        "kheo restore TỆP              khôi phục từ tệp sao lưu vào cơ sở dữ liệu trống\n"
        "kheo plan read TỆP [--json]   đọc một kế hoạch, in ra những gì tìm thấy\n"
        "kheo paper read TỆP [--json]  đọc một văn bản bất kỳ: các phần, chỗ đứng, nội dung\n"
        "kheo paper sign TỆP --out TỆP2 ký số tệp .pdf bằng chứng thư .p12 hoặc token; verify TỆP kiểm tra chữ ký\n"
        "kheo paper lint TỆP          soát thể thức một văn bản; --fix TỆP2 ghi bản đã sửa\n"
        "kheo rules in-force [--on NGÀY] [--json]  danh hiệu, hình thức khen thưởng, thẩm quyền, mức thưởng của ngày đó\n"
        "kheo rules prize HÌNH-THỨC individual|household|collective [--on NGÀY]  tiền thưởng (đồng), kèm căn cứ\n"
        "kheo rubric check TỆP        kiểm tra một bộ tiêu chí (.toml): tổng điểm, mức, điều kiện\n"
        "kheo appraise explain MÃ [--json]  phiếu điểm của một mô hình, kèm cách cộng và vì sao\n"
        "kheo report draft PHONG_TRÀO LOẠI TỆP.docx  dự thảo báo cáo sơ kết, tổng kết từ số liệu lúc này\n"
        "kheo areas load               nạp danh mục tỉnh, xã, phường, đặc khu\n"
        "kheo audit verify | seal      kiểm tra | niêm phong nhật ký\n"
        "kheo reminders due [--on NGÀY] [--json]  hôm đó phải nhắc đơn vị nào việc gì\n"
        "kheo reminders send           nhắc việc buổi sáng, mỗi người mỗi ngày một lần\n"
        "kheo packet export ĐƠN_VỊ TỆP.xlsx [--round NĂM]  lập gói làm việc ngoại tuyến của một đơn vị\n"
        "kheo packet import TỆP [--dry-run] [--json] [--by TÊN]  nhận gói nộp lại, trả lời từng dòng\n"
        "kheo certificate verify MÃ [--json]  kiểm tra một giấy chứng nhận, giấy khen theo mã in trên giấy\n"
        "kheo demo load                nạp xã mẫu vào cơ sở dữ liệu trống\n"
        "kheo manage …                 lệnh quản trị của Django\n"
    )


if __name__ == "__main__":
    raise SystemExit(main())
