"""How people write a position: its numbers, signs, letters and words, taken apart without knowing any place.

A text becomes tokens, tokens become groups of numbers, one group for each coordinate. Every step is linear in
the text, and the text is short (`MAX_LENGTH`): no pattern can be made to try again and again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import pairwise

from catalog.geo.coordinate_problems import FIELD, refusal
from catalog.text import clean_text, fold

MAX_LENGTH = 200
_SHOWN = 20  # characters of an unreadable part that a message repeats
_SMALLEST_WITH_THOUSANDS = 100_000  # below it dots or commas between three digits part no thousands


class Kind(Enum):
    """What a token is."""

    NUMBER = auto()
    SIGN = auto()
    MARK = auto()
    LETTER = auto()
    LABEL = auto()
    SYSTEM = auto()
    SEPARATOR = auto()
    GLUE = auto()
    WORD = auto()
    FILLER = auto()
    BLANK = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: what it is, and what it says in the words of this module."""

    kind: Kind
    value: str
    written: str


@dataclass(slots=True)
class Group:
    """The numbers of one coordinate with all that stands beside them, as written.

    `letters` are directions (NORTH, SOUTH, EAST, WEST, or N, which is north in English and south in
    Vietnamese), `labels` LATITUDE, LONGITUDE, X or Y.
    """

    numbers: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    is_negative: bool = False
    letters: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Notation:
    """A text taken apart: its coordinates, and the reference system that it names ("" for none)."""

    groups: tuple[Group, ...]
    system: str


UNKNOWN_SYSTEM = "?"
MERIDIANS = {"10300": "EPSG:9205", "10400": "EPSG:9206", "10445": "EPSG:9208", "10500": "EPSG:5897"}
_BLANK = Token(Kind.BLANK, " ", " ")
_BEFORE_GLUE = (Kind.LABEL, Kind.LETTER, Kind.SYSTEM, Kind.FILLER, Kind.MARK)
# Signs that are typed for one another; translated first, because NFKC would make letters or digits of some.
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("º˚⁰ᵒ∘", "°"),
        **dict.fromkeys("′’‘´`ʹʼ‵", "'"),
        **dict.fromkeys("″”“„ʺ˝‶", '"'),
        **dict.fromkeys("−–—‐‑", "-"),
        **dict.fromkeys("ÐƉ", "Đ"),
        **dict.fromkeys("，、", ","),
    }
)
_TOKEN = re.compile(
    r"""(?P<system>wgs[ -]?84|vn[ -]?2000|epsg:?[ ]?[0-9]{4,5}|utm|48[nq](?![a-z])
            |(?:tm[ -]?3|kinh[ ]tuyến[ ]trục)(?:[ (,/:]*10[0-9][-°][0-9]{2}'?\)?)?)
      | (?P<number>[0-9]+(?:[.,][0-9]+)*)
      | (?P<word>[^\W\d_]+)
      | (?P<mark>[°'"])
      | (?P<sign>[+-](?=[0-9]))
      | (?P<separator>[,;/|-])
      | (?P<glue>[:=])
      | (?P<blank>[ ()\[\]])""",
    re.VERBOSE | re.IGNORECASE,
)
_WORDS: dict[str, tuple[Kind, str]] = {
    **dict.fromkeys(("b", "bac", "north"), (Kind.LETTER, "NORTH")),
    **dict.fromkeys(("nam", "s", "south"), (Kind.LETTER, "SOUTH")),
    **dict.fromkeys(("d", "dong", "e", "east"), (Kind.LETTER, "EAST")),
    **dict.fromkeys(("t", "tay", "w", "west"), (Kind.LETTER, "WEST")),
    "n": (Kind.LETTER, "N"),
    **dict.fromkeys(("vi", "lat", "latitude"), (Kind.LABEL, "LATITUDE")),
    **dict.fromkeys(("kinh", "long", "lon", "lng", "longitude"), (Kind.LABEL, "LONGITUDE")),
    "x": (Kind.LABEL, "X"),
    "y": (Kind.LABEL, "Y"),
    **dict.fromkeys(("do", "deg", "degree", "degrees"), (Kind.MARK, "°")),
    **dict.fromkeys(("m", "met", "phut", "min", "minutes"), (Kind.MARK, "'")),
    **dict.fromkeys(("giay", "sec", "seconds"), (Kind.MARK, '"')),
    **dict.fromkeys(("va", "and"), (Kind.SEPARATOR, ",")),
    **dict.fromkeys(("toa", "tuyen", "gps", "coordinates"), (Kind.FILLER, "word")),
}
_VIETNAMESE = frozenset({"b", "bac", "d", "dong", "t", "tay", "nam"})
_ENGLISH = frozenset({"e", "s", "w", "east", "west", "south", "north"})
_ZONE_48 = frozenset({"48n", "48q"})
_THOUSANDS = (
    re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?"),
    re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"),
)


def take_apart(text: str, language: str) -> Notation:
    """The coordinates and the system that a text names.

    Raises `ProblemsError`: EMPTY, TOO_LONG, CONTROL_CHARACTER, HIDDEN_CHARACTER, UNREADABLE.
    """
    line = _plain(text)
    tokens = _without_idle_words(list(_tokens(line)))
    numbers = [token.written for token in tokens if token.kind is Kind.NUMBER]
    if not numbers:
        raise refusal("UNREADABLE", part=line[:_SHOWN])
    # A comma alone between digits is a decimal comma to Vietnamese readers, to English ones it parts two.
    is_english_pair = language == "en" and len(numbers) == 1 and re.sub("[0-9]", "", numbers[0]) == ","
    plain = [part for token in tokens for part in _parted(token, is_english_pair=is_english_pair)]
    return Notation(tuple(_groups(_settled(plain))), _system(plain))


def _plain(text: str) -> str:
    """The text in one line with one sign for each meaning; half and full width are the same."""
    if len(text) > MAX_LENGTH:
        raise refusal("TOO_LONG", limit=str(MAX_LENGTH))
    signs = clean_text(text, field=FIELD).translate(_SIGNS)
    for character in signs:
        # Superscripts and fractions would turn into digits of another number.
        if unicodedata.category(character) == "No":
            raise refusal("UNREADABLE", part=character)
    plain = unicodedata.normalize("NFKC", signs).replace("''", '"').strip(" .,;")
    if not plain:
        raise refusal("EMPTY")
    return plain


def _tokens(text: str) -> Iterator[Token]:
    position, before, word_before = 0, _BLANK, _BLANK
    while position < len(text):
        found = _TOKEN.match(text, position)
        token = None if found is None else _token(found, before, word_before)
        if found is None or token is None:
            raise refusal("UNREADABLE", part=text[position : position + _SHOWN])
        if token is not _BLANK:
            yield token
            word_before = token
        before, position = token, found.end()


def _token(found: re.Match[str], before: Token, word_before: Token) -> Token | None:
    """The token that was found; None for a word nobody knows or a sign where it makes no sense."""
    kind, written = Kind[str(found.lastgroup).upper()], found[0]
    if kind is Kind.WORD:
        word = fold(written)
        known = _WORDS.get(word)
        return None if known is None else Token(known[0], known[1], word)
    if kind is Kind.BLANK:
        return _BLANK
    if kind is Kind.SYSTEM:
        return Token(kind, fold(written).replace(" ", ""), written)
    # "21-103": neither surely a dash between two numbers nor surely a minus.
    is_misplaced = kind is Kind.SIGN and before.kind is Kind.NUMBER
    if is_misplaced or (kind is Kind.GLUE and word_before.kind not in _BEFORE_GLUE):
        return None
    return Token(kind, written, written)


def _without_idle_words(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that say something: "độ" of "vĩ độ", "độ vĩ" and "tọa độ" is no degree sign."""
    around = [_BLANK, *tokens, _BLANK]
    return [
        token
        for before, token, after in zip(around, tokens, around[2:], strict=False)
        if token.kind not in (Kind.FILLER, Kind.GLUE)
        and not (
            token.written == "do" and (before.kind in (Kind.LABEL, Kind.FILLER) or after.kind is Kind.LABEL)
        )
    ]


def _parted(token: Token, *, is_english_pair: bool) -> Iterator[Token]:
    """A number as plain numbers, with separators between where it held several."""
    if token.kind is not Kind.NUMBER:
        yield token
        return
    numbers = tuple(token.written.split(",")) if is_english_pair else plain_numbers(token.written)
    if not numbers:
        raise refusal("UNREADABLE", part=token.written[:_SHOWN])
    for place, number in enumerate(numbers):
        if place:
            yield Token(Kind.SEPARATOR, ",", ",")
        yield Token(Kind.NUMBER, number, number)


def plain_numbers(written: str) -> tuple[str, ...]:
    """Digits with points and commas as plain decimals: one number, or two that a comma parts; () if unclear.

    "21,3831" is one number with a decimal comma, "2.365.683,612" one with points between thousands,
    "21.3831,103.0176" two, and so is "21,3831,103,0176".
    """
    dots, commas = written.count("."), written.count(",")
    if dots + commas <= 1:
        return (written.replace(",", "."),)
    for pattern, thousands in zip(_THOUSANDS, ".,", strict=True):
        if pattern.fullmatch(written):
            number = written.replace(thousands, "").replace(",", ".")
            if float(number) >= _SMALLEST_WITH_THOUSANDS:
                return (number,)
    parts = written.split(",")
    if commas == 1 and all(part.count(".") <= 1 for part in parts):
        return tuple(parts)
    if commas == 3 and not dots:
        return (f"{parts[0]}.{parts[1]}", f"{parts[2]}.{parts[3]}")
    return ()


def _settled(tokens: Iterable[Token]) -> list[Token]:
    """The tokens with N settled by the language of the other letters, where there are any."""
    tokens = list(tokens)
    letters = {token.written for token in tokens if token.kind is Kind.LETTER}
    meaning = "SOUTH" if letters & _VIETNAMESE else "NORTH" if letters & _ENGLISH else "N"
    return [replace(token, value=meaning) if token.value == "N" else token for token in tokens]


def _groups(tokens: Iterable[Token]) -> list[Group]:
    """The tokens in groups, one for each coordinate; a group without numbers is none."""
    groups = [Group()]
    is_negative = False
    for token, after in pairwise([*tokens, _BLANK]):
        if _opens_another(groups[-1], token, after):
            groups.append(Group())
        group = groups[-1]
        match token.kind:
            case Kind.NUMBER:
                group.numbers.append(token.value)
                group.marks.append("")
                group.is_negative = group.is_negative or is_negative
                is_negative = False
            case Kind.SIGN:
                is_negative = token.value == "-"
            case Kind.MARK if group.numbers:
                group.marks[-1] += token.value
            case Kind.LETTER | Kind.LABEL:
                (group.letters if token.kind is Kind.LETTER else group.labels).append(token.value)
                group.is_closed = bool(group.numbers)
    return [group for group in groups if group.numbers]


def _opens_another(group: Group, token: Token, after: Token) -> bool:
    """Whether a token begins the next coordinate: what has come so far is whole, or it is said to be."""
    if not group.numbers:
        return False
    match token.kind:
        case Kind.SEPARATOR | Kind.SIGN:
            return True
        case Kind.LETTER:
            return bool(group.letters)
        case Kind.LABEL:
            return bool(group.labels)
        case Kind.NUMBER:
            # A number with decimals is the last of its coordinate, so are seconds; degrees are the first.
            is_whole = group.is_closed or "." in group.numbers[-1] or group.marks[-1] == '"'
            return is_whole or (after.kind is Kind.MARK and after.value == "°")
    return False


def _system(tokens: Iterable[Token]) -> str:
    """The EPSG code of the system that is named; "" for none, UNKNOWN_SYSTEM for one nobody knows."""
    named = {token.value for token in tokens if token.kind is Kind.SYSTEM}
    if not named:
        return ""
    codes = [name for name in named if name.startswith("epsg")]
    if codes:
        return f"EPSG:{codes[0].removeprefix('epsg')}" if len(codes) == 1 else UNKNOWN_SYSTEM
    meridians = {name[-5:] for name in named if name[-5:].isdigit()}
    if meridians:
        return MERIDIANS.get(meridians.pop(), UNKNOWN_SYSTEM) if len(meridians) == 1 else UNKNOWN_SYSTEM
    if named & _ZONE_48:
        return "EPSG:3405" if "vn2000" in named else "EPSG:32648"
    if "utm" in named:
        return UNKNOWN_SYSTEM
    return "EPSG:4326" if named == {"wgs84"} else "EPSG:9205" if "wgs84" not in named else UNKNOWN_SYSTEM
