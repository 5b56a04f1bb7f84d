"""Vietnamese text as data: cleaning what people send, folding for search, order of the alphabet.

Pure functions over strings. Whatever compares or orders names anywhere in the product goes through `fold` and
`collation_key`, so that Python, SQLite and PostgreSQL cannot disagree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from catalog.errors import Message, Problem, ProblemsError

LINE_LENGTH = 300
"""Most characters of a text of one line, such as a name, unless the field says otherwise."""

TEXT_LENGTH = 20_000
"""Most characters of a text of several lines, such as a description, unless the field says otherwise."""

SLUG_LENGTH = 80
"""Most characters of a slug."""

_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SPACES = re.compile("  +")
_BLANKS = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BLANKS_AND_LINE_ENDS = re.compile("[ \t\n\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_CONTROL = "\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
_HIDDEN = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f"
_FORBIDDEN_IN_TEXT = re.compile(f"[\t{_CONTROL}]|(?P<hidden>[{_HIDDEN}])")
_FORBIDDEN_IN_LINE = re.compile(f"[\t\n{_CONTROL}]|(?P<hidden>[{_HIDDEN}])")

_NO_WORD = re.compile(r"[\W_]+")
_WITHOUT_APOSTROPHES_AND_STROKES = str.maketrans("đð", "dd", "'\u2019\u02bc\u02bb")
_REMEMBERED_BELOW = 0x2000  # the Latin letters, Vietnamese ones included; a text cannot fill the memory


class _FoldedCharacters(dict[int, str]):
    """For `str.translate`: a character without its marks, its case and its stroke."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).casefold())
        unmarked = "".join(c for c in plain if not unicodedata.category(c).startswith("M")).casefold()
        folded = unmarked.translate(_WITHOUT_APOSTROPHES_AND_STROKES)
        if code < _REMEMBERED_BELOW:
            self[code] = folded
        return folded


_FOLDED = _FoldedCharacters()


def nfc(text: str) -> str:
    """The composed form (Unicode NFC), the only one that is stored."""
    return unicodedata.normalize("NFC", text)


def tidy(text: str, *, multiline: bool = False) -> str:
    """The text as it is stored: NFC, no white space around it, none doubled inside, no invisible characters.

    A text of several lines keeps its line ends (as `\\n`, at most one empty line in a row). Characters that
    must be refused are left in place for `text_problem` to find.
    """
    if text.isprintable():  # nearly every text: the only blank in it is the plain space
        return _SPACES.sub(" ", nfc(text)).strip(" ")
    text = nfc(_INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)))
    if not multiline:
        return _BLANKS_AND_LINE_ENDS.sub(" ", text).strip(" ")
    lines = (_BLANKS.sub(" ", line).strip(" ") for line in text.split("\n"))
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def text_problem(
    text: str, *, multiline: bool = False, max_length: int | None = None, field: str | None = None
) -> Problem | None:
    """Why a tidied text cannot be accepted, or None.

    Refused are control characters (NUL included) and lone surrogates, which databases and XML cannot hold;
    characters that turn the direction of writing and hidden tags, which make a text read otherwise than it is
    stored; and more than `max_length` characters (`LINE_LENGTH`, or `TEXT_LENGTH` if `multiline`).
    """
    limit = max_length if max_length is not None else (TEXT_LENGTH if multiline else LINE_LENGTH)
    if len(text) > limit:
        return Problem("TOO_LONG", _too_long(len(text), limit), field)
    found = (_FORBIDDEN_IN_TEXT if multiline else _FORBIDDEN_IN_LINE).search(text)
    if found is None:
        return None
    code = "HIDDEN_CHARACTER" if found["hidden"] else "CONTROL_CHARACTER"
    return Problem(code, _forbidden_character(found[0], found.start() + 1), field)


def clean_text(
    text: str, *, multiline: bool = False, max_length: int | None = None, field: str | None = None
) -> str:
    """The tidied text; raises `ProblemsError` with the one problem that `text_problem` finds."""
    tidied = tidy(text, multiline=multiline)
    problem = text_problem(tidied, multiline=multiline, max_length=max_length, field=field)
    if problem is not None:
        raise ProblemsError([problem])
    return tidied


def _too_long(length: int, limit: int) -> Message:
    return Message(
        vi=f"Văn bản dài {length} ký tự, vượt quá giới hạn {limit} ký tự.",
        en=f"The text has {length} characters; at most {limit} are allowed.",
    )


def _forbidden_character(character: str, position: int) -> Message:
    name = f"U+{ord(character):04X}"
    return Message(
        vi=f"Ký tự thứ {position} ({name}) là ký tự điều khiển hoặc ký tự ẩn, không được phép dùng.",
        en=f"Character {position} ({name}) is a control or hidden character, which is not allowed.",
    )


def fold(text: str) -> str:
    """What is compared in a search: no marks, no case, đ as d, words separated by one space.

    "Đồi A1", "ĐỒI  A1" and "doi-a1" all fold to "doi a1"; an apostrophe joins ("H'Mông" folds to "hmong").
    Folding twice changes nothing.
    """
    return _NO_WORD.sub(" ", text.translate(_FOLDED)).strip()


def squeeze(folded: str) -> str:
    """A folded text without its spaces, to compare "A Pa Chải" with "Apachai"."""
    return folded.replace(" ", "")


def slugify(text: str) -> str:
    """The text as part of an address: "Đồi A1" becomes "doi-a1".

    Only `a-z`, `0-9` and single hyphens, at most `SLUG_LENGTH` characters, cut between words where possible.
    Empty if the text has no Latin letter and no digit.
    """
    words = re.findall("[a-z0-9]+", fold(text))
    lengths = accumulate(len(word) + 1 for word in words)
    fitting = [word for word, length in zip(words, lengths, strict=True) if length <= SLUG_LENGTH + 1]
    return "-".join(fitting or words)[:SLUG_LENGTH]


def trigrams(folded: str) -> list[str]:
    """The different runs of three characters of each word of a folded text, one space set around each word.

    "doi a1" gives " do", "doi", "oi ", " a1", "a1 ", in this order.
    """
    padded = (f" {word} " for word in folded.split())
    return list(dict.fromkeys(word[i : i + 3] for word in padded for i in range(len(word) - 2)))


# The 29 letters of the Vietnamese alphabet, with f j w z of foreign names at their Latin places.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_KEYS = dict(zip(_ALPHABET, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg", strict=True))
_TONE_KEYS = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LETTER_MARKS = "\u0306\u0302\u031b"
_NO_WORD_BUT_MARKS = re.compile(r"[^\w\u0300-\u036f]+|_")


def collation_key(text: str) -> str:
    """A key whose plain byte order is the order of the Vietnamese alphabet.

    ASCII only, so SQLite's BINARY and PostgreSQL's `COLLATE "C"` order it alike. Compared first by words
    and letters (digits before a ă â b c d đ e ê ...; other scripts last), then by tone, word by word (none,
    huyền, hỏi, ngã, sắc, nặng), then by case (small before capital). "hoà" and "hòa" have the same key.
    """
    words = [
        _word_keys(word) for word in _NO_WORD_BUT_MARKS.split(unicodedata.normalize("NFD", text)) if word
    ]
    letters = "-".join(key for key, _, _ in words)
    tones = "".join(tone or "0" for _, tone, _ in words)
    cases = "".join(case for _, _, case in words).rstrip("0")
    return f"{letters} {tones} {cases}"


@lru_cache(maxsize=4096)
def _word_keys(word: str) -> tuple[str, str, str]:
    """Letters, tones and case of one word of decomposed text."""
    letters: list[str] = []
    tones: list[str] = []
    cases: list[str] = []
    for cluster in re.findall(r"[^\u0300-\u036f][\u0300-\u036f]*", word):
        base, marks = cluster[0], cluster[1:]
        kept = nfc(base.lower() + "".join(mark for mark in marks if mark in _LETTER_MARKS))
        letters.append(_letter_key(kept, base.lower()))
        tones.extend(_TONE_KEYS[mark] for mark in marks if mark in _TONE_KEYS)
        cases.append("1" if base != base.lower() else "0")
    return "".join(letters), "".join(tones), "".join(cases)


def _letter_key(letter: str, base: str) -> str:
    known = _LETTER_KEYS.get(letter) or _LETTER_KEYS.get(base)
    if known:
        return known
    return base if base in "0123456789" else "".join(f"z{ord(c):06x}" for c in base)


# A Vietnamese syllable without its tone: initial, then each kind of nucleus with the finals it takes.
# Plain "ie" and "uo" are let in too, for people who leave the hats away.
_STOPS = ("c", "ch", "p", "t")
_SYLLABLE = re.compile(
    r"(?:b|ch|c|d|đ|gi|gh|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?(?:"
    r"[ou]?[aăâ](?:ch?|m|ng?|nh|p|t|[iyou])?"
    r"|[ou]?[eê](?:ch?|m|ng?|nh|p|t|[ou])?"
    r"|u?[iy](?:ch?|m|ng?|nh|p|t|[au])?"
    r"|(?:uy|i|y)[eê](?:c|m|ng?|p|t|u)"
    r"|[oôơ](?:c|m|ng?|p|t|i)?"
    r"|[uư](?:c|m|ng?|p|t|[aiu])?"
    r"|(?:u[oôơ]|ươ)(?:c|m|ng?|p|t|[iu])?"
    r"|oo(?:c|ng)|uya)"
)
_TELEX_PAIRS = {"aa": "â", "ee": "ê", "oo": "ô", "dd": "đ"}
_HORNS = {"uo": "ươ", "ưo": "ươ", "a": "ă", "o": "ơ", "u": "ư"}
_TONES = "sfrxj"


def is_syllable(word: str) -> bool:
    """Whether the word, in Unicode and with its marks, is spelt as one Vietnamese syllable can be."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    letters = nfc("".join(c for c in decomposed if c not in _TONE_KEYS))
    tone_count = sum(c in _TONE_KEYS for c in decomposed)
    return tone_count <= 1 and _SYLLABLE.fullmatch(letters) is not None


def unfold_telex(text: str) -> str | None:
    """Another, folded reading of a text typed in Telex while the input method was off, or None.

    "ddieenj bieen" gives "dien bien". It is a reading to try beside the text itself, not in its place: a
    foreign word can look like Telex ("been"). A tone letter alone in an otherwise plain word ("caf") is
    believed only beside a second word that looks like Telex, since names and half-typed words end so too.
    """
    readings = [(word, _telex_reading(word)) for word in fold(text).split()]
    evidence = sum(weight for _, (_, weight) in readings)
    if evidence < 2:
        return None
    return " ".join(reading or word for word, (reading, _) in readings)


def _telex_reading(word: str) -> tuple[str | None, int]:
    """The folded syllable that these key strokes would have made; how much they look like Telex (0 to 2)."""
    letters, tone, turned = "", "", False
    for key in word:
        before, letters = letters, _after_key(letters, key)
        if letters != before + key:
            turned = True
        elif key in _TONES and re.search("[aăâeêioôơuưy]", before):
            letters, tone = before, key
    if not (turned or tone) or not _SYLLABLE.fullmatch(letters):
        return None, 0
    if letters.endswith(_STOPS) and tone not in ("s", "j"):
        return None, 0
    return fold(letters), 2 if turned else 1


def _after_key(letters: str, key: str) -> str:
    """The letters after one more key stroke: an earlier letter turned into another, or the key added."""
    if key == "w":
        return _after_w(letters)
    turned = _TELEX_PAIRS.get(key + key)
    if turned is None:
        return letters + key
    if letters.endswith(turned):
        return letters[:-1] + key + key
    at = letters.find(key)
    return letters + key if at < 0 else letters[:at] + turned + letters[at + 1 :]


def _after_w(letters: str) -> str:
    for plain, horned in _HORNS.items():
        at = letters.rfind(plain)
        if at >= 0:
            return letters[:at] + horned + letters[at + len(plain) :]
    return letters + ("w" if not letters or re.search("[eiy]", letters) else "ư")


def search_text(names: Sequence[str], others: Sequence[str]) -> str:
    """What the trigram index holds: folded names, once more without spaces, then the other texts.

    A blank stands at both ends, so that every word has its own first and last trigram.
    """
    folded = [fold(name) for name in names]
    return f" {' '.join([*folded, *map(squeeze, folded), *map(fold, others)])} "
