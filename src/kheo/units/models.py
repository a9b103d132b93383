"""Areas with official codes, units over time, who answers for them.

A unit is an identity; its name, place in the tree and kind of settlement have dates
(design.md 8). `UnitLink` answers any subtree on any day by an equality join.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kheo.accounts.public import Role
from kheo.core.vietnamese import upper_first

_VALID = Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))


class UnitKind(models.TextChoices):
    """What sort of body a unit is; never a level."""

    PEOPLES_COMMITTEE = "peoples-committee", _("Ủy ban nhân dân")
    PARTY_COMMITTEE = "party-committee", _("Đảng ủy")
    PARTY_CELL = "party-cell", _("Chi bộ")
    PARTY_BODY = "party-body", _("Ban, văn phòng của Đảng ủy")
    FRONT = "front", _("Ủy ban Mặt trận Tổ quốc")
    ORGANISATION = "organisation", _("Tổ chức chính trị - xã hội, hội")
    DIVISION = "division", _("Phòng, ban, trung tâm")
    SCHOOL = "school", _("Trường học")
    HEALTH = "health", _("Trạm y tế")
    ARMED_FORCES = "armed-forces", _("Lực lượng vũ trang")
    SETTLEMENT = "settlement", _("Thôn, xóm, tổ dân phố")
    STEERING_BOARD = "steering-board", _("Ban Chỉ đạo")
    ENTERPRISE = "enterprise", _("Doanh nghiệp, hợp tác xã")
    OTHER = "other", _("Cơ quan, đơn vị khác")


class AdministrativeArea(models.Model):
    """A province or a commune as it stood between two dates; codes are text."""

    class Kind(models.TextChoices):
        PROVINCE = "province", _("tỉnh")
        CITY = "city", _("thành phố")
        COMMUNE = "commune", _("xã")
        WARD = "ward", _("phường")
        SPECIAL_ZONE = "special_zone", _("đặc khu")

    code = models.CharField(max_length=5)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=120)
    name_folded = models.CharField(max_length=120)
    name_sort = models.CharField(max_length=400)
    province_code = models.CharField(max_length=2, db_index=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    code_verified = models.BooleanField(default=True)
    note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="units_area_once_from", fields=["code", "valid_from"]),
            models.CheckConstraint(name="units_area_dates_in_order", condition=_VALID),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """“Thành phố Đồng Nai”, “Phường 2 Bảo Lộc”."""
        return upper_first(f"{self.get_kind_display()} {self.name}")


class Unit(models.Model):
    """Identity only: what it is called and where it hangs stands in `UnitVersion`."""

    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    code = models.CharField(max_length=40, blank=True, help_text="official identifier, where it has one")
    province_code = models.CharField(max_length=2, db_index=True)
    area_code = models.CharField(
        max_length=5, blank=True, help_text="the commune (5 digits) or province it lies in"
    )
    symbol = models.CharField(max_length=20, blank=True, help_text="in paper numbers: UBND, ĐU, MTTQ-BTT …")
    founded_on = models.DateField()

    def __str__(self) -> str:
        return f"unit {self.pk}"


class UnitVersion(models.Model):
    """Name and place in the tree between two dates."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(max_length=200)
    name_folded = models.CharField(max_length=200)
    name_sort = models.CharField(max_length=600)
    local_kind = models.CharField(max_length=20, blank=True, help_text="xóm, thôn, ấp, khối …")
    parent = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="units_version_once_from", fields=["unit", "valid_from"]),
            models.UniqueConstraint(
                name="units_version_one_open", fields=["unit"], condition=Q(valid_to__isnull=True)
            ),
            models.CheckConstraint(name="units_version_dates_in_order", condition=_VALID),
        ]
        indexes = [models.Index(name="units_version_by_parent", fields=["parent", "valid_from"])]

    def __str__(self) -> str:
        return self.name


class UnitLink(models.Model):
    """Closure of the tree with dates; distance 0 is the unit itself."""

    ancestor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    descendant = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    distance = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="units_link_once_from", fields=["ancestor", "descendant", "valid_from"]
            ),
        ]
        indexes = [models.Index(name="units_link_upwards", fields=["descendant", "ancestor"])]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id}"


class UnitSuccession(models.Model):
    """What became of a unit: merged, split, renamed into another body, dissolved.

    A unit that was SEPARATED from another goes on beside it: nothing of the other passes to it.
    """

    class Kind(models.TextChoices):
        MERGED = "merged", _("sáp nhập")
        SPLIT = "split", _("chia tách")
        SEPARATED = "separated", _("tách một phần")
        REPLACED = "replaced", _("thay thế")
        DISSOLVED = "dissolved", _("giải thể, kết thúc hoạt động")

    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successors")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessors")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    decision = models.CharField(max_length=200, help_text="number and date of the deciding paper")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="units_succession_once", fields=["from_unit", "to_unit", "on"]),
            models.CheckConstraint(name="units_succession_other", condition=~Q(from_unit=F("to_unit"))),
        ]

    def __str__(self) -> str:
        return f"{self.from_unit_id} → {self.to_unit_id}"


class Membership(models.Model):
    """A person answers for, or works in, a unit in one role, between two dates.

    In a Party cell it means the unit that this person answers for, and says nothing of the
    person's own membership in the Party.
    """

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    title = models.CharField(
        max_length=120, blank=True, help_text="office held, as printed under a signature"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="units_membership_once_open",
                fields=["user", "unit", "role"],
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(name="units_membership_dates_in_order", condition=_VALID),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.unit_id}"


class SteeringSeat(models.Model):
    """A seat in a steering board: who holds it and which units that person follows."""

    board = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="seats")
    holder_name = models.CharField(max_length=200)
    office = models.CharField(max_length=200, help_text="Trưởng ban, Phó Trưởng ban, Ủy viên …")
    user = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    follows = models.ManyToManyField(Unit, related_name="+", blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.holder_name} ({self.office})"


class Subject(models.Model):
    """Who leads an initiative: a collective, a person or a household; a name and nothing more."""

    class Kind(models.TextChoices):
        COLLECTIVE = "collective", _("tập thể")
        INDIVIDUAL = "individual", _("cá nhân")
        HOUSEHOLD = "household", _("hộ gia đình")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", help_text="where the subject belongs"
    )
    name = models.CharField(max_length=200)
    name_folded = models.CharField(max_length=200)
    name_sort = models.CharField(max_length=600)
    office = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="units_subject_once", fields=["kind", "unit", "name_folded", "office"]
            ),
        ]

    def __str__(self) -> str:
        return self.name
