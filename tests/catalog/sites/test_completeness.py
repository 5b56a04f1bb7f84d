"""How complete a record is, exact."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from catalog.sites.completeness import (
    EVERY_SITE,
    FIELDS,
    completeness_on,
    fields_on,
    filled_fields,
    judged,
)
from catalog.sites.content import DesignationAct, Missing, Part, SiteContent, Text
from catalog.terms import (
    AuthorityKind,
    Certainty,
    Grade,
    Membership,
    MissingCode,
    Relation,
    Scheme,
    TextField,
    TextOrigin,
)

DAY = date(2026, 11, 23)


def act(scheme: Scheme, **values: object) -> DesignationAct:
    grade = Grade.PROVINCIAL if scheme == Scheme.RELIC_RANK else None
    return DesignationAct.model_validate(
        {
            "scheme": scheme,
            "grade": grade,
            "authority_kind": AuthorityKind.PROVINCE,
            "known_since": date(2020, 1, 1),
            "certainty": Certainty.RANK_ONLY,
            **values,
        }
    )


def content(**values: object) -> SiteContent:
    name = Text(field=TextField.NAME, language="vi", text="Thành Bản Phủ")
    return SiteContent.model_validate({"slug": "ban-phu", "texts": (name,), **values}).canonical()


@pytest.mark.parametrize(
    ("code", "figure"),
    [
        (None, (1, 2)),
        (MissingCode.CHUA_NHAP, (1, 2)),
        (MissingCode.CHUA_XAC_DINH, (1, 2)),
        (MissingCode.KHONG_RO, (2, 2)),
        (MissingCode.HAN_CHE, (2, 2)),
        (MissingCode.KHONG_AP_DUNG, (1, 1)),
    ],
)
def test_each_code_counts_as_the_rule_says(code: MissingCode | None, figure: tuple[int, int]) -> None:
    codes = {} if code is None else {"period": code}
    found = judged(("name", "period"), {"name"}, codes)
    assert (found.numerator, found.denominator) == figure
    assert found.missing == (("period",) if figure == (1, 2) else ())


def test_where_nothing_applies_there_is_no_ratio_and_thirds_are_exact() -> None:
    assert judged((), (), {}).ratio is None
    assert judged(("period",), (), {"period": MissingCode.KHONG_AP_DUNG}).ratio is None
    assert judged(("name", "period", "kinds"), {"name"}, {}).ratio == Fraction(1, 3)


def test_the_fields_are_those_of_the_schemes_in_force() -> None:
    assert fields_on(content(), DAY) == EVERY_SITE
    ranked = content(designations=(act(Scheme.RELIC_RANK),))
    assert fields_on(ranked, DAY) == FIELDS[Scheme.RELIC_RANK]
    assert fields_on(ranked, date(2019, 12, 31)) == EVERY_SITE, "not known to be ranked yet"
    both = content(designations=(act(Scheme.RELIC_RANK), act(Scheme.TOURIST_SITE)))
    wanted = fields_on(both, DAY)
    assert {"period", "opening_hours", "fire_safety", "protection_zones"} < set(wanted)
    assert len(wanted) == len(set(wanted)), "two designations, one site"


def test_a_part_of_a_complex_needs_no_act_of_its_own() -> None:
    part = Part(complex="DB-S-00001", relation=Relation.PART, membership=Membership.STATED)
    wanted = fields_on(content(part_of=(part,)), DAY)
    assert "protection_zones" in wanted
    assert "designations" not in wanted


def test_a_machines_text_counts_once_a_person_has_reviewed_it() -> None:
    machine = Text(field=TextField.SUMMARY, language="vi", text="Một ngôi thành.", origin=TextOrigin.MACHINE)
    name = content().texts[0]
    assert "summary" not in filled_fields(content(texts=(name, machine)))
    reviewed = machine.model_copy(update={"is_reviewed": True})
    assert "summary" in filled_fields(content(texts=(name, reviewed)))
    english = machine.model_copy(update={"language": "en", "is_reviewed": True})
    assert "summary" not in filled_fields(content(texts=(name, english)))


def test_a_record_is_as_complete_as_its_fields() -> None:
    record = content(
        kinds=("HISTORICAL",),
        managing_body="Ban quản lý di tích",
        missing=(
            Missing(field="location", code=MissingCode.HAN_CHE),
            Missing(field="summary", code=MissingCode.CHUA_NHAP),
            Missing(field="description", code=MissingCode.KHONG_AP_DUNG),
        ),
    )
    found = completeness_on(record, DAY)
    assert (found.numerator, found.denominator) == (4, 7)
    assert found.missing == ("admin_unit", "summary", "sources")
