"""The pictures of a site as IIIF Presentation API 3.0 has them: pure, from the public record to a document.

Every text stands in every language that the record has it in; what the record does not say is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from catalog.projection import site as reading
from catalog.projection.rank import grade_on
from catalog.projection.reader import Record
from catalog.projection.surrogate_values import SurrogateValue
from catalog.projection.surrogates import pictures_of, playing, recordings_of
from catalog.rights import RIGHTS, may_share
from catalog.surrogates.captions import captions_name
from catalog.terms import Scheme, SurrogateKind, SurrogateTextField, TextField
from media.iiif import LEVEL, SERVICE, largest, offered
from media.kinds import MediaType
from media.links import address as path_of
from web.iiif.words import GRADES, WORDS, Words

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
THUMBNAIL = 320
"""The longer side of a thumbnail, in pixels."""

Document = dict[str, Any]


def service_address(origin: str, code: str) -> str:
    """The image service of a surrogate."""
    return f"{origin}/iiif/3/{quote(code, safe='')}"


def manifest_address(origin: str, code: str) -> str:
    """The manifest of a site."""
    return f"{origin}/iiif/manifest/{quote(code, safe='')}.json"


def collection_address(origin: str, page: int | None = None) -> str:
    """The list of all manifests, or one page of it."""
    return f"{origin}/iiif/collection/{'top' if page is None else page}.json"


def http_rights(uri: str | None) -> str | None:
    """The URI as machines know it: Creative Commons and RightsStatements.org define them with http."""
    return None if uri is None else uri.replace("https://", "http://", 1)


def manifest(record: Record, origin: str, kinds: Mapping[str, Words], today: date) -> Document:
    """The manifest of a record with public pictures; `kinds` are the names of the kinds of site.

    Sound and film follow the pictures, each on a canvas that lasts as long as it does.
    """
    pictures, recordings = pictures_of(record), recordings_of(record)
    uris = {http_rights(one.rights_uri) for one in (*pictures, *recordings)}
    code = record.values["code"]
    document: Document = {
        "@context": CONTEXT,
        "id": manifest_address(origin, code),
        "type": "Manifest",
        "label": label_of(record),
        "summary": _texts(record, TextField.SUMMARY),
        "metadata": _facts(record, kinds, today),
        "requiredStatement": _credit([*pictures, *recordings]),
        "rights": next(iter(uris)) if len(uris) == 1 else None,
        "provider": [_provider(origin)],
        "homepage": [_page(f"{origin}/s/{record.values['slug']}", label_of(record))],
        "thumbnail": [_thumbnail(origin, _first(pictures))],
        "partOf": [{"id": collection_address(origin), "type": "Collection", "label": WORDS["catalogue"]}],
        "items": [
            *(_canvas(origin, code, picture, number) for number, picture in enumerate(pictures, 1)),
            *(_lasting(origin, code, recording) for recording in recordings),
        ],
    }
    return _filled(document)


def collection(records: Iterable[Record], origin: str, page: int | None = None) -> Document:
    """The list of the manifests of these records."""
    return _list(origin, page, [_reference(record, origin) for record in records])


def collection_of_pages(pages: int, origin: str) -> Document:
    """The list of lists, where there are too many manifests for one."""
    items = [
        {
            "id": collection_address(origin, page),
            "type": "Collection",
            "label": {language: [f"{text[0]} {page}"] for language, text in WORDS["page"].items()},
        }
        for page in range(1, pages + 1)
    ]
    return _list(origin, None, items)


def _list(origin: str, page: int | None, items: Sequence[Document]) -> Document:
    document: Document = {
        "@context": CONTEXT,
        "id": collection_address(origin, page),
        "type": "Collection",
        "label": WORDS["catalogue"],
        "summary": WORDS["about"],
        "provider": [_provider(origin)],
        "homepage": [_page(f"{origin}/", WORDS["catalogue"])],
        "items": list(items),
    }
    if page is not None:
        top = {"id": collection_address(origin), "type": "Collection", "label": WORDS["catalogue"]}
        document["partOf"] = [top]
    return document


def _reference(record: Record, origin: str) -> Document:
    return {
        "id": manifest_address(origin, record.values["code"]),
        "type": "Manifest",
        "label": label_of(record),
        "thumbnail": [_thumbnail(origin, _first(pictures_of(record)))],
    }


def label_of(record: Record) -> Words:
    """The site's name in its languages."""
    return _texts(record, TextField.NAME) or {"none": [record.values["slug"]]}


def _canvas(origin: str, code: str, picture: SurrogateValue, number: int) -> Document:
    """One picture: the space it fills, what is painted there, and what is said of it."""
    width, height = _size(picture)
    address = f"{manifest_address(origin, code).removesuffix('.json')}/canvas/{quote(picture.code, safe='')}"
    numbered = {language: [f"{text[0]} {number}"] for language, text in WORDS["picture"].items()}
    painting = {
        "id": f"{address}/painting",
        "type": "Annotation",
        "motivation": "painting",
        "target": address,
        "body": _image(origin, picture, largest(width, height), asked="max"),
    }
    return _filled(
        {
            "id": address,
            "type": "Canvas",
            "label": _said(picture, SurrogateTextField.CAPTION) or numbered,
            "summary": _said(picture, SurrogateTextField.ALTERNATIVE_TEXT),
            "width": width,
            "height": height,
            "metadata": _capture(picture),
            "requiredStatement": _credit([picture]),
            "rights": http_rights(picture.rights_uri),
            "thumbnail": [_thumbnail(origin, picture)],
            "items": [{"id": f"{address}/page", "type": "AnnotationPage", "items": [painting]}],
        }
    )


def _lasting(origin: str, code: str, recording: SurrogateValue) -> Document:
    """One recording: how long it lasts, what is played there, and its captions beside it."""
    address = (
        f"{manifest_address(origin, code).removesuffix('.json')}/canvas/{quote(recording.code, safe='')}"
    )
    is_film = recording.kind == SurrogateKind.VIDEO
    extent: Document = {"duration": recording.file.seconds}
    if is_film:
        extent |= {"width": recording.file.width, "height": recording.file.height}
    body = {
        "id": f"{origin}{path_of(recording.digest, playing(recording) or '')}",
        "type": "Video" if is_film else "Sound",
        "format": MediaType[recording.file.media_type].mime,
        **extent,
    }
    painting = {
        "id": f"{address}/painting",
        "type": "Annotation",
        "motivation": "painting",
        "target": address,
        "body": body,
    }
    canvas = {
        "id": address,
        "type": "Canvas",
        "label": _said(recording, SurrogateTextField.CAPTION) or WORDS["film" if is_film else "sound"],
        "summary": _said(recording, SurrogateTextField.ALTERNATIVE_TEXT),
        **extent,
        "metadata": _capture(recording),
        "requiredStatement": _credit([recording]),
        "rights": http_rights(recording.rights_uri),
        "items": [{"id": f"{address}/page", "type": "AnnotationPage", "items": [painting]}],
        "annotations": _captions(origin, address, recording),
    }
    return _filled(canvas)


def _captions(origin: str, address: str, recording: SurrogateValue) -> list[Document]:
    """The caption tracks as texts that go with the canvas (IIIF Cookbook, 0219: using caption files)."""
    items = [
        {
            "id": f"{address}/captions/{language}",
            "type": "Annotation",
            "motivation": "supplementing",
            "target": address,
            "body": {
                "id": f"{origin}{path_of(recording.digest, captions_name(language, digest))}",
                "type": "Text",
                "format": "text/vtt",
                "language": language,
                "label": WORDS["captions"],
            },
        }
        for language, digest in recording.captions
    ]
    return [{"id": f"{address}/captions", "type": "AnnotationPage", "items": items}] if items else []


def _size(picture: SurrogateValue) -> tuple[int, int]:
    return offered(picture.file.width or 1, picture.file.height or 1, is_whole=may_share(picture.rights_uri))


def _image(origin: str, picture: SurrogateValue, size: tuple[int, int], asked: str | None = None) -> Document:
    """The picture at a size, asked for in these words, as an image with the service that makes others."""
    service = service_address(origin, picture.code)
    wanted = asked or f"{size[0]},{size[1]}"
    return _filled(
        {
            "id": f"{service}/full/{wanted}/0/default.jpg",
            "type": "Image",
            "format": "image/jpeg",
            "width": size[0],
            "height": size[1],
            "rights": http_rights(picture.rights_uri) if asked else None,
            "service": [{"id": service, "type": SERVICE, "profile": LEVEL}],
        }
    )


def _thumbnail(origin: str, picture: SurrogateValue) -> Document:
    width, height = _size(picture)
    scale = min(1.0, THUMBNAIL / width, THUMBNAIL / height)
    return _image(origin, picture, (max(1, round(width * scale)), max(1, round(height * scale))))


def _first(pictures: Sequence[SurrogateValue]) -> SurrogateValue:
    """The one that stands for the site: the main picture, else the first."""
    return next((picture for picture in pictures if picture.is_main), pictures[0])


def _facts(record: Record, kinds: Mapping[str, Words], today: date) -> list[Document]:
    unit = next((link.unit for link in record.related(reading.UNITS) if link.is_primary), None)
    own = [act for act in record.related(reading.DESIGNATIONS) if act.scheme == Scheme.RELIC_RANK]
    grade = grade_on(own, today).value
    named = [kinds.get(kind, {"none": [kind]}) for kind in record.related(reading.KINDS)]
    sources = [
        f"{source.title} ({source.url})" if source.url else source.title
        for source in record.related(reading.SOURCES)
    ]
    edtf = record.values["period_edtf"]
    return _table(
        ("code", {"none": [record.values["code"]]}),
        ("unit", {"vi": [unit.name]} if unit else {}),
        ("grade", GRADES[grade] if grade else {}),
        ("kinds", _joined(named)),
        ("period", _texts(record, TextField.PERIOD) or ({"none": [edtf]} if edtf else {})),
        ("sources", {"none": list(dict.fromkeys(sources))} if sources else {}),
    )


def _capture(picture: SurrogateValue) -> list[Document]:
    term = RIGHTS.get(picture.rights_uri or "")
    said = {
        "captured": picture.captured_edtf,
        "maker": picture.details.maker,
        "method": picture.details.method,
    }
    return _table(
        ("code", {"none": [picture.code]}),
        *((name, {"none": [value]} if value else {}) for name, value in said.items()),
        ("holder", {"none": [picture.holder]} if picture.holder else {}),
        ("rights", {"vi": [term.label.vi], "en": [term.label.en]} if term else {}),
    )


def _table(*rows: tuple[str, Words]) -> list[Document]:
    return [{"label": WORDS[name], "value": _plain(value)} for name, value in rows if value]


def _credit(pictures: Sequence[SurrogateValue]) -> Document | None:
    """Whom to name beside the pictures, in both languages."""
    lines = [line for picture in pictures if (line := picture.credit_line or picture.holder)]
    if not lines:
        return None
    each = list(dict.fromkeys(lines))
    return {"label": WORDS["credit"], "value": _plain({"vi": each, "en": each})}


def _provider(origin: str) -> Document:
    home = f"{origin}/"
    return {
        "id": home,
        "type": "Agent",
        "label": WORDS["department"],
        "homepage": [_page(home, WORDS["catalogue"])],
    }


def _page(address: str, label: Words) -> Document:
    return {
        "id": address,
        "type": "Text",
        "label": label,
        "format": "text/html",
        "language": ["vi", "en"],
    }


def _texts(record: Record, field: TextField) -> Words:
    return _grouped(reading.texts_of(record, field))


def _said(picture: SurrogateValue, field: SurrogateTextField) -> Words:
    return _grouped((language, text) for name, language, text in picture.texts if name == field)


def _grouped(texts: Iterable[tuple[str, str]]) -> Words:
    found: Words = {}
    for language, text in texts:
        found.setdefault(language, []).append(text)
    return _plain(found)


def _joined(maps: Iterable[Words]) -> Words:
    return _grouped((language, text) for words in maps for language, texts in words.items() for text in texts)


def _plain(words: Words) -> Words:
    """A text that looks like HTML gets a space at its end, which says that it is none (Presentation 3.0, 4.5)."""
    return {
        language: [f"{text} " if text.startswith("<") and text.endswith(">") else text for text in texts]
        for language, texts in words.items()
    }


def _filled(document: Document) -> Document:
    return {name: value for name, value in document.items() if value not in (None, {}, [])}
