"""Caption tracks: kept once under the SHA-256 of their text, named by revisions, read by whoever may see the recording."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Protocol

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.errors import Message, Problem, ProblemsError
from catalog.sites.surrogates import CaptionTrack
from catalog.tables import CaptionText, Publication, Surrogate, SurrogateCaptions, SurrogateDescription
from media.captions import read_captions
from media.errors import MediaError

MOST_LANGUAGES = 20
SHORT = 16
"""Digits of a track's SHA-256 in its address."""


class Sent(Protocol):
    """A track as a person sent it; an empty text removes the language."""

    @property
    def language(self) -> str:
        """As a BCP 47 tag, in any case, "_" for "-"."""

    @property
    def vtt(self) -> str:
        """The text."""


def captions_name(language: str, digest: str) -> str:
    """The last part of a track's address: `captions-vi-0123456789abcdef.vtt`."""
    return f"captions-{language}-{digest[:SHORT]}.vtt"


def kept_tracks(
    session: Session, present: Sequence[CaptionTrack], sent: Sequence[Sent], now: datetime
) -> list[CaptionTrack]:
    """The tracks after what was sent; texts that are new are kept. Raises `ProblemsError` by language."""
    tracks, problems = {track.language: track for track in present}, []
    for one in sent:
        language = one.language.lower().replace("_", "-")
        if not one.vtt.strip():
            tracks.pop(language, None)
            continue
        try:
            found = read_captions(one.vtt)
        except MediaError as error:
            problems.append(
                Problem(error.code, Message(error.vi, error.en), f"captionTracks.{language.upper()}")
            )
            continue
        digest = sha256(found.text.encode()).hexdigest()
        if session.get(CaptionText, digest) is None:
            session.add(CaptionText(digest=digest, text=found.text, cues=found.cues, recorded_at=now))
            session.flush()
        tracks[language] = CaptionTrack(language=language, digest=digest)
    if len(tracks) > MOST_LANGUAGES:
        message = Message(f"Nhiều nhất {MOST_LANGUAGES} ngôn ngữ.", f"At most {MOST_LANGUAGES} languages.")
        problems.append(Problem("TOO_MANY", message, "captionTracks"))
    if problems:
        raise ProblemsError(problems)
    return list(tracks.values())


def caption_text(session: Session, digest: str, name: str, *, is_public: bool) -> str | None:
    """The track of that name of the file with that digest; None where there is none, or the public has it not now."""
    language, _, short = name.removeprefix("captions-").removesuffix(".vtt").rpartition("-")
    query = (
        sa.select(CaptionText.text)  # type: ignore[call-overload]
        .join(SurrogateCaptions, col(SurrogateCaptions.digest) == CaptionText.digest)
        .join(Surrogate, col(Surrogate.id) == SurrogateCaptions.surrogate_id)
        .where(
            col(Surrogate.digest) == digest,
            col(SurrogateCaptions.language) == language,
            col(CaptionText.digest).startswith(short, autoescape=True),
        )
        .limit(1)
    )
    if is_public:
        query = (
            query.join(Publication, col(Publication.revision_id) == SurrogateCaptions.revision_id)
            .join(
                SurrogateDescription,
                sa.and_(
                    col(SurrogateDescription.revision_id) == SurrogateCaptions.revision_id,
                    col(SurrogateDescription.surrogate_id) == SurrogateCaptions.surrogate_id,
                ),
            )
            .where(
                col(Publication.superseded_at).is_(None),
                col(Surrogate.withdrawn_at).is_(None),
                col(SurrogateDescription.is_public),
            )
        )
    text: str | None = session.scalar(query)
    return text
