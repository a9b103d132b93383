"""Who is to be reminded of what on a day: from dates alone; nothing is written."""

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from kheo.core.errors import InvalidInput
from kheo.core.timetable.deadline import short_date
from kheo.core.vietnamese import parse_date
from kheo.kernel import clock
from kheo.progress.selectors import owing, reminders
from kheo.units import public as units


class Command(BaseCommand):
    help = "Hôm nay (hoặc ngày đã cho) phải nhắc đơn vị nào việc gì; chỉ in ra, không ghi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", metavar="NGÀY", help="16/02/2026 hoặc 2026-02-16")
        parser.add_argument("--json", action="store_true", help="in ra dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        on = _day(options["on"]) if options["on"] else clock.today()
        pairs = reminders.due_now(on)
        names = units.names({one.unit_id for one, _rung in pairs}, on)
        people = reminders.people_of({one.unit_id for one, _rung in pairs}, on)
        rows = [
            {
                "unit": names.get(one.unit_id, ""),
                "what": one.what,
                "due": one.due.isoformat(),
                "standing": str(owing.words_of_day(one.due, on)),
                "rung": rung.code,
                "people": [user.full_name for user in people[one.unit_id]],
            }
            for one, rung in pairs
        ]
        if options["json"]:
            found = {"on": on.isoformat(), "reminders": rows}
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
            return
        self.stdout.write(
            _("Ngày %(day)s: %(count)d việc phải nhắc") % {"day": short_date(on), "count": len(rows)}
        )
        for row in rows:
            who = ", ".join(row["people"]) or _("chưa có đầu mối")
            self.stdout.write(f"- {row['unit']} ({who}): {row['what']}; {row['standing']}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parse_date(text)
    except InvalidInput as refusal:
        raise CommandError(
            _("“%(text)s” không phải là ngày. Hãy ghi như 16/02/2026.") % {"text": text}
        ) from refusal
