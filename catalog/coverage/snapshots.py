"""Snapshots: made from the register of one instant, read, and made again from the history to see that they are true.

Everything that a snapshot says follows from four things that it names: the day of legal time, the instant of our
knowledge, the version of the rules, and the register's own history. Whoever has the database can make it again, byte
for byte, whatever has been changed in it since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import orjson
import sqlalchemy as sa
from sqlalchemy.orm import defer
from sqlmodel import Session, col

from catalog import history
from catalog.coverage.asking import Coverage, Question
from catalog.coverage.basis import basis_of
from catalog.coverage.calendar import find_period
from catalog.coverage.counted import overlaps
from catalog.coverage.document import (
    COUNTINGS,
    FORMAT,
    EntrySheet,
    Sheet,
    UndatedSheet,
    entry_sheet,
    grouping_sheets,
    groupings_of,
    undated_sheet,
    words,
    written,
)
from catalog.coverage.format_words import LEVELS, ROWS
from catalog.coverage.rules import rules_of
from catalog.coverage.sealing import canonical, parts, seals_of, sha256_of
from catalog.coverage.words import CountingMode, Grouping, Population
from catalog.errors import Message, NotFoundError
from catalog.ladder.rules import RuleSet
from catalog.places import legal_day
from catalog.projection.reader import Reader
from catalog.register import declared_totals
from catalog.sites.kinds import kinds_on
from catalog.tables import CoverageSnapshot, DeclaredTotal, HistoryEntry
from catalog.terms import Action, SubjectKind

if TYPE_CHECKING:
    from joserfc.jwk import OKPKey

MOST_LISTED = 100
NO_SUCH_SNAPSHOT = Message("Không có bản chốt số liệu này.", "There is no such snapshot.")


@dataclass(frozen=True)
class Head:
    """What a snapshot says that is not in the register: decided when it was closed."""

    id: str
    period: str
    opens_on: date
    closes_on: date
    as_of: date
    known_at: datetime
    closed_at: datetime
    restates: tuple[str, str] | None
    reason: str | None
    catalogue: Sheet


def make(session: Session, head: Head, rules: RuleSet | None = None) -> Sheet:
    """The document, not sealed yet; by the rules of the day, or by these."""
    reader = Reader(session, legal_day(head.known_at))
    coverages = [_asked(reader, head, mode, population, rules) for mode, population in COUNTINGS]
    by = coverages[0].rules
    for other in coverages[1:]:  # one reading of register, units and borders is enough
        other.lines, other.around = coverages[0].lines, coverages[0].around
    return {
        "format": FORMAT,
        "catalogue": head.catalogue,
        "id": head.id,
        "period": {
            "code": head.period,
            "opens_on": head.opens_on.isoformat(),
            "closes_on": head.closes_on.isoformat(),
        },
        "as_of": head.as_of.isoformat(),
        "known_at": written(head.known_at),
        "closed_at": written(head.closed_at),
        "rules": {
            "name": by.name,
            "version": by.version,
            "sha256": by.sha256,
            "basis": basis_of(session),
        },
        "restates": None
        if head.restates is None
        else dict(zip(("id", "sha256"), head.restates, strict=True)),
        "reason": head.reason,
        "declared": _declared(session, head.known_at),
        "levels": [{"level": level.name, "title": words(title)} for level, title in LEVELS.items()],
        "checks": [{"id": c.id, "label": words(c.words.label), "source": c.words.source} for c in by.checks],
        "countings": [_counting(coverage, session) for coverage in coverages],
        "overlaps": [
            {"schemes": [scheme.value for scheme in schemes], "sites": sites}
            for schemes, sites in overlaps(coverages[-1].whole.counted).items()
        ],
    }


def _asked(
    reader: Reader, head: Head, mode: CountingMode, population: Population, rules: RuleSet | None
) -> Coverage:
    question = Question(head.as_of, mode, population, Grouping.TOTAL, known_at=head.known_at)
    coverage = Coverage(reader, question, is_closed=True, takes_turns=False)
    if rules is not None:
        coverage.rules = rules
    return coverage


def _declared(session: Session, known_at: datetime) -> list[Sheet]:
    return [
        {
            "register": row.register_name,
            "decision_number": row.decision_number,
            "as_of": row.as_of,
            "scheme": row.scheme.value,
            "category": row.category,
            "declared": row.declared,
            "source": row.source,
        }
        for row in sorted(declared_totals(session, known_at), key=_place_of_declared)
    ]


def _place_of_declared(row: DeclaredTotal) -> tuple[str, str, str, str]:
    return row.register_name, row.as_of, row.scheme, row.category


def _counting(coverage: Coverage, session: Session) -> Sheet:
    groups, whole, question = _groups(coverage, session), coverage.whole, coverage.question
    entries = sorted(
        (entry_sheet(one, groups.codes) for one in whole.counted), key=lambda sheet: sheet["key"]
    )
    undated = sorted(
        (undated_sheet(one, groups.codes) for one in whole.undated), key=lambda sheet: sheet["key"]
    )
    rows = groupings_of(
        question.population,
        [EntrySheet.model_validate(sheet) for sheet in entries],
        [UndatedSheet.model_validate(sheet) for sheet in undated],
        {Grouping.ADMIN_UNIT: sorted(groups.codes.values()), Grouping.KIND: groups.kinds},
    )
    return {
        "mode": question.mode.value,
        "population": question.population.value,
        "entries": entries,
        "undated": undated,
        "groupings": grouping_sheets(rows, groups.label),
    }


@dataclass(frozen=True)
class _Groups:
    """By what rows are made, and what they are called."""

    codes: Mapping[int, str]
    kinds: Sequence[str]
    names: Mapping[tuple[Grouping, str], Message]

    def label(self, grouping: Grouping, key: str) -> Message:
        """What a row is called; a managing body is called what it is."""
        return ROWS.get((grouping, key)) or self.names.get((grouping, key)) or Message(key, key)


def _groups(coverage: Coverage, session: Session) -> _Groups:
    keys, units = coverage.groups.unit_keys, coverage.around.units
    kinds = sorted(
        kinds_on(session, coverage.question.as_of), key=lambda kind: (not kind.is_legal, kind.code)
    )
    names = {
        (Grouping.ADMIN_UNIT, code): Message(units.by_id[i].name, units.by_id[i].name)
        for i, code in keys.items()
    }
    names |= {(Grouping.KIND, kind.code): Message(kind.label_vi, kind.label_en) for kind in kinds}
    return _Groups(keys, [kind.code for kind in kinds], names)


def newest_of(session: Session, period: str) -> CoverageSnapshot | None:
    """The newest snapshot of a period; None if it was not closed yet."""
    return next(iter(list_snapshots(session, period)), None)


def find_snapshot(session: Session, identifier: str) -> CoverageSnapshot | None:
    """A snapshot; None if there is none."""
    return session.get(CoverageSnapshot, identifier) if len(identifier) <= 40 else None


def list_snapshots(session: Session, period: str | None = None) -> list[CoverageSnapshot]:
    """The newest snapshots of all periods, or of one, newest first; their documents are read when asked for."""
    query = sa.select(CoverageSnapshot).options(defer(CoverageSnapshot.document))  # type: ignore[arg-type]
    if period is not None:
        query = query.where(col(CoverageSnapshot.period_code) == period)
    order = (col(CoverageSnapshot.closed_at).desc(), col(CoverageSnapshot.id))
    return list(session.scalars(query.order_by(*order).limit(MOST_LISTED)))


@dataclass(frozen=True)
class Recomputed:
    """A snapshot made again: its hash, and where it differs from the one that is kept (nowhere, if it is true).

    `has_rules` is False if this installation does not have the version of the rules by which it was made, or judges by
    other data: kinds, dossier templates, rights, checks.
    """

    sha256: str
    differing: tuple[str, ...] = field(default=())
    has_rules: bool = True

    @property
    def is_same(self) -> bool:
        """Whether it is the same, byte for byte."""
        return self.has_rules and not self.differing


def recompute(session: Session, identifier: str, key: OKPKey | None) -> Recomputed:
    """Make a snapshot again from the history, and compare it byte for byte. Raises `NotFoundError`.

    What was decided at the closing (address, key, signature) is taken from the document. So that nobody can put
    another document in its place, it must be signed by `key`, the catalogue's own (None: there is none, and nothing
    is signed by it), the row beside it must say the same, and so must the act in the chained history.
    """
    row = find_snapshot(session, identifier)
    if row is None:
        raise NotFoundError(NO_SUCH_SNAPSHOT)
    kept = _kept(row)
    rules = rules_of(row.rules_sha256)
    if rules is None:
        return Recomputed("", ("rules",), has_rules=False)
    if _basis(kept) not in (None, basis_of(session)):
        return Recomputed("", ("rules",), has_rules=False)
    made = make(session, _head(session, row, kept), rules)
    made |= {"seals": seals_of(made), "key": kept.get("key")}
    digest = sha256_of(made)
    text = canonical({**made, "sha256": digest, "signature": row.signature}).decode()
    found = [*_beside(session, row, rules), *_unproved(row, key)]
    if text != row.document or digest != row.sha256:
        found = [*(_differing(made, kept) or ["sha256"]), *found]
    return Recomputed(digest, tuple(dict.fromkeys(found))[:_SHOWN])


def _basis(kept: Sheet) -> str | None:
    rules = kept.get("rules")
    basis = rules.get("basis") if isinstance(rules, dict) else None
    return basis if isinstance(basis, str) else None


def _unproved(row: CoverageSnapshot, key: OKPKey | None) -> list[str]:
    """Where the document does not hold by itself, or not by this key."""
    from catalog.coverage.examining import examine  # noqa: PLC0415 (joserfc: a server starts without it)

    found = [fault.place or "document" for fault in examine(row.document.encode(), key).faults]
    return found if key is not None else [*found, "key"]


def _beside(session: Session, row: CoverageSnapshot, rules: RuleSet) -> list[str]:
    """Where the row, or the act in the history, says something else than was closed."""
    found = [] if row.rules == rules.title_of_version else ["rules"]
    action = Action.CLOSE_PERIOD if row.restates_id is None else Action.RESTATE_PERIOD
    acts = sa.select(HistoryEntry).where(
        col(HistoryEntry.subject_kind) == SubjectKind.PERIOD,
        col(HistoryEntry.subject_key) == row.period_code,
        col(HistoryEntry.action) == action,
        col(HistoryEntry.at) == row.closed_at,
    )
    told = history.told({
        "snapshot": row.id,
        "sha256": row.sha256,
        "as_of": row.as_of.isoformat(),
        "rules_sha256": row.rules_sha256,
    })  # fmt: skip
    if not any(
        (act.after, act.reason, act.actor_id) == (told, row.reason, row.closed_by_id)
        and history.holds({name: getattr(act, name) for name in history.COLUMNS})
        for act in session.scalars(acts)
    ):
        found.append("history")
    return found


def _kept(row: CoverageSnapshot) -> Sheet:
    try:
        document = orjson.loads(row.document)
    except orjson.JSONDecodeError:
        return {}
    return document if isinstance(document, dict) else {}


def _head(session: Session, row: CoverageSnapshot, kept: Sheet) -> Head:
    period = find_period(session, row.period_code)
    restated = None if row.restates_id is None else find_snapshot(session, row.restates_id)
    return Head(
        id=row.id,
        period=row.period_code,
        opens_on=date.min if period is None else period.opens_on,
        closes_on=date.max if period is None else period.closes_on,
        as_of=row.as_of,
        known_at=row.known_at,
        closed_at=row.closed_at,
        restates=None if restated is None else (restated.id, restated.sha256),
        reason=row.reason,
        catalogue=kept.get("catalogue", {}),
    )


_SHOWN = 20


def _differing(made: Mapping[str, Any], kept: Mapping[str, Any]) -> list[str]:
    """The first places that differ; of the head, the names in it."""
    ours, theirs = dict(parts(made)), dict(parts(kept))
    head, other = ours.pop("head"), theirs.pop("head")
    found = [name for name in sorted(head.keys() | other.keys()) if head.get(name) != other.get(name)]
    found += [place for place in dict.fromkeys([*ours, *theirs]) if ours.get(place) != theirs.get(place)]
    return found[:_SHOWN]


@dataclass(frozen=True)
class Counting:
    """What a line of a trend is of: figures that are told apart by any of these are never compared."""

    format: str
    rules: str
    rules_sha256: str
    mode: CountingMode
    population: Population


def countings_of(document: Mapping[str, Any]) -> frozenset[Counting]:
    """What a snapshot has counted, and how."""
    rules = document["rules"]
    return frozenset(
        Counting(
            document["format"],
            rules["name"],
            rules["sha256"],
            CountingMode(counting["mode"]),
            Population(counting["population"]),
        )
        for counting in document["countings"]
    )


def comparable(one: Mapping[str, Any], other: Mapping[str, Any]) -> frozenset[Counting]:
    """The countings by which two snapshots can be compared: same format, rules, mode and population; else none.

    A trend is shown only of these (other rules of the ladder change what a level means; docs/coverage.md).
    """
    return countings_of(one) & countings_of(other)
