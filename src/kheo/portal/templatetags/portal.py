"""What waits, as the pages of this module say it."""

from datetime import date

from django import template
from django.utils.translation import gettext

from kheo.portal.cockpit import Task

register = template.Library()


@register.simple_tag
def due_words(task: Task, today: date) -> str:
    """“còn 3 ngày làm việc”, “quá hạn 5 ngày làm việc”."""
    said = task.due_words(today)
    return said.text(gettext) if said else ""
