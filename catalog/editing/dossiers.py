"""A dossier against what the catalogue knows: the record's own files, the template of the day, the relic's rank."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import col

from catalog.dossiers.rules import check_dossier
from catalog.dossiers.template import RELIC_SCHEMES, Relic, template_on
from catalog.editing.desk import Desk
from catalog.projection.dossiers import DossierFile, file_columns
from catalog.projection.rank import grade_on
from catalog.projection.reader import Reader
from catalog.projection.records import Key, records_by
from catalog.projection.site import DESIGNATIONS
from catalog.projection.values import DesignationValue
from catalog.sites.content import SiteContent
from catalog.sites.rules import Findings
from catalog.stamps import Sight
from catalog.tables import StoredFile, Surrogate
from catalog.terms import Grade, Relation


def judge_dossier(desk: Desk, content: SiteContent, present: SiteContent | None) -> Findings:
    """What is wrong with the dossier, and what deserves a look in the parts that `present` did not say just so."""
    if not content.dossier:
        return Findings((), ())
    template = template_on(desk.moment.today)
    known = () if present is None else present.dossier
    return check_dossier(content.dossier, known, template, _relic(desk, content), _files(desk, content))


def _files(desk: Desk, content: SiteContent) -> dict[str, DossierFile]:
    query = (
        sa.select(*file_columns())
        .join(StoredFile, col(StoredFile.digest) == Surrogate.digest)
        .where(col(Surrogate.code).in_([one.code for one in content.surrogates]))
    )
    return {row[0]: DossierFile(*row) for row in desk.session.execute(query)}


def _relic(desk: Desk, content: SiteContent) -> Relic:
    grade = _own_grade(desk, content)
    wholes = [part.complex for part in content.part_of if part.relation == Relation.PART]
    if grade is None and wholes:
        reader = Reader(desk.session, desk.moment.today)
        for whole in records_by(reader, Key.CODE, wholes, sight=Sight.PUBLISHED):
            grade = grade or grade_on(whole.related(DESIGNATIONS), desk.moment.today).value
    is_ranked = any(act.scheme in RELIC_SCHEMES for act in content.designations)
    is_of_legal_kind = not content.kinds or any(desk.kinds.get(kind) for kind in content.kinds)
    return Relic(is_ranked or bool(wholes) or is_of_legal_kind, grade)


def _own_grade(desk: Desk, content: SiteContent) -> Grade | None:
    names = DesignationValue._fields
    acts = [DesignationValue(**{name: getattr(act, name) for name in names}) for act in content.designations]
    return grade_on(acts, desk.moment.today).value
