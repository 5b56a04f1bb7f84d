"""Manifests and the list of them: by the models of the Presentation API 3.0, and by what the record says."""

from __future__ import annotations

import copy
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from catalog.settings import Settings
from tests.catalogue import Catalogue, clock
from tests.photographs import attach, photograph
from tests.python_tools import python_of
from tests.schema.test_surrogates import DESCRIBE, shown
from tests.staff import Team
from tests.web.serving import serving
from tests.web.test_delivery import Place
from web.app import create_app

TOOLS = Path(__file__).parent / "tools"
IN_COPYRIGHT = {"uri": "http://rightsstatements.org/vocab/InC/1.0/", "holder": "Bảo tàng tỉnh"}
IIIF = """query ($slug: String!, $view: SiteView = PUBLIC) { site(slug: $slug, view: $view) {
  iiifManifest surrogates { edges { node { code iiifImage } } } } }"""


def wrong_with(*documents: Any) -> list[str | None]:
    """What the models say of each document; None where nothing is wrong."""
    command = [python_of(TOOLS), TOOLS / "presentation.py"]
    said = subprocess.run(command, input=json.dumps(documents), capture_output=True, text=True, check=True)
    answer: list[str | None] = json.loads(said.stdout)
    return answer


def manifest_of(place: Place, code: str) -> dict[str, Any]:
    answer = place.get(f"/iiif/manifest/{code}.json")
    assert answer.status_code == 200
    document: dict[str, Any] = answer.json()
    return document


@pytest.fixture(scope="module")
def album(place: Place) -> dict[str, Any]:
    """A published site with three pictures, two under one licence, and a page of its dossier."""
    team = place.team
    site = team.created()
    pages: list[dict[str, Any]] = [
        {"role": "GALLERY", "captions": [{"language": "VI", "text": "Thác mùa khô"}, {"language": "EN", "text": "Dry season"}]},
        {"role": "HERO"},
        {"role": "GALLERY", "rights": IN_COPYRIGHT},
        {"role": "DOSSIER"},
    ]  # fmt: skip
    for changes in pages:
        payload = attach(team.editor, site["id"], place.folder, photograph(3000, 2000), **changes)
        assert payload["problems"] == []
    return team.publish({**site, "version": payload["site"]["version"]})


@pytest.fixture(scope="module")
def manifest(place: Place, album: dict[str, Any]) -> dict[str, Any]:
    return manifest_of(place, album["code"])


def test_manifests_and_lists_are_what_the_models_of_the_standard_allow(
    place: Place, manifest: dict[str, Any]
) -> None:
    top = place.get("/iiif/collection/top.json").json()
    single = manifest_of(place, place.pictured()[0]["code"])
    assert wrong_with(manifest, single, top) == [None, None, None]
    for name, value in (
        ("items", [{"id": "x", "type": "Canvas"}]),
        ("label", None),
        ("rights", "CC BY"),
        ("requiredStatement", {"label": {}}),
    ):
        broken = {**copy.deepcopy(manifest), name: value}
        assert wrong_with(broken) != [None], f"the models notice a wrong {name}"


def resources(part: Any) -> Iterator[dict[str, Any]]:
    """Every object within a document, itself included."""
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from resources(value)
    elif isinstance(part, list):
        for value in part:
            yield from resources(value)


def test_every_text_is_a_map_of_languages_and_every_resource_has_its_own_absolute_address(
    place: Place, manifest: dict[str, Any]
) -> None:
    """What the models put right by themselves instead of refusing it."""
    for resource in resources(manifest):
        for name in ("label", "summary", "value"):
            if name in resource:
                words = resource[name]
                assert words
                assert all(isinstance(texts, list) and texts for texts in words.values())
                assert all(isinstance(text, str) and text for texts in words.values() for text in texts)
        if "type" in resource:
            assert resource["id"].startswith(f"{place.url}/")
    own = [
        r["id"] for r in resources(manifest) if r.get("type") in ("Canvas", "AnnotationPage", "Annotation")
    ]
    assert len(own) == len(set(own)) == 9


def test_a_manifest_says_in_both_languages_what_the_record_says(
    place: Place, manifest: dict[str, Any], album: dict[str, Any]
) -> None:
    assert manifest["@context"] == "http://iiif.io/api/presentation/3/context.json"
    assert manifest["id"] == f"{place.url}/iiif/manifest/{album['code']}.json"
    assert manifest["label"] == {"vi": ["Thác bản thử"], "en": ["Trial waterfall"]}
    assert manifest["summary"]["vi"]
    facts = {row["label"]["en"][0]: row["value"] for row in manifest["metadata"]}
    assert facts["Code"] == {"none": [album["code"]]}
    assert facts["Commune or ward"] == {"vi": ["Xã Mường Phăng"]}
    assert facts["Rank"] == {"vi": ["Di tích cấp tỉnh"], "en": ["Provincial relic"]}
    assert set(facts["Kind"]) == {"vi", "en"}
    assert facts["Sources"]["none"]
    assert manifest["homepage"][0]["id"] == f"{place.url}/s/{album['slug']}"
    assert manifest["provider"][0]["label"]["en"] == [
        "Department of Culture, Sports and Tourism of Điện Biên province"
    ]
    assert manifest["requiredStatement"]["label"] == {"vi": ["Ghi công"], "en": ["Attribution"]}
    lines = ["Ảnh: Sở VHTTDL Điện Biên", "Bảo tàng tỉnh"]
    assert manifest["requiredStatement"]["value"] == {"vi": lines, "en": lines}
    assert manifest["partOf"][0]["id"] == f"{place.url}/iiif/collection/top.json"


def test_each_picture_is_a_canvas_with_its_service_its_rights_and_its_words(
    place: Place, manifest: dict[str, Any], album: dict[str, Any]
) -> None:
    first, second, third = manifest["items"]
    assert [canvas["rights"] for canvas in manifest["items"]] == [
        "http://creativecommons.org/licenses/by/4.0/",
        "http://creativecommons.org/licenses/by/4.0/",
        IN_COPYRIGHT["uri"],
    ]
    assert "rights" not in manifest, "one statement for all would be wrong"
    assert first["label"] == {"vi": ["Thác mùa khô"], "en": ["Dry season"]}
    assert first["summary"]["en"] == ["The waterfall seen from the bridge"]
    assert second["label"] == {"vi": ["Ảnh 2"], "en": ["Picture 2"]}
    assert (first["width"], first["height"]) == (3000, 2000)
    assert (third["width"], third["height"]) == (2560, 1707), "what may only be looked at is offered smaller"
    assert third["requiredStatement"]["value"]["vi"] == ["Bảo tàng tỉnh"]
    for canvas in manifest["items"]:
        (page,) = canvas["items"]
        (painting,) = page["items"]
        assert (painting["motivation"], painting["target"]) == ("painting", canvas["id"])
        body = painting["body"]
        (service,) = body["service"]
        described = httpx2.get(f"{service['id']}/info.json").json()
        assert (described["id"], described["type"]) == (service["id"], service["type"])
        assert (described["width"], described["height"]) == (canvas["width"], canvas["height"])
        assert described["rights"] == canvas["rights"] == body["rights"]
        (small,) = canvas["thumbnail"]
        for image in (body, small):
            answer = httpx2.get(image["id"], timeout=60)
            assert (answer.status_code, answer.headers["content-type"]) == (200, image["format"])
    assert manifest["thumbnail"] == second["thumbnail"], "the main picture stands for the site"
    assert album["code"] in first["id"]


def test_one_statement_for_all_pictures_stands_for_the_whole(place: Place) -> None:
    site, _ = place.pictured()
    assert manifest_of(place, site["code"])["rights"] == "http://creativecommons.org/licenses/by/4.0/"


def test_a_manifest_shows_what_is_public_and_no_draft(place: Place) -> None:
    site, _ = place.pictured()
    payload = attach(place.team.editor, site["id"], place.folder, role="GALLERY")
    assert payload["problems"] == []
    assert len(manifest_of(place, site["code"])["items"]) == 1
    place.team.publish({**site, "version": payload["site"]["version"]})
    document = manifest_of(place, site["code"])
    assert len(document["items"]) == 2
    text = json.dumps(document, ensure_ascii=False)
    for private in ("X-100", "21.38", "consent", "WORKING"):
        assert private not in text


def test_a_text_that_looks_like_markup_is_said_to_be_none(place: Place) -> None:
    line = "<script>alert(1)</script>"
    site, _ = place.pictured(rights={**IN_COPYRIGHT, "creditLine": line})
    assert manifest_of(place, site["code"])["requiredStatement"]["value"]["vi"] == [f"{line} "]


def test_without_pictures_there_is_no_manifest(place: Place) -> None:
    for code in ("DB-S-00002", "DB-S-99999", "db-s-00002", "..%2f..%2fetc", "top", "%00", "x" * 300):
        answer = place.get(f"/iiif/manifest/{code}.json")
        assert answer.status_code == 404
        assert answer.headers["access-control-allow-origin"] == "*"
    for path in (
        "/iiif/manifest/DB-S-00002",
        "/iiif/collection/1.json",
        "/iiif/collection/0.json",
        "/iiif",
        "/iiif/",
    ):
        assert place.get(path).status_code == 404


def test_the_list_names_every_site_with_pictures_and_no_other(place: Place, album: dict[str, Any]) -> None:
    top = place.get("/iiif/collection/top.json", Accept="application/ld+json")
    assert top.headers["content-type"] == (
        'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'
    )
    listed = {item["id"]: item for item in top.json()["items"]}
    mine = listed[f"{place.url}/iiif/manifest/{album['code']}.json"]
    assert (mine["type"], mine["label"]["vi"]) == ("Manifest", ["Thác bản thử"])
    assert f"{place.url}/iiif/manifest/DB-S-00002.json" not in listed
    for address in listed:
        assert httpx2.get(address).status_code == 200
    again = place.get("/iiif/collection/top.json", **{"If-None-Match": top.headers["etag"]})
    assert again.status_code == 304


def test_a_long_list_is_a_list_of_lists(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        place.pictured()
    whole = place.get("/iiif/collection/top.json").json()
    monkeypatch.setattr("web.iiif.routes.PAGE", 2)
    top = place.get("/iiif/collection/top.json").json()
    assert [item["type"] for item in top["items"]] == ["Collection"] * -(-len(whole["items"]) // 2)
    pages = [httpx2.get(item["id"]).json() for item in top["items"]]
    assert [item for page in pages for item in page["items"]] == whole["items"]
    assert wrong_with(top, *pages) == [None] * (1 + len(pages))
    assert place.get(f"/iiif/collection/{len(pages) + 1}.json").status_code == 404


@pytest.fixture(scope="module")
def elsewhere(place: Place) -> Iterator[str]:
    """The same catalogue behind a public address."""
    data = place.folder / "data"
    settings = Settings(data=data, public_url="https://di-tich.example/")
    with serving(create_app(settings, now=clock)) as url:
        yield url


def test_the_public_address_does_not_come_from_the_request(elsewhere: str, album: dict[str, Any]) -> None:
    document = httpx2.get(f"{elsewhere}/iiif/manifest/{album['code']}.json").text
    assert "https://di-tich.example/iiif/3/" in document
    assert "127.0.0.1" not in document
    info = httpx2.get(f"{elsewhere}/iiif/3/{album['code']}.IMG01/info.json").json()
    assert info["id"] == f"https://di-tich.example/iiif/3/{album['code']}.IMG01"


def test_graphql_names_the_services_of_what_is_public_now(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    payload = attach(team.editor, site["id"], tmp_path)
    working = team.editor.data(IIIF, slug=site["slug"], view="WORKING")["site"]
    assert working["iiifManifest"] is None
    assert working["surrogates"]["edges"][0]["node"]["iiifImage"] is None
    published = team.publish({**site, "version": payload["site"]["version"]})
    public = pictured.data(IIIF, slug=site["slug"])["site"]
    code = f"{site['code']}.IMG01"
    assert public["iiifManifest"] == f"/iiif/manifest/{site['code']}.json"
    assert public["surrogates"]["edges"] == [{"node": {"code": code, "iiifImage": f"/iiif/3/{code}"}}]
    assert pictured.data(IIIF, slug="doi-a1")["site"]["iiifManifest"] is None
    (seen,) = shown(pictured, site["slug"])
    at = {"id": seen["id"], "version": published["version"]}
    payload = team.editor.data(DESCRIBE, **at, input={"access": "INTERNAL"})["describeSurrogate"]
    team.publish({**site, "version": payload["site"]["version"]})
    assert pictured.data(IIIF, slug=site["slug"])["site"]["iiifManifest"] is None
