"""What holds a campaign back from ending."""

from kheo.campaigns.public import Campaign, rounds_of
from kheo.core.errors import N_, Refusal
from kheo.registrations.public import State, changes_waiting, figures


def require_nothing_waits(campaign: Campaign) -> None:
    """Raise Refusal while a registration of any year, or a change to one, waits for an answer."""
    rounds = [round_.pk for round_ in rounds_of(campaign)]
    counts = figures.by_round(rounds)
    waiting = sum(one.get(State.SUBMITTED, 0) for one in counts.values())
    if waiting:
        raise Refusal(
            N_(
                "Còn %(count)d đăng ký chờ tiếp nhận. Hãy tiếp nhận hoặc trả lại trước khi kết thúc phong trào."
            ),
            code="close-registrations-waiting",
            count=waiting,
        )
    changes = sum(changes_waiting(rounds).values())
    if changes:
        raise Refusal(
            N_(
                "Còn %(count)d đề nghị thay đổi đăng ký chờ quyết định. Hãy đồng ý hoặc không đồng ý trước khi kết thúc phong trào."
            ),
            code="close-changes-waiting",
            count=changes,
        )
