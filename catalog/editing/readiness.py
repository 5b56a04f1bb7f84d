"""What a record needs before it may become public: the ladder's D0.1 and D0.2, and a source for each act.

A register import whose act is not known (certainty other than stated) fails D0.2 in the ladder but does
not block a revision that leaves the act as it was.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.errors import Message, Problem
from catalog.sites.content import DesignationAct, SiteContent
from catalog.terms import AuthorityKind, Relation, Scheme, TextField


def missing_for_publication(content: SiteContent, public: SiteContent | None) -> list[Problem]:
    """Everything that is missing, at once; `public` is what the public sees so far."""
    return list(_missing(content, public))


def _missing(content: SiteContent, public: SiteContent | None) -> Iterator[Problem]:
    if content.text_of(TextField.NAME, "vi") is None:
        yield Problem(
            "NAME_MISSING", Message("Chưa có tên tiếng Việt.", "The Vietnamese name is missing."), "names"
        )
    if not content.kinds:
        yield Problem("KIND_MISSING", Message("Chưa chọn loại hình.", "No kind is chosen."), "kinds")
    known_acts = public.designations if public else ()
    for number, act in enumerate(content.designations):
        if act not in known_acts:
            yield from _missing_of_act(act, f"designations.{number}")
    known_parts = public.part_of if public else ()
    for number, part in enumerate(content.part_of):
        if part.relation == Relation.PART and part not in known_parts:
            if not part.decision_number:
                yield _lacks(
                    "số quyết định",
                    "number of the decision",
                    "ACT_NUMBER_MISSING",
                    f"partOf.{number}.decisionNumber",
                )
            if part.valid_from is None:
                yield _lacks(
                    "ngày quyết định",
                    "date of the decision",
                    "ACT_DATE_MISSING",
                    f"partOf.{number}.validFrom",
                )


def _missing_of_act(act: DesignationAct, field: str) -> Iterator[Problem]:
    if not act.decision_number:
        yield _lacks(
            "số quyết định", "number of the decision", "ACT_NUMBER_MISSING", f"{field}.decisionNumber"
        )
    if act.decision_date is None:
        yield _lacks("ngày quyết định", "date of the decision", "ACT_DATE_MISSING", f"{field}.decisionDate")
    if not act.authority or (act.scheme == Scheme.RELIC_RANK and act.authority_kind == AuthorityKind.UNKNOWN):
        yield _lacks(
            "cơ quan ban hành", "authority that signed it", "AUTHORITY_MISSING", f"{field}.authority"
        )
    if not act.source:
        yield _lacks("nguồn", "source", "SOURCE_MISSING", f"{field}.source")


def _lacks(vi: str, en: str, code: str, field: str) -> Problem:
    return Problem(code, Message(f"Xếp hạng còn thiếu {vi}.", f"The act lacks the {en}."), field)
