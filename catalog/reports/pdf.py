"""A snapshot as a printed report: PDF/A-2a (ISO 19005-2) to keep and PDF/UA-1 (ISO 14289-1) to be read aloud.

Set by typst from a template of ours. What the document says reaches it as JSON and is shown as text, never read
as markup; its root is a folder that holds the template, the data and the QR code, and nothing else. Fonts are
those within typst. The same document always gives the same bytes.
"""

from __future__ import annotations

import io
import tempfile
import unicodedata
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
import segno
import typst

from catalog.reports.figures_of import Document, address_of
from catalog.reports.printed import printed
from catalog.reports.wording import instant

_TEMPLATE = "progress.typ"
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
PRINTABLE = (
    *(
        (0x20, 0x7E),
        (0xA0, 0xAC),
        (0xAE, 0x2C1),
        (0x300, 0x36F),
        (0x1E00, 0x1E9B),
        (0x1EA0, 0x1EF9),
        (0x2010, 0x2027),
    ),
    *((0x2030, 0x2037), (0x2039, 0x203E), (0x20AB, 0x20AC), (0x2190, 0x2193), (0x2264, 0x2265)),
)
"""Ranges of letters that the report's font has: Latin with every mark, punctuation. PDF/A refuses any other
letter rather than print a box, and so does the report: it names it (`named`)."""


def pdf_of(document: Document, language: str = "vi") -> bytes:
    """The report in Vietnamese ("vi") or English ("en"); one of sample data says so across every page."""
    return pdf_from(_TEMPLATE, printed(document, language), document["closed_at"], address_of(document))


def pdf_from(template: str, data: dict[str, Any], created: str, address: str | None = None) -> bytes:
    """The PDF that a template beside this module makes of data; `created` is the instant that it says it is of."""
    with _laid_out(template, data, address) as folder:
        compiler = _compiler(Path(folder))
        made = compiler.compile(format="pdf", timestamp=_whole_second(created), pdf_standards=STANDARDS)
    return _one(made)


def pictures_of(document: Document, language: str = "vi", *, ppi: float = 100) -> list[bytes]:
    """The report's pages as PNG, to be looked at."""
    data, created = printed(document, language), document["closed_at"]
    return pictures_from(_TEMPLATE, data, created, address_of(document), ppi=ppi)


def pictures_from(
    template: str, data: dict[str, Any], created: str, address: str | None = None, *, ppi: float = 100
) -> list[bytes]:
    """The same pages as `pdf_from` makes, as PNG."""
    with _laid_out(template, data, address) as folder:
        made = _compiler(Path(folder)).compile(format="png", ppi=ppi, timestamp=_whole_second(created))
    return made if isinstance(made, list) else [_one(made)]


def _whole_second(created: str) -> datetime:
    return instant(created).replace(microsecond=0)


def _laid_out(template: str, data: dict[str, Any], address: str | None) -> tempfile.TemporaryDirectory[str]:
    """A new folder with all that the template reads."""
    folder = tempfile.TemporaryDirectory(prefix="report-")
    place = Path(folder.name)
    (place / "main.typ").write_bytes(files(__package__).joinpath(template).read_bytes())
    (place / "data.json").write_bytes(orjson.dumps(named(data)))
    if address is not None:
        (place / "qr.svg").write_bytes(qr_code(address))
    return folder


def _compiler(folder: Path) -> typst.Compiler:
    return typst.Compiler(input=str(folder / "main.typ"), root=str(folder), ignore_system_fonts=True)


def _one(made: bytes | list[bytes] | None) -> bytes:
    if isinstance(made, bytes):
        return made
    raise TypeError(f"typst made {type(made).__name__} where one file was asked for")


def qr_code(address: str) -> bytes:
    """The QR code of an address (ISO/IEC 18004) as SVG, readable with a quarter of it damaged."""
    out = io.BytesIO()
    segno.make(address, error="q", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue()


def named(value: Any) -> Any:
    """The same data with letters that the font has not got named by their code ("[U+AA80]"), and one space for
    whatever is a line break or no letter at all."""
    match value:
        case str():
            return "".join(_letter(letter) for letter in unicodedata.normalize("NFC", value))
        case dict():
            return {name: named(one) for name, one in value.items()}
        case list() | tuple():
            return [named(one) for one in value]
        case _:
            return value


def _letter(letter: str) -> str:
    if any(first <= ord(letter) <= last for first, last in PRINTABLE):
        return letter
    if letter.isspace() or unicodedata.category(letter) == "Cc":
        return " "
    return f"[U+{ord(letter):04X}]"
