"""A content taken apart into the fields that people edit, and put together again."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from catalog.sites.content import DesignationAct, Place, SiteContent, Source, Text, UnitLink
from catalog.sites.dossier import DossierItem
from catalog.sites.facets import FieldChange, as_text, assemble, compare, facets_of, text_facet, text_of_facet
from catalog.terms import AuthorityKind, Certainty, DossierStatus, Grade, LocationPrecision, Scheme, TextField

CONTENT = SiteContent(
    slug="doi-a1",
    texts=(
        Text(field=TextField.NAME, language="vi", text="Đồi A1"),
        Text(field=TextField.ALTERNATIVE_NAME, language="vi", text="Eliane 2"),
        Text(field=TextField.ALTERNATIVE_NAME, language="vi", text="A1"),
        Text(field=TextField.FEE, language="vi", text="Miễn phí"),
        Text(field=TextField.NAME, language="en", text="Hill A1"),
    ),
    kinds=("HISTORICAL",),
    units=(UnitLink(unit="03127@2025-07-01", is_primary=True),),
    location_precision=LocationPrecision.APPROXIMATE,
    places=(Place(is_location=True, latitude=21.38, longitude=103.01),),
    designations=(
        DesignationAct(
            scheme=Scheme.RELIC_RANK,
            grade=Grade.NATIONAL,
            authority_kind=AuthorityKind.MINISTER,
            known_since=date(1962, 4, 28),
            certainty=Certainty.RANK_ONLY,
        ),
    ),
    sources=(Source(title="Quyết định"),),
    external_ids={"wikidata": "Q1"},
).canonical()


def test_each_text_in_each_language_is_a_field_of_its_own() -> None:
    facets = facets_of(CONTENT)
    assert set(facets) == {
        "slug",
        "names.VI",
        "names.EN",
        "alternativeNames.VI",
        "visitorFacts.FEE.VI",
        "kinds",
        "adminUnits",
        "location",
        "designations",
        "sources",
        "externalIds",
    }
    assert [text.text for text in facets["alternativeNames.VI"]] == ["Eliane 2", "A1"]
    assert facets["location"] == (LocationPrecision.APPROXIMATE, CONTENT.places)


def test_the_parts_put_together_are_the_content_again() -> None:
    assert assemble(facets_of(CONTENT)) == CONTENT
    assert assemble(facets_of(CONTENT)).content_hash() == CONTENT.content_hash()


def test_a_precision_without_a_place_is_kept_and_no_precision_says_nothing() -> None:
    only_unit = CONTENT.model_copy(
        update={"places": (), "location_precision": LocationPrecision.ADMIN_UNIT_ONLY}
    )
    assert facets_of(only_unit)["location"] == (LocationPrecision.ADMIN_UNIT_ONLY, ())
    nothing = CONTENT.model_copy(update={"places": (), "location_precision": LocationPrecision.UNKNOWN})
    assert "location" not in facets_of(nothing)


def test_a_field_without_a_value_is_left_out_and_a_wrong_one_is_refused() -> None:
    assert assemble({"slug": "a", "managingBody": None}).managing_body is None
    with pytest.raises(ValidationError):
        assemble({"slug": "Không Hợp Lệ"})


@pytest.mark.parametrize(
    ("field", "language", "name"),
    [
        (TextField.NAME, "vi", "names.VI"),
        (TextField.FEE, "zh-Hans", "visitorFacts.FEE.ZH-HANS"),
        (TextField.PERIOD, "en", "periods.EN"),
    ],
)
def test_the_name_of_a_text_says_field_and_language(field: TextField, language: str, name: str) -> None:
    assert text_facet(field, language) == name
    assert text_of_facet(name) == (field, language.lower())


@pytest.mark.parametrize("name", ["slug", "names", "VI", "visitorFacts.VI", "other.VI"])
def test_any_other_name_is_no_text(name: str) -> None:
    assert text_of_facet(name) is None


def test_a_comparison_names_each_field_that_differs_in_order_with_both_values() -> None:
    other = CONTENT.model_copy(
        update={
            "slug": "doi-a1-moi",
            "texts": tuple(text for text in CONTENT.texts if text.language == "vi"),
            "external_ids": {},
            "managing_body": "Ban quản lý",
        }
    )
    assert compare(CONTENT, other) == [
        FieldChange("externalIds", '{"wikidata":"Q1"}', None),
        FieldChange("managingBody", None, "Ban quản lý"),
        FieldChange("names.EN", "Hill A1", None),
        FieldChange("slug", "doi-a1", "doi-a1-moi"),
    ]
    assert compare(CONTENT, CONTENT) == []


def test_a_record_that_is_not_there_differs_in_everything() -> None:
    made, gone = compare(None, CONTENT), compare(CONTENT, None)
    assert {change.field for change in made} == set(facets_of(CONTENT)) == {change.field for change in gone}
    assert all(change.before is None and change.after for change in made)
    assert all(change.after is None and change.before for change in gone)


def test_values_are_told_as_text() -> None:
    facets = facets_of(CONTENT)
    assert as_text(None) is None
    assert as_text("Ban quản lý") == "Ban quản lý"
    assert as_text(facets["alternativeNames.VI"]) == "Eliane 2\nA1"
    assert as_text(facets["kinds"]) == '["HISTORICAL"]'
    assert as_text(facets["location"]) == (
        '["APPROXIMATE",[{"is_location":true,"latitude":21.38,"longitude":103.01}]]'
    )
    assert as_text(date(2026, 1, 2)) == '"2026-01-02"'
    assert as_text({"wikidata": "Q1", "osm": "2"}) == '{"osm":"2","wikidata":"Q1"}'
    assert '"known_since":"1962-04-28"' in (as_text(facets["designations"]) or "")


def test_each_part_of_the_dossier_is_a_field_of_its_own_and_the_hash_names_it_only_where_it_is() -> None:
    stele = DossierItem(part="HS07", status=DossierStatus.NOT_APPLICABLE, reason="Không có văn bia.")
    letter = DossierItem(part="HS01", status=DossierStatus.PRESENT, surrogates=("DB-S-00001.DOC01",))
    with_dossier = CONTENT.model_copy(update={"dossier": (stele, letter)}).canonical()
    assert {name for name in facets_of(with_dossier) if name not in facets_of(CONTENT)} == {
        "dossier.HS01",
        "dossier.HS07",
    }
    assert [item.part for item in with_dossier.dossier] == ["HS01", "HS07"]
    assert assemble(facets_of(with_dossier)) == with_dossier
    assert with_dossier.content_hash() != CONTENT.content_hash()
    assert [change.field for change in compare(CONTENT, with_dossier)] == ["dossier.HS01", "dossier.HS07"]


def test_a_record_without_surrogates_and_dossier_hashes_as_before_there_were_any() -> None:
    assert CONTENT.content_hash() == "2d5a7b0c5285549b5fec495ad73dcdec6bc66c71da93f1659b8a6195a3c6f9da"
