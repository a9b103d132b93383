"""What holds a campaign back from ending."""

from kheo.campaigns.public import Campaign, rounds_of
from kheo.core.errors import N_, Refusal
from kheo.registrations.public import State, figures


def require_nothing_waits(campaign: Campaign) -> None:
    """Raise Refusal while a registration of any year waits to be accepted or returned."""
    counts = figures.by_round([round_.pk for round_ in rounds_of(campaign)])
    waiting = sum(one.get(State.SUBMITTED, 0) for one in counts.values())
    if waiting:
        raise Refusal(
            N_(
                "Còn %(count)d đăng ký chờ tiếp nhận. Hãy tiếp nhận hoặc trả lại trước khi kết thúc phong trào."
            ),
            code="close-registrations-waiting",
            count=waiting,
        )
