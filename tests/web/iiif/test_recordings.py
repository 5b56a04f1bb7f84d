"""Sound and film in a site's manifest: canvases that last."""

from __future__ import annotations

from media.kinds import MediaType
from tests.photographs import attach
from tests.schema.test_senses import VTT, sound
from tests.web.iiif.test_manifests import manifest_of, wrong_with
from tests.web.test_delivery import Place


def test_sound_and_film_are_canvases_that_last_with_what_is_played_and_their_captions(place: Place) -> None:
    site = place.team.created()
    attach(place.team.editor, site["id"], place.folder)
    tracks = [{"language": "VI", "vtt": VTT.format("Xin chào")}]
    for kind in (MediaType.WEBM, MediaType.MP3):
        payload = attach(
            place.team.editor, site["id"], place.folder, sound(kind, 40), role="GALLERY", captionTracks=tracks
        )
        assert payload["problems"] == []
    place.team.publish({**site, "version": 4})
    manifest = manifest_of(place, site["code"])
    assert wrong_with(manifest) == [None]
    picture, film, audio = manifest["items"]
    assert "duration" not in picture
    assert abs(film["duration"] - 2.0) < 0.1
    assert (film["width"], film["height"]) == (320, 240)
    assert "width" not in audio
    for canvas, sort, mime in ((film, "Video", "video/webm"), (audio, "Sound", "audio/mpeg")):
        body = canvas["items"][0]["items"][0]["body"]
        assert (body["type"], body["format"], body["duration"]) == (sort, mime, canvas["duration"])
        answer = place.get(body["id"].removeprefix(place.url))
        assert (answer.status_code, answer.headers["content-type"]) == (200, mime)
        (captions,) = canvas["annotations"][0]["items"]
        assert (captions["motivation"], captions["body"]["format"]) == ("supplementing", "text/vtt")
        assert "Xin chào" in place.get(captions["body"]["id"].removeprefix(place.url)).text
