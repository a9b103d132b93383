"""The quick commune of the factories is what the services would have made."""

import pytest

from kheo.units.models import Unit, UnitLink, UnitVersion
from kheo.units.public import UnitKind
from tests import factories

pytestmark = pytest.mark.django_db


def _founded_one_by_one(name):
    roots = [
        factories.unit(
            UnitKind.PEOPLES_COMMITTEE, f"Ủy ban nhân dân xã {name}", symbol="UBND", area_code="05500"
        ),
        factories.unit(UnitKind.PARTY_COMMITTEE, f"Đảng ủy xã {name}", symbol="ĐU", area_code="05500"),
        factories.unit(
            UnitKind.FRONT,
            f"Ủy ban Mặt trận Tổ quốc Việt Nam xã {name}",
            symbol="MTTQ-BTT",
            area_code="05500",
        ),
    ]
    factories.unit(UnitKind.ORGANISATION, f"Hội Liên hiệp Phụ nữ xã {name}", roots[2])
    factories.unit(UnitKind.PARTY_CELL, "Chi bộ xóm 1", roots[1])
    factories.unit(UnitKind.DIVISION, "Phòng Văn hóa - Xã hội", roots[0])
    factories.unit(UnitKind.SCHOOL, f"Trường Tiểu học {name}", roots[0])
    factories.unit(UnitKind.SETTLEMENT, "Xóm 1", roots[0], local_kind="xóm")


def _rows(first):
    """Every row made since, with ids counted from the first unit."""
    units = Unit.objects.filter(pk__gte=first).order_by("pk").values()
    versions = UnitVersion.objects.filter(unit__gte=first).order_by("unit_id").values()
    links = UnitLink.objects.filter(descendant__gte=first).order_by("descendant_id", "distance").values()
    ids = {"unit_id", "parent_id", "ancestor_id", "descendant_id"}
    return [
        {k: v - first if k in ids and v is not None else v for k, v in row.items() if k != "id"}
        for rows in (units, versions, links)
        for row in rows
    ]


def test_commune_is_what_founding_its_units_one_by_one_makes():
    quick = factories.commune(hamlets=1)
    quick_rows = _rows(quick.committee.pk)
    _founded_one_by_one("Đồng Trăng")
    first = Unit.objects.filter(pk__gt=quick.hamlets[0].pk).order_by("pk").first().pk

    assert _rows(first) == quick_rows
