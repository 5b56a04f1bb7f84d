"""What proves the points of a sheet: named while it is scored, frozen with its SHA-256 when it is submitted.

One document proves one criterion of a sheet, unless the criterion allows more: the Law on Emulation and Commendation
06/2022/QH15 rewards an achievement once. What has vanished or was altered is refused, and named where it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.coverage.snapshots import find_snapshot
from catalog.editing.desk import Desk
from catalog.errors import Problem, ProblemsError
from catalog.scoring.criteria import CriteriaSet, Criterion
from catalog.scoring.measured import is_intact
from catalog.scoring.problems import problem
from catalog.tables import CoverageSnapshot, ScoreEvidence, StoredFile, Surrogate
from catalog.terms import FileFault
from catalog.text import text_problem, tidy
from media.fixity import State, verify
from media.originals import Originals

MOST = 20
"""Documents of one criterion."""
LONGEST_TITLE = 500
LONGEST_URL = 2_000
_CODES = {FileFault.MISSING: "FILE_GONE", FileFault.CHANGED: "FILE_CHANGED"}
_FAULTS = {State.MISSING: FileFault.MISSING, State.CHANGED: FileFault.CHANGED}
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Named:
    """A document as somebody names it: an address (with the hash of what is there, if known), a file or a snapshot.

    `upload_id`: a file that was sent and is stored once it is named.
    """

    title: str
    url: str | None = None
    digest: str | None = None
    snapshot_id: str | None = None
    sha256: str | None = None
    upload_id: str | None = None


Keep = Callable[[Named, str], str]
"""Stores a file that was sent and tells its SHA-256; the second is its place, for problems."""


@dataclass(frozen=True)
class Proof:
    """A document of a criterion, and what is wrong with it now.

    `media_type`: of a stored file that can be opened; None of what is elsewhere, and of one that was withdrawn.
    """

    row: ScoreEvidence
    fault: Problem | None = None
    media_type: str | None = None


def proofs_of(session: Session, sheet_ids: Collection[int]) -> dict[int, list[Proof]]:
    """The documents of each sheet, in the order in which they were named; in as many statements for many as for one."""
    query = sa.select(ScoreEvidence).where(
        col(ScoreEvidence.sheet_id).in_(sheet_ids), col(ScoreEvidence.superseded_at).is_(None)
    )
    rows = list(session.scalars(query.order_by(col(ScoreEvidence.id))))
    digests = [row.digest for row in rows if row.digest is not None]
    snapshots = [row.snapshot_id for row in rows if row.snapshot_id is not None]
    files: dict[str, FileFault | None] = {}
    types: dict[str, str] = {}
    kept: dict[str, CoverageSnapshot] = {}
    if digests:
        for digest, fault, media_type, is_withdrawn in session.execute(_stored(digests)):
            files[digest] = fault
            if not is_withdrawn:
                types[digest] = media_type
    if snapshots:
        wanted = sa.select(CoverageSnapshot).where(col(CoverageSnapshot.id).in_(snapshots))
        kept = {row.id: row for row in session.scalars(wanted)}
    found: dict[int, list[Proof]] = {sheet_id: [] for sheet_id in sheet_ids}
    for row in rows:
        found[row.sheet_id].append(Proof(row, _fault(row, files, kept), types.get(row.digest or "")))
    return found


def _stored(digests: Sequence[str]) -> sa.Select[str, FileFault | None, str, bool]:
    withdrawn = sa.exists().where(
        col(Surrogate.digest) == StoredFile.digest, col(Surrogate.withdrawn_at).is_not(None)
    )
    return sa.select(
        col(StoredFile.digest), col(StoredFile.fault), col(StoredFile.media_type), withdrawn
    ).where(col(StoredFile.digest).in_(digests))


def _fault(
    row: ScoreEvidence, files: dict[str, FileFault | None], snapshots: dict[str, CoverageSnapshot]
) -> Problem | None:
    place = f"{row.criterion}.evidence"
    if row.digest is not None:
        fault = files.get(row.digest)
        if fault is None:
            return None
        return problem(_CODES[fault], place, title=row.title)
    if row.snapshot_id is not None:
        snapshot = snapshots.get(row.snapshot_id)
        if snapshot is None or snapshot.sha256 != row.sha256 or not is_intact(snapshot):
            return problem("SNAPSHOT_ALTERED", place, id=row.snapshot_id)
    return None


def name_proofs(
    desk: Desk, sheet_id: int, criterion: Criterion, named: Sequence[Named], keep: Keep | None = None
) -> None:
    """These are a criterion's documents from now on; those named before are so no more.

    Raises ProblemsError with everything wrong with them.
    """
    place = f"{criterion.code}.evidence"
    if len(named) > MOST:
        raise ProblemsError([problem("EVIDENCE_TOO_MANY", place, limit=MOST)])
    problems: list[Problem] = []
    rows = []
    for number, each in enumerate(named):
        try:
            rows.append(_row(desk, sheet_id, criterion.code, each, f"{place}.{number}", keep))
        except ProblemsError as error:
            problems.extend(error.problems)
    if problems:
        raise ProblemsError(problems)
    former = sa.update(ScoreEvidence).where(
        col(ScoreEvidence.sheet_id) == sheet_id,
        col(ScoreEvidence.criterion) == criterion.code,
        col(ScoreEvidence.superseded_at).is_(None),
    )
    desk.session.execute(former.values(superseded_at=desk.moment.now))
    desk.session.add_all(rows)
    desk.session.flush()


def _row(
    desk: Desk, sheet_id: int, criterion: str, named: Named, place: str, keep: Keep | None
) -> ScoreEvidence:
    title = tidy(named.title)
    if not title or len(title) > LONGEST_TITLE:
        raise ProblemsError([problem("EVIDENCE_TITLE", f"{place}.title")])
    if unfit_title := text_problem(title, max_length=LONGEST_TITLE, field=f"{place}.title"):
        raise ProblemsError([unfit_title])
    if sum(each is not None for each in (named.url, named.digest, named.snapshot_id, named.upload_id)) != 1:
        raise ProblemsError([problem("EVIDENCE_PLACE", place)])
    if named.sha256 is not None and not _SHA256.fullmatch(named.sha256):
        raise ProblemsError([problem("EVIDENCE_SHA256", f"{place}.sha256")])
    digest = named.digest
    if named.upload_id is not None and keep is not None:
        digest = keep(named, place)
    found = _hash_of(desk.session, replace(named, digest=digest), place)
    if named.sha256 not in (None, found):
        raise ProblemsError([problem("EVIDENCE_SHA256", f"{place}.sha256")])
    return ScoreEvidence(
        sheet_id=sheet_id,
        criterion=criterion,
        title=title,
        url=None if named.url is None else named.url.strip(),
        digest=digest,
        snapshot_id=named.snapshot_id,
        sha256=found,
        recorded_by_id=desk.actor.person_id,
        recorded_at=desk.moment.now,
    )


def _hash_of(session: Session, named: Named, place: str) -> str | None:
    """The SHA-256 of what is named. No request leaves: of an address it is the one that was given, if any."""
    if named.url is not None:
        url = named.url.strip()
        try:
            is_address = urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname)
        except ValueError:
            is_address = False
        if not is_address or not url.isprintable() or " " in url or len(url) > LONGEST_URL:
            raise ProblemsError([problem("EVIDENCE_URL", f"{place}.url")])
        return named.sha256
    if named.digest is not None:
        if not _SHA256.fullmatch(named.digest) or session.get(StoredFile, named.digest) is None:
            raise ProblemsError([problem("FILE_UNKNOWN", f"{place}.digest")])
        return named.digest
    identifier = named.snapshot_id or ""
    snapshot = None if "\0" in identifier else find_snapshot(session, identifier)
    if snapshot is None:
        raise ProblemsError([problem("SNAPSHOT_UNKNOWN", f"{place}.snapshot")])
    return snapshot.sha256


Look = Callable[[str], FileFault | None]
"""Reads a stored file to its end, and says what is wrong with it."""


def look_at(originals: Originals, digest: str) -> FileFault | None:
    """What is wrong with a stored file at this moment. Raises `MediaError` (STORE_UNAVAILABLE) where nobody can say."""
    return _FAULTS.get(verify(originals, digest))


def unfit(criteria: CriteriaSet, proofs: Sequence[Proof], look: Look) -> Iterator[Problem]:
    """Documents that cannot be frozen: altered, vanished, or proving two criteria of which one does not allow it.

    Stored files are read for it (`look`): what the last check of all files found may be of last month.
    """
    may_share = {each.code for each in criteria.every_criterion() if each.may_share_evidence}
    first: dict[tuple[str, ...], str] = {}
    for proof in proofs:
        row, place = proof.row, f"{proof.row.criterion}.evidence"
        if proof.fault is not None:
            yield proof.fault
        elif row.digest is not None and (fault := look(row.digest)) is not None:
            yield problem(_CODES[fault], place, title=row.title)
        for identity in _identities(row):
            other = first.setdefault(identity, row.criterion)
            if other != row.criterion and not {other, row.criterion} <= may_share:
                yield problem("EVIDENCE_TWICE", place, code=other)
                break


def _identities(row: ScoreEvidence) -> Iterator[tuple[str, ...]]:
    """By what two documents are seen to be one: the same bytes, or the same address however it is written."""
    if row.sha256 is not None:
        yield ("sha256", row.sha256)
    if row.url is not None:
        parts = urlsplit(row.url)
        host = (parts.hostname or "").lower().removeprefix("www.")
        yield ("url", host, str(parts.port or ""), parts.path.rstrip("/"), parts.query)


def freeze(session: Session, proofs: Sequence[Proof], now: datetime) -> None:
    """From now on nobody changes what proves the sheet."""
    for proof in proofs:
        proof.row.frozen_at = now
    session.flush()
