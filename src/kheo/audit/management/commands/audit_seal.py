"""Seal the trail as it stands; meant for once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from kheo.audit.services import seal
from kheo.kernel import clock


class Command(BaseCommand):
    help = "Niêm phong đầu và độ dài mọi chuỗi nhật ký."

    def handle(self, *args: Any, **options: Any) -> None:
        made = seal(at=clock.now())
        self.stdout.write(
            _("Niêm phong số %(number)d: %(streams)d chuỗi, %(events)d dòng, mã %(hash)s")
            % {"number": made.number, "streams": made.streams, "events": made.events, "hash": made.hash[:16]}
        )
