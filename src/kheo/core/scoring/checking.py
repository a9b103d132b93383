"""What contradicts itself in a rubric, named one by one, before anybody is judged by it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kheo.core.errors import N_
from kheo.core.scoring.households import asks_households_to_give
from kheo.core.scoring.ranking import named
from kheo.core.scoring.rubric import (
    NOTHING,
    Band,
    Criterion,
    Downgrade,
    Gate,
    Group,
    Kind,
    Part,
    Rubric,
    TieKind,
)
from kheo.core.timetable.phrase import Phrase
from kheo.core.vietnamese.letters import clean_line
from kheo.core.vietnamese.numbers import format_number

MOST_MARKS = 10_000
_Item = Group | Criterion | Gate | Band | Downgrade


@dataclass(frozen=True, slots=True)
class Problem:
    """One contradiction. `code` is stable; `place` the code of what it is about, "" for the whole."""

    code: str
    place: str
    words: Phrase


def problems_of(rubric: Rubric) -> list[Problem]:
    """Everything that has to be mended before the rubric is put in force; empty where it holds."""
    return [
        *_names(rubric),
        *_twice(rubric),
        *_household_giving(rubric),
        *(problem for one in rubric.criteria for problem in _criterion(rubric, one)),
        *_totals(rubric),
        *_bands(rubric),
        *_references(rubric),
    ]


def _problem(code: str, words: str, place: str = "", /, **params: object) -> Problem:
    return Problem(code, place, Phrase(words, params))


def _names(rubric: Rubric) -> Iterator[Problem]:
    if not rubric.name:
        yield _problem("name-missing", N_("Bộ tiêu chí chưa có tên."))
    if not rubric.of_part(Part.BASE):
        yield _problem("criteria-missing", N_("Bộ tiêu chí chưa có tiêu chí nào."))
    for what, items in _named(rubric):
        for code, number in Counter(one.code for one in items).items():
            if number > 1 or not code:
                words = N_("Mã “%(code)s” đặt cho %(number)s mục (%(what)s). Mỗi mục cần một mã riêng.")
                yield _problem("code-twice", words, code, code=code, number=number, what=Phrase(what))
    judged: Sequence[Criterion | Gate] = (*rubric.criteria, *rubric.gates)
    for item in judged:
        if not item.text:
            yield _problem("text-missing", N_("Mục “%(code)s” chưa có nội dung."), item.code, code=item.code)


def _twice(rubric: Rubric) -> Iterator[Problem]:
    """The same thing said twice, where nobody could tell the one from the other."""
    criteria = [((one.part, one.group), one) for one in rubric.criteria]
    for one in _repeated((*key, one.text) for key, one in criteria):
        yield _problem("criterion-twice", N_("Tiêu chí “%(text)s” có hai lần ở cùng một nhóm."), text=one[-1])
    for words, code, names in (
        (N_("Điều kiện bắt buộc “%(text)s” có hai lần."), "gate-twice", [one.text for one in rubric.gates]),
        (N_("Có hai nhóm cùng tên “%(text)s”."), "group-twice", [one.name for one in rubric.groups]),
        (N_("Có hai mức xếp loại cùng tên “%(text)s”."), "band-twice", [one.name for one in rubric.bands]),
    ):
        for (text,) in _repeated((name,) for name in names):
            yield _problem(code, words, text=text)
    for place, tie in enumerate(rubric.ties):
        if tie in rubric.ties[:place] and tie not in rubric.ties[place + 1 :]:
            words = N_("“Khi bằng điểm” có hai dòng giống nhau: %(what)s.")
            yield _problem("tie-twice", words, tie.code, what=named(tie, rubric))


def _repeated(said: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """What stands more than once, however its letters are cased; as it was written first."""
    seen: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for one in said:
        seen.setdefault(tuple(clean_line(text).casefold() for text in one), []).append(one)
    return (alike[0] for alike in seen.values() if len(alike) > 1 and alike[0][-1])


def _named(rubric: Rubric) -> Iterable[tuple[str, Sequence[_Item]]]:
    return (
        (N_("nhóm"), rubric.groups),
        (N_("tiêu chí"), rubric.criteria),
        (N_("điều kiện"), rubric.gates),
        (N_("mức xếp loại"), rubric.bands),
        (N_("quy tắc hạ mức"), rubric.downgrades),
    )


def _household_giving(rubric: Rubric) -> Iterator[Problem]:
    judged: Sequence[Criterion | Gate] = (*rubric.criteria, *rubric.gates)
    for one in judged:
        if any(
            asks_households_to_give(text) for text in (one.text, one.evidence, getattr(one, "guidance", ""))
        ):
            words = N_("Mục “%(text)s” chấm theo tỷ lệ hoặc mức đóng góp của hộ: không được dùng.")
            yield _problem("household-giving", words, one.code, text=one.text)


def _criterion(rubric: Rubric, one: Criterion) -> Iterator[Problem]:
    known = {group.code for group in rubric.groups}
    if one.maximum < 0:
        yield _problem("maximum-negative", N_("“%(text)s”: điểm tối đa nhỏ hơn 0."), one.code, text=one.text)
    if rubric.by_marks and not one.maximum:
        words = N_("“%(text)s” chưa có điểm tối đa trong khi các tiêu chí khác có.")
        yield _problem("maximum-missing", words, one.code, text=one.text)
    if one.group and one.group not in known:
        words = N_("“%(text)s” thuộc nhóm “%(group)s” nhưng không có nhóm đó.")
        yield _problem("group-unknown", words, one.code, text=one.text, group=one.group)
    if one.kind == Kind.STEPS:
        yield from _steps(one)
    if one.kind == Kind.SAMPLE and one.sample < 1:
        words = N_("“%(text)s” chấm theo mẫu nhưng chưa ghi số phiếu của mẫu.")
        yield _problem("sample-missing", words, one.code, text=one.text)
    if one.fails_on_zero and one.part != Part.BASE:
        words = N_("“%(text)s” là điểm cộng hoặc điểm trừ nên không đặt điểm liệt.")
        yield _problem("veto-not-base", words, one.code, text=one.text)


def _steps(one: Criterion) -> Iterator[Problem]:
    froms = [step.at_least for step in one.steps]
    if not froms:
        yield _problem(
            "steps-missing", N_("“%(text)s” chấm theo mức nhưng chưa có mức nào."), one.code, text=one.text
        )
    for at_least, number in Counter(froms).items():
        if number > 1:
            words = N_("“%(text)s” có hai mức cùng bắt đầu từ %(from)s.")
            yield _problem(
                "steps-overlap", words, one.code, text=one.text, **{"from": format_number(at_least)}
            )
    for step in one.steps:
        if not NOTHING <= step.mark <= one.maximum:
            words = N_("“%(text)s”: mức từ %(from)s cho %(mark)s điểm, ngoài khoảng 0 đến %(maximum)s.")
            params = {"from": format_number(step.at_least), "mark": format_number(step.mark)}
            yield _problem(
                "step-above-maximum",
                words,
                one.code,
                text=one.text,
                maximum=format_number(one.maximum),
                **params,
            )


def _totals(rubric: Rubric) -> Iterator[Problem]:
    for group in rubric.groups:
        inside = rubric.of_group(group.code)
        whole = sum((one.maximum for one in inside), NOTHING)
        if not inside:
            yield _problem(
                "group-empty", N_("Nhóm “%(name)s” chưa có tiêu chí."), group.code, name=group.name
            )
        elif group.maximum is not None and group.maximum != whole:
            words = N_("Nhóm “%(name)s” ghi tối đa %(said)s điểm nhưng các tiêu chí cộng lại là %(sum)s.")
            params = {"said": format_number(group.maximum), "sum": format_number(whole)}
            yield _problem("group-total", words, group.code, name=group.name, **params)
    if rubric.total is not None and rubric.total != rubric.maximum:
        words = N_("Bộ tiêu chí ghi tổng %(said)s điểm nhưng các tiêu chí cộng lại là %(sum)s.")
        yield _problem("total", words, said=format_number(rubric.total), sum=format_number(rubric.maximum))
    if rubric.maximum + (rubric.bonus_cap or NOTHING) > MOST_MARKS:
        words = N_("Các tiêu chí cộng lại là %(sum)s điểm. Bộ tiêu chí có nhiều nhất %(most)s điểm.")
        params = {"sum": format_number(rubric.maximum), "most": format_number(MOST_MARKS)}
        yield _problem("total-too-large", words, **params)
    for part, cap, words in (
        (Part.BONUS, rubric.bonus_cap, N_("Có điểm cộng nhưng chưa ghi điểm cộng tối đa.")),
        (Part.MALUS, rubric.malus_cap, N_("Có điểm trừ nhưng chưa ghi điểm trừ tối đa.")),
    ):
        if rubric.of_part(part) and cap is None:
            yield _problem(f"{part}-cap-missing", words)
        elif cap is not None and cap < 0:
            yield _problem(f"{part}-cap-negative", N_("Mức tối đa của điểm cộng, điểm trừ không nhỏ hơn 0."))
    if not 0 <= rubric.decimals <= 4:
        yield _problem("decimals", N_("Số chữ số sau dấu phẩy phải từ 0 đến 4."))


def _bands(rubric: Rubric) -> Iterator[Problem]:
    ladder = sorted(rubric.bands, key=lambda one: one.at_least)
    highest = rubric.maximum + (rubric.bonus_cap or NOTHING)
    for band in ladder:
        if band.below is not None and band.below <= band.at_least:
            words = N_("Mức “%(band)s” kết thúc trước khi bắt đầu.")
            yield _problem("band-empty", words, band.code, band=band.name)
        if band.at_least < 0:
            words = N_("Mức “%(band)s” bắt đầu từ %(from)s điểm, thấp hơn 0. Mức thấp nhất bắt đầu từ 0.")
            params = {"from": format_number(band.at_least)}
            yield _problem("band-negative", words, band.code, band=band.name, **params)
        if band.at_least > highest:
            words = N_("Mức “%(band)s” từ %(from)s điểm, cao hơn mọi số điểm có thể đạt (%(highest)s).")
            params = {"from": format_number(band.at_least), "highest": format_number(highest)}
            yield _problem("band-out-of-reach", words, band.code, band=band.name, **params)
    yield from _neighbours(ladder)
    if ladder and ladder[0].at_least > 0:
        words = N_("Điểm dưới %(from)s không thuộc mức nào. Hãy thêm mức thấp nhất, bắt đầu từ 0.")
        yield _problem("bands-bottom", words, **{"from": format_number(ladder[0].at_least)})
    if ladder and not any(one.passes for one in ladder):
        yield _problem("bands-none-passes", N_("Không mức nào là đạt."))
    if ladder and not rubric.by_marks:
        yield _problem(
            "bands-without-marks", N_("Có mức xếp loại theo điểm nhưng không tiêu chí nào có điểm.")
        )


def _neighbours(ladder: Sequence[Band]) -> Iterator[Problem]:
    for lower, upper in pairwise(ladder):
        if upper.at_least == lower.at_least or (lower.below is not None and lower.below > upper.at_least):
            words = N_("Mức “%(lower)s” và mức “%(upper)s” chồng nhau.")
            yield _problem("bands-overlap", words, upper.code, lower=lower.name, upper=upper.name)
        elif lower.below is not None and lower.below < upper.at_least:
            words = N_("Giữa mức “%(lower)s” và mức “%(upper)s” còn khoảng điểm không thuộc mức nào.")
            yield _problem("bands-gap", words, upper.code, lower=lower.name, upper=upper.name)
        if lower.passes and not upper.passes:
            words = N_("Mức “%(upper)s” cao hơn mức “%(lower)s” mà không đạt.")
            yield _problem("bands-pass-order", words, upper.code, lower=lower.name, upper=upper.name)


def _references(rubric: Rubric) -> Iterator[Problem]:
    bands = {one.code for one in rubric.bands}
    for one in rubric.downgrades:
        if one.at_most not in bands:
            words = N_("Quy tắc hạ mức “%(text)s” nhắc tới một mức không có.")
            yield _problem("downgrade-unknown", words, one.code, text=one.text)
    codes = {
        TieKind.CRITERION: {c.code for c in rubric.criteria},
        TieKind.GROUP: {g.code for g in rubric.groups},
    }
    for tie in rubric.ties:
        if tie.kind in codes and tie.code not in codes[tie.kind]:
            words = N_(
                "“Khi bằng điểm” có một dòng dựa vào tiêu chí hoặc nhóm không còn trong bộ. Hãy bỏ dòng đó."
            )
            yield _problem("tie-unknown", words, tie.code)
