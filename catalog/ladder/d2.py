"""D2, documented: the scientific dossier, the legal area, a full record, pictures that show detail."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated

from catalog.errors import Message
from catalog.ladder.facts import DossierFacts, SiteFacts
from catalog.ladder.found import is_coded, is_tourist, pictures
from catalog.ladder.outcomes import (
    Outcome,
    Told,
    joined,
    judged,
    listed,
    not_applicable,
    number,
    percent_cut,
    sentence,
    unless,
)
from catalog.ladder.parameters import FILLED, Count, Data, PartCode, Pixels, Share
from catalog.terms import DossierStatus, MissingCode, TextField, Zone

PartCodes = Annotated[tuple[PartCode, ...], FILLED]
Codes = Annotated[tuple[MissingCode, ...], FILLED]

_NOT_APPLICABLE = DossierStatus.NOT_APPLICABLE
_AREAS = {
    Zone.ZONE_I: Message("khu vực bảo vệ I", "protection zone I"),
    Zone.TOURIST_BOUNDARY: Message("ranh giới điểm du lịch", "the boundary of the tourist site"),
}


class SearchableParts(Data):
    """The parts of the dossier whose text must be searchable."""

    text_layer_parts: PartCodes


class MapParts(Data):
    """The parts of the dossier that may hold a certified map instead of a polygon."""

    map_parts: PartCodes


class Filled(Data):
    """How much of the record is answered at least."""

    share: Share


class Pictures(Data):
    """How many pictures of which size there are at least."""

    pictures: Count
    pixels: Pixels
    large_pictures: Count
    large_pixels: Pixels


class Excuses(Data):
    """The codes that stand for a value that is not there."""

    codes: Codes


def has_dossier(facts: SiteFacts, parameters: SearchableParts) -> Outcome:
    """D2.1: every part of the dossier that applies, searchable where it is text, marked where it was paper.

    The parts are those of Circular 09/2011/TT-BVHTTDL as amended; the mark of conversion is asked by the law on
    electronic transactions (20/2023/QH15, Art. 12).
    """
    if not facts.dossier:
        return not_applicable(
            "Không phải di tích: không cần hồ sơ khoa học.",
            "It is no relic: no scientific dossier is needed.",
        )
    wanted = [part for part in facts.dossier if part.status != _NOT_APPLICABLE]
    present = [part for part in wanted if _is_there(part)]
    silent = [
        part.part for part in present if part.part in parameters.text_layer_parts and not part.has_text_layer
    ]
    there, of = len(present), len(wanted)
    lacks = [
        *_named([part.part for part in wanted if not _is_there(part)], "thiếu {}", "missing: {}"),
        *_named(silent, "chưa có lớp chữ để tìm: {}", "without searchable text: {}"),
        *_named(
            [part.part for part in wanted if part.lacks_mark],
            "chưa có dấu chuyển đổi: {}",
            "without the mark of conversion: {}",
        ),
    ]
    return judged(not lacks, lambda: sentence([_there(there, of), *lacks]), [part.part for part in present])


def _there(present: int, of: int) -> Message:
    return Message(f"có {present} trên {of} phần hồ sơ", f"{present} of {of} parts of the dossier are there")


def _is_there(part: DossierFacts) -> bool:
    return bool(part.files) and part.status == DossierStatus.PRESENT


def _named(parts: Sequence[str], vi: str, en: str) -> list[Told]:
    return [lambda: Message(vi.format(listed(parts)), en.format(listed(parts)))] if parts else []


def has_area(facts: SiteFacts, parameters: MapParts) -> Outcome:
    """D2.2: the legal area as a polygon, or the certified map as a scan with the reason why there is no polygon.

    Zone I of a relic (law on cultural heritage, text of 2009, Art. 32), the boundary of a recognised tourist site
    (Decree 168/2017/NĐ-CP, Art. 11); a site that is both has both.
    """
    wanted = [Zone.ZONE_I] if facts.is_relic else []
    if is_tourist(facts):
        wanted.append(Zone.TOURIST_BOUNDARY)
    if not wanted:
        return not_applicable(
            "Không phải di tích hay điểm du lịch: không có ranh giới pháp lý.",
            "It is neither a relic nor a tourist site: it has no legal area.",
        )
    lacking = [zone for zone in wanted if zone not in facts.zones]
    areas = joined([_AREAS[zone] for zone in lacking or wanted])
    if not lacking:
        return judged(True, lambda: Message(f"Đã vẽ {areas.vi}.", f"Drawn: {areas.en}."), [facts.revision])
    maps = [
        part.part
        for part in facts.dossier
        if part.part in parameters.map_parts and _is_there(part) and part.has_note
    ]
    if maps:
        return judged(
            True,
            lambda: Message(
                f"Chưa vẽ {areas.vi}, nhưng có bản đồ quét và lý do ({listed(maps)}).",
                f"Not drawn: {areas.en}; a scanned map and the reason are there ({listed(maps)}).",
            ),
            maps,
        )
    return judged(
        False,
        lambda: Message(
            f"Chưa vẽ {areas.vi} và không có bản đồ quét kèm lý do.",
            f"Not drawn: {areas.en}; nor is there a scanned map with the reason.",
        ),
    )


def is_complete(facts: SiteFacts, parameters: Filled) -> Outcome:
    """D2.3: how many of the fields of its schemes are answered, as an exact share."""
    if facts.completeness is None:
        return not_applicable("Không có trường nào áp dụng.", "No field applies.")
    is_, wanted = facts.completeness, parameters.share
    return judged(is_ >= wanted, lambda: _filled(is_, wanted), [facts.revision])


def _filled(share: Fraction, least: Fraction) -> Message:
    is_, wanted = percent_cut(share), percent_cut(least)
    return Message(
        f"Bản ghi đầy đủ {is_.vi} (cần {wanted.vi}).",
        f"The record is {is_.en} complete (wanted: {wanted.en}).",
    )


def is_well_pictured(facts: SiteFacts, parameters: Pictures) -> Outcome:
    """D2.4: several pictures of Europeana's second tier, one of the fourth; each file has its SHA-256 anyway."""
    shown = pictures(facts)
    good = [file.code for file in shown if file.pixels >= parameters.pixels]
    large = [file.code for file in shown if file.pixels >= parameters.large_pixels]
    small, big = number(parameters.pixels), number(parameters.large_pixels)
    return judged(
        len(good) >= parameters.pictures and len(large) >= parameters.large_pictures,
        lambda: Message(
            f"Có {len(good)} trên {parameters.pictures} ảnh đủ {small.vi} điểm ảnh"
            f" và {len(large)} trên {parameters.large_pictures} ảnh đủ {big.vi} điểm ảnh.",
            f"{len(good)} of {parameters.pictures} pictures have {small.en} pixels"
            f" and {len(large)} of {parameters.large_pictures} have {big.en} pixels.",
        ),
        dict.fromkeys([*good, *large]),
    )


def is_dated(facts: SiteFacts, parameters: Excuses) -> Outcome:
    """D2.5: the period as a date (ISO 8601-2), or the code that says why there is none, and a source."""
    lacks = []
    is_excused = is_coded(facts, TextField.PERIOD.lower(), parameters.codes)
    if not facts.period and not is_excused:
        lacks.append(
            Message(
                "chưa ghi niên đại hay lý do không có", "neither the period nor why there is none is stated"
            )
        )
    if not facts.sources:
        lacks.append(Message("chưa ghi nguồn", "no source is named"))
    return unless(
        lacks,
        lambda: Message(
            f"Niên đại: {facts.period or 'đã ghi lý do không có'}; số nguồn: {len(facts.sources)}.",
            f"Period: {facts.period or 'why there is none is stated'}; sources: {len(facts.sources)}.",
        ),
        [facts.revision],
    )
