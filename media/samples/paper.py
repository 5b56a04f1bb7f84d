"""Pages of a dossier for demonstrations: a valid PDF that says "BẢN MẪU" on every page, to the eye and as text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from media.samples.lettering import strokes, width_of

WORDS = "BẢN MẪU"
PAGE = (595, 842)
"""A4 in points."""


def write_paper(target: Path, pages: int, number: int) -> None:
    """Write a paper of so many pages; papers of different numbers have different bytes."""
    contents = [_stream(_page(page + 1, number)) for page in range(pages)]
    kids = " ".join(f"{7 + 2 * page} 0 R" for page in range(pages))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(vi)>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/Sample/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Sample/DW 700/FontDescriptor 6 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        _stream(_UNICODE),
        b"<</Type/FontDescriptor/FontName/Sample/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0"
        b"/Ascent 1000/Descent 0/CapHeight 1000/StemV 80>>",
    ]
    for page, content in enumerate(contents):
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {PAGE[0]} {PAGE[1]}]/Contents {8 + 2 * page} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        bodies.append(content)
    target.write_bytes(_file(bodies))


def _stream(content: str) -> bytes:
    data = content.encode("ascii")
    return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)


_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
/CMapName /Sample def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end"""
"""Every code of the text is the letter's own number, so whoever searches or copies finds the letters."""


def _page(page: int, number: int) -> str:
    """Ruled lines as of a form, the words across them, and the same words as text that is not painted."""
    lines = [f"0.85 0.89 0.86 RG 0.8 w {60 + 7 * (number % 5)} 60 m 535 60 l S"]
    for row in range(26):
        end = 535 - (row * 37 + number * 53 + page * 29) % 190
        y = 742 - 26 * row
        lines.append(f"0.78 0.84 0.8 RG 3 w 60 {y} m {end} {y} l S")
    size = 400 / width_of(WORDS)
    lines.append("q 0.54 0.18 0.4 RG 9 w 1 J 1 j 0.82 0.57 -0.57 0.82 150 260 cm")
    lines += [_path(line, size) for line in strokes(WORDS)]
    lines.append("Q")
    text = f"{WORDS} {number}, trang {page}. Tờ này do phần mềm vẽ để giới thiệu, không có giá trị pháp lý."
    codes = text.encode("utf-16-be").hex()
    lines.append(f"BT 3 Tr /F 9 Tf 0.82 0.57 -0.57 0.82 150 260 Tm <{codes}> Tj ET")
    return "\n".join(lines)


def _path(line: Sequence[tuple[float, float]], size: float) -> str:
    first, *others = (f"{x * size:.1f} {y * size:.1f}" for x, y in line)
    return f"{first} m " + " ".join(f"{point} l" for point in others) + " S"


def _file(bodies: Sequence[bytes]) -> bytes:
    """The objects one after the other, and the table that says where each begins (ISO 32000-1, 7.5)."""
    file, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, len(file))
    return file + b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1) + table + tail
