"""`kheo rules in-force` and `kheo rules prize`: the law of a day on the command line; needs no database."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

from kheo.core.errors import KheoError
from kheo.core.law.awards import Award, AwardSubject, Catalogue, Standing, national_awards
from kheo.core.prizes import Prize, prize
from kheo.core.vietnamese.numbers import format_number

_SUBJECTS = {
    "collective": AwardSubject.COLLECTIVE,
    "household": AwardSubject.HOUSEHOLD,
    "individual": AwardSubject.INDIVIDUAL,
}


def main(argv: Sequence[str], today: date) -> int:
    """`in-force [--on DAY] [--json]`, `prize FORM SUBJECT [--on DAY] [--json]`; 2 where the law does not say."""
    options = _parser().parse_args(argv)
    on = options.on or today
    try:
        said = _awards(on) if options.verb == "in-force" else _prize(options.award, options.subject, on)
    except KheoError as refused:
        refusal = {"refused": {"code": refused.code, "message": str(refused)}}
        sys.stdout.write(f"{json.dumps(refusal, ensure_ascii=False) if options.as_json else refused}\n")
        return 2
    words, data = said
    sys.stdout.write((json.dumps(data, ensure_ascii=False, indent=1) if options.as_json else words) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kheo rules", description="Tra quy định khen thưởng theo ngày")
    verbs = parser.add_subparsers(dest="verb", required=True)
    listing = verbs.add_parser("in-force", help="danh hiệu, hình thức, người quyết định, mức thưởng")
    single = verbs.add_parser("prize", help="tiền thưởng của một danh hiệu, hình thức")
    single.add_argument("award", help="ví dụ: giay-khen")
    single.add_argument("subject", choices=sorted(_SUBJECTS))
    for verb in (listing, single):
        verb.add_argument("--on", type=_day, metavar="NGÀY", help="2026-11-22; mặc định là hôm nay")
        verb.add_argument("--json", action="store_true", dest="as_json", help="in ra dạng JSON")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” không phải ngày dạng 2026-11-22") from error


def _awards(on: date) -> tuple[str, list[dict[str, Any]]]:
    table = national_awards()
    lines, rows = [f"Quy định áp dụng cho ngày {on:%d/%m/%Y}:"], []
    for award in table.awards(on):
        power = table.power(award.key, on)
        prizes = [one for subject in award.subjects if (one := _known_prize(award, subject, on))]
        rows.append(
            {
                "key": award.key,
                "name": award.name,
                "sort": award.sort.value,
                "catalogue": award.catalogue.value,
                "decided_by": power.by.value if power else None,
                "decided_by_law": _law(power.law, on) if power else None,
                "law": _law(award.law, on),
                "prizes": [_prize_data(one) for one in prizes],
            }
        )
        lines.append(f"\n{award.name} [{award.key}] — {_sort_words(award)}")
        lines.append(f"  {_cited(award.law, on)}")
        if power:
            lines.append(f"  Quyết định: {power.by.value}; {_cited(power.law, on)}")
        lines += [f"  {one.subject.value}: {one.product} → {format_number(one.dong)} đồng" for one in prizes]
        if not table.is_counted(award.catalogue, on):
            rule = table.money(award.catalogue, on)
            known = f"; {_cited(rule.law, on)}" if rule else ""
            lines.append(f"  Tiền thưởng: cơ quan ra quyết định ghi, kèm văn bản quy định mức{known}")
    return "\n".join(lines), rows


def _sort_words(award: Award) -> str:
    """The Party's and the Front's are told apart; the State's are what one expects."""
    if award.catalogue is Catalogue.STATE:
        return award.sort.value
    return f"{award.sort.value}; {award.catalogue.value}"


def _known_prize(award: Award, subject: AwardSubject, on: date) -> Prize | None:
    try:
        return prize(award.key, subject, on)
    except KheoError:
        return None


def _prize(key: str, subject: str, on: date) -> tuple[str, dict[str, Any]]:
    one = prize(key, _SUBJECTS[subject], on)
    lines = [
        str(one.dong),
        f"{one.award.name}, {one.subject.value}, quyết định ngày {on:%d/%m/%Y}: {format_number(one.dong)} đồng",
        f"({one.in_words})",
        f"  {one.product}",
        f"  Hệ số: {_cited(one.coefficient.law, on)}",
        f"  Lương cơ sở: {_cited(one.base_pay.law, on)}",
    ]
    if one.rounding:
        lines.append(f"  Làm tròn: {_cited(one.rounding.law, on)}")
    return "\n".join(lines), _prize_data(one)


def _prize_data(one: Prize) -> dict[str, Any]:
    return {
        "award": one.award.key,
        "subject": one.subject.value,
        "coefficient": str(one.coefficient.value),
        "base_pay": one.base_pay.dong,
        "dong": one.dong,
        "words": one.in_words,
        "laws": [
            _law(law, one.decided_on)
            for law in (one.coefficient.law, one.base_pay.law, one.rounding and one.rounding.law)
            if law
        ],
    }


def _cited(law: Standing, on: date) -> str:
    return f"{law.citation} ({law.known(on).value})"


def _law(law: Standing, on: date) -> dict[str, str]:
    return {"citation": law.citation, "verified": law.known(on).value, "source": law.source}
