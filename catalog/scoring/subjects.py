"""Who is scored: the department, the communes and wards of today, people who work, and whoever has a cluster or a sheet.

The department comes from data, the communes from the administrative units, so that a new catalogue knows them all.
Clusters are the council's: none is made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import orjson
import sqlalchemy as sa
from sqlmodel import Session, col

from catalog import history
from catalog.editing.desk import Desk, Outcome
from catalog.errors import Message, NotFoundError, Problem, ProblemsError
from catalog.places import Unit, Units, load_units
from catalog.roles import Deed, require
from catalog.scoring.individuals import Individual, code_of, individuals, person_of
from catalog.scoring.problems import problem
from catalog.tables import ScoreCluster, ScoreSubject
from catalog.terms import Action, SubjectForm, SubjectKind, UnitLevel
from catalog.text import text_problem, tidy

LONGEST_CODE = 40
NO_SUCH_SUBJECT = Message("Không có đơn vị được chấm điểm này.", "There is no such subject.")


@dataclass(frozen=True)
class Cluster:
    """Similar subjects that are ranked among each other."""

    code: str
    name: str


@dataclass(frozen=True)
class Subject:
    """Who is scored. `unit_id`: the commune or ward; None is the department, or a person: then `individual` is there."""

    code: str
    name: str
    kind: SubjectForm = SubjectForm.COLLECTIVE
    cluster: Cluster | None = None
    unit_id: int | None = None
    individual: Individual | None = None


@cache
def departments() -> tuple[Subject, ...]:
    """The subjects that are no unit, as they are shipped."""
    path = Path(__file__).parents[1] / "data" / "rules" / "score-subjects.json"
    return tuple(Subject(each["code"], each["name"]) for each in orjson.loads(path.read_bytes()))


def list_subjects(session: Session, units: Units, today: date) -> list[Subject]:
    """The department first, then the communes and wards of today, and former ones that have a sheet, by code.

    People are asked for apart (`list_individuals`), for they are not everybody's business.
    """
    kept = {code: each for code, each in _kept(session).items() if each.kind == SubjectForm.COLLECTIVE}
    shipped = [*departments(), *(_of_unit(unit) for unit in _communes(units, today))]
    known = {subject.code: subject for subject in shipped} | kept
    first = [subject.code for subject in departments()]
    return [known[code] for code in [*first, *sorted(known.keys() - set(first))]]


def list_individuals(session: Session, units: Units) -> list[Subject]:
    """The people who are scored, by code: who works, and who has a cluster or a sheet."""
    return _people(individuals(session, units), _kept(session))


def _people(found: Iterable[Individual], kept: Mapping[str, Subject]) -> list[Subject]:
    subjects = [(_of_person(each, kept.get(code_of(each.person_id))), each) for each in found]
    return [subject for subject, each in subjects if each.works or subject.code in kept]


def find_subject(session: Session, units: Units, today: date, code: str) -> Subject | None:
    """A subject by its code; None if there is none."""
    return find_subjects(session, units, today, [code]).get(code)


def find_subjects(session: Session, units: Units, today: date, codes: Iterable[str]) -> dict[str, Subject]:
    """Subjects by their codes, in as many statements for many as for one; those that there are not are left out."""
    wanted = {code for code in codes if len(code) <= LONGEST_CODE and "\0" not in code}
    kept = _kept(session, wanted)
    numbers = {code: number for code in wanted if (number := person_of(code)) is not None}
    found = {subject.code: subject for subject in departments()}
    found |= {unit.code: _of_unit(unit) for unit in _communes(units, today)}
    found |= {code: subject for code, subject in kept.items() if code not in numbers}
    if numbers:
        people = _people(individuals(session, units, numbers.values()), kept)
        found |= {subject.code: subject for subject in people}
    return {code: found[code] for code in wanted & found.keys()}


def needed_subject(session: Session, units: Units, today: date, code: str) -> Subject:
    """The same; raises `NotFoundError` if there is none."""
    subject = find_subject(session, units, today, code)
    if subject is None:
        raise NotFoundError(NO_SUCH_SUBJECT)
    return subject


def find_clusters(session: Session, codes: Iterable[str | None]) -> dict[str | None, Cluster]:
    """Clusters by their codes, in one statement if there are any."""
    wanted = sorted({code for code in codes if code is not None})
    query = sa.select(ScoreCluster).where(col(ScoreCluster.code).in_(wanted))
    return {row.code: Cluster(row.code, row.name) for row in (session.scalars(query) if wanted else ())}


def _communes(units: Units, today: date) -> list[Unit]:
    return units.on(today, (UnitLevel.COMMUNE, UnitLevel.WARD))


def _of_unit(unit: Unit) -> Subject:
    return Subject(unit.code, unit.name, unit_id=unit.id)


def _of_person(one: Individual, kept: Subject | None) -> Subject:
    cluster = None if kept is None else kept.cluster
    return Subject(code_of(one.person_id), one.acting.name, SubjectForm.INDIVIDUAL, cluster, individual=one)


def units_of(subject: Subject, units: Units) -> list[str]:
    """The names of the units to which a person belongs: communes, the department. Nothing for a collective."""
    one = subject.individual
    if one is None:
        return []
    communes = sorted(units.by_id[unit].name for unit in one.unit_ids)
    return [*communes, *(each.name for each in departments() if one.is_of_department)]


def _kept(session: Session, codes: Iterable[str] | None = None) -> dict[str, Subject]:
    query = sa.select(ScoreSubject, ScoreCluster).outerjoin(
        ScoreCluster, col(ScoreSubject.cluster_code) == col(ScoreCluster.code)
    )
    if codes is not None:
        query = query.where(col(ScoreSubject.code).in_(sorted(codes)))
    return {
        row.code: Subject(
            row.code,
            row.name,
            row.kind,
            None if cluster is None else Cluster(cluster.code, cluster.name),
            row.unit_id,
        )
        for row, cluster in session.execute(query)
    }


def keep(session: Session, subject: Subject, now: datetime) -> ScoreSubject:
    """The subject's row, made if it has none yet."""
    row = session.get(ScoreSubject, subject.code)
    if row is None:
        row = ScoreSubject(
            code=subject.code,
            name=subject.name,
            kind=subject.kind,
            unit_id=subject.unit_id,
            person_id=None if subject.individual is None else subject.individual.person_id,
            recorded_at=now,
        )
        session.add(row)
        session.flush()
    return row


def place_in_cluster(desk: Desk, code: str, name: str, subjects: list[str]) -> Outcome:
    """Put subjects into a cluster, which is made or named anew; sheets that are published keep their rank.

    Raises `ForbiddenError`, `NotFoundError` for a subject that is not known, and `ProblemsError`: BAD_CLUSTER,
    MIXED_CLUSTER where collectives and individuals would be ranked among each other.
    """
    require(Deed.PLACE_IN_CLUSTER, desk.actor)
    session, code, name = desk.session, tidy(code), tidy(name)
    if not code or len(code) > LONGEST_CODE or not name or len(name) > 200:
        message = Message(
            f"Cụm, khối cần mã (không quá {LONGEST_CODE} ký tự) và tên.",
            f"A cluster has a code (at most {LONGEST_CODE} characters) and a name.",
        )
        raise ProblemsError([Problem("BAD_CLUSTER", message, "code")])
    if found_in := text_problem(code, field="code") or text_problem(name, field="name"):
        raise ProblemsError([found_in])
    units = load_units(session)
    found = [needed_subject(session, units, desk.moment.today, subject) for subject in subjects]
    # Locked: whoever puts others into it at the same time waits, and then sees them.
    cluster = session.get(ScoreCluster, code, with_for_update=True) or ScoreCluster(code=code, name=name)
    cluster.name = name
    session.add(cluster)
    session.flush()
    _check_unmixed(session, code, found)
    for subject in found:
        row = keep(session, subject, desk.moment.now)
        before: dict[str, object] = {"cluster": row.cluster_code}
        row.cluster_code = code
        note(desk, Action.ASSIGN, subject.code, None, {"cluster": code}, before)
    session.flush()
    return Outcome(code=code)


def _check_unmixed(session: Session, code: str, added: list[Subject]) -> None:
    moved = [subject.code for subject in added]
    members = sa.select(ScoreSubject.kind).where(  # type: ignore[call-overload]
        col(ScoreSubject.cluster_code) == code, col(ScoreSubject.code).not_in(moved)
    )
    if len({*session.scalars(members), *(subject.kind for subject in added)}) > 1:
        raise ProblemsError([problem("MIXED_CLUSTER", "subjects", code=code)])


def note(
    desk: Desk,
    action: Action,
    key: str,
    reason: str | None,
    after: dict[str, object],
    before: dict[str, object] | None = None,
    kind: SubjectKind = SubjectKind.SCORE_SHEET,
) -> None:
    """Write one history entry about scores or criteria."""
    entry = history.Entry(
        actor_id=desk.actor.person_id,
        actor_name=desk.actor.name,
        action=action,
        subject_kind=kind,
        subject_key=key,
        reason=reason,
        before=before,
        after=after,
    )
    history.append(desk.session, entry, desk.moment.now)
