"""Captions as WebVTT (W3C Candidate Recommendation, 4 April 2019), read strictly and written anew.

What browsers would let pass silently is refused here, so that nobody finds out on the day that a line never shows:
times that run backwards, cues without an end. Styles, regions and comments are left out; of tags only those of
WebVTT itself pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from media.errors import MediaError, refused

MOST_BYTES = 1_000_000
MOST_CUES = 20_000

_TIME = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}((?:[ \t]+\S+)*)[ \t]*", re.ASCII)
_SETTING = re.compile(
    r"vertical:(?:rl|lr)|line:(?:-?\d{1,4}|\d{1,3}(?:\.\d+)?%)(?:,(?:start|center|end))?"
    r"|position:\d{1,3}(?:\.\d+)?%(?:,(?:line-left|center|line-right))?|size:\d{1,3}(?:\.\d+)?%"
    r"|align:(?:start|center|end|left|right)",
    re.ASCII,
)
_TAG = re.compile(rf"</?(?:c|i|b|u|ruby|rt|v|lang)(?:\.[\w-]{{1,40}})*(?:[ \t][^<>&]{{0,100}})?>|<{_TIME}>")


@dataclass(frozen=True, slots=True)
class Captions:
    """A track as it is kept: its text, and how many cues it has."""

    text: str
    cues: int


def read_captions(text: str) -> Captions:
    """The track in this text. Raises MediaError BAD_CAPTIONS with the line at fault."""
    if len(text) > MOST_BYTES or len(text.encode()) > MOST_BYTES:
        raise _bad(1, "tệp lớn hơn 1 MB", "it is larger than 1 MB")
    if any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text):
        raise _bad(1, "có ký tự điều khiển", "it holds control characters")
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise _bad(1, "dòng đầu phải là WEBVTT", "the first line must be WEBVTT")
    if len(lines) > 1 and lines[1].strip():
        raise _bad(2, "sau dòng đầu phải có một dòng trống", "a blank line must follow the first")
    written, before = ["WEBVTT"], -1
    for number, block in _blocks(lines):
        if re.match(r"(?:NOTE|STYLE|REGION)(?:\s|$)", block[0]) and "-->" not in block[0]:
            continue
        before, cue = _cue(number, block, before)
        written.append(cue)
        if len(written) > MOST_CUES + 1:
            raise _bad(number, f"nhiều hơn {MOST_CUES} câu", f"more than {MOST_CUES} cues")
    if len(written) == 1:
        raise _bad(1, "không có câu nào", "it has no cue")
    return Captions("\n\n".join(written) + "\n", len(written) - 1)


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Lines between blank ones, with the number of the first."""
    block: list[str] = []
    for number, line in enumerate([*lines[1:], ""], 2):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _cue(number: int, block: list[str], before: int) -> tuple[int, str]:
    """When a cue begins, in milliseconds, and its text; what names it is left out."""
    at = 0 if "-->" in block[0] else 1
    timing = _TIMING.fullmatch(block[at]) if at < len(block) else None
    if timing is None:
        raise _bad(number + at, "thời gian phải dạng 00:00:01.000 --> 00:00:04.000", "times are written 00:00:01.000 --> 00:00:04.000")  # fmt: skip
    start, end = _milliseconds(timing.groups()[:4]), _milliseconds(timing.groups()[4:8])
    if end <= start:
        raise _bad(number + at, "câu kết thúc trước khi bắt đầu", "the cue ends before it begins")
    if start < before:
        raise _bad(number + at, "các câu không theo thứ tự thời gian", "cues are not in the order of time")
    lines = block[at + 1 :]
    if not lines:
        raise _bad(number + at, "câu không có chữ", "the cue has no words")
    for offset, line in enumerate(lines, number + at + 1):
        if "-->" in line or re.search(r"[<>]", _TAG.sub("", line)):
            raise _bad(offset, "có thẻ không thuộc WebVTT", "a tag that is not WebVTT's")
    settings = " ".join(one for one in (timing[9] or "").split() if _SETTING.fullmatch(one))
    head = f"{_written(start)} --> {_written(end)} {settings}".rstrip()
    return start, "\n".join([head, *(line.rstrip() for line in lines)])


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _written(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{thousandths:03d}"


def _bad(line: int, vi: str, en: str) -> MediaError:
    return refused("BAD_CAPTIONS", line=line, vi=vi, en=en)
