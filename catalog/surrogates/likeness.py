"""Pictures that are equal or nearly so, across all sites: what a reviewer is shown.

Two difference hashes of 64 bits that differ in at most six have, cut into seven bands, at least one band in
common; so the bands are kept with an index, and a question looks at some hundred rows instead of at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.db import insert_rows
from catalog.projection.reader import Reader, Record, Relation
from catalog.projection.surrogates import SURROGATES
from catalog.tables import PictureBand, StoredFile, Surrogate

NEAR_BITS = 6
"""Hashes that differ in no more bits are of nearly equal pictures. Generated scenes, saved anew, scaled, cut by one
percent, brightened: 6 bits at most; 435 pairs of other scenes: 13 at least (tests/catalog/test_likeness.py)."""

_WIDTHS = (10, 9, 9, 9, 9, 9, 9)
"""Bits of each band: one band more than bits that may differ."""


@dataclass(frozen=True)
class Alike:
    """A surrogate whose picture is equal or nearly so: its code, its file, and how many of 64 bits differ."""

    code: str
    digest: str
    bits: int


def bands(dhash: str) -> list[int]:
    """The bands of a hash (16 hexadecimal digits), from its lowest bits on."""
    rest, found = int(dhash, 16), []
    for width in _WIDTHS:
        found.append(rest & ((1 << width) - 1))
        rest >>= width
    return found


def record_bands(session: Session, digest: str, dhash: str) -> None:
    """Keep the bands of a new file."""
    rows = [{"digest": digest, "band": band, "value": value} for band, value in enumerate(bands(dhash))]
    insert_rows(session, PictureBand, rows)


def alike(session: Session, files: Mapping[str, str | None]) -> dict[str, list[Alike]]:
    """By digest the surrogates of any site with the same or a nearly equal picture, nearest first.

    `files` are digests with their hashes, None where there is none; two statements, however many they are.
    """
    wanted = {digest: int(dhash, 16) for digest, dhash in files.items() if dhash is not None}
    near = {*files, *_candidates(session, [dhash for dhash in files.values() if dhash is not None])}
    query = (
        sa.select(Surrogate.code, Surrogate.digest, StoredFile.dhash)  # type: ignore[call-overload]
        .join(StoredFile, col(StoredFile.digest) == Surrogate.digest)
        .where(col(Surrogate.digest).in_(near))
    )
    found: dict[str, list[Alike]] = {digest: [] for digest in files}
    for code, other, other_hash in session.execute(query):
        for digest in files:
            bits = _difference(wanted.get(digest), other_hash) if digest != other else 0
            if bits <= NEAR_BITS:
                found[digest].append(Alike(code, other, bits))
    return {digest: sorted(some, key=lambda one: (one.bits, one.code)) for digest, some in found.items()}


def _read_alike(reader: Reader, records: Sequence[Record]) -> Mapping[int, dict[str, list[Alike]]]:
    """For records at work: by revision and digest what is alike elsewhere, in other surrogates."""
    values = {record.revision_id: record.related(SURROGATES) for record in records}
    files = {one.digest: one.file.dhash for some in values.values() for one in some}
    found = alike(reader.session, files)
    return {
        revision_id: {one.digest: [a for a in found[one.digest] if a.code != one.code] for one in some}
        for revision_id, some in values.items()
    }


ALIKE = Relation("alike", _read_alike, empty=None)


def _difference(one: int | None, other: str | None) -> int:
    return 64 if one is None or other is None else (one ^ int(other, 16)).bit_count()


def _candidates(session: Session, hashes: Sequence[str]) -> set[str]:
    """Digests that share a band with one of the hashes."""
    if not hashes:
        return set()
    by_band: dict[int, set[int]] = {}
    for dhash in hashes:
        for band, value in enumerate(bands(dhash)):
            by_band.setdefault(band, set()).add(value)
    shared = [
        sa.and_(col(PictureBand.band) == band, col(PictureBand.value).in_(values))
        for band, values in by_band.items()
    ]
    return set(session.scalars(sa.select(PictureBand.digest).where(sa.or_(*shared))))  # type: ignore[call-overload]
