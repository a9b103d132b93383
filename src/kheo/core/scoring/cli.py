"""`kheo rubric check FILE`: totals, bands, gates of a rubric written as TOML; contradictions are named."""

import re
import sys
import tomllib
from pathlib import Path

from kheo.core.errors import KheoError
from kheo.core.scoring.checking import problems_of
from kheo.core.scoring.reading import rubric_of
from kheo.core.scoring.rubric import Part, Rubric
from kheo.core.vietnamese.numbers import format_number


def check_command(path: str) -> int:
    """Print what the rubric holds; 0 where nothing contradicts itself, 1 where something does, 2 unreadable."""
    try:
        rubric = rubric_of(tomllib.loads(Path(path).read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        sys.stderr.write(f"{_unreadable(path, error)}\n")
        return 2
    except KheoError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    sys.stdout.write(_told(rubric))
    problems = problems_of(rubric)
    for one in problems:
        sys.stdout.write(f"✗ {one.words.text()} [{' '.join(filter(None, (one.code, one.place)))}]\n")
    sys.stdout.write("Không thấy mâu thuẫn.\n" if not problems else f"{len(problems)} chỗ phải sửa.\n")
    return 1 if problems else 0


def _unreadable(path: str, error: Exception) -> str:
    """Why the file cannot be read, without the words of the machine."""
    if isinstance(error, FileNotFoundError):
        return f"Không có tệp {path}. Hãy xem lại tên và thư mục."
    if isinstance(error, OSError):
        return f"Không mở được tệp {path}. Hãy xem lại đó có phải là tệp và có được phép đọc không."
    if isinstance(error, UnicodeDecodeError):
        return f"Tệp {path} không phải là văn bản UTF-8. Hãy lưu lại bằng bảng mã UTF-8."
    where = re.search(r"line (\d+), column (\d+)", str(error))
    place = f"dòng {where[1]}, cột {where[2]}" if where else "cuối tệp"
    return f"Tệp {path} viết chưa đúng ở {place}. Hãy so với mẫu docs/user/rubric.example.toml."


def _told(rubric: Rubric) -> str:
    lines = [rubric.name, f"Nguồn: {rubric.source or 'chưa ghi'}"]
    lines.append(
        f"{len(rubric.of_part(Part.BASE))} tiêu chí, {len(rubric.gates)} điều kiện bắt buộc, tổng {format_number(rubric.maximum)} điểm"
    )
    for part, cap, word in (
        (Part.BONUS, rubric.bonus_cap, "cộng"),
        (Part.MALUS, rubric.malus_cap, "trừ"),
    ):
        if rubric.of_part(part):
            lines.append(f"Điểm {word} tối đa {format_number(cap) if cap is not None else '?'}")
    lines += [f"Mức {one.name}: từ {format_number(one.at_least)} điểm" for one in rubric.bands]
    return "".join(f"{line}\n" for line in lines)
