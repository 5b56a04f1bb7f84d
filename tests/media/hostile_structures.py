"""Hostile structures beside pictures: headers of 200 megabytes, odd EXIF, chains, documents that swell."""

from __future__ import annotations

import struct
from collections.abc import Callable

from media.kinds import MediaType
from tests.media.hostile_parts import box, chunk, png, riff, tiff, webp, webp_lossless, zeros
from tests.media.samples import XMP, pdf

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"
PAGES = {
    "svg": SVG,
    "svg-declared": b"<?xml version='1.0'?>\n" + SVG,
    "laughs": b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><svg>&b;</svg>",
    "html": b"<!doctype html><script>alert(1)</script>",
    "html-late": b"\n\n   <html><body onload=alert(1)>",
    "xml": b"\xef\xbb\xbf<?xml version='1.0'?><x/>",
    "php": b"<?php system($_GET['c']); ?>",
    "postscript": b"%!PS-Adobe-3.0\n(/etc/passwd) run\n",
    "imagemagick": b"push graphic-context\nviewbox 0 0 640 480\nfill 'url(https://example.org/\"|id\")'\npop graphic-context",
    "playlist": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
    "bmp": b"BM" + b"\0" * 60,
    "ico": b"\0\0\1\0\1\0" + b"\xff" * 40,
    "psd": b"8BPS\0\1" + b"\0" * 60,
    "jpeg-2000": b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0" * 60,
    "flash": b"FWS\x09" + b"\0" * 60,
    "fits": b"SIMPLE  =                    T" + b" " * 80,
    "text": "Điện Biên".encode("utf-16"),
}
OTHERS = {
    "zip": b"PK\3\4" + b"\0" * 40 + b"PK\5\6" + b"\0" * 18,
    "pdf": pdf(),
    "html": b"\n<html><script>alert(1)</script>",
    "svg": SVG,
    "elf": b"\x7fELF\2\1\1" + b"\0" * 60,
    "exe": b"MZ\x90\0\3\0" + b"\0" * 60,
    "shell": b"#!/bin/sh\nid\n",
    "rar": b"Rar!\x1a\7\0" + b"\0" * 20,
    "7z": b"7z\xbc\xaf\x27\x1c" + b"\0" * 20,
}


def large_headers(wholes: dict[MediaType, bytes], size: int) -> dict[str, tuple[bytes, bytes]]:
    """What stands before and after a gap of `size` bytes, by name."""
    jpeg, png_, avif = wholes[MediaType.JPEG], wholes[MediaType.PNG], wholes[MediaType.AVIF]
    lossless = webp_lossless(40, 40)[12:]
    found = {f"{name.decode()}.png": (png_[:33] + struct.pack(">I", size) + name, b"\0\0\0\0" + png_[33:])
             for name in (b"tEXt", b"zTXt", b"iTXt", b"iCCP", b"eXIf", b"prVt", b"IDAT", b"PLTE")}  # fmt: skip
    for name in (b"EXIF", b"XMP ", b"ICCP", b"JUNK", b"ALPH", b"VP8X", b"VP8L"):
        head = (
            b"RIFF"
            + struct.pack("<I", 4 + 8 + size + len(lossless))
            + b"WEBP"
            + name
            + struct.pack("<I", size)
        )
        found[f"{name.decode().strip()}.webp"] = (head, lossless)
    for name in (b"meta", b"free", b"uuid", b"mdat", b"moov"):
        for kind in (MediaType.AVIF, MediaType.HEIC):
            at = wholes[kind].index(b"meta") - 4
            found[f"{name.decode()}.{kind.extension}"] = (
                wholes[kind][:at] + struct.pack(">I", size + 8) + name, wholes[kind][at:])  # fmt: skip
    found["ftyp.avif"] = (struct.pack(">I", size + len(avif[:16])) + b"ftypavif", avif[16:])
    for type_, count in ((1, size), (2, size), (7, size), (12, size // 8), (3, size // 2)):
        for tag in (270, 700, 33723, 34665, 34675, 37724):
            entries = [(256, 4, 1, 4), (257, 4, 1, 4), (tag, type_, count, 100)]
            found[f"tag-{tag}-{type_}.tif"] = (tiff(entries), b"\0" * 100)
    found["between.jpg"] = (jpeg[:2], jpeg[2:])
    found["scan.jpg"] = (jpeg[:-40], jpeg[-40:])
    found["after.jpg"] = (jpeg, b"\xff\xd9")
    found["after.png"] = (png_, b"")
    found["after.tif"] = (wholes[MediaType.TIFF], b"")
    found["stream.pdf"] = (b"%PDF-1.7\n1 0 obj\n<</Length 209715200>>stream\n", pdf()[9:])
    found["before-xref.pdf"] = (pdf()[:-200], pdf()[-200:])
    return found


def _jpeg_segments(marker: int, start: bytes, count: int) -> Callable[[dict[MediaType, bytes]], bytes]:
    def make(wholes: dict[MediaType, bytes]) -> bytes:
        body = (start + b"\0" * 65_533)[:65_533]
        segment = bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body
        return wholes[MediaType.JPEG][:2] + segment * count + wholes[MediaType.JPEG][2:]

    return make


MANY_PARTS: dict[str, Callable[[dict[MediaType, bytes]], bytes]] = {
    "exif-2000.jpg": _jpeg_segments(0xE1, b"Exif\0\0MM\0*\0\0\0\x08", 2_000),
    "xmp-2000.jpg": _jpeg_segments(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP, 2_000),
    "icc-2000.jpg": _jpeg_segments(0xE2, b"ICC_PROFILE\0\1\xff", 2_000),
    "comments-2000.jpg": _jpeg_segments(0xFE, b"x", 2_000),
    "icc-200.jpg": _jpeg_segments(0xE2, b"ICC_PROFILE\0\1\xff", 200),
    "tables-2000.jpg": _jpeg_segments(0xDB, b"\0", 2_000),
    "chunks-million.png": lambda wholes: wholes[MediaType.PNG][:33] + chunk(b"tEXt", b"a\0b") * 1_000_000,
    "texts-100000.png": lambda _: png(2, 2, b"\0" * 14, between=[chunk(b"tEXt", b"a\0b") * 100_000]),
    "chunks-million.webp": lambda _: webp(riff(b"JUNK", b"") * 1_000_000, webp_lossless(4, 4)[12:]),
    "boxes-million.avif": lambda wholes: wholes[MediaType.AVIF] + box(b"free") * 1_000_000,
    "markers-million.jpg": lambda wholes: wholes[MediaType.JPEG][:2] + b"\xff\xfe\0\2" * 1_000_000,
    "fill-million.jpg": lambda wholes: (
        wholes[MediaType.JPEG][:2] + b"\xff" * 5_000_000 + wholes[MediaType.JPEG][2:]
    ),
    "restarts-million.jpg": lambda wholes: (
        wholes[MediaType.JPEG][:-2] + b"\xff\xd0" * 1_000_000 + b"\xff\xd9"
    ),
}


def _directory(*entries: tuple[int, int, int, bytes], after: bytes = b"") -> bytes:
    table = b"".join(struct.pack(">HHI", *entry[:3]) + entry[3] for entry in entries)
    return b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">H", len(entries)) + table + b"\0\0\0\0" + after


def _rationals(*values: tuple[int, int]) -> bytes:
    """EXIF with a latitude and a longitude of those rationals."""
    place = struct.pack(">H", 4)
    place += struct.pack(">HHI", 1, 2, 2) + b"N\0\0\0" + struct.pack(">HHII", 2, 5, len(values), 80)
    place += (
        struct.pack(">HHI", 3, 2, 2) + b"E\0\0\0" + struct.pack(">HHII", 4, 5, len(values), 80) + b"\0\0\0\0"
    )
    directory = _directory((0x8825, 4, 1, struct.pack(">I", 26)))
    return directory + place + b"".join(struct.pack(">II", *value) for value in values)


ODD_EXIF = {
    "rationals-without-denominator": _rationals((21, 0), (0, 0), (6, 0)),
    "rationals-huge": _rationals((2**32 - 1, 1), (2**32 - 1, 1), (2**32 - 1, 1)),
    "rationals-tiny": _rationals((1, 2**32 - 1), (0, 2**32 - 1), (0, 1)),
    "rationals-one": _rationals((21, 1)),
    "rationals-many": _rationals(*[(1, 1)] * 500),
    "loop": _directory((0x8769, 4, 1, b"\0\0\0\x08")),
    "loop-of-places": _directory((0x8825, 4, 1, b"\0\0\0\x08")),
    "beyond-the-end": _directory((0x8769, 4, 1, b"\xff\xff\xff\xf0")),
    "value-beyond-the-end": _directory((0x010F, 2, 2**31, b"\x7f\xff\xff\xff")),
    "many-entries": b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\1\x0f\0\2\0\0\0\4abc\0" * 4_000,
    "unknown-type": _directory((0x010F, 99, 1, b"abcd")),
    "orientation-of-text": _directory((0x0112, 2, 4, b"abc\0")),
    "orientation-of-nine": _directory((0x0112, 3, 1, b"\0\x09\0\0")),
    "orientations-many": _directory((0x0112, 3, 1_000, b"\0\0\0\x08")),
    "nothing": b"Exif\0\0",
    "half": b"Exif\0\0MM\0*",
    "noise": b"Exif\0\0" + bytes(range(256)) * 20,
    "device-of-controls": _directory(
        (0x010F, 2, 40, b"\0\0\0\x1a"), after=b"\x1b[31m\r\n\x07\x00<script>alert(1)</script>\xe2\x80\xae\xff"
    ),
}
_PLAIN = [
    (256, 4, 1, 4),
    (257, 4, 1, 4),
    (258, 3, 1, 8),
    (259, 3, 1, 1),
    (262, 3, 1, 1),
    (273, 4, 1, 8),
    (279, 4, 1, 16),
]
CHAINS = {
    "loop.tif": tiff(_PLAIN, following=8),
    "beyond.tif": tiff(_PLAIN, following=2**32 - 2),
    "next-in-the-middle.tif": tiff(_PLAIN, following=12),
    "no-entries.tif": tiff([]),
    "entries-65535.tif": b"II*\0\x08\0\0\0\xff\xff" + b"\0" * 900_000,
    "directories-60000.tif": b"II*\0\x08\0\0\0" + b"".join(struct.pack("<HHHIII", 1, 254, 4, 1, 1, 8 + 18 * (n + 1)) for n in range(60_000)),
    "big-count.tif": b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, 2**63),
    "big-offset.tif": b"II+\0\x08\0\0\0" + struct.pack("<Q", 2**63),
    "strips-of-2-gigabytes.tif": tiff([*_PLAIN[:-1], (279, 4, 1, 2**31)]),
    "strips-beyond.tif": tiff([*_PLAIN[:-2], (273, 4, 1, 2**31), (279, 4, 1, 16)]),
    "strips-million.tif": tiff([*_PLAIN[:-2], (273, 4, 1_000_000, 8), (279, 4, 1_000_000, 8)], b"\0" * 4_000_000),
    "samples-65535.tif": tiff([*_PLAIN, (277, 3, 1, 65_535)]),
    "bits-0.tif": tiff([(256, 4, 1, 4), (257, 4, 1, 4), (258, 3, 1, 0), *_PLAIN[3:]]),
    "tile-of-nothing.tif": tiff([*_PLAIN[:5], (322, 4, 1, 0), (323, 4, 1, 0), (324, 4, 1, 8), (325, 4, 1, 8)]),
    "tile-huge.tif": tiff([*_PLAIN[:3], (259, 3, 1, 8), (262, 3, 1, 1), (322, 4, 1, 2**31), (323, 4, 1, 2**31), (324, 4, 1, 8), (325, 4, 1, 8)]),
    "jpeg-in-tiff.tif": tiff([*_PLAIN[:3], (259, 3, 1, 7), *_PLAIN[4:], (347, 7, 8, 8)]),
}  # fmt: skip
LENGTHS_AT = {
    MediaType.PNG: (8, 33),
    MediaType.JPEG: (2, 4, 20),
    MediaType.WEBP: (4, 16),
    MediaType.AVIF: (0, 32, 44),
    MediaType.HEIC: (0, 28, 40),
    MediaType.TIFF: (4, 8, 14),
}
ORDER = {MediaType.WEBP: "<", MediaType.TIFF: "<"}


def pdf_bomb(where: str, megabytes: int) -> bytes:
    """A document with a stream that swells to so much, in that place."""
    data = zeros(megabytes << 20)
    stream = b"<<%s/Filter/FlateDecode/Length " + b"%d>>stream\n" % len(data) + data + b"\nendstream"
    if where == "metadata":
        return pdf(2, extra=b"/Metadata 7 0 R", objects=(stream % b"/Type/Metadata/Subtype/XML",))
    if where == "font":
        font = b"<</Type/Font/Subtype/Type1/BaseFont/X/ToUnicode 7 0 R>>"
        plain = pdf(2, text="Ho so khoa hoc di tich", objects=(stream % b"",))
        return plain.replace(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", font)
    if where == "content":
        return pdf(2, objects=(stream % b"",)).replace(b"/Contents 3 0 R", b"/Contents 7 0 R")
    kind = (
        b"/Type/ObjStm/N 1000000/First 10"
        if where == "objects"
        else b"/Type/XRef/W[1 4 2]/Size 99999999/Root 1 0 R"
    )
    head = b"%PDF-1.7\n"
    return head + b"1 0 obj\n" + stream % kind + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)


def _filters(*names: bytes) -> bytes:
    """A page whose content went through many filters, each of which swells."""
    data = zeros(1 << 20)
    for _ in range(len(names) - 1):
        data = zeros(len(data) << 8)
    stream = b"<</Filter[%s]/Length %d>>stream\n%s\nendstream" % (b"".join(names), len(data), data)
    return pdf(1, objects=(stream,)).replace(b"/Contents 3 0 R", b"/Contents 6 0 R")


PDF_TRICKS: dict[str, Callable[[], bytes]] = {
    "pages-loop": lambda: pdf(2).replace(b"/Kids[5 0 R 6 0 R]", b"/Kids[2 0 R 2 0 R]"),
    "pages-claimed": lambda: pdf(2).replace(b"/Count 2", b"/Count 2000000000"),
    "pages-negative": lambda: pdf(2).replace(b"/Count 2", b"/Count -2"),
    "pages-20001": lambda: pdf(20_001),
    "parent-loop": lambda: pdf(1).replace(b"/Parent 2 0 R", b"/Parent 5 0 R"),
    "content-itself": lambda: pdf(1).replace(b"/Contents 3 0 R", b"/Contents[5 0 R 5 0 R]"),
    "contents-many": lambda: pdf(1).replace(b"/Contents 3 0 R", b"/Contents[" + b"3 0 R " * 50_000 + b"]"),
    "form-loop": lambda: pdf(1, text="x", objects=(b"<</Type/XObject/Subtype/Form/Length 6/Resources<</XObject<</A 6 0 R>>>>>>stream\n/A Do \nendstream",)).replace(b"<</Font", b"<</XObject<</A 6 0 R>>/Font"),
    "nested-arrays": lambda: pdf(1, extra=b"/X" + b"[" * 100_000),
    "nested-dictionaries": lambda: pdf(1, extra=b"/X" + b"<</X" * 50_000),
    "xref-loop": lambda: pdf(1).replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev 9>>"),
    "xref-beyond": lambda: pdf(1).replace(b"startxref\n", b"startxref\n9999999"),
    "xref-many": lambda: pdf(1).replace(b"xref\n0 6", b"xref\n0 4000000000"),
    "no-root": lambda: pdf(1).replace(b"/Root 1 0 R", b""),
    "root-itself": lambda: pdf(1).replace(b"/Root 1 0 R", b"/Root 3 0 R"),
    "length-itself": lambda: pdf(1, text="x").replace(b"<</Length", b"<</Length 3 0 R/X"),
    "size-huge": lambda: pdf(1).replace(b"/Size 6", b"/Size 2147483647"),
    "script": lambda: pdf(1, extra=b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"),
    "launch": lambda: pdf(1, extra=b"/OpenAction<</S/Launch/F(cmd.exe)>>"),
    "filters-2": lambda: _filters(b"/FlateDecode", b"/FlateDecode"),
    "filters-unknown": lambda: _filters(b"/XyzDecode"),
    "filters-1000": lambda: pdf(1, text="x").replace(b"<</Length", b"<</Filter[" + b"/ASCIIHexDecode" * 1_000 + b"]/Length"),
    "predictor": lambda: pdf(1, text="x").replace(b"<</Length", b"<</Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2147483647/Colors 99>>/Length"),
    "locked": lambda: pdf(1).replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(" + b"x" * 32 + b")/U(" + b"y" * 32 + b")>>/ID[(a)(b)]"),
    "locked-oddly": lambda: pdf(1).replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 1 0 R"),
    "many-ends": lambda: pdf(1) + b"%%EOF\n" * 500_000,
    "many-objects": lambda: b"%PDF-1.7\n" + b"1 0 obj\n<<>>\nendobj\n" * 300_000 + b"%%EOF",
    "numbers": lambda: pdf(1, text="x").replace(b"40 40 Td", b"9" * 100_000 + b" 1e99999 Td"),
    "operators": lambda: pdf(1, text="x) Tj (" + "y) Tj (" * 40_000),
}  # fmt: skip


def pdf_trick(name: str) -> bytes:
    """The document of that name."""
    return PDF_TRICKS[name]()
