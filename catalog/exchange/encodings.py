"""Telling text in the older Vietnamese encodings by whether it reads as Vietnamese once it is decoded.

Offices still hold files in TCVN3 (ABC) and VNI, which are Latin-1 to every program: only the font makes them
Vietnamese. So the test is the spelling: a text whose marked words are Vietnamese syllables after decoding,
and are not before, is in that encoding.
"""

from __future__ import annotations

import re

from catalog.text import is_syllable, nfc

_TCVN3 = dict(
    zip(
        "\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae"
        "\xb5\xb6\xb7\xb8\xb9\xbb\xbc\xbd\xbe\xc6\xc7\xc8\xc9\xca\xcb"
        "\xcc\xce\xcf\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde"
        "\xdf\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee"
        "\xef\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_VNI_MARKS = {
    "ø": "\u0300",
    "ù": "\u0301",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = {
    **_VNI_MARKS,
    **{letter.upper(): mark for letter, mark in _VNI_MARKS.items()},
    **_VNI_LETTERS,
    **{letter.upper(): meant.upper() for letter, meant in _VNI_LETTERS.items()},
}


_TABLES = {
    "TCVN3": {ord(byte): letter for byte, letter in _TCVN3.items()},
    "VNI": {ord(byte): letter for byte, letter in _VNI.items()},
}
_VIETNAMESE = {letter for meant in _TCVN3.values() for letter in (meant, meant.upper())}
_SUSPECT = re.compile("[" + "".join(sorted((set(_TCVN3) | set(_VNI)) - _VIETNAMESE)) + "]")
_RUN = re.compile(
    r"[^\x00-@\[-`{-~]+"
)  # of ASCII letters and everything beyond ASCII: § and ¸ are letters there
_WORD = re.compile(r"[^\W\d_]+")


def _decoded(text: str, encoding: str) -> str:
    return nfc(text.translate(_TABLES[encoding]))


def _marked_runs(text: str) -> set[str]:
    return {run for run in _RUN.findall(text) if not run.isascii() and any(map(str.isalpha, run))}


def _reads(run: str) -> bool:
    return all(map(is_syllable, _WORD.findall(run)))


def garbled_encoding(text: str) -> str | None:
    """ "TCVN3" or "VNI" if the text, although in Unicode (NFC), was written for the fonts of that encoding.

    "§iÖn Biªn Phñ" is Điện Biên Phủ in TCVN3, "Ñieän Bieân Phuû" in VNI. At least two different words and two
    different letters must be strange, and make sense once decoded: French "Thaï" and "Laï" prove nothing.
    """
    if not _SUSPECT.search(text):
        return None
    runs = _marked_runs(text)
    strange = {run for run in runs if not _reads(run)}
    if len(strange) < max(2, 0.4 * len(runs)) or len(set(_SUSPECT.findall("".join(strange)))) < 2:
        return None
    explained = {encoding: sum(_reads(_decoded(run, encoding)) for run in strange) for encoding in _TABLES}
    best = max(explained, key=lambda encoding: explained[encoding])
    return best if explained[best] >= 0.8 * len(strange) else None


def encoding_of_bytes(data: bytes) -> str | None:
    """As which of "TCVN3", "VNI" and "CP1258" these bytes, not being UTF-8, read as Vietnamese, if any."""
    latin = data.decode("latin-1")
    texts = {encoding: _decoded(latin, encoding) for encoding in _TABLES}
    texts["CP1258"] = nfc(data.decode("cp1258", errors="replace"))
    shares = {}
    for encoding, text in texts.items():
        runs = _marked_runs(text)
        shares[encoding] = sum(map(_reads, runs)) / len(runs) if runs else 0.0
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= 0.7 else None


def is_utf16(start: bytes) -> bool:
    """Whether a file that starts so is in UTF-16, with or without a byte order mark.

    Without one, the zero bytes tell: in Vietnamese text every second byte of most characters is zero.
    """
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    even, odd = start[::2].count(0), start[1::2].count(0)
    return max(even, odd) > 0.3 * len(start) / 2 and min(even, odd) < 0.1 * max(even, odd)
