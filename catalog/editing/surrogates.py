"""Photographs and other surrogates of a record: attached, described, arranged, removed, and withdrawn at once.

What a revision says of a surrogate is part of the record: it waits for review and publication like all else.
Only a withdrawal acts at once, on every revision there was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from catalog.editing.desk import Desk, Outcome
from catalog.editing.drafts import put, require_deed
from catalog.editing.records import WorkingRecord, content_at, find_record, stale
from catalog.editing.surrogate_forms import (
    SurrogateForm,
    described,
    kind_lacks,
    read_surrogate_form,
    text_missing,
)
from catalog.errors import Message, NotFoundError, Problem, ProblemsError
from catalog.geo.measure import distance_metres
from catalog.projection.surrogate_values import PICTURES
from catalog.roles import Deed
from catalog.sites.content import SiteContent
from catalog.sites.facets import Facets, assemble, facets_of, surrogate_facet
from catalog.sites.merge import merge
from catalog.sites.surrogates import CaptionTrack, SurrogateStatement, captured_day, hidden_because, is_public
from catalog.surrogates.captions import kept_tracks
from catalog.surrogates.files import TakenIn, record_file
from catalog.surrogates.likeness import alike
from catalog.tables import Publication, Surrogate, SurrogateDescription
from catalog.terms import PAPERS, Access, Action, SurrogateKind, SurrogateRole

FAR_METRES = 1_000
"""A photograph taken further from its site than this deserves a look; a view across a valley is usual."""

FIRST_PHOTOGRAPH = date(1826, 1, 1)

MOST_SURROGATES = 500
"""Surrogates of one site."""

PREFIXES: Mapping[SurrogateKind, str] = {
    SurrogateKind.IMAGE: "IMG",
    SurrogateKind.PANORAMA: "PAN",
    SurrogateKind.AUDIO: "AUD",
    SurrogateKind.VIDEO: "VID",
    SurrogateKind.MODEL: "MOD",
    SurrogateKind.DOCUMENT: "DOC",
}
"""What a surrogate's code begins with behind its site's: DB-S-00001.IMG03."""


def attach_surrogate(desk: Desk, code: str, taken: TakenIn, document: Mapping[str, Any]) -> Outcome:
    """A new surrogate of the record, at the end of those that it has, on top of the present version.

    Raises `ProblemsError` for a file that the site has already, or that was withdrawn.
    """
    record = find_record(desk.session, desk.units, code)
    require_deed(desk, Deed.REVISE_SITE, record)
    present = _content(desk, record)
    form = read_surrogate_form(document)
    kind = _kind(form.kind, taken)
    record_file(desk.session, taken, desk.moment.now)
    row = _row(desk, record, present, taken, kind)
    place = taken.examined
    tracks = _tracks(desk, form, ())
    blank = SurrogateStatement(
        code=row.code,
        digest=taken.digest,
        position=max((s.position + 1 for s in present.surrogates), default=0),
        captured_edtf=place.captured_on.isoformat() if place.captured_on else None,
        captured_latitude=place.latitude,
        captured_longitude=place.longitude if place.latitude is not None else None,
        device=place.device,
        access=Access.INTERNAL if form.role in PAPERS else Access.PUBLIC,
    )
    statement = described(blank, form, tracks)
    if statement.poster is not None:
        _check_poster(desk, present, statement)
    statement, moved = _in_role(desk, statement)
    facets = _with(facets_of(present), statement)
    flags = (*moved, *_flags(present, statement, desk), *_alike(desk, statement, taken), *_maybe(kind, taken))
    return _put(desk, record, present, facets, row.code, flags)


def describe_surrogate(
    desk: Desk, code: str, surrogate: str, version: int, document: Mapping[str, Any]
) -> Outcome:
    """What the record says of a surrogate, with a form's fields, on top of what others changed since `version`."""
    record, base, present = _three(desk, code, version)
    before = _statement(base, surrogate)
    form = read_surrogate_form(document)
    statement = described(before, form, _tracks(desk, form, before.caption_tracks or ()))
    if form.poster is not None:
        _check_poster(desk, present, statement)
    statement, moved = _in_role(desk, statement)
    facet = surrogate_facet(statement.number)
    merged = merge(facets_of(base), facets_of(present), {facet: statement})
    flags = (*moved, *_flags(present, statement, desk), *_appears(before, statement))
    return _put(desk, record, present, _with(merged, statement), surrogate, flags)


def _appears(before: SurrogateStatement, after: SurrogateStatement) -> list[Problem]:
    """What was kept from the public and will be seen with the next publication deserves a look."""
    if is_public(before) or not is_public(after):
        return []
    message = Message(
        "Tệp trước đây không công khai, nay sẽ được công chúng xem khi công bố.",
        "The file was not for the public; it will be seen once this is published.",
    )
    return [Problem("BECOMES_PUBLIC", message, "access")]


def remove_surrogate(desk: Desk, code: str, surrogate: str, version: int) -> Outcome:
    """The record without a surrogate; the public sees it until that is published.

    Raises `ProblemsError` where a part of the dossier names it: that part is changed first.
    """
    record, base, present = _three(desk, code, version)
    facet = surrogate_facet(_statement(base, surrogate).number)
    merged = merge(facets_of(base), facets_of(present), {facet: None})
    if parts := [item.part for item in present.dossier if surrogate in item.surrogates]:
        message = Message(
            f"Hồ sơ khoa học đang dùng tệp này ({', '.join(parts)}). Hãy sửa hồ sơ trước.",
            f"The scientific dossier uses this file ({', '.join(parts)}). Please change the dossier first.",
        )
        raise ProblemsError([Problem("DOSSIER_USES_IT", message, facet)])
    for name, other in merged.items():
        if isinstance(other, SurrogateStatement) and other.poster == surrogate:
            merged[name] = other.model_copy(update={"poster": None})
    return _put(desk, record, present, merged, surrogate, ())


def arrange_surrogates(desk: Desk, code: str, version: int, order: Sequence[str]) -> Outcome:
    """The record with its surrogates in this order; those that are not named come after, as they were."""
    record, base, present = _three(desk, code, version)
    named = [_statement(base, one) for one in dict.fromkeys(order)]
    rest = [one for one in base.surrogates if one not in named]
    wanted = {
        surrogate_facet(one.number): one.model_copy(update={"position": position})
        for position, one in enumerate([*named, *rest])
        if one.position != position
    }
    return _put(desk, record, present, merge(facets_of(base), facets_of(present), wanted), None, ())


def _content(desk: Desk, record: WorkingRecord) -> SiteContent:
    content = content_at(desk.session, record.outcome.site_id, record.version)
    if content is None:
        raise LookupError("a record has a content")
    return content


def _three(desk: Desk, code: str, version: int) -> tuple[WorkingRecord, SiteContent, SiteContent]:
    """The record, what it said at the version that the writer has, and what it says now."""
    record = find_record(desk.session, desk.units, code)
    require_deed(desk, Deed.REVISE_SITE, record)
    base = content_at(desk.session, record.outcome.site_id, version)
    if base is None:
        raise ProblemsError([stale(record.version)])
    return record, base, _content(desk, record)


def _statement(content: SiteContent, surrogate: str) -> SurrogateStatement:
    found = next((one for one in content.surrogates if one.code == surrogate), None)
    if found is None:
        raise NotFoundError(NO_SUCH_SURROGATE)
    return found


NO_SUCH_SURROGATE = Message("Không có bản số hóa này.", "There is no such surrogate.")


def _kind(wanted: SurrogateKind | None, taken: TakenIn) -> SurrogateKind:
    """The kind that was asked for, where such a file can be one."""
    usual = taken.kind
    if wanted in (None, usual) or (wanted, usual) == (SurrogateKind.PANORAMA, SurrogateKind.IMAGE):
        return wanted or usual
    message = Message(
        f"Tệp này là {usual}, không thể là {wanted}.", f"This file is {usual} and cannot be {wanted}."
    )
    raise ProblemsError([Problem("WRONG_KIND", message, "kind")])


def _tracks(desk: Desk, form: SurrogateForm, present: Sequence[CaptionTrack]) -> list[CaptionTrack] | None:
    if form.caption_tracks is None:
        return None
    return kept_tracks(desk.session, present, form.caption_tracks, desk.moment.now)


def _check_poster(desk: Desk, content: SiteContent, statement: SurrogateStatement) -> None:
    """Raise `ProblemsError` unless the picture that stands for it is a picture of the same record."""
    others = {one.code for one in content.surrogates} - {statement.code}
    if statement.poster in others and kind_of(desk, statement.poster or "") in PICTURES:
        return
    message = Message(
        "Ảnh đại diện phải là một ảnh của chính bản ghi này.",
        "The poster must be a picture of the same record.",
    )
    raise ProblemsError([Problem("BAD_POSTER", message, "poster")])


def _in_role(desk: Desk, statement: SurrogateStatement) -> tuple[SurrogateStatement, list[Problem]]:
    """The statement in a role that it can have: only a picture is the main picture, anything else joins the gallery."""
    if statement.role != SurrogateRole.HERO or kind_of(desk, statement.code) in PICTURES:
        return statement, []
    message = Message(
        "Chỉ một bức ảnh mới làm ảnh chính được; tệp này được xếp vào phần trưng bày.",
        "Only a picture can be the main picture; this file joins the gallery.",
    )
    moved = statement.model_copy(update={"role": SurrogateRole.GALLERY})
    return moved, [Problem("NOT_A_PICTURE", message, "role")]


def kind_of(desk: Desk, code: str) -> SurrogateKind:
    """The kind of a surrogate that is there."""
    return desk.session.scalars(sa.select(Surrogate).where(col(Surrogate.code) == code)).one().kind


WIDE_ENOUGH = 2_000
"""Pixels of a picture that is twice as wide as high, from which it may well show all around."""


def _maybe(kind: SurrogateKind, taken: TakenIn) -> list[Problem]:
    """The offer to call a picture a panorama."""
    found = taken.examined
    width, height = found.width or 0, found.height or 0
    if kind != SurrogateKind.IMAGE or not (
        found.is_equirectangular or (width == 2 * height and width >= WIDE_ENOUGH)
    ):
        return []
    message = Message(
        "Ảnh này có vẻ là ảnh toàn cảnh 360°. Nếu đúng, hãy gỡ ra và đính kèm lại với loại PANORAMA.",
        "This seems to be a panorama of 360°. If it is, remove it and attach it again as PANORAMA.",
    )
    return [Problem("MAYBE_PANORAMA", message, "kind")]


def _row(
    desk: Desk, record: WorkingRecord, present: SiteContent, taken: TakenIn, kind: SurrogateKind
) -> Surrogate:
    """The surrogate's own row: the one that these bytes have at this site already, or a new one."""
    of_site = sa.select(Surrogate).where(col(Surrogate.site_id) == record.outcome.site_id)
    rows = list(desk.session.scalars(of_site))
    refuse_withdrawn(desk, taken.digest)
    known = next((row for row in rows if row.digest == taken.digest), None)
    if known is not None:
        _refuse_again(known, present)
        _refuse_other_kind(desk, known, kind)
        known.kind = kind  # an image that comes back as a panorama; its code stays
        return known
    if len(present.surrogates) >= MOST_SURROGATES:
        message = Message(
            f"Mỗi địa điểm có nhiều nhất {MOST_SURROGATES} bản số hóa.",
            f"A site has at most {MOST_SURROGATES} surrogates.",
        )
        raise ProblemsError([Problem("TOO_MANY", message, "file")])
    prefix = f"{record.outcome.code}.{PREFIXES[kind]}"
    number = max((int(r.code[len(prefix) :]) for r in rows if r.code.startswith(prefix)), default=0) + 1
    row = Surrogate(
        site_id=record.outcome.site_id,
        code=f"{prefix}{number:02d}",
        kind=kind,
        digest=taken.digest,
        attached_by_id=desk.actor.person_id,
        attached_at=desk.moment.now,
    )
    desk.session.add(row)
    desk.session.flush()
    return row


def _refuse_other_kind(desk: Desk, known: Surrogate, kind: SurrogateKind) -> None:
    """What was public as one kind stays it: revisions that the public saw are not changed by a draft."""
    was_public = sa.select(sa.func.count()).where(
        col(SurrogateDescription.surrogate_id) == known.id,
        col(SurrogateDescription.revision_id) == Publication.revision_id,
    )
    if kind != known.kind and desk.session.scalar(was_public):
        message = Message(
            f"Tệp này đã được công bố là {known.kind}, không thể thành {kind}.",
            f"This file was published as {known.kind} and cannot become {kind}.",
        )
        raise ProblemsError([Problem("WRONG_KIND", message, "kind")])


def refuse_withdrawn(desk: Desk, digest: str) -> None:
    """A file that was taken out of sight does not come back through another site."""
    query = sa.select(Surrogate.code, Surrogate.withdrawal_reason).where(  # type: ignore[call-overload]
        col(Surrogate.digest) == digest, col(Surrogate.withdrawn_at).is_not(None)
    )
    found = desk.session.execute(query).first()
    if found is not None:
        message = Message(
            f"Tệp này đã bị gỡ ({found.code}): {found.withdrawal_reason}",
            f"This file has been withdrawn ({found.code}): {found.withdrawal_reason}",
        )
        raise ProblemsError([Problem("WITHDRAWN", message, "file")])


def _refuse_again(known: Surrogate, present: SiteContent) -> None:
    if any(one.code == known.code for one in present.surrogates):
        message = Message(
            f"Địa điểm này đã có tệp này ({known.code}).", f"The site has this file already ({known.code})."
        )
        raise ProblemsError([Problem("ALREADY_ATTACHED", message, "file")])


def _with(facets: Facets, statement: SurrogateStatement) -> dict[str, Any]:
    """The facets with this surrogate; a new main picture takes the place of the former one."""
    result = {**facets, surrogate_facet(statement.number): statement}
    if statement.role == SurrogateRole.HERO:
        for name, other in facets.items():
            is_former = isinstance(other, SurrogateStatement) and other.code != statement.code
            if is_former and other.role == SurrogateRole.HERO:
                result[name] = other.model_copy(update={"role": SurrogateRole.GALLERY})
    return result


def _put(
    desk: Desk,
    record: WorkingRecord,
    present: SiteContent,
    facets: Facets,
    surrogate: str | None,
    flags: tuple[Problem, ...],
) -> Outcome:
    outcome = put(desk, record, present, assemble(facets), Action.REVISE, flags)
    return replace(outcome, surrogate=surrogate)


def _flags(present: SiteContent, statement: SurrogateStatement, desk: Desk) -> tuple[Problem, ...]:
    """What deserves a look and never blocks."""
    flags = [*hidden_because(statement), *text_missing(statement)]
    flags += kind_lacks(statement, kind_of(desk, statement.code))
    day = captured_day(statement.captured_edtf)
    if day is not None and day < FIRST_PHOTOGRAPH:
        message = Message(
            "Ngày chụp trước khi có nhiếp ảnh (1826).", "Captured before there was photography (1826)."
        )
        flags.append(Problem("CAPTURED_TOO_EARLY", message, "capturedAt"))
    if day is not None and day > desk.moment.today + timedelta(days=1):
        message = Message("Ngày chụp ở tương lai.", "The day of capture lies in the future.")
        flags.append(Problem("CAPTURED_IN_FUTURE", message, "capturedAt"))
    metres = capture_distance(present, statement)
    if metres is not None and metres > FAR_METRES:
        shown = f"{metres / 1000:.1f}"
        message = Message(
            f"Nơi chụp cách địa điểm {shown.replace('.', ',')} km.",
            f"It was captured {shown} km away from the site.",
        )
        flags.append(Problem("FAR_FROM_SITE", message, "capturePlace"))
    return tuple(flags)


def capture_distance(content: SiteContent, statement: SurrogateStatement) -> float | None:
    """How far from the site's position it was captured, in metres; None where either is not known."""
    place = content.location()
    ends = (
        place.latitude if place else None,
        place.longitude if place else None,
        statement.captured_latitude,
        statement.captured_longitude,
    )
    if None in ends:
        return None
    return distance_metres(*(float(end) for end in ends if end is not None))


def _alike(desk: Desk, statement: SurrogateStatement, taken: TakenIn) -> list[Problem]:
    near = alike(desk.session, {taken.digest: taken.examined.dhash})[taken.digest]
    found = [one for one in near if one.code != statement.code]
    if not found:
        return []
    names = ", ".join(one.code for one in found[:5])
    message = Message(f"Ảnh giống hoặc gần giống: {names}.", f"Equal or nearly equal pictures: {names}.")
    return [Problem("ALIKE", message, "file")]
