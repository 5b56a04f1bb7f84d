"""What is taken away from the history as evidence, and whether the records still say what it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson
import sqlalchemy as sa
from pydantic import ValidationError
from sqlmodel import Session, col

from catalog.chain import Break, Fault
from catalog.errors import Message
from catalog.history import COLUMNS, rows
from catalog.sites.content import SiteContent
from catalog.sites.facets import compare
from catalog.sites.revisions import chunks, read_contents
from catalog.tables import Site, SiteRevision
from catalog.terms import SubjectKind

Named = tuple[str, int]
"""A revision as the history names it: the site's code and the version."""

BATCH = 200


def export_lines(session: Session) -> Iterator[bytes]:
    """The whole history as JSON Lines: the chained columns, and beside them what each act changed.

    `changes` is not part of the chain: it is read from the revisions, which the chain names by their hash.
    """
    batch: list[dict[str, Any]] = []
    for row in rows(session):
        batch.append(row)
        if len(batch) == BATCH:
            yield from _lines(session, batch)
            batch = []
    yield from _lines(session, batch)


def _lines(session: Session, batch: Sequence[Mapping[str, Any]]) -> Iterator[bytes]:
    acts = [(row, _named(row, "before"), _named(row, "after")) for row in batch]
    contents = _contents(session, {name for _, *both in acts for name in both if name is not None})
    for row, before, after in acts:
        changes = []
        if after is not None and before != after:
            old = None if before is None else contents.get(before)
            changes = [
                {"field": change.field, "before": change.before, "after": change.after}
                for change in compare(old, contents.get(after))
            ]
        document = {name: row[name] for name in COLUMNS} | {"changes": changes}
        yield orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)


def _told(row: Mapping[str, Any], column: str) -> dict[str, Any]:
    try:
        document = orjson.loads(row[column] or "{}")
    except (orjson.JSONDecodeError, TypeError):  # a row that was altered; `catalog.chain` names it
        return {}
    return document if isinstance(document, dict) else {}


def _named(row: Mapping[str, Any], column: str) -> Named | None:
    version = _told(row, column).get("version")
    if row["subject_kind"] != SubjectKind.SITE or not isinstance(version, int):
        return None
    return row["subject_key"], version


def verify_contents(session: Session) -> tuple[int, list[Break]]:
    """Recompute the hash of every revision that the history names: how many, and each that says otherwise."""
    named: dict[Named, tuple[int, str]] = {}
    breaks: list[Break] = []
    for row in rows(session):
        name, content_hash = _named(row, "after"), str(_told(row, "after").get("content_hash"))
        if name is not None and named.setdefault(name, (row["sequence"], content_hash))[1] != content_hash:
            breaks.append(_other_content(row["sequence"], name))
    for some in chunks(list(named)):
        present = _hashes(session, some)
        for name in some:
            sequence, content_hash = named[name]
            found = present.get(name)
            if found is None:
                breaks.append(_no_revision(sequence, name))
            elif found != (content_hash, content_hash):
                breaks.append(_other_content(sequence, name))
    return len(named), breaks


def _other_content(sequence: int, name: Named) -> Break:
    message = Message(
        f"Phiên bản {name[1]} của {name[0]} nay nói khác với điều dòng {sequence} đã ghi.",
        f"Version {name[1]} of {name[0]} says something else than row {sequence} recorded.",
    )
    return Break(sequence, Fault.CONTENT, message)


def _no_revision(sequence: int, name: Named) -> Break:
    message = Message(
        f"Phiên bản {name[1]} của {name[0]} (dòng {sequence}) không còn.",
        f"Version {name[1]} of {name[0]} (row {sequence}) is gone.",
    )
    return Break(sequence, Fault.CONTENT, message)


def _revisions(session: Session, names: Iterable[Named]) -> dict[Named, tuple[int, str]]:
    """Id and recorded hash of each of these revisions that is there."""
    wanted = set(names)
    found: dict[Named, tuple[int, str]] = {}
    for codes in chunks(sorted({code for code, _ in wanted})):
        query = (
            sa.select(Site.code, SiteRevision.version, SiteRevision.id, SiteRevision.content_hash)  # type: ignore[call-overload]
            .join(Site, col(Site.id) == SiteRevision.site_id)
            .where(col(Site.code).in_(codes))
        )
        for code, version, revision_id, content_hash in session.execute(query):
            if (code, version) in wanted:
                found[code, version] = (revision_id, content_hash)
    return found


def _contents(session: Session, names: Iterable[Named]) -> dict[Named, SiteContent]:
    revisions = _revisions(session, names)
    contents = _readable(session, [revision_id for revision_id, _ in revisions.values()])
    return {name: contents[number] for name, (number, _) in revisions.items() if number in contents}


def _hashes(session: Session, names: Iterable[Named]) -> dict[Named, tuple[str, str | None]]:
    """The recorded and the recomputed hash of each of these revisions that is there."""
    revisions = _revisions(session, names)
    contents = _readable(session, [revision_id for revision_id, _ in revisions.values()])
    return {
        name: (recorded, contents[number].content_hash() if number in contents else None)
        for name, (number, recorded) in revisions.items()
    }


def _readable(session: Session, revision_ids: Sequence[int]) -> dict[int, SiteContent]:
    """What each revision says; one that somebody made unreadable is left out, and does not hide the others."""
    try:
        return read_contents(session, revision_ids)
    except (ValidationError, LookupError, ValueError):
        if len(revision_ids) == 1:
            return {}
        half = len(revision_ids) // 2
        return _readable(session, revision_ids[:half]) | _readable(session, revision_ids[half:])
