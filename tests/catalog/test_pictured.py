"""Which sites and pictures the public may be shown, on both databases, in few statements."""

from __future__ import annotations

from pathlib import Path

from catalog.finding.listings import count_pictured, pictured
from catalog.finding.lookup import Standing, follow_code
from catalog.projection.reader import Reader
from catalog.projection.surrogates import pictures_of
from catalog.surrogates.showing import Sight, picture_of
from media.kinds import MediaType
from tests.catalogue import TODAY, Catalogue, counted
from tests.media.samples import pdf
from tests.photographs import attach
from tests.schema.test_surrogates import WITHDRAW, shown
from tests.staff import Team, done


def sights(catalogue: Catalogue, *codes: str) -> list[Sight]:
    with counted(catalogue.database) as statements, catalogue.database.read() as session:
        found = [picture_of(session, code).sight for code in codes]
    assert len(statements) <= 1 + 2 * len(codes)
    return found


def listed(catalogue: Catalogue) -> list[str]:
    """The codes of the sites with pictures, as the lists have them."""
    with catalogue.database.read() as session:
        reader = Reader(session, TODAY)
        codes = [record.values["code"] for record in pictured(reader, 0, 100)]
        assert count_pictured(reader) == len(codes)
        assert [r.values["code"] for at in range(len(codes)) for r in pictured(reader, at, 1)] == codes
        for record in pictured(reader, 0, 100):
            assert pictures_of(record)
    return codes


def standing(catalogue: Catalogue, code: str) -> Standing:
    with catalogue.database.read() as session:
        return follow_code(Reader(session, TODAY), code).standing


def test_a_picture_is_hidden_then_public_then_gone(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    payload = attach(team.editor, site["id"], tmp_path)
    code = f"{site['code']}.IMG01"
    assert sights(pictured, code, "DB-S-00001.IMG99", "") == [Sight.HIDDEN, Sight.UNKNOWN, Sight.UNKNOWN]
    assert listed(pictured) == []
    assert standing(pictured, site["code"]) == Standing.UNKNOWN, "a draft has no address"
    site = team.publish({**site, "version": payload["site"]["version"]})
    with pictured.database.read() as session:
        seen = picture_of(session, code)
    assert (seen.sight, seen.width, seen.height, seen.media_type) == (Sight.PUBLIC, 480, 320, MediaType.JPEG)
    assert listed(pictured) == [site["code"]]
    team.publisher.data(WITHDRAW, id=shown(pictured, site["slug"])[0]["id"], reason="Nhầm ảnh")
    assert sights(pictured, code) == [Sight.GONE]
    assert listed(pictured) == []
    assert standing(pictured, site["code"]) == Standing.HERE
    done(team.publisher, "WithdrawSite", id=site["id"], version=site["version"], reason="Nhầm")
    assert standing(pictured, site["code"]) == Standing.GONE


def test_a_document_and_a_page_of_the_dossier_make_no_album(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    attach(team.editor, site["id"], tmp_path, role="DOSSIER")
    payload = attach(team.editor, site["id"], tmp_path, pdf(), role="GALLERY")
    assert payload["problems"] == []
    team.publish({**site, "version": payload["site"]["version"]})
    (document,) = shown(pictured, site["slug"])
    assert sights(pictured, document["code"]) == [Sight.UNKNOWN], "public, but no picture"
    assert sights(pictured, f"{site['code']}.IMG01") == [Sight.HIDDEN], (
        "the dossier is nobody else's business"
    )
    assert listed(pictured) == []
