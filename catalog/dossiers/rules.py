"""What may be said of a dossier's parts, and what deserves a look: pure functions.

Problems block. Warnings do not: a scan without its mark is kept, and the digitisation level counts the lack.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from catalog.dossiers.template import PartTerm, Relic, Template
from catalog.errors import Message, Problem
from catalog.projection.dossiers import DossierFile
from catalog.sites.dossier import DossierItem
from catalog.sites.facets import dossier_facet
from catalog.sites.rules import Findings
from catalog.terms import DossierStatus, Grade

Files = Mapping[str, DossierFile]
"""The record's own surrogates by code."""


def check_dossier(
    items: Iterable[DossierItem], known: Iterable[DossierItem], template: Template, relic: Relic, files: Files
) -> Findings:
    """What is wrong with a dossier, and what deserves a look, in the parts that `known` did not say just so.

    That every file is there is asked of all parts: it may have been removed since.
    """
    problems: list[Problem] = []
    warnings: list[Problem] = []
    before = tuple(known)
    for item in items:
        problems.extend(_foreign_files(item, files))
        if item not in before:
            problems.extend(_wrong_part(item, template))
            term = template.term(item.part)
            if term is not None:
                warnings.extend(doubts(item, term, relic, [files[c] for c in item.surrogates if c in files]))
    return Findings(tuple(problems), tuple(warnings))


def _at(part: str, field: str) -> str:
    return f"{dossier_facet(part)}.{field}"


def _foreign_files(item: DossierItem, files: Files) -> Iterator[Problem]:
    for code in item.surrogates:
        if code not in files:
            message = Message(
                f"Bản ghi này không có bản số hóa {code}.", f"This record has no surrogate {code}."
            )
            yield Problem("UNKNOWN_SURROGATE", message, _at(item.part, "surrogates"))
    for code, count in Counter(item.surrogates).items():
        if count > 1:
            message = Message(f"Tệp {code} bị lặp trong thành phần này.", f"{code} is named twice.")
            yield Problem("DUPLICATE_SURROGATE", message, _at(item.part, "surrogates"))


def _wrong_part(item: DossierItem, template: Template) -> Iterator[Problem]:
    term = template.term(item.part)
    if term is None:
        message = Message(
            f"Hồ sơ theo {template.version} không có thành phần {item.part}.",
            f"The dossier by {template.version} has no part {item.part}.",
        )
        yield Problem("UNKNOWN_PART", message, _at(item.part, "part"))
    elif item.status == DossierStatus.NOT_APPLICABLE and not term.allows_not_applicable:
        message = Message(
            f"Thành phần này ({term.label.vi}) không được ghi là không áp dụng.",
            f"This part ({term.label.en}) cannot be said not to apply.",
        )
        yield Problem("NOT_APPLICABLE_REFUSED", message, _at(item.part, "status"))
    if item.status == DossierStatus.PRESENT and not item.surrogates:
        message = Message(
            "Thành phần có trong hồ sơ phải kèm ít nhất một tệp.",
            "A part that is there has at least one file.",
        )
        yield Problem("FILES_MISSING", message, _at(item.part, "surrogates"))
    if item.status == DossierStatus.NOT_APPLICABLE:
        if item.reason is None:
            message = Message("Hãy ghi vì sao không áp dụng.", "Please say why it does not apply.")
            yield Problem("REASON_MISSING", message, _at(item.part, "reason"))
        if item.surrogates:
            message = Message(
                "Thành phần không áp dụng thì không có tệp.", "A part that does not apply has no files."
            )
            yield Problem("FILES_NOT_EXPECTED", message, _at(item.part, "surrogates"))


def doubts(
    item: DossierItem, term: PartTerm, relic: Relic, files: Sequence[DossierFile]
) -> tuple[Problem, ...]:
    """What a part still lacks, or says otherwise than its files; the digitisation level counts it, nothing blocks."""
    return (*_doubtful_files(item, term, files), *_doubtful_conversion(item, relic))


def _doubtful_files(item: DossierItem, term: PartTerm, files: Sequence[DossierFile]) -> Iterator[Problem]:
    if item.status != DossierStatus.PRESENT:
        return
    readable = [file for file in files if not file.is_withdrawn]
    if len(readable) < len(files):
        message = Message("Có tệp đã bị gỡ.", "A file of it was withdrawn.")
        yield Problem("FILE_WITHDRAWN", message, _at(item.part, "surrogates"))
    if term.needs_text_layer and not all(file.has_text_layer for file in readable):
        message = Message(
            "Chưa tìm kiếm được nội dung: có tệp không có lớp văn bản.",
            "Its text cannot be searched: a file has no text layer.",
        )
        yield Problem("TEXT_LAYER_MISSING", message, _at(item.part, "surrogates"))
    pages = sum(file.page_count for file in files)
    if item.page_count is not None and item.page_count != pages:
        message = Message(
            f"Ghi {item.page_count} trang, các tệp có {pages} trang.",
            f"{item.page_count} pages are stated, the files have {pages}.",
        )
        yield Problem("DOSSIER_PAGES", message, _at(item.part, "pageCount"))


def _doubtful_conversion(item: DossierItem, relic: Relic) -> Iterator[Problem]:
    """Law 20/2023/QH15 on electronic transactions, Art. 12; Decree 308/2025/NĐ-CP, Art. 87."""
    if not item.is_converted_from_paper:
        return
    if item.conversion_mark is None:
        message = Message(
            "Bản chuyển từ giấy chưa có dấu nhận biết đã chuyển đổi.",
            "What was converted from paper has no conversion mark.",
        )
        yield Problem("CONVERSION_MARK_MISSING", message, _at(item.part, "conversionMark"))
    if item.signature_reference is None:
        message = Message(
            "Bản chuyển từ giấy chưa có chữ ký số của cơ quan chuyển đổi.",
            "What was converted from paper lacks the converting body's digital signature.",
        )
        yield Problem("SIGNATURE_MISSING", message, _at(item.part, "signatureReference"))
    if relic.grade == Grade.SPECIAL_NATIONAL and item.ministry_opinion is None:
        message = Message(
            "Chuyển hồ sơ giấy của di tích quốc gia đặc biệt cần ý kiến bằng văn bản của Bộ.",
            "Converting the paper of a special national relic needs the Ministry's written opinion.",
        )
        yield Problem("MINISTRY_OPINION_MISSING", message, _at(item.part, "ministryOpinion"))
