"""The scientific dossier through the public schema: stated, reviewed, published, seen by the public and by staff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from catalog.exchange.exporting import Format, export_sites
from catalog.terms import Role
from tests.catalogue import Catalogue
from tests.media.samples import pdf
from tests.photographs import attach, photograph
from tests.staff import MUONG_PHANG, Team, done, everything, problems_of, refused, someone

SEEN = """query ($slug: String!, $view: SiteView = PUBLIC) { site(slug: $slug, view: $view) {
  version contentHash completeness { numerator denominator ratio missing }
  dossier { template completeness { numerator denominator ratio missing } parts {
    part label(language: EN) citation allowsNotApplicable status reason(language: EN) pageCount fileCount hasTextLayer
    surrogates { code work { originalUrl } }
    work { isConvertedFromPaper conversionMark signatureReference ministryOpinion { number issuedOn } note
           warnings { code field } } } } } }"""
REVISE = """mutation ($id: ID!, $version: Int!, $input: ReviseSiteInput!) { reviseSite(id: $id, version: $version, input: $input) {
  site { id version } problems { code field } warnings { code field } } }"""
REMOVE = """mutation ($id: ID!, $version: Int!) {
  removeSurrogate(id: $id, version: $version) { site { version } problems { code field } } }"""
WITHDRAW = 'mutation ($id: ID!) { withdrawSurrogate(id: $id, reason: "Nhầm tệp") { problems { code } } }'
NO_STELE = {"part": "HS07", "status": "NOT_APPLICABLE", "reason": "Di tích không có văn bia."}
CONVERTED = {"isConvertedFromPaper": True, "conversionMark": "Dấu chuyển đổi 12", "note": "Bản gốc ở phòng Di sản",
             "signatureReference": "CKS 12", "ministryOpinion": {"number": "12/BVHTTDL-DSVH", "issuedOn": "2026-03-02"}}  # fmt: skip


def seen(who: Catalogue, slug: str, view: str = "PUBLIC") -> dict[str, Any]:
    """A site's dossier, its parts by code."""
    dossier: dict[str, Any] = who.data(SEEN, slug=slug, view=view)["site"]["dossier"]
    return {**dossier, "parts": {part["part"]: part for part in dossier["parts"]}}


def papers(
    team: Team, folder: Path, *texts: str, **changes: Any
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A new draft with papers attached: a PDF of two pages with each text, or a scan without one."""
    site = team.created()
    found = []
    for number, text in enumerate(texts):
        content = pdf(2 + number, text=text and f"{text}: trang nay co lop van ban de tim kiem duoc")
        payload = attach(team.editor, site["id"], folder, content, role="DOSSIER", **changes)
        assert payload["problems"] == []
        found.append({**payload["surrogate"], "code": f"{site['code']}.DOC{number + 1:02d}"})
    return {**site, "version": 1 + len(texts)}, found


def stated(who: Catalogue, site: dict[str, Any], *items: dict[str, Any]) -> dict[str, Any]:
    """What `reviseSite` answers for these parts."""
    payload: dict[str, Any] = who.data(
        REVISE, id=site["id"], version=site["version"], input={"dossier": list(items)}
    )["reviseSite"]
    return payload


def test_a_dossier_is_stated_reviewed_published_and_seen_without_its_papers(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    site, (history, plan) = papers(team, tmp_path, "Ly lich di tich", "")
    payload = stated(
        team.editor,
        site,
        {"part": "HS02", "status": "PRESENT", "surrogates": [history["code"]], **CONVERTED},
        {"part": "HS04", "status": "PRESENT", "surrogates": [plan["code"]], "pageCount": 7},
        NO_STELE,
    )
    assert payload["problems"] == []
    assert payload["warnings"] == [{"code": "DOSSIER_PAGES", "field": "dossier.HS04.pageCount"}]
    team.publish({**site, "version": payload["site"]["version"]})
    public = seen(pictured, site["slug"])
    assert public["template"] == "tt09-2011+18-2022"
    assert public["completeness"] == {
        "numerator": 2, "denominator": 8, "ratio": 0.25,
        "missing": ["HS01", "HS03", "HS05", "HS06", "HS08", "HS09"]}  # fmt: skip
    part = public["parts"]["HS02"]
    assert (part["label"], part["status"], part["pageCount"], part["fileCount"], part["hasTextLayer"]) == (
        "History file of the relic", "PRESENT", 2, 1, True)  # fmt: skip
    assert "09/2011" in part["citation"]
    assert (public["parts"]["HS04"]["pageCount"], public["parts"]["HS04"]["hasTextLayer"]) == (7, False)
    assert public["parts"]["HS07"]["reason"] == NO_STELE["reason"]
    assert public["parts"]["HS10"]["reason"] == "Needed for special national relics only."
    assert all(part["surrogates"] == [] and part["work"] is None for part in public["parts"].values())
    own = seen(team.editor, site["slug"], "WORKING")["parts"]["HS02"]
    assert own["surrogates"][0]["code"] == history["code"]
    assert "signature=" in own["surrogates"][0]["work"]["originalUrl"]
    assert own["work"] == {
        "isConvertedFromPaper": True, "conversionMark": "Dấu chuyển đổi 12", "signatureReference": "CKS 12",
        "ministryOpinion": {"number": "12/BVHTTDL-DSVH", "issuedOn": "2026-03-02"},
        "note": "Bản gốc ở phòng Di sản", "warnings": []}  # fmt: skip


def test_a_page_that_is_public_by_its_rights_is_shown_in_the_dossier(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    site, (paper,) = papers(team, tmp_path, "Ban do", access="PUBLIC")
    payload = stated(team.editor, site, {"part": "HS03", "status": "PRESENT", "surrogates": [paper["code"]]})
    team.publish({**site, "version": payload["site"]["version"]})
    (shown,) = seen(pictured, site["slug"])["parts"]["HS03"]["surrogates"]
    assert shown == {"code": paper["code"], "work": None}


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"part": "HS11", "status": "PRESENT"}, ("UNKNOWN_PART", "dossier.0.part")),
        ({"part": "HS02", "status": "PRESENT"}, ("FILES_MISSING", "dossier.HS02.surrogates")),
        ({"part": "HS02", "status": "NOT_APPLICABLE", "reason": "Lý do"},
         ("NOT_APPLICABLE_REFUSED", "dossier.HS02.status")),
        ({"part": "HS07", "status": "NOT_APPLICABLE", "reason": " "}, ("REASON_MISSING", "dossier.HS07.reason")),
        ({"part": "HS02", "status": "PRESENT", "surrogates": ["DB-S-00001.DOC01"]},
         ("UNKNOWN_SURROGATE", "dossier.HS02.surrogates")),
        ({"part": "HS02", "status": "PRESENT", "surrogates": ["tệp của tôi"]},
         ("BAD_VALUE", "dossier.HS02.surrogates.0")),
        ({"part": "HS02", "status": "PRESENT", "surrogates": [], "pageCount": 0},
         ("BAD_VALUE", "dossier.HS02.pageCount")),
    ],
)  # fmt: skip
def test_what_may_not_be_said_of_a_part_is_refused_and_nothing_changes(
    pictured: Catalogue, tmp_path: Path, said: dict[str, Any], problem: tuple[str, str]
) -> None:
    team = Team.of(pictured)
    site = team.created()
    assert problems_of(team.editor, "ReviseSite", id=site["id"], version=1, input={"dossier": [said]}) == [
        problem
    ]


def test_a_part_given_twice_is_refused_and_another_sites_file_is_not_taken(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    (site, (paper,)), (other, _) = papers(team, tmp_path, "Mot"), papers(team, tmp_path)
    present = {"part": "HS02", "status": "PRESENT", "surrogates": [paper["code"]]}
    at = {"id": other["id"], "version": other["version"]}
    assert problems_of(team.editor, "ReviseSite", **at, input={"dossier": [NO_STELE, NO_STELE]}) == [
        ("DUPLICATE_PART", "dossier.1.part")
    ]
    assert problems_of(team.editor, "ReviseSite", **at, input={"dossier": [present]}) == [
        ("UNKNOWN_SURROGATE", "dossier.HS02.surrogates")
    ]
    assert stated(team.editor, site, present)["problems"] == []


def test_each_part_stands_for_itself_and_can_be_taken_back(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site, (paper,) = papers(team, tmp_path, "Mot")
    present = {"part": "HS02", "status": "PRESENT", "surrogates": [paper["code"]]}
    assert stated(team.editor, site, present)["problems"] == []
    other = someone(pictured, Role.EDITOR)
    payload = stated(other, site, NO_STELE)
    assert payload["problems"] == [], "another part, upon the same version"
    before = everything(pictured)
    late = stated(other, site, {**present, "pageCount": 9})
    assert late["problems"] == [{"code": "STALE_REVISION", "field": "dossier.HS02"}]
    assert everything(pictured) == before
    site = {**site, "version": payload["site"]["version"]}
    taken_back = stated(team.editor, site, {"part": "HS02", "status": "MISSING"})
    parts = seen(team.editor, site["slug"], "WORKING")["parts"]
    assert (parts["HS02"]["status"], parts["HS07"]["status"]) == ("MISSING", "NOT_APPLICABLE")
    stated(team.editor, {**site, "version": taken_back["site"]["version"]})
    assert pictured.count("dossier_item", "revision_id = (SELECT max(id) FROM site_revision)") == 0


def test_a_file_that_the_dossier_uses_is_not_removed(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site, (paper,) = papers(team, tmp_path, "Mot")
    payload = stated(team.editor, site, {"part": "HS02", "status": "PRESENT", "surrogates": [paper["code"]]})
    version = payload["site"]["version"]
    before = everything(pictured)
    removed = team.editor.data(REMOVE, id=paper["id"], version=version)["removeSurrogate"]
    assert removed == {"site": None, "problems": [{"code": "DOSSIER_USES_IT", "field": "surrogates.DOC01"}]}
    assert everything(pictured) == before
    stated(team.editor, {**site, "version": version}, {"part": "HS02"})
    assert team.editor.data(REMOVE, id=paper["id"], version=version + 1)["removeSurrogate"]["problems"] == []


def test_a_removed_file_is_not_taken_into_the_dossier_by_somebody_who_still_saw_it(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    site, (paper,) = papers(team, tmp_path, "Mot")
    assert team.editor.data(REMOVE, id=paper["id"], version=2)["removeSurrogate"]["problems"] == []
    before = everything(pictured)
    late = stated(team.editor, site, {"part": "HS02", "status": "PRESENT", "surrogates": [paper["code"]]})
    assert late["problems"] == [{"code": "UNKNOWN_SURROGATE", "field": "dossier.HS02.surrogates"}]
    assert everything(pictured) == before


def test_a_part_is_missing_once_its_only_file_is_withdrawn(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site, (paper,) = papers(team, tmp_path, "Mot")
    payload = stated(team.editor, site, {"part": "HS02", "status": "PRESENT", "surrogates": [paper["code"]]})
    team.publish({**site, "version": payload["site"]["version"]})
    changes = pictured.count("public_change")
    assert team.publisher.data(WITHDRAW, id=paper["id"])["withdrawSurrogate"]["problems"] == []
    assert seen(pictured, site["slug"])["parts"]["HS02"]["status"] == "MISSING"
    assert pictured.count("public_change") == changes + 1, "apps learn of it, though nobody saw the file"
    own = seen(team.editor, site["slug"], "WORKING")["parts"]["HS02"]["work"]
    assert own["warnings"] == [{"code": "FILE_WITHDRAWN", "field": "dossier.HS02.surrogates"}]


def test_earlier_revisions_keep_their_dossier_and_restoring_brings_it_back(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    site, (paper,) = papers(team, tmp_path, "Mot")
    present = {"part": "HS02", "status": "PRESENT", "surrogates": [paper["code"]], **CONVERTED}
    said = stated(team.editor, site, present, NO_STELE)["site"]
    hash_of_it = team.editor.data(SEEN, slug=site["slug"], view="WORKING")["site"]["contentHash"]
    gone = done(team.editor, "ReviseSite", id=site["id"], version=said["version"], input={"dossier": None})
    restored = team.editor.data(
        "mutation ($id: ID!, $v: Int!, $r: Int!) { restoreSite(id: $id, version: $v, revision: $r) { site { "
        "contentHash history(first: 1) { edges { node { changes { field } } } } } } }",
        id=site["id"], v=gone["version"], r=said["version"],
    )["restoreSite"]["site"]  # fmt: skip
    assert restored["contentHash"] == hash_of_it
    (entry,) = restored["history"]["edges"]
    assert [change["field"] for change in entry["node"]["changes"]] == ["dossier.HS02", "dossier.HS07"]


def test_what_the_dossier_was_at_an_instant_can_still_be_asked(pictured: Catalogue) -> None:
    team = Team.of(pictured)
    site = team.published(dossier=[NO_STELE])
    known = pictured.data("query ($s: String!) { site(slug: $s) { publishedAt } }", s=site["slug"])
    gone = done(team.editor, "ReviseSite", id=site["id"], version=1, input={"dossier": []})
    team.publish({**site, "version": gone["version"]})
    query = """query ($s: String!, $at: DateTime) { site(slug: $s, knownAt: $at) { dossier { parts { part status } } } }"""
    then, now = (
        pictured.data(query, s=site["slug"], at=instant)["site"]["dossier"]["parts"][6]["status"]
        for instant in (known["site"]["publishedAt"], None)
    )
    assert (then, now) == ("NOT_APPLICABLE", "MISSING")


def test_an_officer_changes_no_dossier_of_a_site_once_public(pictured: Catalogue) -> None:
    team = Team.of(pictured)
    site = team.published()
    officer = someone(pictured, Role.COMMUNE_OFFICER, MUONG_PHANG)
    at = {"id": site["id"], "version": 1, "input": {"dossier": [NO_STELE]}}
    assert refused(officer, "ReviseSite", **at) == "FORBIDDEN"
    assert refused(team.reviewer, "ReviseSite", **at) == "FORBIDDEN"
    assert refused(pictured, "ReviseSite", **at) == "UNAUTHENTICATED"


def test_converting_a_special_national_relics_paper_needs_the_ministrys_opinion_in_its_parts_as_well(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    said = {key: value for key, value in CONVERTED.items() if key != "ministryOpinion"}
    for slug in ("chien-truong-dien-bien-phu", "doi-a1"):
        site = pictured.data("query ($s: String!) { site(slug: $s) { id code version } }", s=slug)["site"]
        content = pdf(1, text=f"Ly lich di tich {slug}, ban co lop van ban")
        paper = attach(team.editor, site["id"], tmp_path, content, role="DOSSIER")
        code = f"{site['code']}.DOC01"
        item = {"part": "HS02", "status": "PRESENT", "surrogates": [code], **said}
        payload = stated(team.editor, {**site, "version": paper["site"]["version"]}, item)
        assert {"code": "MINISTRY_OPINION_MISSING", "field": "dossier.HS02.ministryOpinion"} in payload[
            "warnings"
        ]
        found = seen(team.editor, slug, "WORKING")
        assert [w["code"] for w in found["parts"]["HS02"]["work"]["warnings"]] == ["MINISTRY_OPINION_MISSING"]
        assert found["parts"]["HS10"]["status"] == "MISSING"


def test_a_tourist_place_that_is_no_relic_has_no_dossier_to_complete(catalogue: Catalogue) -> None:
    team = Team.of(catalogue)
    site = team.created(kinds=["TOURIST_POINT"], designations=None)
    found = seen(team.editor, site["slug"], "WORKING")
    assert found["completeness"] == {"numerator": 0, "denominator": 0, "ratio": None, "missing": []}
    assert found["parts"]["HS01"]["reason"] == "Only relics have a scientific dossier."


def test_a_records_completeness_is_public_and_the_names_of_what_lacks_are_the_staffs(
    catalogue: Catalogue,
) -> None:
    team = Team.of(catalogue)
    site = team.published()
    public = catalogue.data(SEEN, slug=site["slug"])["site"]["completeness"]
    own = team.editor.data(SEEN, slug=site["slug"], view="WORKING")["site"]["completeness"]
    assert public["missing"] is None
    assert {**public, "missing": own["missing"]} == own
    assert own["numerator"] + len(own["missing"]) == own["denominator"]
    assert own["ratio"] == own["numerator"] / own["denominator"]


def test_an_export_holds_the_dossier_without_what_is_the_offices(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site, (paper,) = papers(team, tmp_path, "Mot")
    said = {"part": "HS02", "status": "PRESENT", "surrogates": [paper["code"]], **CONVERTED}
    payload = stated(team.editor, site, said)
    team.publish({**site, "version": payload["site"]["version"]})
    with pictured.database.read() as session:
        lines = [json.loads(line) for line in export_sites(session, Format.JSONL)]
    (document,) = [line for line in lines if line["code"] == site["code"]]
    (item,) = document["dossier"]
    kept = {"part": "HS02", "status": "PRESENT", "is_converted_from_paper": True}
    assert {name: value for name, value in item.items() if value} == kept


def test_a_hundred_dossiers_take_as_many_statements_as_one(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    query = """query ($slugs: [String!]!) { sites(filter: { slugs: $slugs }, first: 100) { edges { node {
      completeness { ratio } dossier { completeness { ratio } parts { status pageCount surrogates { code } } } } } } }"""
    slugs: list[str] = []
    counts = []
    for _ in range(3):
        site, (paper,) = papers(team, tmp_path, f"Trang {len(slugs)}")
        said = stated(team.editor, site, {"part": "HS02", "status": "PRESENT", "surrogates": [paper["code"]]})
        team.publish({**site, "version": said["site"]["version"]})
        slugs.append(site["slug"])
        answer = pictured.ask(query, slugs=slugs)
        assert not answer.errors
        counts.append(len(answer.statements))
    assert len(set(counts)) == 1, counts


def test_a_photograph_of_a_page_may_be_a_part_too(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    attach(team.editor, site["id"], tmp_path, photograph(), role="DOSSIER")
    item = {"part": "HS05", "status": "PRESENT", "surrogates": [f"{site['code']}.IMG01"]}
    assert stated(team.editor, {**site, "version": 2}, item)["warnings"] == []
    assert seen(team.editor, site["slug"], "WORKING")["parts"]["HS05"]["pageCount"] == 1
