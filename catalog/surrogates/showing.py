"""Who may see a file: what the public sees now, saw once, or never did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.projection.surrogate_values import PICTURES
from catalog.rights import may_share
from catalog.tables import Publication, StoredFile, Surrogate, SurrogateDescription
from catalog.terms import SurrogateKind
from media.iiif import offered
from media.kinds import MediaType
from media.profiles import Recipe


class Sight(Enum):
    """PUBLIC now; GONE: public once; HIDDEN: never, though it is there; UNKNOWN: no such file."""

    PUBLIC = "PUBLIC"
    GONE = "GONE"
    HIDDEN = "HIDDEN"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class Shown:
    """A file as somebody who asks for its digest may know it."""

    sight: Sight
    media_type: MediaType | None = None
    may_share_original: bool = False
    is_withdrawn: bool = False
    focal_points: frozenset[tuple[float | None, float | None]] = frozenset()

    def has_crop(self, recipe: Recipe) -> bool:
        """Whether the recipe is one of those that public descriptions ask for: no other crop is made for anybody."""
        return any(recipe == Recipe.around(recipe.profile, recipe.format, x, y) for x, y in self.focal_points)


def sight_of(session: Session, digest: str) -> Shown:
    """What the public may know of the file with this digest; three statements at most.

    A file that several sites show is public if one of them shows it publicly.
    """
    media_type = session.scalar(sa.select(StoredFile.media_type).where(col(StoredFile.digest) == digest))  # type: ignore[call-overload]
    if media_type is None:
        return Shown(Sight.UNKNOWN)
    query = (
        sa.select(
            col(SurrogateDescription.rights_uri),
            col(Publication.superseded_at),
            col(Surrogate.withdrawn_at),
            col(SurrogateDescription.focal_x),
            col(SurrogateDescription.focal_y),
        )
        .join(Surrogate, col(Surrogate.id) == SurrogateDescription.surrogate_id)
        .join(Publication, col(Publication.revision_id) == SurrogateDescription.revision_id)
        .where(col(Surrogate.digest) == digest, col(SurrogateDescription.is_public))
    )
    rows = session.execute(query).all()
    present = [row for row in rows if row.superseded_at is None and row.withdrawn_at is None]
    sight = Sight.PUBLIC if present else Sight.GONE if rows else Sight.HIDDEN
    return Shown(
        sight,
        MediaType[media_type],
        may_share_original=any(may_share(row.rights_uri) for row in present),
        is_withdrawn=_is_withdrawn(session, digest),
        focal_points=frozenset((row.focal_x, row.focal_y) for row in present),
    )


def _is_withdrawn(session: Session, digest: str) -> bool:
    query = sa.select(sa.func.count()).where(
        col(Surrogate.digest) == digest, col(Surrogate.withdrawn_at).is_not(None)
    )
    return bool(session.scalar(query))


def withdrawn_codes(session: Session) -> frozenset[str]:
    """The codes of all surrogates that were taken out of sight; one statement."""
    return frozenset(
        session.scalars(sa.select(Surrogate.code).where(col(Surrogate.withdrawn_at).is_not(None)))  # type: ignore[call-overload]
    )


def digest_of(session: Session, code: str) -> str | None:
    """The digest of the surrogate with this code, whatever became of it."""
    digest: str | None = session.scalar(sa.select(Surrogate.digest).where(col(Surrogate.code) == code))  # type: ignore[call-overload]
    return digest


@dataclass(frozen=True)
class ShownPicture:
    """A picture as somebody who asks for its surrogate's code may know it.

    `width` and `height` are those at which it is offered: reduced where the rights let nobody have the original.
    """

    sight: Sight
    digest: str = ""
    media_type: MediaType | None = None
    width: int = 0
    height: int = 0
    rights_uri: str | None = None


def picture_of(session: Session, code: str) -> ShownPicture:
    """What the public may know of the picture with this surrogate's code; two statements at most.

    Only what this surrogate itself shows counts: the same bytes may be public through another one.
    """
    query = (
        sa.select(  # type: ignore[call-overload]
            Surrogate.id,
            Surrogate.kind,
            Surrogate.withdrawn_at,
            StoredFile.digest,
            StoredFile.media_type,
            StoredFile.width,
            StoredFile.height,
        )
        .join(StoredFile, col(StoredFile.digest) == Surrogate.digest)
        .where(col(Surrogate.code) == code)
    )
    found = session.execute(query).one_or_none()
    if found is None or found.kind not in PICTURES or found.width is None or found.height is None:
        return ShownPicture(Sight.UNKNOWN)
    described = (
        sa.select(SurrogateDescription.rights_uri, Publication.superseded_at)  # type: ignore[call-overload]
        .join(Publication, col(Publication.revision_id) == SurrogateDescription.revision_id)
        .where(col(SurrogateDescription.surrogate_id) == found.id, col(SurrogateDescription.is_public))
    )
    rows = session.execute(described).all()
    present = [uri for uri, ended in rows if ended is None and found.withdrawn_at is None]
    if not present:
        return ShownPicture(Sight.GONE if rows else Sight.HIDDEN)
    width, height = offered(found.width, found.height, is_whole=may_share(present[0]))
    return ShownPicture(Sight.PUBLIC, found.digest, MediaType[found.media_type], width, height, present[0])


@dataclass(frozen=True)
class PublicPicture:
    """A picture that the public sees, and where its subject is."""

    digest: str
    media_type: MediaType
    focal_x: float | None
    focal_y: float | None


def public_pictures(session: Session) -> list[PublicPicture]:
    """All pictures that the public sees now, each focal point once; one statement."""
    query = (
        sa.select(  # type: ignore[call-overload]
            Surrogate.digest,
            StoredFile.media_type,
            SurrogateDescription.focal_x,
            SurrogateDescription.focal_y,
        )
        .distinct()
        .join(SurrogateDescription, col(SurrogateDescription.surrogate_id) == Surrogate.id)
        .join(Publication, col(Publication.revision_id) == SurrogateDescription.revision_id)
        .join(StoredFile, col(StoredFile.digest) == Surrogate.digest)
        .where(
            col(Surrogate.withdrawn_at).is_(None),
            col(Surrogate.kind).in_((SurrogateKind.IMAGE, SurrogateKind.PANORAMA, SurrogateKind.VIDEO)),
            col(SurrogateDescription.is_public),
            col(Publication.superseded_at).is_(None),
        )
        .order_by(Surrogate.digest)
    )
    return [PublicPicture(digest, MediaType[kind], x, y) for digest, kind, x, y in session.execute(query)]
