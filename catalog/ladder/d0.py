"""D0, registered: a site with an identity, the act that recognises it, and a place in the administration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from catalog.errors import Message
from catalog.ladder.facts import ActFacts, SiteFacts
from catalog.ladder.found import length_of
from catalog.ladder.outcomes import Outcome, Told, joined, judged, listed, not_applicable, unless
from catalog.ladder.parameters import Data, Nothing, refused
from catalog.terms import AuthorityKind, Certainty, Grade, TextField


def _of_every_rank(
    value: Mapping[Grade, tuple[AuthorityKind, ...]],
) -> Mapping[Grade, tuple[AuthorityKind, ...]]:
    if any(not value.get(grade) for grade in Grade):
        raise refused("Mỗi hạng cần ít nhất một cơ quan.", "Every rank needs an authority.")
    return value


class Authorities(Data):
    """Which kinds of authority give which rank."""

    authorities: Annotated[Mapping[Grade, tuple[AuthorityKind, ...]], AfterValidator(_of_every_rank)]


def is_identified(facts: SiteFacts, _parameters: Nothing) -> Outcome:
    """D0.1: a permanent code, a Vietnamese name, and kinds of the scheme in force (Law 45/2024/QH15, Art. 21)."""
    lacks: list[Told] = []
    if not facts.code:
        lacks.append(Message("chưa có mã định danh", "there is no permanent code"))
    if not length_of(facts, TextField.NAME, "vi"):
        lacks.append(Message("chưa có tên tiếng Việt", "the Vietnamese name is missing"))
    if not facts.kinds:
        lacks.append(Message("chưa chọn loại hình", "no kind is chosen"))
    if facts.unknown_kinds:
        kinds = listed(facts.unknown_kinds)
        lacks.append(
            lambda: Message(f"loại hình ngoài danh mục: {kinds}", f"kinds that the list lacks: {kinds}")
        )
    return unless(
        lacks,
        lambda: Message(
            f"Có mã {facts.code} và tên tiếng Việt; loại hình trong danh mục: {len(facts.kinds)}.",
            f"It has the code {facts.code} and a Vietnamese name; kinds of the list: {len(facts.kinds)}.",
        ),
        [facts.revision],
    )


def is_designated(facts: SiteFacts, parameters: Authorities) -> Outcome:
    """D0.2: an act with number, date and an authority that may give the rank; of a part, the act that made it one."""
    if not facts.acts and not facts.parts:
        return not_applicable(
            "Địa điểm không được xếp hạng, công nhận hay kiểm kê và không thuộc quần thể nào.",
            "The site is not designated and belongs to no complex.",
        )
    good = [act.decision_number or "" for act in facts.acts if not _lacks(act, parameters)]
    good += [part.decision_number for part in facts.parts if part.decision_number and part.decided_on]
    count = len(facts.acts) + len(facts.parts)
    if good:
        return judged(
            True,
            lambda: Message(
                f"{len(good)} trên {count} quyết định có đủ số, ngày và thẩm quyền.",
                f"{len(good)} of {count} acts have number, date and a fitting authority.",
            ),
            good,
        )
    if not facts.acts:
        lacks = [
            Message("số hoặc ngày của quyết định đưa vào quần thể", "number or date of the complex’s act")
        ]
    else:
        lacks = min((_lacks(act, parameters) for act in facts.acts), key=len)
    missing = joined(lacks)
    return judged(
        False,
        lambda: Message(
            f"0 trên {count} quyết định có đủ số, ngày và thẩm quyền; còn thiếu: {missing.vi}.",
            f"0 of {count} acts have number, date and a fitting authority; missing: {missing.en}.",
        ),
    )


def _lacks(act: ActFacts, parameters: Authorities) -> list[Message]:
    """What an act lacks; a scheme without ranks takes any authority that is known."""
    lacks = []
    if not act.decision_number:
        lacks.append(Message("số quyết định", "the number"))
    if act.decision_date is None:
        lacks.append(Message("ngày quyết định", "the date"))
    if not act.authority:
        lacks.append(Message("cơ quan ban hành", "the authority"))
    elif not _fits(act, parameters):
        lacks.append(Message("cơ quan đúng thẩm quyền", "an authority that may give this rank"))
    if act.certainty != Certainty.STATED:
        lacks.append(Message("nguồn nêu rõ quyết định", "a source that states the act"))
    return lacks


def _fits(act: ActFacts, parameters: Authorities) -> bool:
    if act.grade is None:
        return act.authority_kind != AuthorityKind.UNKNOWN
    return act.authority_kind in parameters.authorities[act.grade]


def is_in_a_unit(facts: SiteFacts, _parameters: Nothing) -> Outcome:
    """D0.3: an administrative unit that exists on the day; the units of before 1 July 2025 are no answer after it."""
    return unless(
        []
        if facts.units
        else [Message("chưa gắn với xã, phường nào", "it names no commune or ward of the day")],
        Message(
            f"Số đơn vị hành chính của ngày này: {len(facts.units)}.",
            f"Administrative units of the day: {len(facts.units)}.",
        ),
        facts.units,
    )
