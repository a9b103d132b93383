"""What the commune and its province set for themselves over the national law."""

from kheo.demo.days import Days, at
from kheo.demo.tree import Cast, facts
from kheo.rulebook import public as rulebook
from kheo.rulebook.public import Place, Said


def local_rules(cast: Cast, days: Days) -> None:
    """Everything of the content file, entered on the day after the founding and in force from then on."""
    committee = cast.roots["dong-trang"].committee
    province, commune = Place(committee.province_code), Place(committee.province_code, committee.area_code)
    keepers = {"province": cast.people["canbo.tinh"], "commune": cast.people["quantri.dongtrang"]}
    places = {"province": province, "commune": commune}
    for told in facts("rules")["rule"]:
        said = {name: value for name, value in told.items() if name != "at"}
        rulebook.add_rule(
            places[told["at"]],
            Said(**said, effective_from=days.founded),
            by=keepers[told["at"]],
            at=at(days.founded, 9),
        )
