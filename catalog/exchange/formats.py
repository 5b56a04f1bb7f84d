"""What a file really is, by its first bytes: its name says nothing."""

from __future__ import annotations

from collections.abc import Collection

from catalog.errors import Message

_STARTS: tuple[tuple[bytes, Message], ...] = (
    (b"%PDF", Message("tệp PDF", "a PDF document")),
    (b"\x89PNG\r\n\x1a\n", Message("ảnh PNG", "a PNG image")),
    (b"\xff\xd8\xff", Message("ảnh JPEG", "a JPEG image")),
    (b"GIF8", Message("ảnh GIF", "a GIF image")),
    (b"II*\0", Message("ảnh TIFF", "a TIFF image")),
    (b"MM\0*", Message("ảnh TIFF", "a TIFF image")),
    (b"RIFF", Message("ảnh WebP hoặc tệp âm thanh, phim", "a WebP image, or sound or video")),
    (b"{\\rtf", Message("văn bản RTF", "an RTF document")),
    (b"SQLite format 3\0", Message("cơ sở dữ liệu SQLite", "an SQLite database")),
    (b"\x1f\x8b", Message("tệp nén gzip", "a gzip archive")),
    (b"7z\xbc\xaf\x27\x1c", Message("tệp nén 7z", "a 7z archive")),
    (b"Rar!", Message("tệp nén RAR", "a RAR archive")),
)
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_MARKUP: tuple[tuple[bytes, Message], ...] = (
    (b"<?xml", Message("tệp XML", "an XML document")),
    (b"<!doctype", Message("trang web (HTML)", "a web page (HTML)")),
    (b"<html", Message("trang web (HTML)", "a web page (HTML)")),
    (b"<table", Message("trang web (HTML)", "a web page (HTML)")),
    (b"{", Message("tệp JSON", "a JSON document")),
    (b"[", Message("tệp JSON", "a JSON document")),
)
_XLS = Message("sổ tính Excel kiểu cũ (.xls)", "an old Excel workbook (.xls)")
_ARCHIVES: tuple[tuple[str, Message], ...] = (
    ("xl/workbook.bin", Message("sổ tính Excel nhị phân (.xlsb)", "a binary Excel workbook (.xlsb)")),
    ("content.xml", Message("tệp OpenDocument (.ods, .odt)", "an OpenDocument file (.ods, .odt)")),
    (
        "Index/Document.iwa",
        Message("tệp Apple Numbers, Pages hoặc Keynote", "an Apple Numbers or Pages file"),
    ),
    ("Index.zip", Message("tệp Apple Numbers, Pages hoặc Keynote", "an Apple Numbers or Pages file")),
    ("word/document.xml", Message("văn bản Word (.docx)", "a Word document (.docx)")),
    ("ppt/presentation.xml", Message("trình chiếu PowerPoint (.pptx)", "a PowerPoint presentation (.pptx)")),
)
_ZIP = Message("tệp nén ZIP", "a ZIP archive")


def is_archive(start: bytes) -> bool:
    """Whether a file that starts so is a ZIP archive, as an XLSX workbook is."""
    return start.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_locked_workbook(start: bytes) -> bool:
    """Whether a file that starts so is a modern workbook inside the container that passwords need."""
    return start.startswith(_OLE_START) and _ENCRYPTED_PACKAGE in start


def foreign_format(start: bytes) -> Message | None:
    """The name of the format of a file that starts so, if it is neither plain text nor a ZIP archive."""
    if start.startswith(_OLE_START):
        return _XLS
    if start[4:8] == b"ftyp":
        return Message("ảnh HEIC hoặc phim", "an HEIC image or a video")
    if name := _first(start, _STARTS):
        return name
    return _first(start.removeprefix(b"\xef\xbb\xbf").lstrip().lower(), _MARKUP)


def foreign_archive(names: Collection[str]) -> Message | None:
    """The name of the format of a ZIP archive with these entries, unless it is an XLSX workbook."""
    for entry, name in _ARCHIVES:
        if entry in names:
            return name
    return None if "[Content_Types].xml" in names else _ZIP


def _first(start: bytes, known: tuple[tuple[bytes, Message], ...]) -> Message | None:
    return next((name for magic, name in known if start.startswith(magic)), None)
