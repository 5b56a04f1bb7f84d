"""Photographs of a record, through the public schema: attached, described, reviewed, seen, withdrawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from catalog.terms import Role
from media.kinds import MediaType
from schema.nodes import write_id
from tests.catalogue import Catalogue, contract
from tests.media.samples import corners, pdf, written
from tests.photographs import ATTACH, arrived, attach, attach_input, photograph
from tests.staff import MUONG_PHANG, Team, code_of, done, everything, id_of, someone

SITE = contract("city-app/site")
ONE = """query ($slug: String!, $view: SiteView = PUBLIC) { site(slug: $slug, view: $view) {
  id version heroImage { code } surrogates(first: 100) { totalCount edges { node {
    id code digest kind role capturedAt capturedEdtf width height url mediaType placeholder colour
    rights { uri holder creditLine label(language: EN) } caption { text } alternativeText(language: EN) { text isFallback }
    pictures { profile url width height }
    work { access isShown isWithdrawn device capturePlace { latitude distanceMetres isFar } originalUrl }
  } } } } }"""
DESCRIBE = """mutation ($id: ID!, $version: Int!, $input: DescribeSurrogateInput!) {
  describeSurrogate(id: $id, version: $version, input: $input) {
    surrogate { code role rights { uri } alternativeText { text } } site { version } problems { code field } warnings { code } } }"""
REMOVE = """mutation ($id: ID!, $version: Int!) {
  removeSurrogate(id: $id, version: $version) { surrogate { code } site { version } problems { code field } } }"""
ARRANGE = """mutation ($id: ID!, $version: Int!, $order: [ID!]!) {
  arrangeSurrogates(id: $id, version: $version, order: $order) {
    site { version surrogates { edges { node { code } } } } problems { code field } } }"""
WITHDRAW = """mutation ($id: ID!, $reason: String!) {
  withdrawSurrogate(id: $id, reason: $reason) { surrogate { work { isWithdrawn } } problems { code field } } }"""


def shown(who: Catalogue, slug: str, view: str = "PUBLIC") -> list[dict[str, Any]]:
    """The surrogates of a site in this view."""
    site = who.data(ONE, slug=slug, view=view)["site"]
    connection = site["surrogates"]
    nodes = [edge["node"] for edge in connection["edges"]]
    assert connection["totalCount"] == len(nodes)
    return nodes


def newest(who: Catalogue, site: dict[str, Any]) -> dict[str, Any]:
    """The site at the version that it has now."""
    return {**site, "version": who.data(ONE, slug=site["slug"], view="WORKING")["site"]["version"]}


def test_a_photograph_is_attached_reviewed_published_and_seen(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    payload = attach(team.editor, site["id"], tmp_path)
    assert payload["problems"] == []
    assert payload["site"] == {"id": site["id"], "version": 2}
    surrogate = payload["surrogate"]
    assert (surrogate["kind"], surrogate["width"], surrogate["height"]) == ("IMAGE", 480, 320)
    assert surrogate["rights"]["holder"] == "Sở Văn hóa, Thể thao và Du lịch"
    assert "signature=" in surrogate["url"]
    team.publish({**site, "version": 2})
    (public,) = shown(pictured, site["slug"])
    assert public["code"] == f"{site['code']}.IMG01"
    assert public["url"] == f"/media/{surrogate['digest']}/screen-1.webp"
    assert (public["capturedAt"], public["role"]) == ("2026-10-30", "HERO")
    assert public["alternativeText"] == {"text": "The waterfall seen from the bridge", "isFallback": False}
    assert public["rights"]["label"] == "CC BY 4.0"
    assert public["placeholder"].startswith("data:image/webp;base64,")
    assert [(p["profile"], p["width"], p["height"]) for p in public["pictures"]] == [
        ("THUMB", 320, 320), ("CARD", 427, 320), ("SCREEN", 480, 320), ("ZOOM", 480, 320)]  # fmt: skip
    assert public["work"] is None, "what only the office knows is not public"
    answer = pictured.data(SITE, "OneSite", slug=site["slug"])["site"]["surrogates"]
    assert answer["edges"][0]["node"]["url"] == public["url"]


def test_staff_see_where_it_was_taken_and_that_this_is_far(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    file = arrived(tmp_path, photograph(latitude=(22, 0, 0), longitude=(102, 30, 0)))
    document = ATTACH.replace("problems {", "warnings { code message } problems {")
    answer = team.editor.data(
        document, "AttachSurrogate", siteId=site["id"], file=file, input=attach_input(capturedAt=None)
    )
    (flag,) = answer["attachSurrogate"]["warnings"]
    assert flag["code"] == "FAR_FROM_SITE"
    assert "km" in flag["message"]
    (seen,) = shown(team.editor, site["slug"], "WORKING")
    assert seen["capturedAt"] == "2025-03-14", "the file's own day, where nobody says another"
    place = seen["work"]["capturePlace"]
    assert (place["latitude"], place["isFar"]) == (22.0, True)
    assert place["distanceMetres"] > 80_000


def test_the_same_bytes_are_one_file_and_are_not_attached_twice(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    first, second = team.created(), team.created()
    content = photograph()
    attach(team.editor, first["id"], tmp_path, content)
    before = everything(pictured)
    again = attach(team.editor, first["id"], tmp_path, content)
    assert [p["code"] for p in again["problems"]] == ["ALREADY_ATTACHED"]
    assert everything(pictured) == before
    document = ATTACH.replace("problems {", "warnings { code message } problems {")
    file = arrived(tmp_path, content)
    other = team.editor.data(
        document, "AttachSurrogate", siteId=second["id"], file=file, input=attach_input()
    )["attachSurrogate"]
    assert ("ALIKE", f"Ảnh giống hoặc gần giống: {first['code']}.IMG01.") in [
        (w["code"], w["message"]) for w in other["warnings"]
    ]
    assert pictured.count("stored_file") == 1
    assert pictured.room is not None
    assert len(list(pictured.room.store.digests())) == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"rights": None}, "RIGHTS_MISSING"),
        ({"access": "INTERNAL"}, "NOT_FOR_PUBLIC"),
        ({"role": "DOSSIER"}, "NOT_FOR_PUBLIC"),
        ({"hasPersonalData": True}, "PERSONAL_DATA"),
        ({"people": "NOT_ASKED"}, "CONSENT_MISSING"),
    ],
)
def test_what_the_rights_do_not_allow_stays_out_of_sight_when_the_site_is_published(
    pictured: Catalogue, tmp_path: Path, changes: dict[str, Any], reason: str
) -> None:
    team = Team.of(pictured)
    site = team.created()
    document = ATTACH.replace("problems {", "warnings { code message } problems {")
    file = arrived(tmp_path, photograph())
    payload = team.editor.data(
        document, "AttachSurrogate", siteId=site["id"], file=file, input=attach_input(**changes)
    )["attachSurrogate"]
    assert reason in [w["code"] for w in payload["warnings"]]
    team.publish({**site, "version": 2})
    assert shown(pictured, site["slug"]) == []
    assert pictured.data(ONE, slug=site["slug"])["site"]["heroImage"] is None
    (seen,) = shown(team.editor, site["slug"], "WORKING")
    assert seen["work"]["isShown"] is False
    assert "signature=" in seen["url"]


def test_two_people_describe_two_photographs_at_once_and_one_photograph_only_one_after_the_other(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    site = team.created()
    one = attach(team.editor, site["id"], tmp_path)["surrogate"]
    two = attach(team.editor, site["id"], tmp_path, role="GALLERY")["surrogate"]
    first = team.editor.data(DESCRIBE, id=one["id"], version=3, input={"maker": "Phòng Di sản"})
    second = team.editor.data(
        DESCRIBE, id=two["id"], version=3, input={"captions": [{"language": "VI", "text": "Cổng"}]}
    )
    assert first["describeSurrogate"]["problems"] == second["describeSurrogate"]["problems"] == []
    assert second["describeSurrogate"]["site"]["version"] == 5
    before = everything(pictured)
    late = team.editor.data(DESCRIBE, id=one["id"], version=3, input={"maker": "Người khác"})[
        "describeSurrogate"
    ]
    assert late["problems"] == [{"code": "STALE_REVISION", "field": "surrogates.IMG01"}]
    assert everything(pictured) == before


def test_a_new_main_picture_takes_the_place_of_the_former_and_the_order_is_the_authors(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    site = team.created()
    ids = [attach(team.editor, site["id"], tmp_path)["surrogate"]["id"] for _ in range(3)]
    seen = shown(team.editor, site["slug"], "WORKING")
    assert [one["role"] for one in seen] == ["GALLERY", "GALLERY", "HERO"]
    order = [ids[2], ids[0]]
    arranged = team.editor.data(ARRANGE, id=site["id"], version=4, order=order)["arrangeSurrogates"]
    codes = [edge["node"]["code"].partition(".")[2] for edge in arranged["site"]["surrogates"]["edges"]]
    assert codes == ["IMG03", "IMG01", "IMG02"]
    removed = team.editor.data(REMOVE, id=ids[2], version=5)["removeSurrogate"]
    assert removed["surrogate"] is None
    assert removed["site"]["version"] == 6
    working = team.editor.data(ONE, slug=site["slug"], view="WORKING")["site"]
    assert working["heroImage"]["code"].endswith("IMG01"), "without a chosen one the first of the gallery"
    again = attach(team.editor, site["id"], tmp_path)["surrogate"]
    assert again["id"] == write_id("DigitalSurrogate", f"{site['code']}.IMG04"), "no code is used again"


def test_a_withdrawn_photograph_is_out_of_sight_at_once_and_does_not_come_back(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    site, content = team.created(), photograph()
    surrogate = attach(team.editor, site["id"], tmp_path, content)["surrogate"]
    team.publish({**site, "version": 2})
    assert len(shown(pictured, site["slug"])) == 1
    changes = pictured.count("public_change")
    before = everything(pictured)
    refused = team.editor.ask(WITHDRAW, id=surrogate["id"], reason="Có khuôn mặt trẻ em")
    assert [code_of(error) for error in refused.errors] == ["FORBIDDEN"]
    blank = team.publisher.data(WITHDRAW, id=surrogate["id"], reason=" ")["withdrawSurrogate"]
    assert blank["problems"] == [{"code": "REASON_MISSING", "field": "reason"}]
    assert everything(pictured) == before
    gone = team.publisher.data(WITHDRAW, id=surrogate["id"], reason="Có khuôn mặt trẻ em")[
        "withdrawSurrogate"
    ]
    assert gone == {"surrogate": {"work": {"isWithdrawn": True}}, "problems": []}
    assert shown(pictured, site["slug"]) == []
    assert pictured.count("public_change") == changes + 1, "apps learn of it"
    again = attach(team.editor, site["id"], tmp_path, content)
    assert [p["code"] for p in again["problems"]] == ["WITHDRAWN"]


def test_a_withdrawal_is_taken_back_by_a_publisher_with_a_reason(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site, content = team.created(), photograph()
    surrogate = attach(team.editor, site["id"], tmp_path, content)["surrogate"]
    team.publish({**site, "version": 2})
    team.publisher.data(WITHDRAW, id=surrogate["id"], reason="Nhầm ảnh")
    readmit = WITHDRAW.replace("withdrawSurrogate", "readmitSurrogate")
    before = everything(pictured)
    assert [code_of(e) for e in team.reviewer.ask(readmit, id=surrogate["id"], reason="x").errors] == [
        "FORBIDDEN"
    ]
    blank = team.publisher.data(readmit, id=surrogate["id"], reason=" ")["readmitSurrogate"]
    assert blank["problems"] == [{"code": "REASON_MISSING", "field": "reason"}]
    assert everything(pictured) == before
    changes = pictured.count("public_change")
    back = team.publisher.data(readmit, id=surrogate["id"], reason="Đã có giấy đồng ý")["readmitSurrogate"]
    assert back == {"surrogate": {"work": {"isWithdrawn": False}}, "problems": []}
    assert len(shown(pictured, site["slug"])) == 1
    assert pictured.count("public_change") == changes + 1, "apps learn of it"
    other = team.created()
    assert attach(team.editor, other["id"], tmp_path, content)["problems"] == [], "and is taken again"


def test_officers_attach_photographs_in_their_own_commune_only(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.published()
    officer = someone(pictured, Role.COMMUNE_OFFICER, MUONG_PHANG)
    elsewhere = someone(pictured, Role.COMMUNE_OFFICER, "03127")
    assert attach(officer, site["id"], tmp_path)["problems"] == []
    for stranger, code in (
        (elsewhere, "FORBIDDEN"),
        (team.reviewer, "FORBIDDEN"),
        (pictured, "UNAUTHENTICATED"),
    ):
        before = everything(pictured)
        file = arrived(tmp_path, photograph())
        answer = stranger.ask(ATTACH, "AttachSurrogate", siteId=site["id"], file=file, input=attach_input())
        assert [code_of(error) for error in answer.errors] == [code]
        assert everything(pictured) == before
        assert file.path.exists(), "not even looked into"
    file = arrived(tmp_path, photograph())
    answer = officer.ask(
        ATTACH, "AttachSurrogate", siteId=id_of("DB-S-99999"), file=file, input=attach_input()
    )
    assert [code_of(error) for error in answer.errors] == ["NOT_FOUND"]


def test_what_is_no_photograph_is_refused_and_nothing_is_left_of_it(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    site = team.created()
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    for content, code in ((svg, "UNSUPPORTED_TYPE"), (photograph()[:900], "TRUNCATED"), (b"", "EMPTY")):
        before = everything(pictured)
        payload = attach(team.editor, site["id"], tmp_path, content)
        assert payload["surrogate"] is None
        assert [(p["code"], p["field"]) for p in payload["problems"]] == [(code, "file")]
        assert everything(pictured) == before
    assert pictured.room is not None
    assert list(pictured.room.store.digests()) == []


def test_a_photograph_is_found_by_its_id_by_whoever_may_see_it(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    surrogate = attach(team.editor, site["id"], tmp_path)["surrogate"]
    query = "query ($id: ID!) { node(id: $id) { id ... on DigitalSurrogate { code url } } }"
    assert pictured.data(query, id=surrogate["id"]) == {"node": None}
    assert "signature=" in team.editor.data(query, id=surrogate["id"])["node"]["url"]
    team.publish({**site, "version": 2})
    assert pictured.data(query, id=surrogate["id"])["node"]["code"] == f"{site['code']}.IMG01"
    assert pictured.data(query, id=write_id("DigitalSurrogate", "DB-S-00001.IMG77")) == {"node": None}


def test_bytes_that_no_record_took_do_not_stay(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    assert pictured.room is not None
    for changes in ({"rights": {"uri": "nonsense"}}, {"kind": "AUDIO"}):
        assert attach(team.editor, site["id"], tmp_path, **changes)["problems"] != []
        assert list(pictured.room.store.digests()) == []


def test_bad_words_about_a_photograph_are_told_field_by_field(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    bad: list[tuple[dict[str, Any], tuple[str, str]]] = [
        ({"rights": {"uri": "https://example.org/free"}}, ("BAD_RIGHTS", "rights.uri")),
        ({"capturedAt": None, "capturedEdtf": "hôm qua"}, ("BAD_EDTF", "capturedAt")),
        ({"focalPoint": {"x": 1.5, "y": 0.5}}, ("BAD_VALUE", "focalPoint.x")),
        ({"kind": "AUDIO"}, ("WRONG_KIND", "kind")),
        ({"capturePlace": {"latitude": 95, "longitude": 103}}, ("BAD_VALUE", "capturePlace.latitude")),
    ]
    for changes, problem in bad:
        before = everything(pictured)
        payload = attach(team.editor, site["id"], tmp_path, **changes)
        assert [(p["code"], p["field"]) for p in payload["problems"]] == [problem]
        assert everything(pictured) == before
    neither = team.editor.data(ATTACH, "AttachSurrogate", siteId=site["id"], input=attach_input())
    assert neither["attachSurrogate"]["problems"][0]["code"] == "FILE_MISSING"


def test_documents_are_kept_with_their_pages_and_have_no_picture(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    payload = attach(team.editor, site["id"], tmp_path, pdf(3, text="Ly lich di tich"), role="DOSSIER")
    assert payload["problems"] == []
    assert (payload["surrogate"]["kind"], payload["surrogate"]["url"]) == ("DOCUMENT", None)
    (seen,) = shown(team.editor, site["slug"], "WORKING")
    assert (seen["code"], seen["mediaType"]) == (f"{site['code']}.DOC01", "application/pdf")
    assert seen["work"]["originalUrl"].startswith(f"/media/{seen['digest']}/original.pdf?")


def test_a_paper_never_takes_the_place_of_the_main_picture(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    attach(team.editor, site["id"], tmp_path)
    document = ATTACH.replace("problems {", "warnings { code message } problems {")
    file = arrived(tmp_path, pdf(1, text="Quyet dinh"))
    payload = team.editor.data(
        document, "AttachSurrogate", siteId=site["id"], file=file, input=attach_input(role="HERO")
    )["attachSurrogate"]
    assert payload["problems"] == []
    assert "NOT_A_PICTURE" in [w["code"] for w in payload["warnings"]]
    assert [one["role"] for one in shown(team.editor, site["slug"], "WORKING")] == ["HERO", "GALLERY"]


def test_what_was_public_as_a_picture_does_not_become_a_panorama_in_a_draft(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    site, content = team.created(), photograph(600, 300)
    surrogate = attach(team.editor, site["id"], tmp_path, content)["surrogate"]
    site = team.publish({**site, "version": 2})
    team.editor.data(REMOVE, id=surrogate["id"], version=2)
    again = attach(team.editor, site["id"], tmp_path, content, kind="PANORAMA")
    assert [(p["code"], p["field"]) for p in again["problems"]] == [("WRONG_KIND", "kind")]
    assert [one["kind"] for one in shown(pictured, site["slug"])] == ["IMAGE"]


def test_a_panorama_is_asked_for_and_a_png_is_a_picture(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    content = written(corners(400, 200), MediaType.PNG)
    payload = attach(team.editor, site["id"], tmp_path, content, kind="PANORAMA", role="GALLERY")
    assert payload["surrogate"]["kind"] == "PANORAMA"
    assert payload["surrogate"]["id"] == write_id("DigitalSurrogate", f"{site['code']}.PAN01")


def test_earlier_revisions_keep_what_they_said_of_photographs(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    surrogate = attach(team.editor, site["id"], tmp_path)["surrogate"]
    team.editor.data(REMOVE, id=surrogate["id"], version=2)
    restored = team.editor.data(
        "mutation ($id: ID!) { restoreSite(id: $id, version: 3, revision: 2) { site { version contentHash } } }",
        id=site["id"],
    )["restoreSite"]["site"]
    revisions = team.editor.data(
        "query ($s: String!) { site(slug: $s, view: WORKING) { revisions { version contentHash } "
        "history(first: 9) { edges { node { changes { field } } } } } }",
        s=site["slug"],
    )["site"]
    hashes = {r["version"]: r["contentHash"] for r in revisions["revisions"]}
    assert restored["contentHash"] == hashes[2] != hashes[3]
    fields = [[c["field"] for c in edge["node"]["changes"]] for edge in revisions["history"]["edges"]]
    assert fields[:3] == [["surrogates.IMG01"]] * 3
    assert len(shown(team.editor, site["slug"], "WORKING")) == 1
    done(team.editor, "SubmitSite", id=site["id"], version=restored["version"])


def test_a_hundred_sites_with_pictures_take_as_many_statements_as_one(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    query = """query ($slugs: [String!]!) { sites(filter: { slugs: $slugs }, first: 100) { edges { node {
      heroImage { url alternativeText { text } rights { uri } } surrogates(first: 3) { edges { node { url } } } } } } }"""
    counts = []
    slugs: list[str] = []
    for _ in range(3):
        site = team.created()
        attach(team.editor, site["id"], tmp_path)
        attach(team.editor, site["id"], tmp_path, role="GALLERY")
        team.publish({**site, "version": 3})
        slugs.append(site["slug"])
        answer = pictured.ask(query, slugs=slugs)
        assert not answer.errors
        assert all(edge["node"]["heroImage"] for edge in answer.data["sites"]["edges"])
        counts.append(len(answer.statements))
    assert counts[0] <= counts[1] == counts[2], counts
