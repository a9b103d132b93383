"""Sessions, who was there, what stood on the agenda."""

from django.db import models
from django.db.models import Q

from kheo.councils.models.councils import Council, Seat
from kheo.councils.states import ItemState, Mode, Presence, SeatRole, SessionState


class CouncilSession(models.Model):
    """One meeting of a council. Closed, it stands; triggers hold it."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="sessions")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=SessionState.choices, default=SessionState.PREPARING)
    begins_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    council_name = models.CharField(max_length=200, blank=True, help_text="as it was called at the meeting")
    called_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="end of the meeting, as the minutes say")
    signed_minutes = models.CharField(
        max_length=200, blank=True, help_text="the minutes signed by a chair who has no account"
    )
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    cancel_reason = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="councils_session_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="councils_session_closed_by_somebody",
                condition=Q(state="closed", closed_at__isnull=False, closed_by__isnull=False)
                | (~Q(state="closed") & Q(closed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="councils_session_cancelled_with_reason",
                condition=Q(state="cancelled") & ~Q(cancel_reason="")
                | ~Q(state="cancelled") & Q(cancel_reason=""),
            ),
        ]
        indexes = [models.Index(name="councils_session_list", fields=["council", "begins_at"])]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """A member at a session: name, office and role as they were that day."""

    session = models.ForeignKey(CouncilSession, on_delete=models.PROTECT, related_name="attendance")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    name_sort = models.CharField(max_length=400)
    office = models.CharField(max_length=200)
    role = models.CharField(max_length=10, choices=SeatRole.choices)
    presence = models.CharField(max_length=8, choices=Presence.choices)
    reason = models.CharField(max_length=200, blank=True, help_text="why absent")
    came_after = models.PositiveSmallIntegerField(
        null=True, help_text="came late: the last matter that was settled without them, by position"
    )
    left_after = models.PositiveSmallIntegerField(
        null=True, help_text="left early: the last matter that was settled with them, by position"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="councils_attendance_once", fields=["session", "seat"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.office})" if self.office else self.name

    @property
    def took_part(self) -> bool:
        """Whether they were in the room for any of it."""
        return self.presence == Presence.PRESENT or self.left_after is not None

    @property
    def at_opening(self) -> bool:
        """Whether they were there when the meeting began: what its quorum counted."""
        came_first = self.came_after is None or (
            self.left_after is not None and self.left_after < self.came_after
        )
        return self.took_part and came_first


class AgendaItem(models.Model):
    """One matter. Its rule, denominator and counts are frozen with it; decided, it stands.

    `kind` and `key` are the asking module's; “plain” is a matter of the council's own.
    """

    session = models.ForeignKey(CouncilSession, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, default="plain")
    key = models.CharField(max_length=80, blank=True)
    matter = models.CharField(
        max_length=30, default="general", help_text="which vote rule asks: core/law/votes"
    )
    title = models.CharField(max_length=300)
    explanation = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.WAITING)
    mode = models.CharField(max_length=8, choices=Mode.choices, blank=True)
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    discussion = models.TextField(blank=True)
    conclusion = models.TextField(blank=True)
    dissent = models.TextField(blank=True)
    quorum_reason = models.CharField(
        max_length=300, blank=True, help_text="the chair's, where recusals leave few"
    )
    rule = models.JSONField(default=dict, help_text="core.law.votes.VoteRule as it was")
    total = models.PositiveSmallIntegerField(null=True)
    present = models.PositiveSmallIntegerField(null=True)
    voters = models.PositiveSmallIntegerField(null=True, help_text="how many could vote")
    denominator = models.PositiveSmallIntegerField(null=True)
    needed = models.PositiveSmallIntegerField(null=True)
    votes_for = models.PositiveSmallIntegerField(null=True)
    votes_against = models.PositiveSmallIntegerField(null=True)
    votes_none = models.PositiveSmallIntegerField(null=True)
    votes_invalid = models.PositiveSmallIntegerField(null=True)
    passed = models.BooleanField(null=True)
    voting_since = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)
    decided_on = models.DateField(null=True)
    attempt = models.PositiveSmallIntegerField(default=1, help_text="which pair of tally entries")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="councils_item_place", fields=["session", "position"]),
            models.UniqueConstraint(
                name="councils_item_one_open",
                fields=["kind", "key"],
                condition=~Q(key="") & Q(state__in=["waiting", "voting", "counted"]),
            ),
            models.CheckConstraint(name="councils_item_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="councils_item_result_whole",
                condition=Q(passed__isnull=True) | Q(needed__isnull=False, votes_for__isnull=False),
            ),
            models.CheckConstraint(
                name="councils_item_decided_when",
                condition=Q(state="decided", decided_on__isnull=False)
                | (~Q(state="decided") & Q(decided_on__isnull=True)),
            ),
        ]
        indexes = [models.Index(name="councils_item_by_key", fields=["kind", "key"])]

    def __str__(self) -> str:
        return self.title

    @property
    def unused(self) -> int:
        """How many could have voted and did not."""
        given = (self.votes_for, self.votes_against, self.votes_none, self.votes_invalid)
        return max(0, (self.voters or 0) - sum(one or 0 for one in given))


class Nominee(models.Model):
    """A person whom a matter is about: does not vote on it where he sits on the council. A name and nothing more."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="nominees")
    user = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name
