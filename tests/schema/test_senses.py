"""Recordings, panoramas and models of a record, through the public schema, on both databases."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from media.kinds import MediaType
from tests.catalogue import Catalogue
from tests.media.recordings import pyramid, recording
from tests.media.samples import scenery, written
from tests.photographs import ATTACH, arrived, attach, attach_input, photograph
from tests.schema.test_surrogates import DESCRIBE, REMOVE
from tests.staff import Team, everything

ONE = """query ($slug: String!, $view: SiteView = PUBLIC) { site(slug: $slug, view: $view) { version
  surrogates(first: 100) { edges { node { id code digest kind width height mediaType durationSeconds frameRate triangleCount
    url(profile: SCREEN) pictures { width height } mediaUrl captions { language url }
    transcript(language: EN) { text language isFallback }
    paradata { basis method device operator madeEdtf sources software accuracy }
    work { originalUrl capturePlace { latitude } } } } } } }"""
VTT = "WEBVTT\n\n00:00.500 --> 00:02.500\n{}\n"
PARADATA = {
    "basis": "MIXED", "method": "Ghép ảnh", "device": "DJI Mavic 3", "operator": "Trung tâm số hóa", "madeEdtf": "2026-05",
    "sources": "214 ảnh; bản vẽ 1994", "software": "RealityScan 2.0", "accuracy": "± 2 cm",
}  # fmt: skip


@cache
def sound(kind: MediaType, seed: int = 0) -> bytes:
    """A recording of two seconds, made once."""
    return recording(kind, 2.0, seed=seed)


def seen(who: Catalogue, slug: str, view: str = "PUBLIC") -> list[dict[str, Any]]:
    """The surrogates of a site in this view."""
    edges = who.data(ONE, slug=slug, view=view)["site"]["surrogates"]["edges"]
    return [edge["node"] for edge in edges]


def warned(
    who: Catalogue, site_id: str, folder: Path, content: bytes, **changes: Any
) -> tuple[dict[str, Any], set[str]]:
    """What `attachSurrogate` answers, and the codes of its warnings."""
    document = ATTACH.replace("problems {", "warnings { code message } problems {")
    file = arrived(folder, content)
    data = who.data(document, "AttachSurrogate", siteId=site_id, file=file, input=attach_input(**changes))
    payload: dict[str, Any] = data["attachSurrogate"]
    return payload, {warning["code"] for warning in payload["warnings"]}


@pytest.mark.parametrize(
    ("kind", "prefix"),
    [(MediaType.MP3, "AUD"), (MediaType.WAV, "AUD"), (MediaType.MP4, "VID"), (MediaType.WEBM, "VID")],
)
def test_a_recording_is_attached_with_captions_and_transcript_and_is_played_in_public(
    pictured: Catalogue, tmp_path: Path, kind: MediaType, prefix: str
) -> None:
    team = Team.of(pictured)
    site = team.created()
    words = {
        "captionTracks": [{"language": "VI", "vtt": VTT.format("Xin chào")}, {"language": "EN", "vtt": VTT.format("Hello")}],
        "transcripts": [{"language": "VI", "text": "Xin chào"}],
        "role": "GALLERY",
    }  # fmt: skip
    payload, warnings = warned(team.editor, site["id"], tmp_path, sound(kind), **words)
    assert payload["problems"] == []
    assert "TRANSCRIPT_MISSING" not in warnings
    team.publish({**site, "version": 2})
    (public,) = seen(pictured, site["slug"])
    assert public["code"] == f"{site['code']}.{prefix}01"
    assert public["durationSeconds"] == pytest.approx(2.0, abs=0.1)
    assert public["mediaUrl"] == f"/media/{public['digest']}/play-1.{kind.extension}"
    assert [track["language"] for track in public["captions"]] == ["EN", "VI"]
    assert all(
        track["url"].startswith(f"/media/{public['digest']}/captions-") for track in public["captions"]
    )
    assert public["transcript"] == {"text": "Xin chào", "language": "VI", "isFallback": True}
    assert public["work"] is None
    if prefix == "VID":
        assert (public["width"], public["height"], public["frameRate"]) == (320, 240, 25.0)
        assert public["url"] == f"/media/{public['digest']}/screen-1.webp"
        assert len(public["pictures"]) == 4
    else:
        assert (public["width"], public["url"], public["pictures"]) == (None, None, [])


def test_captions_that_are_not_webvtt_are_refused_and_nothing_changes(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    site = team.created()
    before = everything(pictured)
    bad = [{"language": "EN", "vtt": VTT.format("<script>x</script>")}]
    payload = attach(team.editor, site["id"], tmp_path, sound(MediaType.MP3), captionTracks=bad)
    assert [(p["code"], p["field"]) for p in payload["problems"]] == [("BAD_CAPTIONS", "captionTracks.EN")]
    assert "dòng 4" in payload["problems"][0]["message"]
    assert everything(pictured) == before


def test_captions_are_added_changed_and_taken_away_by_language(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    surrogate = attach(team.editor, site["id"], tmp_path, sound(MediaType.MP3))["surrogate"]
    version = 2
    for tracks, expected in (
        (
            [{"language": "VI", "vtt": VTT.format("một")}, {"language": "EN", "vtt": VTT.format("one")}],
            ["EN", "VI"],
        ),
        ([{"language": "VI", "vtt": VTT.format("hai")}], ["EN", "VI"]),
        ([{"language": "EN", "vtt": ""}], ["VI"]),
        (None, []),
    ):
        answer = team.editor.data(
            DESCRIBE, id=surrogate["id"], version=version, input={"captionTracks": tracks}
        )
        assert answer["describeSurrogate"]["problems"] == []
        version = answer["describeSurrogate"]["site"]["version"]
        (found,) = seen(team.editor, site["slug"], "WORKING")
        assert [track["language"] for track in found["captions"]] == expected
        assert all("signature=" in track["url"] for track in found["captions"])
    assert version == 6


def test_a_model_is_shown_by_its_poster_and_says_how_it_came_to_be(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    site = team.created()
    picture = attach(team.editor, site["id"], tmp_path)["surrogate"]
    payload, warnings = warned(
        team.editor, site["id"], tmp_path, pyramid(), role="GALLERY", poster=picture["id"]
    )
    assert payload["problems"] == []
    assert "PARADATA_MISSING" in warnings
    model = payload["surrogate"]["id"]
    described = team.editor.data(DESCRIBE, id=model, version=3, input={"paradata": PARADATA})[
        "describeSurrogate"
    ]
    assert described["problems"] == []
    assert "PARADATA_MISSING" not in {warning["code"] for warning in described["warnings"]}
    team.publish({**site, "version": 4})
    image, public = seen(pictured, site["slug"])
    assert (public["kind"], public["triangleCount"], public["mediaType"]) == ("MODEL", 4, "model/gltf-binary")
    assert public["url"] == image["url"], "the poster's picture"
    assert public["mediaUrl"].endswith("/play-1.glb")
    assert public["paradata"] == PARADATA
    assert image["paradata"] is None


def test_a_poster_that_the_public_may_not_see_is_not_shown_through_the_model(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    site = team.created()
    picture = attach(team.editor, site["id"], tmp_path, access="INTERNAL")["surrogate"]
    attach(team.editor, site["id"], tmp_path, pyramid(), role="GALLERY", poster=picture["id"])
    team.publish({**site, "version": 3})
    (public,) = seen(pictured, site["slug"])
    assert (public["kind"], public["url"], public["pictures"]) == ("MODEL", None, [])


def test_a_poster_is_a_picture_of_the_same_record(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site, other = team.created(), team.created()
    elsewhere = attach(team.editor, other["id"], tmp_path)["surrogate"]
    tone = attach(team.editor, site["id"], tmp_path, sound(MediaType.MP3), role="GALLERY")["surrogate"]
    before = everything(pictured)
    for poster in (elsewhere["id"], tone["id"]):
        payload = attach(team.editor, site["id"], tmp_path, pyramid(), role="GALLERY", poster=poster)
        assert [(p["code"], p["field"]) for p in payload["problems"]] == [("BAD_POSTER", "poster")]
        assert everything(pictured) == before


def test_a_model_that_may_only_be_looked_at_is_not_handed_on(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    rights = {"uri": "http://rightsstatements.org/vocab/InC/1.0/", "holder": "Bảo tàng"}
    attach(team.editor, site["id"], tmp_path, pyramid(), role="GALLERY", rights=rights)
    team.publish({**site, "version": 2})
    (public,) = seen(pictured, site["slug"])
    assert public["mediaUrl"] is None


def test_a_wide_picture_is_offered_as_a_panorama_and_becomes_one_when_asked(
    pictured: Catalogue, tmp_path: Path
) -> None:
    team = Team.of(pictured)
    site = team.created()
    wide = photograph(2000, 1000)
    payload, warnings = warned(team.editor, site["id"], tmp_path, wide)
    assert "MAYBE_PANORAMA" in warnings
    assert (
        team.editor.data(REMOVE, id=payload["surrogate"]["id"], version=2)["removeSurrogate"]["problems"]
        == []
    )
    again, warnings = warned(team.editor, site["id"], tmp_path, wide, kind="PANORAMA")
    assert again["surrogate"]["kind"] == "PANORAMA"
    assert "MAYBE_PANORAMA" not in warnings
    _, none = warned(team.editor, site["id"], tmp_path, photograph(1000, 500))
    assert "MAYBE_PANORAMA" not in none
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r GPano:ProjectionType="equirectangular"/></x:xmpmeta>'
    _, said = warned(team.editor, site["id"], tmp_path, written(scenery(600, 320), MediaType.JPEG, xmp=xmp))
    assert "MAYBE_PANORAMA" in said


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (sound(MediaType.MP3), "IMAGE"),
        (sound(MediaType.MP3), "VIDEO"),
        (sound(MediaType.MP4), "PANORAMA"),
        (pyramid(), "AUDIO"),
    ],
)
def test_a_file_is_not_called_what_it_is_not(
    pictured: Catalogue, tmp_path: Path, content: bytes, kind: str
) -> None:
    team = Team.of(pictured)
    site = team.created()
    before = everything(pictured)
    payload = attach(team.editor, site["id"], tmp_path, content, kind=kind)
    assert [p["code"] for p in payload["problems"]] == ["WRONG_KIND"]
    assert everything(pictured) == before


def test_where_a_film_was_made_is_for_the_office_alone(pictured: Catalogue, tmp_path: Path) -> None:
    team = Team.of(pictured)
    site = team.created()
    attach(team.editor, site["id"], tmp_path, sound(MediaType.MP4), role="GALLERY")
    (working,) = seen(team.editor, site["slug"], "WORKING")
    assert working["work"]["capturePlace"] == {"latitude": 21.3856}
    assert "signature=" in working["mediaUrl"]
    assert "signature=" in working["work"]["originalUrl"]
