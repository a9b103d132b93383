"""`kheo plan read FILE`: read a paper on the command line; needs no database."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from kheo.core.errors import N_, KheoError, UnreadableFile
from kheo.core.paper.gate import open_paper
from kheo.core.plans.as_json import to_json
from kheo.core.plans.draft import Found, PlanDraft
from kheo.core.plans.reader import read_plan


def read_command(path: str, as_json: bool) -> int:  # noqa: FBT001
    """Print what the file holds; 0 where it was read, 2 with {"refused": …} where it was not taken."""
    try:
        draft = read_plan(open_paper(_bytes(Path(path)), Path(path).name))
    except KheoError as refused:
        _say(json.dumps({"refused": {"code": refused.code, "message": str(refused)}}, ensure_ascii=False))
        return 2
    _say(json.dumps(to_json(draft), ensure_ascii=False, indent=1) if as_json else _summary(draft))
    return 0


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            N_("Không mở được tệp %(name)s. Hãy kiểm tra đường dẫn và quyền đọc."),
            code="no-such-file",
            name=path.name,
        ) from error


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _summary(draft: PlanDraft) -> str:
    """What was found, as an official would read it aloud."""

    def value(one: Found[Any] | None) -> str:
        return str(one.words) if one else "(không thấy)"

    rows = [
        f"Loại văn bản: {draft.doc_type.value if draft.doc_type else '(không rõ)'}",
        f"Số, ký hiệu: {_numbered(draft)}",
        f"Nơi, ngày: {value(draft.place)}, {value(draft.date or draft.date_partial)}",
        f"Cơ quan ban hành: {draft.issuer.value if draft.issuer else '(không thấy)'}",
        f"Trích yếu: {value(draft.title)}",
        *(f"Căn cứ: {base.value}" for base in draft.legal_bases),
        *(f"{phase.name.value}: {value(phase.start)} – {value(phase.end)}" for phase in draft.phases),
        *(f"Mốc: {d.date.value}: {d.what.value}" for d in draft.deadlines),
        *(f"Tập thể tham gia: {one.value}" for one in draft.participants.collective),
        *(f"Cá nhân tham gia: {one.value}" for one in draft.participants.individual),
        *(f"Lĩnh vực: {one.value}" for one in draft.fields),
        *(f"Mô hình nêu tên: {one.text.value}" for one in draft.models),
        f"Người ký: {value(draft.signer.name)} ({value(draft.signer.title)})",
        *(f"Lưu ý: {remark}" for remark in draft.remarks),
    ]
    return "\n".join(rows)


def _numbered(draft: PlanDraft) -> str:
    """As papers print it: 07/KH-UBND of the State, 12-KH/ĐU of the Party (whose symbol bears the stroke)."""
    if draft.symbol is None:
        return str(draft.number.words) if draft.number else "(không thấy)"
    number = draft.number.words if draft.number else "…"
    return f"{number}{'-' if '/' in draft.symbol.words else '/'}{draft.symbol.words}"


def main(argv: list[str] | None = None) -> int:
    """`read FILE [--json]`."""
    parser = argparse.ArgumentParser(prog="kheo plan", description="Đọc văn bản kế hoạch")
    parser.add_argument("verb", choices=["read"])
    parser.add_argument("file")
    parser.add_argument("--json", action="store_true", dest="as_json")
    options = parser.parse_args(argv)
    return read_command(options.file, options.as_json)


if __name__ == "__main__":
    sys.exit(main())
