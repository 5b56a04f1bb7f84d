"""Rules between the values of one revision: pure functions that decide what may be written.

Problems block, warnings do not. The rules come from the law (ranks and who decides them), from the
register's conventions and from what a reader needs to trust a value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from catalog.errors import Message, Problem
from catalog.sites.content import DesignationAct, Missing, SiteContent
from catalog.terms import (
    AuthorityKind,
    Certainty,
    Grade,
    LocationPrecision,
    MissingCode,
    Relation,
    Scheme,
    TextField,
)

AUTHORITY_OF_GRADE: Mapping[Grade, AuthorityKind] = {
    Grade.SPECIAL_NATIONAL: AuthorityKind.PRIME_MINISTER,
    Grade.NATIONAL: AuthorityKind.MINISTER,
    Grade.PROVINCIAL: AuthorityKind.PROVINCE,
}
"""Who decides a rank: the Prime Minister, the Minister of Culture, the Chair of the province."""

SEVERAL_TEXTS = frozenset({TextField.ALTERNATIVE_NAME, TextField.NOTE})
"""Fields that may have more than one text in a language."""

PLACED = frozenset(
    {
        LocationPrecision.SITE,
        LocationPrecision.APPROXIMATE,
        LocationPrecision.UNVERIFIED,
        LocationPrecision.LOW,
    }
)
"""Precisions with which a location is shown."""

ONE_AT_A_TIME = (Scheme.RELIC_RANK, Scheme.RELIC_INVENTORY, Scheme.TOURIST_SITE, Scheme.TOURIST_AREA)
"""Schemes of a law in which a site stands once or not at all."""

MIXED = "MIXED"


@dataclass(frozen=True)
class Findings:
    """What is wrong with a content (blocks) and what deserves a look (does not)."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def check_content(content: SiteContent, kinds: Mapping[str, bool], *, is_import: bool) -> Findings:
    """All findings on one content. `kinds`: the kinds in force, and whether each is a legal relic kind.

    An import may carry authorities of former bodies or unknown ones; entry by a person may not.
    """
    problems = [
        *_texts(content),
        *_kinds(content, kinds),
        *_places(content),
        *_units(content),
        *_parts(content),
        *_missing(content),
        *_acts(content.designations),
        *_zones(content),
    ]
    warnings: list[Problem] = []
    for number, act in enumerate(content.designations):
        (warnings if is_import else problems).extend(_unsure_authority(act, f"designations.{number}"))
    return Findings(tuple(problems), tuple(warnings))


def verified_in_future(content: SiteContent, today: date) -> Iterator[Problem]:
    """VERIFIED_IN_FUTURE: nobody can have verified the visitor facts on a day that is still to come."""
    if content.visitor_facts_verified_on is not None and content.visitor_facts_verified_on > today:
        message = Message(
            f"Ngày kiểm tra thông tin cho khách chưa tới; hôm nay là {today:%d/%m/%Y}.",
            f"The visitor facts cannot have been verified on a day to come; today is {today}.",
        )
        yield Problem("VERIFIED_IN_FUTURE", message, "visitor_facts_verified_on")


def _texts(content: SiteContent) -> Iterator[Problem]:
    if content.text_of(TextField.NAME, "vi") is None:
        yield Problem(
            "NAME_MISSING", Message("Chưa có tên tiếng Việt.", "The Vietnamese name is missing."), "name"
        )
    counts = Counter((t.field, t.language) for t in content.texts if t.field not in SEVERAL_TEXTS)
    for (field, language), count in counts.items():
        if count > 1:
            message = Message(
                f"Trường này có {count} văn bản cùng ngôn ngữ “{language}”.",
                f"This field has {count} texts in the same language “{language}”.",
            )
            yield Problem("DUPLICATE_TEXT", message, field.lower())


def _kinds(content: SiteContent, kinds: Mapping[str, bool]) -> Iterator[Problem]:
    for kind in content.kinds:
        if kind not in kinds:
            message = Message(
                f"Loại hình “{kind}” không có trong bảng loại hình đang dùng: {', '.join(kinds)}.",
                f"The kind “{kind}” is not in the scheme in force: {', '.join(kinds)}.",
            )
            yield Problem("UNKNOWN_KIND", message, "kind")
    if len(set(content.kinds)) < len(content.kinds):
        yield Problem("DUPLICATE_KIND", Message("Loại hình bị lặp.", "A kind is given twice."), "kind")
    legal = [kind for kind in content.kinds if kinds.get(kind) and kind != MIXED]
    if MIXED in content.kinds and len(legal) < 2:
        message = Message(
            "Di tích hỗn hợp phải kèm ít nhất hai loại hình thành phần.",
            "A mixed site names at least two of the kinds that it mixes.",
        )
        yield Problem("MIXED_NEEDS_TWO", message, "kind")


def _places(content: SiteContent) -> Iterator[Problem]:
    located = content.location() is not None
    candidates = sum(not p.is_location and p.latitude is not None for p in content.places)
    if located != (content.location_precision in PLACED):
        message = Message(
            "Tọa độ và độ chính xác không khớp: có tọa độ thì phải nói độ chính xác, không có thì phải nói vì sao.",
            "Position and precision disagree: a position states its precision, a missing one states why.",
        )
        yield Problem("PRECISION_MISMATCH", message, "location")
    if content.location_precision == LocationPrecision.CONFLICT and not candidates:
        message = Message(
            "Nguồn mâu thuẫn cần các vị trí để đặt cạnh nhau.",
            "Sources in conflict need the positions to set side by side.",
        )
        yield Problem("CANDIDATES_MISSING", message, "location")
    for number, place in enumerate(content.places):
        if (place.latitude is None) != (place.longitude is None):
            message = Message("Cần cả vĩ độ và kinh độ.", "Both latitude and longitude are needed.")
            yield Problem("POSITION_NOT_WHOLE", message, f"places.{number}")


def _units(content: SiteContent) -> Iterator[Problem]:
    if sum(link.is_primary for link in content.units) > 1:
        message = Message("Chỉ một đơn vị hành chính là chính.", "Only one unit is the primary one.")
        yield Problem("TWO_PRIMARY_UNITS", message, "units")


def _parts(content: SiteContent) -> Iterator[Problem]:
    for number, part in enumerate(content.part_of):
        yield from _interval(part.valid_from, part.valid_to, f"part_of.{number}")
    if sum(part.relation == Relation.PART for part in content.part_of) > 1:
        message = Message(
            "Một di tích chỉ là thành phần của một quần thể.", "A site is part of one complex at most."
        )
        yield Problem("TWO_COMPLEXES", message, "part_of")
    for number, declared in enumerate(content.declared_parts):
        yield from _interval(declared.valid_from, declared.valid_to, f"declared_parts.{number}")


def _missing(content: SiteContent) -> Iterator[Problem]:
    present = _present_fields(content)
    for entry in content.missing:
        if entry.field in present:
            message = Message(
                "Trường này có giá trị, không thể đồng thời ghi mã thiếu giá trị.",
                "This field has a value and cannot carry a missing-value code as well.",
            )
            yield Problem("VALUE_AND_MISSING", message, entry.field)
        if entry.code in (MissingCode.CHUA_XAC_DINH, MissingCode.KHONG_RO) and entry.note is None:
            message = Message(
                "Mã này cần ghi chú: đã tìm ở đâu, còn thiếu gì.",
                "This code needs a note: where was it looked for, what is still open.",
            )
            yield Problem("NOTE_MISSING", message, entry.field)


def _present_fields(content: SiteContent) -> set[str]:
    present = {text.field.lower() for text in content.texts if text.language == "vi"}
    values = {
        "kinds": content.kinds,
        "admin_unit": content.units,
        "location": content.location(),
        "managing_body": content.managing_body,
        "period": content.period_edtf,
    }
    return present | {name for name, value in values.items() if value}


def blank_fields(content: SiteContent) -> Iterable[str]:
    """Fields of the template that have neither a value nor a code; an import marks them CHUA_NHAP."""
    coded = {entry.field for entry in content.missing} | _present_fields(content)
    template = ("kinds", "admin_unit", "location", "summary", "description", "period", "managing_body")
    return [field for field in template if field not in coded]


@cache
def _not_entered(field: str) -> Missing:
    """The same statement for every site: judged once, not three times a row."""
    return Missing(field=field, code=MissingCode.CHUA_NHAP)


def explained(content: SiteContent) -> SiteContent:
    """The content with no blank unexplained: blanks of the template carry CHUA_NHAP, codes of values go."""
    present = _present_fields(content)
    kept = [entry for entry in content.missing if entry.field not in present]
    bare = content.model_copy(update={"missing": tuple(kept)})
    added = [_not_entered(field) for field in blank_fields(bare)]
    return content.model_copy(update={"missing": (*kept, *added)})


def _interval(start: date | None, end: date | None, field: str) -> Iterator[Problem]:
    if start is not None and end is not None and end <= start:
        message = Message(
            f"Ngày kết thúc ({end.isoformat()}) phải sau ngày bắt đầu ({start.isoformat()}).",
            f"The end ({end.isoformat()}) must come after the start ({start.isoformat()}).",
        )
        yield Problem("END_BEFORE_START", message, field)


def _acts(acts: tuple[DesignationAct, ...]) -> Iterator[Problem]:
    for number, act in enumerate(acts):
        yield from _act(act, f"designations.{number}")
    ranks = [act for act in acts if act.scheme == Scheme.RELIC_RANK]
    open_acts = Counter(act.scheme for act in acts if act.valid_to is None)
    if open_acts[Scheme.RELIC_RANK] > 1:
        message = Message(
            "Di tích chỉ có thể có một xếp hạng đang hiệu lực.", "A site has at most one rank in force."
        )
        yield Problem("TWO_OPEN_RANKS", message, "designations")
    elif any(open_acts[scheme] > 1 for scheme in ONE_AT_A_TIME):
        message = Message(
            "Mỗi hình thức công nhận (danh mục kiểm kê, điểm, khu du lịch) chỉ có một quyết định đang hiệu lực.",
            "In each scheme (inventory, tourist site, tourist area) a site has at most one act in force.",
        )
        yield Problem("TWO_OPEN_RANKS", message, "designations")
    dated = sorted((a for a in ranks if a.valid_from), key=lambda a: a.valid_from or date.min)
    for earlier, later in pairwise(dated):
        if earlier.valid_to is not None and later.valid_from and later.valid_from < earlier.valid_to:
            message = Message(
                "Hai xếp hạng chồng thời gian; cấp cao hơn kết thúc cấp thấp hơn ngay trong ngày.",
                "Two ranks overlap in time; a higher rank ends the lower one on its own day.",
            )
            yield Problem("RANKS_OVERLAP", message, "designations")


def _zones(content: SiteContent) -> Iterator[Problem]:
    for number, zone in enumerate(content.zones):
        yield from _interval(zone.valid_from, zone.valid_to, f"zones.{number}")


def _act(act: DesignationAct, field: str) -> Iterator[Problem]:
    yield from _interval(act.valid_from, act.valid_to, field)
    if act.scheme == Scheme.RELIC_RANK and act.grade is None:
        yield Problem("GRADE_MISSING", Message("Thiếu cấp xếp hạng.", "The grade is missing."), field)
    if act.valid_to is not None and (act.end_reason is None or act.ended_by is None):
        message = Message(
            "Kết thúc xếp hạng phải kèm lý do và quyết định.", "An end needs its reason and its decision."
        )
        yield Problem("END_WITHOUT_DECISION", message, field)
    if act.valid_to is None and act.end_reason is not None:
        message = Message("Có lý do kết thúc nhưng thiếu ngày.", "An end reason is given without its day.")
        yield Problem("END_WITHOUT_DAY", message, field)
    if act.certainty == Certainty.STATED and not (act.decision_number and act.decision_date):
        message = Message(
            "Xếp hạng có căn cứ phải ghi cả số và ngày quyết định.",
            "A stated act has both the number and the date of its decision.",
        )
        yield Problem("ACT_NOT_STATED", message, field)
    expected = AUTHORITY_OF_GRADE.get(act.grade) if act.grade and act.scheme == Scheme.RELIC_RANK else None
    unsure = act.authority_kind in (AuthorityKind.FORMER_BODY, AuthorityKind.UNKNOWN)
    if expected and not unsure and act.authority_kind != expected:
        message = Message(
            f"Cơ quan ban hành ({act.authority or act.authority_kind}) không có thẩm quyền với cấp này.",
            f"The authority ({act.authority or act.authority_kind}) does not decide this grade.",
        )
        yield Problem("AUTHORITY_MISMATCH", message, field)


def _unsure_authority(act: DesignationAct, field: str) -> Iterator[Problem]:
    if act.authority_kind in (AuthorityKind.FORMER_BODY, AuthorityKind.UNKNOWN):
        message = Message(
            "Cơ quan ban hành chưa rõ hoặc là cơ quan cũ; cần tra lại văn bản gốc.",
            "The authority is unknown or a former body; the original act should be looked up.",
        )
        yield Problem("AUTHORITY_UNSURE", message, field)
