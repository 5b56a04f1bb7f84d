"""What hostile pictures are made of, written byte by byte: no encoder would write such files."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Callable, Iterable

from media.kinds import MediaType
from tests.media.samples import HEIC, corners, written

PNG_START = b"\x89PNG\r\n\x1a\n"


def chunk(name: bytes, body: bytes) -> bytes:
    """One of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(
    width: int, height: int, pixels: bytes, bits: int = 8, colour: int = 2, between: Iterable[bytes] = ()
) -> bytes:
    """A PNG of that claim; `pixels` are compressed, `between` are chunks before them."""
    header = struct.pack(">IIBBBBB", width & (2**32 - 1), height & (2**32 - 1), bits, colour, 0, 0, 0)
    palette = chunk(b"PLTE", bytes(range(255)) + b"\0" * 3) if colour == 3 else b""
    return b"".join(
        [PNG_START, chunk(b"IHDR", header), palette, *between, chunk(b"IDAT", pixels_of(pixels)), IEND]
    )


BLOCK = 1 << 20
IEND = chunk(b"IEND", b"")


def pixels_of(raw: bytes) -> bytes:
    """Compressed as PNG and PDF want it."""
    return zlib.compress(raw, 9)


def zeros(count: int) -> bytes:
    """So many zero bytes, compressed, without having them in memory."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = squeeze.compress(b"\0" * BLOCK) + squeeze.flush(zlib.Z_FULL_FLUSH)
    rest = zlib.compressobj(9, zlib.DEFLATED, -15)
    last = rest.compress(b"\0" * (count % BLOCK)) + rest.flush()
    return b"\x78\xda" + block * (count // BLOCK) + last + struct.pack(">HH", count % 65_521, 1)


def _png_of_zeros(side: int, bits: int, colour: int, *more: bytes) -> bytes:
    channels = {0: 1, 2: 3, 3: 1, 6: 4}[colour]
    header = struct.pack(">IIBBBBB", side, side, bits, colour, 0, 0, 0)
    palette = chunk(b"PLTE", b"\0" * 3) if colour == 3 else b""
    data = zeros((1 + (side * channels * bits + 7) // 8) * side)
    return b"".join([PNG_START, chunk(b"IHDR", header), palette, *more, chunk(b"IDAT", data), IEND])


def png_zeros(side: int, bits: int = 8, colour: int = 2) -> bytes:
    """A true PNG, all black."""
    return _png_of_zeros(side, bits, colour)


def padded_png(side: int, bits: int = 8, colour: int = 2) -> bytes:
    """The same, and behind the end of its pixels bytes that no decoder reads."""
    return _png_of_zeros(side, bits, colour)[: -len(IEND)] + chunk(b"IDAT", padding(side * side)) + IEND


def padding(pixels: int) -> bytes:
    """0.12 bits for each pixel."""
    return bytes(range(1, 252)) * (pixels // 66 // 251 + 1)


def png_text_bomb(name: bytes, megabytes: int, times: int = 1) -> bytes:
    """Texts or profiles beside four pixels that swell to so much."""
    body = {b"zTXt": b"Comment\0\0", b"iTXt": b"XML:com.adobe.xmp\0\1\0\0\0", b"iCCP": b"ICC\0\0"}[name]
    return png(2, 2, b"\0" * 14, between=[chunk(name, body + zeros(megabytes << 20))] * times)


def apng_frames(count: int) -> bytes:
    """An animation of so many frames that hold nothing."""
    frame = chunk(b"fcTL", struct.pack(">IIIIIHHBB", 1, 2, 2, 0, 0, 1, 10, 0, 0))
    return png(2, 2, b"\0" * 14, between=[chunk(b"acTL", struct.pack(">II", count, 0)), frame * count])


def riff(name: bytes, body: bytes) -> bytes:
    """A chunk of a WebP."""
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) & 1)


def webp(*chunks: bytes) -> bytes:
    """A WebP of those chunks."""
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp_lossless(width: int, height: int, *more: bytes) -> bytes:
    """A true WebP of one colour: five codes of no bits, so that all its pixels take 12 bytes (RFC 9649, 3)."""
    bits, used = (width - 1) & 0x3FFF | ((height - 1) & 0x3FFF) << 14, 32
    for _ in range(5):
        # After 3 bits (no transform, no cache, no groups): a simple code, one symbol, of one bit, which is 0.
        bits |= 1 << (used + 3)
        used += 4
    data = b"\x2f" + bits.to_bytes(12, "little")
    return webp(riff(b"VP8L", data + b"\0" * 8), *more)


def webp_extended(width: int, height: int) -> bytes:
    """A canvas of that size around a picture of one pixel."""
    canvas = struct.pack("<I", max(0, width - 1))[:3] + struct.pack("<I", max(0, height - 1))[:3]
    return webp(riff(b"VP8X", b"\0\0\0\0" + canvas), webp_lossless(1, 1)[12:])


def padded_webp(side: int) -> bytes:
    """A bomb with a chunk that nobody knows."""
    return webp_lossless(side, side, riff(b"JUNK", padding(side * side)))


def webp_frames(count: int) -> bytes:
    """An animation of so many frames."""
    frame = riff(b"ANMF", b"\0" * 16 + webp_lossless(1, 1)[12:])
    return webp(riff(b"VP8X", b"\2\0\0\0" + b"\0" * 6), riff(b"ANIM", b"\0" * 6), frame * count)


def tiff(entries: list[tuple[int, int, int, int]], data: bytes = b"", following: int = 0) -> bytes:
    """One directory (tag, type, count, value) at 8 and `data` behind it; "@" of the data is `data_at`."""
    table = b"".join(struct.pack("<HHII", *entry) for entry in sorted(entries))
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + table + struct.pack("<I", following) + data


def _tiff_picture(width: int, height: int, compression: int, data: bytes, rows: int) -> bytes:
    at = 8 + 2 + 10 * 12 + 4
    entries = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, compression), (262, 3, 1, 1),
               (273, 4, 1, at), (277, 3, 1, 1), (278, 4, 1, rows), (279, 4, 1, len(data)), (284, 3, 1, 1)]  # fmt: skip
    return tiff(entries, data)


def tiff_zeros(side: int, compression: int) -> bytes:
    """Grey, black, in one strip: as it is, LZW, deflate or PackBits."""
    if compression == 8:
        data = zeros(side * side)
    elif compression == 32773:
        data = b"\x81\0" * (side * side // 128 + 1)
    else:
        data = b"\x80\x0b\x60\x50" * 64  # some LZW, or far too few plain bytes
    return _tiff_picture(side, side, compression, data, side)


def padded_tiff(side: int) -> bytes:
    """Deflate in one strip, with bytes behind it."""
    return tiff_zeros(side, 8) + padding(side * side)


def jpeg_bomb(side: int, scans: int) -> bytes:
    """A progressive JPEG of one true scan, written so often, that claims `side`."""
    small = written(corners(64, 64), MediaType.JPEG, progressive=True)
    spoilt = claim_jpeg(small, side, side)
    first = spoilt.index(b"\xff\xda")
    second = spoilt.index(
        b"\xff", spoilt.index(b"\xff\xc4", first) if b"\xff\xc4" in spoilt[first:] else first + 2
    )
    return spoilt[:first] + spoilt[first:second] * scans + spoilt[second:]


def padded_jpeg(side: int) -> bytes:
    """A progressive claim with 0.12 bits a pixel of coded noise."""
    small = claim_jpeg(written(corners(64, 64), MediaType.JPEG, progressive=True), side, side)
    return small[:-2] + padding(side * side) + small[-2:]


def claim_jpeg(data: bytes, width: int, height: int) -> bytes:
    """Another size in the frame's header; 65,535 at most."""
    at = max(data.find(b"\xff\xc0"), data.find(b"\xff\xc2"))
    return data[: at + 5] + struct.pack(">HH", min(height, 65_535), min(width, 65_535)) + data[at + 9 :]


def claim_png(data: bytes, width: int, height: int) -> bytes:
    """Another size, with a right checksum."""
    header = struct.pack(">II", width & (2**32 - 1), height & (2**32 - 1)) + data[24:29]
    return data[:8] + chunk(b"IHDR", header) + data[33:]


def claim_boxes(data: bytes, width: int, height: int) -> bytes:
    """Another size in the property `ispe` of AVIF and HEIC."""
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", width & (2**32 - 1), height & (2**32 - 1)) + data[at + 8 :]


def claim_tiff(data: bytes, width: int, height: int) -> bytes:
    """Another size in the first directory."""
    content, at = bytearray(data), int.from_bytes(data[4:8], "little")
    for entry in range(at + 2, at + 2 + 12 * int.from_bytes(data[at : at + 2], "little"), 12):
        tag = int.from_bytes(data[entry : entry + 2], "little")
        if tag in {256, 257}:
            size = (width if tag == 256 else height) & (2**32 - 1)
            content[entry + 2 : entry + 12] = struct.pack("<HII", 4, 1, size)
    return bytes(content)


def claim_webp(data: bytes, width: int, height: int) -> bytes:
    """Another size of the canvas."""
    canvas = (
        struct.pack("<I", max(0, width - 1) & 0xFFFFFF)[:3]
        + struct.pack("<I", max(0, height - 1) & 0xFFFFFF)[:3]
    )
    return data[:24] + canvas + data[30:]


LIES: dict[MediaType, Callable[[bytes, int, int], bytes]] = {
    MediaType.JPEG: claim_jpeg,
    MediaType.PNG: claim_png,
    MediaType.WEBP: claim_webp,
    MediaType.TIFF: claim_tiff,
    MediaType.AVIF: claim_boxes,
    MediaType.HEIC: claim_boxes,
}


def box(name: bytes, *bodies: bytes) -> bytes:
    """One of ISO/IEC 14496-12."""
    body = b"".join(bodies)
    return struct.pack(">I", len(body) + 8) + name + body


def heic_grid(tiles: int, pad: int = 0) -> bytes:
    """A HEIC of many tiles that are all the same few bytes; `pad` more lie beside them (ISO/IEC 23008-12, 6.6.2.3)."""
    whole = (HEIC / "upright.heic").read_bytes()
    coded = whole[0x1BA : 0x1BA + 0xD1]
    at = whole.index(b"ipco") - 4
    properties = whole[
        at : at + int.from_bytes(whole[at : at + 4], "big")
    ]  # hvcC, colr, ispe (96 x 64), pixi
    side = min(255, max(1, math.isqrt(tiles)))
    many = side * side
    width, height = side * 96, side * 64
    size = box(b"ispe", b"\0" * 4, struct.pack(">II", width, height))
    ipco = box(b"ipco", properties[8:], size)
    ipma = [b"\0\0\0\1\0\1\5"] + [struct.pack(">HB4B", item + 2, 4, 0x81, 2, 3, 4) for item in range(many)]
    ipma[0] = struct.pack(">HB1B", 1, 1, 5)
    names = [b"grid", *[b"hvc1"] * many]
    infe = [box(b"infe", b"\2\0\0\0", struct.pack(">HH", i + 1, 0), n, b"\0") for i, n in enumerate(names)]
    grid = bytes([0, 1, side - 1, side - 1]) + struct.pack(">II", width, height)
    references = box(b"dimg", struct.pack(f">HH{many}H", 1, many, *range(2, many + 2)))

    def meta(at: int) -> bytes:
        places = [struct.pack(">HHHIHII", 1, 1, 0, 0, 1, 0, len(grid))]
        places += [struct.pack(">HHHIHII", item + 2, 0, 0, at, 1, 0, len(coded)) for item in range(many)]
        return box(
            b"meta",
            b"\0" * 4,
            box(b"hdlr", b"\0" * 8, b"pict", b"\0" * 13),
            box(b"pitm", b"\0" * 4, b"\0\1"),
            box(b"iloc", b"\1\0\0\0\x44\x40", struct.pack(">H", many + 1), *places),
            box(b"iinf", b"\0" * 4, struct.pack(">H", many + 1), *infe),
            box(b"iprp", ipco, box(b"ipma", b"\0" * 4, struct.pack(">I", many + 1), *ipma)),
            box(b"iref", b"\0" * 4, references),
            box(b"idat", grid),
        )

    start = whole[:0x1C]
    return start + meta(len(start) + len(meta(0)) + 8) + box(b"mdat", coded, b"\1" * pad)


def with_exif(plain: bytes, kind: MediaType, exif: bytes) -> bytes:
    """Those bytes as EXIF, which no library would write; an AVIF must have as many to be overwritten."""
    bare = exif.removeprefix(b"Exif\0\0")
    if kind is MediaType.JPEG:
        exif = exif[:65_533]
        return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + plain[2:]
    if kind is MediaType.PNG:
        return plain[:33] + chunk(b"eXIf", bare) + plain[33:]
    if kind is MediaType.WEBP:
        canvas = riff(b"VP8X", b"\x08\0\0\0" + b"\x2f\0\0" + b"\x1f\0\0")
        return webp(canvas, plain[12:], riff(b"EXIF", bare))
    at = plain.index(b"MM\0*")
    return plain[:at] + bare[:6_000] + plain[at + min(len(bare), 6_000) :]
