"""`kheo report draft`: a report drafted from the figures of now, into a file; nothing is kept."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from kheo.campaigns import public as campaigns
from kheo.campaigns.public import Campaign, CampaignRound, CampaignState
from kheo.core.errors import KheoError
from kheo.documents import public as documents
from kheo.kernel import clock
from kheo.kernel.web.middleware import sentence_of
from kheo.reports.papers.drafts import drafted_paper
from kheo.reports.states import ReviewKind

REFUSED = 2


class Command(BaseCommand):
    help = "Soạn dự thảo báo cáo sơ kết, tổng kết của một phong trào từ số liệu lúc này thành tệp .docx hoặc .pdf."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("campaign", metavar="PHONG_TRÀO", help="số hoặc tên đúng của phong trào")
        parser.add_argument("kind", metavar="LOẠI", help=", ".join(ReviewKind.values))
        parser.add_argument("out", metavar="TỆP.docx", type=Path)
        parser.add_argument("--round", metavar="NĂM", type=int, help="năm của phong trào; bỏ trống: năm nay")

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        kind, out = options["kind"], options["out"]
        if kind not in ReviewKind.values:
            said = {"kind": kind, "known": ", ".join(f"{one.value} ({one.label})" for one in ReviewKind)}
            raise CommandError(
                _("Không có loại báo cáo “%(kind)s”. Hãy ghi một trong: %(known)s.") % said,
                returncode=REFUSED,
            )
        if out.exists():
            raise CommandError(
                _("Tệp %(file)s đã có. Hãy chọn tên khác.") % {"file": out}, returncode=REFUSED
            )
        try:
            round_ = _the_round(_the_campaign(options["campaign"]), options["round"], at)
            paper = drafted_paper(round_, kind, at)
            data = documents.write(paper, out.suffix.lower().lstrip("."), at=at)
        except KheoError as error:
            raise CommandError(sentence_of(error), returncode=REFUSED) from error
        try:
            out.write_bytes(data)
        except OSError as error:
            said = {"file": out, "why": error.strerror or ""}
            raise CommandError(
                _("Không ghi được tệp %(file)s: %(why)s.") % said, returncode=REFUSED
            ) from error
        self.stdout.write(_("Đã soạn %(what)s: %(file)s") % {"what": paper.subject, "file": out})


def _the_campaign(words: str) -> Campaign:
    """By its number, else by its title. Raises CommandError."""
    rows = Campaign.objects.exclude(state=CampaignState.PREPARING).select_related("managing_unit")
    found = list(rows.filter(pk=int(words)) if words.isdecimal() else rows.filter(title=words.strip()))
    if len(found) == 1:
        return found[0]
    lines = [f"  {one.pk}: {one.title}" for one in (found or rows.order_by("pk")[:20])]
    said = _("Không có đúng một phong trào đã phát động với số hoặc tên “%(words)s”. Hãy ghi số:") % {
        "words": words
    }
    raise CommandError("\n".join([said, *lines]), returncode=REFUSED)


def _the_round(campaign: Campaign, year: int | None, at: Any) -> CampaignRound:
    """Raises NotFound for a year that it does not have."""
    return campaigns.round_of(campaigns.rounds_of(campaign), year, clock.day_of(at))
