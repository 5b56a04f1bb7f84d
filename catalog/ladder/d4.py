"""D4, preservation grade: models that say how they were made, masters that last, control that surveyors accept."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from catalog.errors import Message
from catalog.ladder.facts import FileFacts, SiteFacts
from catalog.ladder.found import PARADATA, WAYS, inaccuracy, is_within, main_pictures
from catalog.ladder.levels import Level
from catalog.ladder.outcomes import (
    Outcome,
    decimal,
    judged,
    listed,
    listed_words,
    not_applicable,
    number,
    percent_cut,
    unless,
)
from catalog.ladder.parameters import FILLED, Count, Data, Days, LevelName, MediaType, Metres, Nothing, Share
from catalog.terms import LocationMethod, SurrogateKind, SurrogateRole

MediaTypes = Annotated[tuple[MediaType, ...], FILLED]
_MODEL, _DOSSIER, _REPORT = SurrogateKind.MODEL, SurrogateRole.DOSSIER, SurrogateRole.QUALITY_REPORT
ParadataName = Literal["basis", "method", "device", "operator", "made", "sources", "software", "accuracy"]


class Models(Data):
    """Open formats of models, and what is told of each: of every group of names one at least."""

    media_types: MediaTypes
    paradata: Annotated[tuple[Annotated[tuple[ParadataName, ...], FILLED], ...], FILLED]


class Masters(Data):
    """Formats without loss, and how large the main picture is at least."""

    image_types: MediaTypes
    long_side: Count
    dossier_types: MediaTypes


class Kept(Data):
    """How old the last check of the bytes may be, and in how many places they are at least."""

    days: Days
    copies: Count


class Control(Data):
    """How exact a surveyed position is, by which methods, from which grid."""

    metres: Metres
    methods: Annotated[tuple[LocationMethod, ...], FILLED]
    source_crs: Annotated[tuple[Annotated[str, Field(pattern=r"^EPSG:[0-9]{4,6}$")], ...], FILLED]


class Parts(Data):
    """Which share of a complex's parts has reached which level."""

    level: LevelName
    share: Share


def has_model(facts: SiteFacts, parameters: Models) -> Outcome:
    """D4.1: a model or point cloud in an open format with its paradata (London Charter 2.1, principle 4)."""
    models = [
        file for file in facts.files if file.kind == _MODEL and file.media_type in parameters.media_types
    ]
    good = [file.code for file in models if not _untold(file, parameters)]
    if good or not models:
        return judged(
            bool(good),
            lambda: Message(
                f"Mô hình 3D dạng mở có đủ thông tin tạo lập: {len(good)}.",
                f"3D models in an open format that tell how they were made: {len(good)}.",
            ),
            good,
        )
    nearest = min(models, key=lambda file: len(_untold(file, parameters)))
    untold = listed_words(_untold(nearest, parameters))
    return judged(
        False,
        lambda: Message(
            f"Mô hình {nearest.code} chưa ghi: {untold.vi}.",
            f"The model {nearest.code} does not tell: {untold.en}.",
        ),
        [nearest.code],
    )


def _untold(file: FileFacts, parameters: Models) -> list[Message]:
    return [_either(names) for names in parameters.paradata if not file.paradata.intersection(names)]


def _either(names: Sequence[str]) -> Message:
    words = [PARADATA[name] for name in names]
    return Message(" hoặc ".join(word.vi for word in words), " or ".join(word.en for word in words))


def has_lasting_masters(facts: SiteFacts, parameters: Masters) -> Outcome:
    """D4.2: the main picture as it came is large and without loss, and the dossier is in lasting formats.

    A picture that was lossy when it came stays so, however it is stored; sound and film are not asked.
    """
    heroes = [
        file.code
        for file in main_pictures(facts)
        if file.media_type in parameters.image_types and file.long_side >= parameters.long_side
    ]
    named = {code for part in facts.dossier for code in part.files}
    papers = [file for file in facts.files if file.role == _DOSSIER or file.code in named]
    bad = [file.code for file in papers if file.media_type not in parameters.dossier_types]
    side = number(parameters.long_side)
    lacks = []
    if not heroes:
        lacks.append(
            lambda: Message(
                f"chưa có ảnh chính không nén mất dữ liệu với cạnh dài {side.vi} điểm ảnh",
                f"no main picture without loss has a long side of {side.en} pixels",
            )
        )
    if bad:
        lacks.append(
            lambda: Message(
                f"{len(bad)} trên {len(papers)} tệp hồ sơ không ở dạng lưu trữ: {listed(bad)}",
                f"{len(bad)} of {len(papers)} dossier files are in no lasting format: {listed(bad)}",
            )
        )
    return unless(
        lacks,
        lambda: Message(
            f"Ảnh chính không nén mất dữ liệu, cạnh dài đủ {side.vi} điểm ảnh; tệp hồ sơ ở dạng lưu trữ: {len(papers)}.",
            f"The main picture is without loss, its long side has {side.en} pixels; dossier files in lasting formats: {len(papers)}.",
        ),
        bad or heroes,
    )


def is_kept(facts: SiteFacts, parameters: Kept) -> Outcome:
    """D4.3: the bytes of every file were found unchanged within a year, and are in two places at least."""
    if not facts.files:
        return judged(False, Message("Chưa có tệp nào.", "There is no file."))
    stale = [file.code for file in facts.files if not is_within(facts.day, file.passed_on, parameters.days)]
    single = [file.code for file in facts.files if file.copies < parameters.copies]
    count = len(facts.files)
    lacks = []
    if stale:
        lacks.append(
            lambda: Message(
                f"{len(stale)} trên {count} tệp chưa qua kiểm tra toàn vẹn trong {parameters.days} ngày: {listed(stale)}",
                f"{len(stale)} of {count} files passed no check of their bytes within {parameters.days} days: {listed(stale)}",
            )
        )
    if single:
        lacks.append(
            lambda: Message(
                f"{len(single)} trên {count} tệp chưa có đủ {parameters.copies} bản sao: {listed(single)}",
                f"{len(single)} of {count} files are not in {parameters.copies} places: {listed(single)}",
            )
        )
    codes = [file.code for file in facts.files]
    return unless(
        lacks,
        lambda: Message(
            f"{count} tệp đều qua kiểm tra toàn vẹn trong {parameters.days} ngày và có {parameters.copies} bản sao trở lên.",
            f"Files found unchanged within {parameters.days} days, in {parameters.copies} places or more: {count} of {count}.",
        ),
        list(dict.fromkeys([*stale, *single])) or codes,
    )


def is_surveyed(facts: SiteFacts, parameters: Control) -> Outcome:
    """D4.4: a position by GNSS with corrections, in the province's grid (VN-2000, EPSG:9205), accurate to 0.1 m."""
    position = facts.position
    if position is None:
        return judged(False, Message("Chưa có vị trí.", "There is no position."))
    lacks = [inaccurate] if (inaccurate := inaccuracy(position, parameters.metres)) else []
    if position.method not in parameters.methods:
        is_, wanted_ = WAYS[position.method], listed_words([WAYS[method] for method in parameters.methods])
        lacks.append(
            lambda: Message(
                f"phương pháp: {is_.vi} (cần {wanted_.vi})",
                f"the method: {is_.en} (wanted: {wanted_.en})",
            )
        )
    if position.source_crs not in parameters.source_crs:
        grids = ", ".join(parameters.source_crs)
        lacks.append(
            lambda: Message(
                f"hệ tọa độ gốc {position.source_crs or 'chưa ghi'} (cần {grids})",
                f"the source grid is {position.source_crs or 'not stated'} (wanted: {grids})",
            )
        )
    wanted = decimal(parameters.metres)
    return unless(
        lacks,
        lambda: Message(
            f"Vị trí đo theo {position.source_crs}, chính xác trong {wanted.vi} m.",
            f"The position was surveyed in {position.source_crs} and is accurate within {wanted.en} m.",
        ),
        [facts.revision],
    )


def has_quality_report(facts: SiteFacts, _parameters: Nothing) -> Outcome:
    """D4.5: a report on quality by somebody independent (councils of Decree 308/2025/NĐ-CP, Art. 88)."""
    reports = [file.code for file in facts.files if file.role == _REPORT]
    return judged(
        bool(reports),
        lambda: Message(
            f"Số báo cáo chất lượng độc lập: {len(reports)}.",
            f"Independent reports on quality: {len(reports)}.",
        ),
        reports,
    )


def has_parts_in_use(facts: SiteFacts, parameters: Parts, components: Sequence[Level | None]) -> Outcome:
    """D4.6: nine in ten of a complex's active parts are in use themselves; a level that is not known is none."""
    if not facts.is_complex:
        return not_applicable("Không phải quần thể.", "It is no complex.")
    if not components:
        return judged(False, Message("Quần thể chưa có thành phần nào.", "The complex has no parts."))
    good = sum(level is not None and level >= parameters.level for level in components)
    share, wanted = Fraction(good, len(components)), percent_cut(parameters.share)
    return judged(
        share >= parameters.share,
        lambda: Message(
            f"{good} trên {len(components)} thành phần đạt mức {parameters.level.name} (cần {wanted.vi}).",
            f"{good} of {len(components)} parts have reached {parameters.level.name} (wanted: {wanted.en}).",
        ),
        [facts.revision],
    )
