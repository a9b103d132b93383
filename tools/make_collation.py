"""Make tests/golden/collation_vi.txt: 20,000 Vietnamese words and names in the order of ICU.

The words are made here (every syllable that spelling allows, names of places, names of people, names of
settlements with numbers, mixed case and marks); the order is asked of Node's Intl.Collator("vi", numeric),
which is ICU. Run by a maintainer, after which the file is committed: `python tools/make_collation.py`.
"""

import csv
import itertools
import json
import random
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
GOLDEN = HOUSE / "tests/golden/collation_vi.txt"
AREAS = HOUSE / "src/kheo/core/areas/areas-2025-07-01.csv"
HOW_MANY = 20_000

_ONSETS = ("", "b", "c", "ch", "d", "đ", "g", "gh", "h", "k", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "r",
           "s", "t", "th", "tr", "v", "x")  # fmt: skip
_RIMES = ("a", "ai", "an", "ang", "ă n", "âm", "ân", "ao", "e", "em", "ê", "ên", "i", "iê n", "inh", "o", "oa", "oà",
          "ong", "ô", "ông", "ơ", "ơn", "u", "ua", "uê", "uy", "uyên", "ư", "ưa", "ươ ng", "y", "yên")  # fmt: skip
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
             "Dương", "Lý", "Đinh", "Rơ Châm", "Siu", "Ksor", "Thạch", "Giàng", "Vàng")  # fmt: skip
_MIDDLES = ("Thị", "Văn", "Đức", "Hữu", "Y", "Quốc", "Ngọc", "Thị Mỹ")
_GIVEN = ("An", "Ánh", "Ấn", "Âu", "Ẩn", "Bằng", "Băng", "Bảo", "Đào", "Dao", "Đạo", "Dũng", "Đức", "Em", "Hoà", "Hòa",
          "Hoa", "Hoá", "Khuê", "Lý", "Lí", "Mỹ", "Ngà", "Ngạ", "Oanh", "Ổn", "Ơn", "Quý", "Quí", "Thủy", "Thuỷ", "Ước",
          "Út", "Ưng", "Xuân", "Yến", "H'Yer", "Hen")  # fmt: skip
_PLACES = ("Xóm", "Thôn", "Tổ dân phố", "Khu phố", "Ấp", "Buôn", "Bản", "xóm", "THÔN")


def syllables() -> list[str]:
    """Syllables of every onset, rime and tone; the tone stands where a blank or the first vowel says."""
    found = []
    for onset, rime, tone in itertools.product(_ONSETS, _RIMES, _TONES):
        head, gap, tail = rime.partition(" ")
        if not gap:
            head, tail = rime[:1], rime[1:]
        found.append(unicodedata.normalize("NFC", f"{onset}{head}{tone}{tail}"))
    return found


def words(rng: random.Random) -> list[str]:
    """20,000 different words and names, in no order."""
    singles = syllables()
    with AREAS.open(encoding="utf-8") as file:
        areas = [row["name"] for row in csv.DictReader(file)]
    people = [" ".join(parts) for parts in itertools.product(_FAMILIES, _MIDDLES, _GIVEN)]
    settlements = [
        f"{place} {number}{suffix}"
        for place in _PLACES
        for number in range(1, 25)
        for suffix in ("", "A", " Đông")
    ]
    pairs = [f"{rng.choice(singles)} {rng.choice(singles)}" for _ in range(5000)]
    odd = [f"{rng.choice(people)} - {rng.choice(areas)}" for _ in range(800)]
    odd += [f"{rng.choice(singles)}-{rng.choice(singles)}" for _ in range(400)]
    odd += [
        f"Mô hình “{rng.choice(singles)} {rng.choice(singles)}” ({rng.randint(1, 300)})" for _ in range(400)
    ]
    cased = [rng.choice((str.upper, upper_first))(rng.choice(singles)) for _ in range(1500)]
    everything = sorted({*singles, *areas, *people, *settlements, *pairs, *odd, *cased})
    return rng.sample(everything, HOW_MANY)


def upper_first(word: str) -> str:
    return word[:1].upper() + word[1:]


def main() -> int:
    """Write the golden file. Needs Node with full ICU."""
    node = shutil.which("node")
    if node is None:
        print("Node is needed: it brings ICU's order", file=sys.stderr)
        return 1
    script = (
        "const c = new Intl.Collator('vi', {numeric: true});"
        "const w = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "w.sort(c.compare);"
        "process.stdout.write(w.join('\\n') + '\\n');"
    )
    drawn = json.dumps(words(random.Random(30)))
    answer = subprocess.run([node, "-e", script], input=drawn, text=True, capture_output=True, check=True)
    GOLDEN.write_text(answer.stdout, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
