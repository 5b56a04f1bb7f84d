"""D3, in use on digital platforms: in two languages, with clear rights, with sound or film, up to date, readable."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import chain
from typing import Annotated

from catalog.errors import Message
from catalog.ladder.facts import FileFacts, SiteFacts
from catalog.ladder.found import FACTS, is_answered, is_tourist, is_within, length_of, main_pictures
from catalog.ladder.outcomes import (
    Outcome,
    Told,
    judged,
    listed,
    listed_words,
    not_applicable,
    number,
    percent_cut,
    sentence,
    unless,
)
from catalog.ladder.parameters import FILLED, Count, Data, Days, Nothing, Pixels, RightsUri, Share
from catalog.rights import Openness, rights_term
from catalog.terms import VISITOR_FACTS, MissingCode, SurrogateKind, TextField

_RICH = frozenset({SurrogateKind.PANORAMA, SurrogateKind.VIDEO, SurrogateKind.AUDIO})
_LANGUAGES = {"vi": Message("tiếng Việt", "Vietnamese"), "en": Message("tiếng Anh", "English")}
_VISITOR_FACTS = frozenset(VISITOR_FACTS)
_NEEDED = {TextField.NAME: Message("tên", "name"), TextField.SUMMARY: Message("tóm tắt", "summary")}


class Bilingual(Data):
    """Which share of the texts each language has at least."""

    share: Share


class Rights(Data):
    """Statements that say nothing of the rights, and how open one file is at least."""

    unevaluated: Annotated[tuple[RightsUri, ...], FILLED]
    openness: Annotated[tuple[Openness, ...], FILLED]


class Showing(Data):
    """How large the main picture is, and how many lines a film has at least."""

    hero_pixels: Pixels
    video_lines: Count


class Fresh(Data):
    """How old a check of the visitor facts may be, and the codes that answer one that has no text."""

    days: Days
    codes: Annotated[tuple[MissingCode, ...], FILLED]


class Reads(Data):
    """How many reads by registered apps there are at least."""

    reads: Count


def is_bilingual(facts: SiteFacts, parameters: Bilingual) -> Outcome:
    """D3.1: name, summary and visitor facts in Vietnamese and English, written or reviewed by people, and current.

    The share of the fields that a language has is the language measure of Europeana's metadata tier B.
    """
    had: dict[str, set[TextField]] = {language: set() for language in _LANGUAGES}
    for text in facts.texts:
        if text.counts and not text.is_stale and text.language in had:
            had[text.language].add(text.field)
    fields = _NEEDED.keys() | _VISITOR_FACTS.intersection(chain(*had.values()))
    lacks: list[Told] = []
    shares: list[Told] = []
    for language, name in _LANGUAGES.items():
        lacks += [
            partial(_lacking, what, name) for field, what in _NEEDED.items() if field not in had[language]
        ]
        count = len(fields & had[language])
        told = partial(_share_had, name, count, len(fields))
        shares.append(told)
        if count * parameters.share.denominator < len(fields) * parameters.share.numerator:
            lacks.append(partial(_share_wanted, told, parameters.share))
    return unless(lacks, lambda: sentence(shares), [facts.revision])


def _lacking(what: Message, language: Message) -> Message:
    return Message(f"thiếu {what.vi} {language.vi}", f"the {language.en} {what.en} is missing")


def _share_had(language: Message, count: int, of: int) -> Message:
    return Message(f"{language.vi} có {count} trên {of} mục", f"{language.en} has {count} of {of} texts")


def _share_wanted(had: Callable[[], Message], share: Fraction) -> Message:
    told, wanted = had(), percent_cut(share)
    return Message(f"{told.vi} (cần {wanted.vi})", f"{told.en} (wanted: {wanted.en})")


def has_clear_rights(facts: SiteFacts, parameters: Rights) -> Outcome:
    """D3.2: each public file under a licence or statement that was thought about, and one that may be used.

    Creative Commons and RightsStatements.org; what is closed caps Europeana's tier at two, so one file is not.
    """
    public = [file for file in facts.files if file.is_public]
    if not public:
        return judged(False, Message("Chưa có tệp công khai nào.", "No file is public."))
    terms = [(file.code, rights_term(file.rights_uri or "")) for file in public]
    unevaluated = [None, *(rights_term(uri) for uri in parameters.unevaluated)]
    unclear = [code for code, term in terms if term in unevaluated]
    usable = [code for code, term in terms if term is not None and term.openness in parameters.openness]
    lacks: list[Told] = []
    if unclear:
        lacks.append(
            lambda: Message(
                f"{len(unclear)} trên {len(public)} tệp công khai chưa rõ quyền: {listed(unclear)}",
                f"{len(unclear)} of {len(public)} public files have no evaluated rights: {listed(unclear)}",
            )
        )
    if not usable:
        lacks.append(
            Message(
                "không tệp nào được phép sử dụng lại", "no file is under a statement that lets others use it"
            )
        )
    return unless(
        lacks,
        lambda: Message(
            f"{len(public)} tệp công khai đều rõ quyền; {len(usable)} tệp được phép sử dụng lại.",
            f"Public files with clear rights: {len(public)}; that others may use: {len(usable)}.",
        ),
        unclear if lacks else usable,
    )


def is_shown(facts: SiteFacts, parameters: Showing) -> Outcome:
    """D3.3: a large public main picture, and a panorama, a film or a sound recording beside it.

    Sizes are those of Europeana's fourth tier. The IIIF manifest is made of every public record.
    """
    heroes = [
        file.code for file in main_pictures(facts) if file.is_public and file.pixels >= parameters.hero_pixels
    ]
    rich = [file for file in facts.files if file.is_public and file.kind in _RICH]
    others = [file.code for file in rich if _is_large(file, parameters.video_lines)]
    pixels = number(parameters.hero_pixels)
    lacks: list[Told] = []
    if not heroes:
        lacks.append(
            lambda: Message(
                f"chưa có ảnh chính công khai đủ {pixels.vi} điểm ảnh",
                f"no public main picture has {pixels.en} pixels",
            )
        )
    if not others:
        lacks.append(
            lambda: Message(
                f"chưa có ảnh toàn cảnh, phim từ {parameters.video_lines} dòng hay bản ghi âm công khai",
                f"no panorama, film of {parameters.video_lines} lines or sound recording is public",
            )
        )
    return unless(
        lacks,
        lambda: Message(
            f"Có ảnh chính công khai đủ {pixels.vi} điểm ảnh; toàn cảnh, phim hoặc âm thanh: {len(others)}.",
            f"A public main picture has {pixels.en} pixels; panoramas, films or recordings: {len(others)}.",
        ),
        [*heroes, *others],
    )


def _is_large(file: FileFacts, lines: int) -> bool:
    """Of a film; whatever else is rich has no lines."""
    return file.kind != SurrogateKind.VIDEO or (file.height or 0) >= lines


def is_current(facts: SiteFacts, parameters: Fresh) -> Outcome:
    """D3.4: the visitor facts were checked within a year; a tourist site answers all of Decree 168/2017, Art. 11."""
    verified = facts.visitor_facts_verified_on
    days = parameters.days
    lacks: list[Told] = []
    if verified is None:
        lacks.append(
            Message("thông tin cho khách chưa được kiểm tra", "the visitor facts have not been verified")
        )
    elif not is_within(facts.day, verified, days):
        lacks.append(
            lambda: Message(
                f"thông tin cho khách kiểm tra ngày {verified:%d/%m/%Y} (cần trong {days} ngày trước {facts.day:%d/%m/%Y})",
                f"the visitor facts were verified on {verified} (wanted: within {days} days before {facts.day})",
            )
        )
    wanted = VISITOR_FACTS if is_tourist(facts) else ()
    open_ = [fact for fact in wanted if not is_answered(facts, fact, parameters.codes)]
    if open_:
        names = listed_words([FACTS[fact] for fact in open_])
        lacks.append(
            lambda: Message(
                f"trả lời {len(wanted) - len(open_)} trên {len(wanted)} mục cho khách; còn thiếu: {names.vi}",
                f"{len(wanted) - len(open_)} of {len(wanted)} visitor facts are answered; missing: {names.en}",
            )
        )
    return unless(
        lacks,
        lambda: Message(
            f"Thông tin cho khách được kiểm tra trong {days} ngày qua.",
            f"The visitor facts were verified within the last {days} days.",
        ),
        [facts.revision],
    )


def has_page(facts: SiteFacts, _parameters: Nothing) -> Outcome:
    """D3.5: the site has a public page under a lasting address, which carries its JSON-LD (schema.org)."""
    lacks = []
    if not facts.is_public:
        lacks.append(Message("bản ghi chưa công bố", "the record is not public"))
    if not facts.slug:
        lacks.append(Message("chưa có địa chỉ", "there is no address"))
    if not length_of(facts, TextField.NAME, "vi"):
        lacks.append(Message("chưa có tên tiếng Việt", "the Vietnamese name is missing"))
    page = f"/s/{facts.slug}"
    return unless(
        lacks,
        Message(f"Có trang công khai {page}.", f"There is a public page {page}."),
        [] if lacks else [page],
    )


def is_read(facts: SiteFacts, parameters: Reads) -> Outcome:
    """D3.6: registered apps read the site in the last 90 days. Told, and never in anybody's way."""
    if facts.reads is None:
        return not_applicable("Chưa đếm lượt đọc của ứng dụng.", "Reads by apps are not counted.")
    is_, wanted = number(facts.reads), number(parameters.reads)
    return judged(
        facts.reads >= parameters.reads,
        lambda: Message(
            f"Ứng dụng đã đăng ký đọc {is_.vi} lượt trong 90 ngày (cần {wanted.vi}).",
            f"Reads by registered apps in 90 days: {is_.en} (wanted: {wanted.en}).",
        ),
        [f"/s/{facts.slug}"],
    )
