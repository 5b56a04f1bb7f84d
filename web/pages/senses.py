"""Sound, film, models and panoramas as a page shows them: to be heard, watched, fetched and looked around in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from catalog.projection.reader import Record
from catalog.projection.surrogate_values import RECORDED, ParadataValue, SurrogateValue
from catalog.projection.surrogates import (
    SURROGATES,
    pictured,
    playing,
)
from catalog.projection.values import LocalizedText
from catalog.surrogates.captions import captions_name
from catalog.terms import PAPERS, SurrogateKind, SurrogateTextField
from media.kinds import Group, MediaType
from media.links import address
from web.pages.pictures import Credit, Figure, credit, figure
from web.pages.words import Say

SENSES = (*RECORDED, SurrogateKind.MODEL, SurrogateKind.PANORAMA)
"""Kinds with a place of their own on a page."""


@dataclass(frozen=True)
class Track:
    """Captions in one language; the page's own is shown from the start."""

    language: str
    label: str
    url: str
    is_first: bool


@dataclass(frozen=True)
class Piece:
    """One recording, model or panorama with its words; `facts` are what a visitor wants to know before it loads.

    `title` stands above it for everybody, `name` is what those hear who do not see it.
    """

    kind: str
    title: LocalizedText
    name: str
    credit: Credit
    facts: Sequence[str]
    url: str | None
    mime: str
    poster: Figure | None
    width: int | None
    height: int | None
    tracks: Sequence[Track]
    transcript: LocalizedText | None
    paradata: Sequence[tuple[str, str]]


def pieces(record: Record, say: Say) -> list[Piece]:
    """The site's recordings, models and panoramas, in their order."""
    return [
        _piece(value, record, say)
        for value in record.related(SURROGATES)
        if value.kind in SENSES and value.role not in PAPERS
    ]


def _piece(value: SurrogateValue, record: Record, say: Say) -> Piece:
    thanks = credit(value, say)
    name, kind = playing(value), MediaType[value.file.media_type]
    poster = pictured(value, record)
    plain = LocalizedText(say(f"kind_{value.kind}"), say.language, False)
    title = thanks.caption or thanks.alternative or plain
    return Piece(
        kind=value.kind.value,
        title=title,
        name=(thanks.alternative or title).text,
        credit=replace(thanks, caption=None),
        facts=list(_facts(value, kind, say)),
        url=address(value.digest, name) if name else None,
        mime=kind.mime,
        poster=figure(poster, say) if poster else None,
        width=value.file.width,
        height=value.file.height,
        tracks=_tracks(value, say),
        transcript=value.localized(SurrogateTextField.TRANSCRIPT, say.language),
        paradata=list(_paradata(value.paradata, say)),
    )


def _facts(value: SurrogateValue, kind: MediaType, say: Say) -> Iterator[str]:
    if value.file.seconds is not None:
        yield say("lasts", say.duration(value.file.seconds))
    if value.file.triangles is not None:
        yield say("triangles", say.number(value.file.triangles))
    if kind.group is not Group.IMAGE:
        yield f"{kind.name}, {say.megabytes(value.file.size)}"


def _tracks(value: SurrogateValue, say: Say) -> list[Track]:
    """The page's language first: it is shown unless somebody turns it off."""
    ordered = sorted(value.captions, key=lambda track: (track[0] != say.language, track[0]))
    return [
        Track(
            language=language,
            label=say.tongue(language),
            url=address(value.digest, captions_name(language, digest)),
            is_first=number == 0 and language == say.language,
        )
        for number, (language, digest) in enumerate(ordered)
    ]


def _paradata(value: ParadataValue | None, say: Say) -> Iterator[tuple[str, str]]:
    """What is said of how it came to be, under its names."""
    if value is None:
        return
    for name, said in value._asdict().items():
        if said is not None:
            yield say(f"paradata_{name}"), say(f"basis_{said}") if name == "basis" else said
