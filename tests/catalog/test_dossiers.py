"""The dossier's template, the rules for its parts, and how a dossier stands: pure."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from catalog.dossiers.rules import check_dossier
from catalog.dossiers.standing import Standing, standing
from catalog.dossiers.template import Relic, read_templates, template_on, templates
from catalog.projection.dossiers import DossierFile
from catalog.sites.dossier import DossierItem
from catalog.terms import DossierStatus, Grade, SurrogateKind
from tests.catalogue import TODAY

TEMPLATE = template_on(TODAY)
NATIONAL = Relic(is_relic=True, grade=Grade.NATIONAL)
SPECIAL = Relic(is_relic=True, grade=Grade.SPECIAL_NATIONAL)
PAPER, SCAN, PHOTO, GONE = (f"DB-S-00001.{n}" for n in ("DOC01", "DOC02", "IMG01", "DOC03"))
FILES = {
    PAPER: DossierFile(PAPER, SurrogateKind.DOCUMENT, 12, has_text_layer=True, is_withdrawn=False),
    SCAN: DossierFile(SCAN, SurrogateKind.DOCUMENT, 3, has_text_layer=False, is_withdrawn=False),
    PHOTO: DossierFile(PHOTO, SurrogateKind.IMAGE, None, has_text_layer=None, is_withdrawn=False),
    GONE: DossierFile(GONE, SurrogateKind.DOCUMENT, 1, has_text_layer=True, is_withdrawn=True),
}
CONVERTED: dict[str, Any] = {
    "is_converted_from_paper": True,
    "conversion_mark": "Dấu 12",
    "signature_reference": "CKS 12",
}


def item(part: str = "HS02", status: str = "PRESENT", **values: Any) -> DossierItem:
    """What a record says of a part; present as one readable file unless told otherwise."""
    if status == "PRESENT":
        values.setdefault("surrogates", [PAPER])
    return DossierItem.model_validate({"part": part, "status": status, **values})


def stands(*items: DossierItem, relic: Relic = NATIONAL) -> Standing:
    return standing([(one, [FILES[c] for c in one.surrogates]) for one in items], TEMPLATE, relic)


def statuses(found: Standing) -> dict[str, str]:
    return {part.term.part: part.status.value for part in found.parts}


def test_the_template_has_ten_parts_and_each_names_its_regulation() -> None:
    assert [term.part for term in TEMPLATE.parts] == [f"HS{n:02}" for n in range(1, 11)]
    assert TEMPLATE.version == "tt09-2011+18-2022"
    assert all(term.label.vi and term.label.en and "09/2011" in term.citation for term in TEMPLATE.parts)
    assert [term.part for term in TEMPLATE.parts if term.allows_not_applicable] == ["HS07"]
    assert [term.part for term in TEMPLATE.parts if term.needs_text_layer] == ["HS02", "HS08", "HS09"]


def test_a_later_template_is_followed_from_its_first_day_and_the_former_until_then() -> None:
    row = {"template": "sau", "part": "HS01", "label_vi": "Đơn", "label_en": "Letter", "citation": "?",
           "allows_not_applicable": "false", "needs_text_layer": "false", "needs_for": "",
           "valid_from": "2027-01-01", "valid_to": "2028-01-01"}  # fmt: skip
    known = (*templates(), *read_templates([row]))
    days = {date(2026, 12, 31): TEMPLATE.version, date(2027, 1, 1): "sau", date(2028, 1, 1): TEMPLATE.version}
    assert {day: template_on(day, known).version for day in days} == days
    with pytest.raises(LookupError):
        template_on(date(2026, 1, 1), read_templates([row]))


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        (item(), []),
        (item("HS11"), [("UNKNOWN_PART", "dossier.HS11.part")]),
        (item("HS07", "NOT_APPLICABLE", reason="Không có văn bia."), []),
        (item("HS07", "NOT_APPLICABLE"), [("REASON_MISSING", "dossier.HS07.reason")]),
        (item("HS02", "NOT_APPLICABLE", reason="Lý do"), [("NOT_APPLICABLE_REFUSED", "dossier.HS02.status")]),
        (item("HS10", "NOT_APPLICABLE", reason="Lý do"), [("NOT_APPLICABLE_REFUSED", "dossier.HS10.status")]),
        (
            item("HS07", "NOT_APPLICABLE", reason="Lý do", surrogates=[PAPER]),
            [("FILES_NOT_EXPECTED", "dossier.HS07.surrogates")],
        ),
        (item(surrogates=[]), [("FILES_MISSING", "dossier.HS02.surrogates")]),
        (item(surrogates=["DB-S-00002.DOC01"]), [("UNKNOWN_SURROGATE", "dossier.HS02.surrogates")]),
        (item(surrogates=[PAPER, PAPER]), [("DUPLICATE_SURROGATE", "dossier.HS02.surrogates")]),
    ],
)
def test_what_may_not_be_said_of_a_part_is_told_by_its_field(
    said: DossierItem, problems: list[tuple[str, str]]
) -> None:
    found = check_dossier([said], [], TEMPLATE, NATIONAL, FILES)
    assert [(p.code, p.field) for p in found.problems] == problems


@pytest.mark.parametrize(
    ("said", "relic", "codes"),
    [
        (item(), SPECIAL, []),
        (item(page_count=12), NATIONAL, []),
        (item(page_count=13), NATIONAL, ["DOSSIER_PAGES"]),
        (item("HS04", surrogates=[SCAN, PHOTO], page_count=4), NATIONAL, []),
        (item(surrogates=[PAPER, SCAN]), NATIONAL, ["TEXT_LAYER_MISSING"]),
        (item("HS08", surrogates=[PHOTO]), NATIONAL, ["TEXT_LAYER_MISSING"]),
        (item("HS03", surrogates=[SCAN]), NATIONAL, []),
        (item(surrogates=[PAPER, GONE]), NATIONAL, ["FILE_WITHDRAWN"]),
        (item(is_converted_from_paper=True), NATIONAL, ["CONVERSION_MARK_MISSING", "SIGNATURE_MISSING"]),
        (item(**CONVERTED), NATIONAL, []),
        (item(**CONVERTED), SPECIAL, ["MINISTRY_OPINION_MISSING"]),
        (
            item(**CONVERTED, ministry_opinion={"number": "12/BVHTTDL-DSVH", "issued_on": "2026-03-02"}),
            SPECIAL,
            [],
        ),
    ],
)
def test_what_deserves_a_look_never_blocks(said: DossierItem, relic: Relic, codes: list[str]) -> None:
    found = check_dossier([said], [], TEMPLATE, relic, FILES)
    assert found.problems == ()
    assert [w.code for w in found.warnings] == codes


def test_a_part_that_stands_as_before_is_asked_only_whether_its_files_are_still_there() -> None:
    odd = item("HS11", page_count=40)
    assert check_dossier([odd], [odd], TEMPLATE, NATIONAL, FILES).problems == ()
    (problem,) = check_dossier([odd], [odd], TEMPLATE, NATIONAL, {}).problems
    assert problem.code == "UNKNOWN_SURROGATE"


def test_a_dossier_counts_what_is_there_over_what_applies() -> None:
    found = stands(item("HS01"), item("HS02"), item("HS07", "NOT_APPLICABLE", reason="Không có văn bia."))
    figure = found.completeness
    assert (figure.numerator, figure.denominator, figure.ratio) == (2, 8, Fraction(1, 4))
    assert figure.missing == ("HS03", "HS04", "HS05", "HS06", "HS08", "HS09")
    assert statuses(found)["HS10"] == "NOT_APPLICABLE"
    assert found.parts[9].reason is not None
    assert found.parts[9].reason.en == "Needed for special national relics only."


def test_the_national_councils_opinion_is_needed_for_special_national_relics_only() -> None:
    assert stands(relic=SPECIAL).completeness.denominator == 10
    assert stands(relic=NATIONAL).completeness.denominator == 9
    early = stands(item("HS10"), relic=NATIONAL)
    assert (early.completeness.numerator, early.completeness.denominator) == (1, 10), "what is there counts"


def test_where_nothing_applies_there_is_no_ratio() -> None:
    found = stands(relic=Relic(is_relic=False, grade=None))
    assert found.completeness.ratio is None
    assert set(statuses(found).values()) == {DossierStatus.NOT_APPLICABLE}


def test_a_part_whose_files_were_all_withdrawn_is_missing() -> None:
    found = stands(item("HS02", surrogates=[GONE]), item("HS03", surrogates=[PAPER, GONE], page_count=5))
    assert (statuses(found)["HS02"], statuses(found)["HS03"]) == ("MISSING", "PRESENT")
    assert [w.code for w in found.parts[1].warnings] == ["FILE_WITHDRAWN"]
    assert found.parts[1].page_count is None
    assert (found.parts[2].page_count, len(found.parts[2].files)) == (5, 1)


def test_pages_are_those_of_the_files_and_a_photographed_page_is_one() -> None:
    (_, second, *_) = stands(item(surrogates=[PAPER, PHOTO])).parts
    assert (second.page_count, second.has_text_layer) == (13, False)
