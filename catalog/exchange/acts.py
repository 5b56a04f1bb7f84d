"""Ranks and memberships as tables state them, brought into a content without saying anything twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalog.errors import Message, Problem, ProblemsError
from catalog.sites.acts import authority_kind, certainty_of
from catalog.sites.content import DesignationAct, Part, SiteContent
from catalog.terms import EndReason, Grade, Membership, Relation, Scheme

_ORDER = [Grade.PROVINCIAL, Grade.NATIONAL, Grade.SPECIAL_NATIONAL]


@dataclass(frozen=True)
class RankClaim:
    """What a row of sites says of a rank: a grade, and as much of the act as is known."""

    grade: Grade
    decision_number: str | None
    decision_date: date | None
    authority: str | None
    source: str | None
    known_since: date


def with_rank(content: SiteContent, claim: RankClaim) -> SiteContent:
    """The content with this rank. A rank already there is not repeated; a higher one ends the lower.

    Raises `ProblemsError` (RANK_CONFLICT) if the site has a higher rank, or another act of the same one.
    """
    current = next(
        (a for a in content.designations if a.scheme == Scheme.RELIC_RANK and a.valid_to is None), None
    )
    if current is None:
        return content.model_copy(update={"designations": (*content.designations, _act(claim))})
    if current.grade == claim.grade:
        if claim.decision_number in (None, current.decision_number):
            return content
        if current.decision_number is None:
            kept = tuple(act for act in content.designations if act is not current)
            return content.model_copy(update={"designations": (*kept, _act(claim))})
    elif current.grade and _ORDER.index(claim.grade) > _ORDER.index(current.grade) and claim.decision_date:
        ended = current.model_copy(
            update={
                "valid_to": claim.decision_date,
                "end_reason": EndReason.RAISED,
                "ended_by": claim.decision_number,
            }
        )
        acts = tuple(ended if act is current else act for act in content.designations)
        return content.model_copy(update={"designations": (*acts, _act(claim))})
    message = Message(
        f"Danh mục đang ghi xếp hạng {current.grade} theo quyết định {current.decision_number or 'chưa rõ'}; "
        "dòng này nói khác.",
        f"The register has rank {current.grade} by decision {current.decision_number or 'not known'}; "
        "this row says otherwise.",
    )
    raise ProblemsError([Problem("RANK_CONFLICT", message, "rank")])


def _act(claim: RankClaim) -> DesignationAct:
    return DesignationAct(
        scheme=Scheme.RELIC_RANK,
        grade=claim.grade,
        decision_number=claim.decision_number,
        decision_date=claim.decision_date,
        authority=claim.authority,
        authority_kind=authority_kind(claim.authority),
        valid_from=claim.decision_date,
        known_since=claim.decision_date or claim.known_since,
        certainty=certainty_of(claim.decision_number, claim.decision_date),
        source=claim.source,
    )


def with_act(content: SiteContent, act: DesignationAct) -> SiteContent:
    """The content with this act in place of an equal or vaguer statement of the same act."""

    def is_same(other: DesignationAct) -> bool:
        return (other.scheme, other.grade) == (act.scheme, act.grade) and other.decision_number in (
            None,
            act.decision_number,
        )

    acts = list(content.designations)
    for place, other in enumerate(acts):
        if is_same(other):
            acts[place] = act
            break
    else:
        acts.append(act)
    acts.sort(key=lambda a: (a.valid_from or a.known_since, a.decision_number or ""))
    return content.model_copy(update={"designations": tuple(acts)})


def with_part(content: SiteContent, part: Part, *, is_precise: bool) -> SiteContent:
    """The content with this membership; an imprecise statement does not overrule what is there."""
    others = [p for p in content.part_of if p.complex != part.complex]
    present = [p for p in content.part_of if p.complex == part.complex]
    if present and not is_precise:
        return content
    return content.model_copy(update={"part_of": (*others, part)})


def membership_of_row(parent: str, rank: str | None, number: str | None, day: date | None) -> Part:
    """What a row of sites says by `parent_slug`: a part if a decision is named, else a candidate or a neighbour.

    A site of no rank that names a parent merely stands inside it.
    """
    if number or day:
        return Part(complex=parent, membership=Membership.STATED, decision_number=number, valid_from=day)
    if rank == "none":
        return Part(complex=parent, relation=Relation.LOCATED_IN, membership=Membership.STATED)
    return Part(complex=parent, membership=Membership.UNCONFIRMED)
