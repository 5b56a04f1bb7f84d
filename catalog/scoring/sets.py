"""Sets of criteria as they are kept: drafts, approved and signed ones, and the template that is shipped.

An approved set is never edited, neither here nor past the code (the database refuses it); an amendment is a new
version. Its signature is the catalogue's own, over the canonical text whose SHA-256 sheets pin.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson
import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.coverage.calendar import Period
from catalog.editing.desk import Desk, Outcome
from catalog.errors import CatalogError, Message, NotFoundError, ProblemsError
from catalog.roles import Deed, require
from catalog.scoring.criteria import CriteriaSet, canonical, check_amendment
from catalog.scoring.criteria_rules import check_set
from catalog.scoring.problems import problem
from catalog.scoring.reading import METRICS, read_criteria_set, template
from catalog.scoring.subjects import note
from catalog.tables import CriteriaSetVersion
from catalog.terms import Action, SetStatus, SubjectForm, SubjectKind
from catalog.text import text_problem, tidy

if TYPE_CHECKING:
    from joserfc.jwk import OKPKey

LARGEST = 1 << 20
"""Characters of a set's JSON; real ones take a few hundredths of it."""
LONGEST_REASON = 1_000
NO_SUCH_SET = Message("Không có bộ tiêu chí này.", "There is no such set of criteria.")


class AlteredSetError(CatalogError):
    """A kept set is not what its SHA-256 says: nothing is scored by it."""

    code = "INTERNAL"


@dataclass(frozen=True)
class KeptSet:
    """A set of criteria with the catalogue's signature, if it was approved."""

    criteria: CriteriaSet
    signature: str | None = None

    @property
    def key(self) -> str:
        """How the history names it."""
        return f"{self.criteria.name}/{self.criteria.version}"

    @property
    def is_shipped(self) -> bool:
        """Whether it is a template that comes with the catalogue, which nobody edits."""
        return self.key in {each.key for each in _shipped()}

    @property
    def document(self) -> str:
        """The set as JSON, but for how far it has come: what is sent in to keep it as a draft."""
        return _document(self.criteria)


def list_sets(session: Session) -> list[KeptSet]:
    """All that are kept, by name and version, and before them the templates."""
    rows = session.scalars(
        sa.select(CriteriaSetVersion).order_by(col(CriteriaSetVersion.name), col(CriteriaSetVersion.version))
    )
    kept = [_read(row) for row in rows]
    known = {each.key for each in kept}
    return [*(each for each in _shipped() if each.key not in known), *kept]


def find_set(session: Session, name: str, version: str) -> KeptSet | None:
    """One version; the templates are there without being kept. None if there is none."""
    if "\0" in name + version:
        return None
    row = session.get(CriteriaSetVersion, (name, version))
    if row is not None:
        return _read(row)
    return next((each for each in _shipped() if each.key == f"{name}/{version}"), None)


def _shipped() -> list[KeptSet]:
    return [KeptSet(template(kind)) for kind in SubjectForm]


def set_for(session: Session, period: Period, kind: SubjectForm) -> KeptSet:
    """By what a sheet of a period is opened: the approved set that came into force last, else the template."""
    return _in_force(session, period, kind, SetStatus.APPROVED) or KeptSet(template(kind))


def retired_for(session: Session, period: Period, kind: SubjectForm) -> KeptSet | None:
    """The set by which sheets of a period would be opened, had it not been retired; None if there is none."""
    return _in_force(session, period, kind, SetStatus.RETIRED)


def _in_force(session: Session, period: Period, kind: SubjectForm, status: SetStatus) -> KeptSet | None:
    fit = [
        each
        for each in list_sets(session)
        if each.criteria.status == status
        and each.criteria.subject_kind == kind
        and each.criteria.valid_from is not None
        and each.criteria.valid_from < period.closes_on
        and (each.criteria.valid_to is None or each.criteria.valid_to > period.opens_on)
    ]
    return max(fit, key=lambda each: (each.criteria.valid_from, each.key), default=None)


def _read(row: CriteriaSetVersion) -> KeptSet:
    found = CriteriaSet.model_validate({**orjson.loads(row.document), "status": row.status})
    if found.sha256 != row.sha256:
        raise AlteredSetError(
            Message(
                f"Bộ tiêu chí {row.name} {row.version} không còn nguyên vẹn.",
                f"The criteria {row.name} {row.version} were altered.",
            )
        )
    return KeptSet(found, row.signature)


def _document(criteria: CriteriaSet) -> str:
    return orjson.dumps(
        criteria.model_dump(mode="json", exclude={"status"}), option=orjson.OPT_SORT_KEYS
    ).decode()


def add_criteria_set(desk: Desk, text: str) -> Outcome:
    """Keep a set as a draft; a draft of the same version is replaced by it.

    Raises `ForbiddenError`, and `ProblemsError` with everything wrong with it, NOT_A_DRAFT, APPROVED_SET, TEMPLATE_STAYS.
    """
    require(Deed.ADD_RULES, desk.actor)
    criteria = read_criteria_set(text[:LARGEST])
    if criteria.status != SetStatus.DRAFT:
        raise ProblemsError([problem("NOT_A_DRAFT", "status")])
    if KeptSet(criteria).is_shipped:
        raise ProblemsError([problem("TEMPLATE_STAYS", "name")])
    session = desk.session
    row = session.get(CriteriaSetVersion, (criteria.name, criteria.version))
    before: dict[str, object] | None = None
    if row is None:
        row = CriteriaSetVersion(
            name=criteria.name,
            version=criteria.version,
            document="",
            sha256="",
            status=SetStatus.DRAFT,
            recorded_by_id=desk.actor.person_id,
            recorded_at=desk.moment.now,
        )
        session.add(row)
    else:
        check_amendment(_read(row).criteria, criteria)
        before = {"sha256": row.sha256}
    row.document, row.sha256 = _document(criteria), criteria.sha256
    row.recorded_by_id, row.recorded_at = desk.actor.person_id, desk.moment.now
    session.flush()
    kept = KeptSet(criteria)
    note(desk, Action.ADD_RULES, kept.key, None, {"sha256": criteria.sha256}, before, kind=SubjectKind.RULES)
    return Outcome(code=kept.key)


def approve_criteria_set(
    desk: Desk, name: str, version: str, sha256: str, key: Callable[[], OKPKey]
) -> Outcome:
    """Approve and sign a draft, as it was read: `sha256` says which text that was.

    Raises `ForbiddenError`, `NotFoundError`, and `ProblemsError`: APPROVED_SET, CHANGED_SINCE, LEGAL_BASIS_MISSING.
    """
    require(Deed.APPROVE_RULES, desk.actor)
    row = None if "\0" in name + version else desk.session.get(CriteriaSetVersion, (name, version))
    if row is None:
        raise NotFoundError(NO_SUCH_SET)
    if row.status != SetStatus.DRAFT:
        raise ProblemsError([problem("APPROVED_SET", "version", version=version)])
    if row.sha256 != sha256:
        raise ProblemsError([problem("CHANGED_SINCE", "sha256")])
    approved = _read(row).criteria.model_copy(update={"status": SetStatus.APPROVED})
    if problems := check_set(approved, METRICS):
        raise ProblemsError(problems)
    row.status = SetStatus.APPROVED
    row.approved_by_id, row.approved_at = desk.actor.person_id, desk.moment.now
    from catalog.coverage.signing import detached_signature  # noqa: PLC0415 (joserfc: a server starts without it)

    row.signature = detached_signature(canonical(approved), key())
    desk.session.flush()
    kept = KeptSet(approved, row.signature)
    told: dict[str, object] = {"sha256": row.sha256, "status": SetStatus.APPROVED}
    note(desk, Action.APPROVE_RULES, kept.key, None, told, kind=SubjectKind.RULES)
    return Outcome(code=kept.key)


def retire_criteria_set(desk: Desk, name: str, version: str, reason: str) -> Outcome:
    """Retire an approved set for good: sheets that were opened by it go on, new ones are not opened.

    Raises `ForbiddenError`, `NotFoundError`, and `ProblemsError`: NOT_APPROVED, RETIRED_SET, RETIRING_REASON.
    """
    require(Deed.RETIRE_RULES, desk.actor)
    row = None if "\0" in name + version else desk.session.get(CriteriaSetVersion, (name, version))
    if row is None:
        raise NotFoundError(NO_SUCH_SET)
    if row.status == SetStatus.RETIRED:
        raise ProblemsError([problem("RETIRED_SET", "criteriaSet", version=version)])
    if row.status != SetStatus.APPROVED:
        raise ProblemsError([problem("NOT_APPROVED", "criteriaSet")])
    told = tidy(reason, multiline=True)
    if not told:
        raise ProblemsError([problem("RETIRING_REASON", "reason")])
    if found := text_problem(told, multiline=True, max_length=LONGEST_REASON, field="reason"):
        raise ProblemsError([found])
    before, after = _read(row), {"sha256": row.sha256, "status": SetStatus.RETIRED}
    check_amendment(before.criteria, before.criteria.model_copy(update={"status": SetStatus.RETIRED}))
    row.status = SetStatus.RETIRED
    desk.session.flush()
    former: dict[str, object] = {"sha256": row.sha256, "status": SetStatus.APPROVED}
    note(desk, Action.WITHDRAW, before.key, told, dict(after), former, kind=SubjectKind.RULES)
    return Outcome(code=before.key)
