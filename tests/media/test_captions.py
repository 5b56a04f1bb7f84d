"""Captions: what is taken, how it is written down, and what is refused with the line at fault."""

from __future__ import annotations

import pytest

from media.captions import MOST_BYTES, read_captions
from media.errors import MediaError

GOOD = """WEBVTT - phụ đề

NOTE không in ra

STYLE
::cue { background: url(https://example.org/x) }

1
00:01.000 --> 00:03.500 align:start position:10% onclick:x
<v Người dẫn>Đây là <b>hầm</b> chỉ huy.

00:00:04.000 --> 00:00:06.000
dòng một
dòng hai
"""


def test_a_track_is_written_anew_without_styles_comments_and_unknown_settings() -> None:
    found = read_captions("\ufeff" + GOOD.replace("\n", "\r\n"))
    assert found.cues == 2
    assert found.text == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:03.500 align:start position:10%\n<v Người dẫn>Đây là <b>hầm</b> chỉ huy.\n\n"
        "00:00:04.000 --> 00:00:06.000\ndòng một\ndòng hai\n"
    )
    assert read_captions(found.text) == found, "what was written reads the same"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("1\n00:00:01,000 --> 00:00:02,000\nSubRip\n", 1),
        ("WEBVTT\n", 1),
        ("WEBVTT\n00:01.000 --> 00:02.000\nsát dòng đầu\n", 2),
        ("WEBVTT\n\n00:01.000 --> 00:00.500\nlùi\n", 3),
        ("WEBVTT\n\n00:01.000 --> 00:01.000\nkhông dài\n", 3),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\nsau\n\n00:01.000 --> 00:02.000\ntrước\n", 6),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n", 3),
        ("WEBVTT\n\nchỉ có chữ\n", 4),
        ("WEBVTT\n\n00:61.000 --> 00:62.000\nphút\n", 3),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<script>alert(1)</script>\n", 4),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<img src=x onerror=y>\n", 4),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\na --> b\n", 4),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\x00\n", 1),
        ("WEBVTT\n\n" + "x" * MOST_BYTES, 1),
    ],
)
def test_what_is_not_a_track_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(MediaError) as caught:
        read_captions(text)
    assert caught.value.code == "BAD_CAPTIONS"
    assert f"dòng {line}:" in caught.value.vi
    assert f"line {line}:" in caught.value.en
