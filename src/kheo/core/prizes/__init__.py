"""Tiền thưởng: coefficient × base pay, rounded up, in whole đồng (see README.md)."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING

from kheo.core.errors import N_, InvalidInput, NotFound
from kheo.core.law.awards import Amount, Award, AwardSubject, AwardTable, Coefficient, national_awards
from kheo.core.vietnamese.letters import upper_first
from kheo.core.vietnamese.numbers import format_number, number_in_words


@dataclass(frozen=True, slots=True)
class Prize:
    """What goes with one award. `dong` is what is paid."""

    award: Award
    subject: AwardSubject
    decided_on: date
    coefficient: Coefficient
    base_pay: Amount
    rounding: Amount | None
    dong: int

    @property
    def product(self) -> str:
        """“0,3 × 2.530.000 = 759.000”."""
        exact = self.coefficient.value * self.base_pay.dong
        return (
            f"{format_number(self.coefficient.value)} × {format_number(self.base_pay.dong)}"
            f" = {format_number(exact)}"
        )

    @property
    def in_words(self) -> str:
        """“Bảy trăm sáu mươi nghìn đồng”."""
        return upper_first(f"{number_in_words(self.dong)} đồng")


def prize(key: str, subject: AwardSubject, decided_on: date, table: AwardTable | None = None) -> Prize:
    """The prize of an award whose decision is issued on that day (Nghị định 152/2025, Điều 49, 50, 54).

    Raises NotFound (award-unknown, coefficient-unknown, base-pay-unknown; prize-written where the issuer writes the sum
    with the text that fixes it) where the law of the day does not say, InvalidInput (award-subject) where the award is not for such a subject.
    """
    law = table or national_awards()
    award = law.award(key, decided_on)
    if subject not in award.subjects:
        raise InvalidInput(
            N_("%(award)s không tặng cho %(subject)s. Hãy chọn lại đối tượng hoặc hình thức."),
            code="award-subject",
            field="subject",
            award=award.name,
            subject=subject.value,
        )
    if not law.is_counted(award.catalogue, decided_on):
        raise _written(law, award, decided_on)
    coefficient = law.coefficient(key, subject, decided_on)
    if coefficient is None:
        raise NotFound(
            N_(
                "Bảng quy định chưa có hệ số tiền thưởng của %(award)s cho %(subject)s vào ngày %(on)s. Hãy đọc văn bản"
                " đang có hiệu lực rồi bổ sung."
            ),
            code="coefficient-unknown",
            award=award.name,
            subject=subject.value,
            on=f"{decided_on:%d/%m/%Y}",
        )
    base, step = law.base_pay(decided_on), law.rounding(decided_on)
    return Prize(award, subject, decided_on, coefficient, base, step, _rounded_up(coefficient, base, step))


def _written(law: AwardTable, award: Award, on: date) -> NotFound:
    """Why there is no sum: the catalogue's own rule, and how well it is known."""
    rule = law.money(award.catalogue, on)
    known = f" ({rule.law.citation}: {rule.law.known(on).value})" if rule else ""
    return NotFound(
        N_(
            "%(award)s là %(catalogue)s, không tính theo hệ số nhân lương cơ sở; bảng quy định chưa có mức%(known)s. Cơ quan ra"
            " quyết định ghi số tiền cùng văn bản quy định mức, chi từ nguồn của mình."
        ),
        code="prize-written",
        award=award.name,
        catalogue=award.catalogue.value,
        known=known,
    )


def _rounded_up(coefficient: Coefficient, base: Amount, step: Amount | None) -> int:
    """The coefficient first, rounded once: whole đồng where no step is known."""
    to = step.dong if step else 1
    return int((coefficient.value * base.dong / to).to_integral_value(ROUND_CEILING)) * to
