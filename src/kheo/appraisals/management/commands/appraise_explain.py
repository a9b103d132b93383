"""`kheo appraise explain`: the score card of one registration, with its arithmetic and why it came so."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from kheo.appraisals.models import Appraisal
from kheo.appraisals.selectors import cards
from kheo.appraisals.states import Verdict
from kheo.kernel import clock
from kheo.registrations.public import Receipt

REFUSED = 2
Data = dict[str, Any]


class Command(BaseCommand):
    help = "In phiếu điểm của một mô hình: từng điều kiện, từng tiêu chí, cách cộng và vì sao có kết quả ấy."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", metavar="MÃ", help="mã đối chiếu in trên phiếu tiếp nhận")
        parser.add_argument("--json", action="store_true", help="in ra dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        told = explained(options["code"].strip().upper())
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        self.stdout.write("\n".join(_lines(told)))


def explained(code: str) -> Data:
    """The newest appraisal of the registration whose receipt bears the code: its card as concluded, else as of now.

    Raises CommandError (exit 2) where no receipt bears the code or nothing was appraised yet.
    """
    receipt = Receipt.objects.filter(code__iexact=code).first()
    if receipt is None:
        raise CommandError(
            _("Không có phiếu tiếp nhận nào mang mã “%(code)s”. Hãy so lại với phiếu.") % {"code": code},
            returncode=REFUSED,
        )
    rows = cards.appraisals_with_all().filter(registration_id=receipt.registration_id)
    row = rows.order_by("-appraisal_round__ends_on", "-pk").first()
    if row is None:
        raise CommandError(
            _("Mô hình này chưa ở trong đợt thẩm định nào nên chưa có phiếu điểm."), returncode=REFUSED
        )
    return {
        "title": row.registration.title,
        "round": row.appraisal_round.name,
        "rubric": row.rubric.name,
        "concluded": row.conclusion is not None,
        "outcome": Verdict(row.conclusion.verdict).value if row.conclusion else "",
        "words": row.conclusion.words if row.conclusion else "",
        **_card(row),
    }


def _card(row: Appraisal) -> Data:
    if row.conclusion is not None:
        kept: Data = row.conclusion.result
        return kept
    gates = cards.gates_of([row], clock.today())[row.pk]
    return cards.frozen(cards.card(row, row.common_sheet, gates))


def _lines(told: Data) -> list[str]:
    found = [told["title"], f"{told['round']}; {told['rubric']}"]
    answers = {"met": _("đạt"), "unmet": _("chưa đạt"), "waiting": _("chờ kết quả")}
    for one in told["gates"]:
        answer = answers.get(one["answer"], _("chưa có câu trả lời"))
        found.append(f"{one['text']}: {answer}" + (f" ({one['words']})" if one["words"] else ""))
    found += [
        f"{one['text']}: {one['how']}" + (f" ({one['reason']})" if one["reason"] else "")
        for one in told["lines"]
    ]
    found += [*told["sums"], *told["reasons"]]
    if told["concluded"]:
        words = f". {told['words']}" if told["words"] else ""
        found.append(_("Kết luận: %(outcome)s") % {"outcome": Verdict(told["outcome"]).label} + words)
    else:
        found.append(_("Chưa kết luận: phiếu tính theo những gì đã ghi đến lúc này."))
    return found
