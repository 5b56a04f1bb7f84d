"""Writing a record: a new site, a changed one, an older revision brought back. Each makes a whole revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError
from sqlmodel import Session, col

from catalog.editing.desk import Desk, Outcome
from catalog.editing.dossiers import judge_dossier
from catalog.editing.forms import read_form
from catalog.editing.positions import judge_position
from catalog.editing.records import WorkingRecord, content_at, find_record, named, set_state, stale
from catalog.editing.wishes import Setting, wanted_facets
from catalog.errors import ForbiddenError, Message, Problem, ProblemsError
from catalog.places import Units
from catalog.publishing import slug_taken
from catalog.roles import Deed, Subject, is_officer_only, may, officer_may_change, refusal
from catalog.sites.content import SiteContent
from catalog.sites.facets import Facets, assemble, facets_of, text_of_facet
from catalog.sites.merge import mark_stale, merge
from catalog.sites.revisions import NewRevision, write_revisions
from catalog.sites.rules import check_content, explained, verified_in_future
from catalog.sites.statement import problems_of
from catalog.tables import Publication, Site, SiteRevision, SiteSlug
from catalog.terms import Action, Origin, RecordState
from catalog.text import slugify

CODE_PREFIX = "DB-S-"


def create_site(desk: Desk, document: Mapping[str, Any]) -> Outcome:
    """A new site as a draft under the next permanent code."""
    form = read_form(document)
    facets = wanted_facets(form, _setting(desk, document, None))
    wanted = {name: value for name, value in facets.items() if value is not None}
    wanted.setdefault("slug", _free_slug(desk.session, _vietnamese_name(wanted)))
    content, warnings = _judged(desk, wanted, None)
    subject = Subject(
        RecordState.DRAFT,
        unit_ids=_unit_ids(desk.units, content),
        authors=frozenset({desk.actor.person_id}),
    )
    if not may(Deed.CREATE_SITE, desk.acting, subject):
        raise ForbiddenError(_NOT_YOUR_COMMUNE)
    _refuse_taken(desk.session, content.slug, None)
    site_id = (desk.session.scalar(sa.select(sa.func.max(Site.id))) or 0) + 1
    site = Site(id=site_id, code=f"{CODE_PREFIX}{site_id:05d}", recorded_at=desk.moment.now)
    desk.session.add(site)
    desk.session.flush()
    outcome = _write(desk, site, 1, 1, content)
    desk.note(Action.CREATE, outcome, None, None)
    return replace(outcome, warnings=warnings)


_NOT_YOUR_COMMUNE = Message(
    "Bạn chỉ được lập bản ghi cho địa điểm thuộc địa bàn mình phụ trách; hãy chọn đúng xã, phường.",
    "You may only enter sites that lie in your own commune; please choose the commune or ward.",
)


def revise_site(desk: Desk, code: str, version: int, document: Mapping[str, Any]) -> Outcome:
    """The record with a form's fields, on top of what others changed since `version`.

    Nothing to change makes no revision. Raises `ProblemsError` with one STALE_REVISION for each field that
    somebody else changed to something else since.
    """
    record = find_record(desk.session, desk.units, code)
    require_deed(desk, Deed.REVISE_SITE, record)
    base = content_at(desk.session, record.outcome.site_id, version)
    present = content_at(desk.session, record.outcome.site_id, record.version)
    if base is None or present is None:
        raise ProblemsError([stale(record.version)])
    form = read_form(document)
    wanted = wanted_facets(form, _setting(desk, document, base))
    merged = merge(facets_of(base), facets_of(present), wanted)
    _refuse_fields(desk, record, facets_of(present), merged)
    merged = mark_stale(facets_of(present), merged, frozenset(wanted))
    content, warnings = _judged(desk, merged, present)
    return put(desk, record, present, content, Action.REVISE, warnings)


def restore_site(desk: Desk, code: str, version: int, restored: int) -> Outcome:
    """An earlier revision's content as a new draft, whole, with an equal content hash."""
    record = named(desk, Deed.RESTORE_SITE, code, version)
    content = content_at(desk.session, record.outcome.site_id, restored)
    present = content_at(desk.session, record.outcome.site_id, record.version)
    if content is None or present is None:
        message = Message(f"Không có phiên bản {restored}.", f"There is no version {restored}.")
        raise ProblemsError([Problem("UNKNOWN_VERSION", message, "revision")])
    return put(desk, record, present, content, Action.RESTORE, (), f"v{restored}")


def require_deed(desk: Desk, deed: Deed, record: WorkingRecord) -> None:
    """Raise `NotFoundError` or `ForbiddenError` unless the person may do this to the record as it stands."""
    if not may(deed, desk.acting, record.subject):
        raise refusal(deed, desk.acting, record.subject)


def put(
    desk: Desk,
    record: WorkingRecord,
    present: SiteContent,
    content: SiteContent,
    action: Action,
    warnings: tuple[Problem, ...],
    reason: str | None = None,
) -> Outcome:
    """Write a content upon a record, if it says anything new."""
    if content.content_hash() == record.outcome.content_hash and action == Action.REVISE:
        return replace(record.outcome, warnings=warnings)
    _refuse_beyond_scope(desk, record, present, content)
    _refuse_taken(desk.session, content.slug, record.outcome.site_id)
    site = desk.session.get_one(Site, record.outcome.site_id)
    ended = record.subject.state in (RecordState.PUBLISHED, RecordState.WITHDRAWN)
    if not ended:
        set_state(desk.session, record.outcome.revision_id, RecordState.SUPERSEDED)
    version = record.version + 1
    outcome = _write(desk, site, version, version if ended else record.chain_start, content)
    desk.note(action, outcome, record.outcome, reason)
    return replace(outcome, warnings=warnings)


def _refuse_beyond_scope(
    desk: Desk, record: WorkingRecord, present: SiteContent, content: SiteContent
) -> None:
    """A commune officer keeps to his commune, and on a site once public to position, pictures and visitor facts."""
    if not is_officer_only(desk.acting, record.subject.unit_ids):
        return
    moved = replace(record.subject, unit_ids=_unit_ids(desk.units, content))
    if not may(Deed.REVISE_SITE, desk.acting, moved):
        raise ForbiddenError(_NOT_YOUR_COMMUNE)
    _refuse_fields(desk, record, facets_of(present), facets_of(content))


def _refuse_fields(desk: Desk, record: WorkingRecord, old: Facets, new: Facets) -> None:
    """What a commune officer may not change, before anything of it is judged."""
    if not record.subject.was_public or not is_officer_only(desk.acting, record.subject.unit_ids):
        return
    changed = {name for name in {*old, *new} if old.get(name) != new.get(name)} - {"missing"}
    beyond = sorted(name for name in changed if not officer_may_change(name))
    if beyond:
        raise ForbiddenError(
            Message(
                f"Với địa điểm đã công bố, cán bộ xã chỉ sửa được vị trí, ảnh và thông tin cho khách, không sửa: {', '.join(beyond)}.",
                f"On a site once published a commune officer changes position, pictures and visitor facts only, not: {', '.join(beyond)}.",
            )
        )


def _write(desk: Desk, site: Site, version: int, chain_start: int, content: SiteContent) -> Outcome:
    revision = NewRevision(
        site_id=site.id or 0,
        version=version,
        content=content,
        state=RecordState.DRAFT,
        origin=Origin.ENTRY,
        author=desk.actor.name,
        author_id=desk.actor.person_id,
        chain_start=chain_start,
        recorded_at=desk.moment.now,
    )
    (revision_id,) = write_revisions(desk.session, [revision])
    return Outcome(
        site_id=site.id or 0,
        code=site.code,
        slug=content.slug,
        revision_id=revision_id,
        version=version,
        state=RecordState.DRAFT,
        content_hash=content.content_hash(),
    )


def _judged(
    desk: Desk, facets: Mapping[str, Any], present: SiteContent | None
) -> tuple[SiteContent, tuple[Problem, ...]]:
    """The content with these facets, and what deserves a look. Raises `ProblemsError` for what is wrong."""
    try:
        content = explained(assemble(facets)).canonical()
    except ValidationError as error:
        raise ProblemsError([_in_form(p, facets) for p in problems_of(error)]) from None
    findings = check_content(content, desk.kinds, is_import=False)
    known = present.designations if present else ()
    found = (*findings.problems, *verified_in_future(content, desk.moment.today))
    problems = [_in_form(problem, facets) for problem in found if not _is_known(problem, content, known)]
    position_problems, warnings = judge_position(desk, content, present)
    dossier = judge_dossier(desk, content, present)
    if problems := [*problems, *position_problems, *dossier.problems]:
        raise ProblemsError(problems)
    return content, (*findings.warnings, *warnings, *dossier.warnings)


def _is_known(problem: Problem, content: SiteContent, known: tuple[Any, ...]) -> bool:
    """Whether this is the doubt about an imported act that the writer has left as it was."""
    if problem.code != "AUTHORITY_UNSURE" or problem.field is None:
        return False
    return content.designations[int(problem.field.split(".")[1])] in known


_FORM_NAMES = {
    "name": "names",
    "kind": "kinds",
    "units": "adminUnits",
    "zones": "protectionZones",
    "places": "location",
    "part_of": "partOf",
    "declared_parts": "declaredParts",
    "period_edtf": "periodEdtf",
    "managing_body": "managingBody",
    "visitor_facts_verified_on": "visitorFactsVerifiedOn",
    "address_in_decision": "addressInDecision",
    "summary": "summaries",
    "description": "descriptions",
    "external_ids": "externalIds",
}


def _in_form(problem: Problem, facets: Mapping[str, Any]) -> Problem:
    """The problem under the name of the form's field that it is about."""
    first, dot, rest = (problem.field or "").partition(".")
    if first == "texts":
        texts = [name for name, value in facets.items() if text_of_facet(name) for _ in value]
        number = rest.split(".")[0]
        return Problem(problem.code, problem.message, texts[int(number)] if number else "names")
    return Problem(problem.code, problem.message, f"{_FORM_NAMES.get(first, first)}{dot}{rest}")


def _setting(desk: Desk, document: Mapping[str, Any], present: SiteContent | None) -> Setting:
    wanted = {part.get("complex", "") for part in document.get("partOf") or () if isinstance(part, Mapping)}
    query = sa.select(Publication.code, Publication.slug).where(  # type: ignore[call-overload]
        col(Publication.superseded_at).is_(None),
        sa.or_(col(Publication.code).in_(wanted), col(Publication.slug).in_(wanted)),
    )
    found = desk.session.execute(query).all() if wanted else []
    complexes = {name: code for code, slug in found for name in (code, slug)}
    return Setting(desk.units, desk.moment.today, present, complexes)


def _unit_ids(units: Units, content: SiteContent) -> frozenset[int]:
    linked = [units.by_key[link.unit] for link in content.units]
    present = [unit for unit in linked if unit.valid_to is None]
    return frozenset(heir.id for unit in (present or linked) for heir in units.today_of(unit))


def _vietnamese_name(facets: Mapping[str, Any]) -> str:
    texts = facets.get("names.VI") or ()
    return texts[0].text if texts else ""


def _free_slug(session: Session, name: str) -> str:
    """A slug made of the name that no site has or had, numbered where need be."""
    stem = slugify(name)[:70].strip("-") or "dia-diem"
    taken = {
        *session.scalars(sa.select(SiteSlug.slug).where(col(SiteSlug.slug).startswith(stem))),  # type: ignore[call-overload]
        *session.scalars(sa.select(SiteRevision.slug).where(col(SiteRevision.slug).startswith(stem))),  # type: ignore[call-overload]
    }
    number = 2
    slug = stem
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug


def _refuse_taken(session: Session, slug: str, site_id: int | None) -> None:
    owners = sa.union(
        sa.select(SiteSlug.site_id).where(col(SiteSlug.slug) == slug),  # type: ignore[call-overload]
        sa.select(SiteRevision.site_id).where(  # type: ignore[call-overload]
            col(SiteRevision.slug) == slug, col(SiteRevision.state) != RecordState.SUPERSEDED
        ),
    )
    if {owner for (owner,) in session.execute(owners)} - {site_id}:
        raise ProblemsError([Problem("SLUG_TAKEN", slug_taken(slug), "slug")])
