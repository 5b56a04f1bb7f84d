"""D1, identified and located: where it is, what it is, what it looks like, who looks after it."""

from __future__ import annotations

from catalog.errors import Message
from catalog.ladder.facts import FileFacts, SiteFacts
from catalog.ladder.found import inaccuracy, length_of, pictures
from catalog.ladder.outcomes import (
    Outcome,
    Told,
    decimal,
    joined,
    judged,
    not_applicable,
    number,
    sentence,
    unless,
)
from catalog.ladder.parameters import Count, Data, Metres, Nothing, Pixels
from catalog.terms import Extent, TextField

_PIXELS = Message("điểm ảnh", "pixels")
_ALTERNATIVE_TEXT = Message("mô tả thay thế", "alternative text")
_RIGHTS = Message("quyền sử dụng", "rights")
_DATE = Message("ngày chụp", "date")


class Accuracy(Data):
    """How exact a position is to be, and whether a site of several places may do without one."""

    metres: Metres
    parts_are_located_singly: bool


class Description(Data):
    """How long a description is at least."""

    characters: Count


class Picture(Data):
    """How large a picture is at least."""

    pixels: Pixels


def is_located(facts: SiteFacts, parameters: Accuracy) -> Outcome:
    """D1.1: a position whose accuracy and method are stated, in the province and in the commune that is declared.

    It is kept in WGS84. A complex, or a site of several places, may have none: each of its parts has one.
    """
    position = facts.position
    if position is None:
        is_several = facts.is_complex or facts.extent == Extent.SEVERAL
        if is_several and parameters.parts_are_located_singly:
            return not_applicable(
                "Gồm nhiều nơi: từng thành phần được định vị riêng.",
                "It consists of several places: its parts are located one by one.",
            )
        return judged(False, Message("Chưa có vị trí.", "There is no position."))
    lacks = [inaccurate] if (inaccurate := inaccuracy(position, parameters.metres)) else []
    if position.method is None:
        lacks.append(Message("chưa ghi phương pháp đo", "the method is not stated"))
    if not position.is_in_province:
        lacks.append(Message("vị trí nằm ngoài tỉnh", "the position is outside the province"))
    if position.is_in_unit is None:
        lacks.append(
            Message("chưa khai xã, phường để đối chiếu", "no commune is declared to compare it with")
        )
    elif not position.is_in_unit:
        lacks.append(
            Message("vị trí nằm ngoài xã, phường đã khai", "the position is outside the declared commune")
        )
    wanted = decimal(parameters.metres)
    return unless(
        lacks,
        lambda: Message(
            f"Vị trí có phương pháp và độ chính xác trong {wanted.vi} m, nằm trong xã, phường đã khai.",
            f"The position has a method and an accuracy within {wanted.en} m and lies in the declared commune.",
        ),
        [facts.revision],
    )


def is_described(facts: SiteFacts, parameters: Description) -> Outcome:
    """D1.2: a Vietnamese description of some length, with author and source, as the history file of a relic has."""
    characters = length_of(facts, TextField.DESCRIPTION, "vi")
    length, wanted = number(characters), number(parameters.characters)
    lacks: list[Told] = []
    if characters < parameters.characters:
        lacks.append(
            lambda: Message(
                f"mô tả tiếng Việt dài {length.vi} ký tự (cần {wanted.vi})",
                f"the Vietnamese description has {length.en} characters (wanted: {wanted.en})",
            )
        )
    if not facts.has_author:
        lacks.append(Message("chưa ghi người viết", "the author is not named"))
    if not facts.sources:
        lacks.append(Message("chưa ghi nguồn", "no source is named"))
    return unless(
        lacks,
        lambda: Message(
            f"Mô tả tiếng Việt dài {length.vi} ký tự (cần {wanted.vi}), có người viết; số nguồn: {len(facts.sources)}.",
            f"The Vietnamese description has {length.en} characters (wanted: {wanted.en}), an author; sources: {len(facts.sources)}.",
        ),
        [facts.revision],
    )


def is_pictured(facts: SiteFacts, parameters: Picture) -> Outcome:
    """D1.3: a picture of Europeana's first tier, with alternative text, a rights statement and its date."""
    shown = pictures(facts)
    if not shown:
        return judged(False, Message("Chưa có ảnh nào.", "There is no picture."))
    good = [file.code for file in shown if not _lacks(file, parameters.pixels)]
    pixels = number(parameters.pixels)

    def reason() -> Message:
        return Message(
            f"{len(good)} trên {len(shown)} ảnh có đủ {pixels.vi} điểm ảnh, mô tả thay thế, quyền sử dụng và ngày chụp",
            f"{len(good)} of {len(shown)} pictures have {pixels.en} pixels, alternative text, rights and the date they were taken",
        )

    if good:
        return judged(True, lambda: sentence([reason]), good)
    nearest = min(shown, key=lambda file: len(_lacks(file, parameters.pixels)))
    lacks = joined(_lacks(nearest, parameters.pixels))
    return judged(
        False,
        lambda: Message(
            f"{reason().vi}; {nearest.code} còn thiếu: {lacks.vi}.",
            f"{reason().en}; {nearest.code} lacks: {lacks.en}.",
        ),
        [nearest.code],
    )


def _lacks(file: FileFacts, pixels: int) -> list[Message]:
    lacks = []
    if file.pixels < pixels:
        lacks.append(_PIXELS)
    if not file.has_alternative_text:
        lacks.append(_ALTERNATIVE_TEXT)
    if not file.rights_uri:
        lacks.append(_RIGHTS)
    if not file.captured:
        lacks.append(_DATE)
    return lacks


def is_moderated(facts: SiteFacts, _parameters: Nothing) -> Outcome:
    """D1.4: public, and approved by somebody who did not write it (Decree 308/2025/NĐ-CP, Art. 89)."""
    lacks = []
    if not facts.is_public:
        lacks.append(Message("bản ghi chưa công bố", "the record is not public"))
    if not facts.is_reviewed:
        lacks.append(
            Message(
                "bản công bố chưa có người khác với người viết duyệt",
                "nobody but who wrote it has approved the public revision",
            )
        )
    return unless(
        lacks,
        lambda: Message(
            f"Bản {facts.revision} đã công bố và do người khác duyệt.",
            f"Revision {facts.revision} is public and was approved by a second person.",
        ),
        [facts.revision],
    )


def is_looked_after(facts: SiteFacts, _parameters: Nothing) -> Outcome:
    """D1.5: the organisation that manages the site is named."""
    lacks = [] if facts.managing_body else [Message("chưa ghi đơn vị quản lý", "no managing body is named")]
    return unless(
        lacks,
        lambda: Message(f"Đơn vị quản lý: {facts.managing_body}.", f"Managing body: {facts.managing_body}."),
        [facts.revision],
    )
