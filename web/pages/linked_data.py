"""A site as schema.org describes such things (TouristAttraction), for search engines and aggregators."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

import orjson
from markupsafe import Markup

from catalog.projection import site as reading
from catalog.projection.reader import Record
from web.pages.pictures import Figure
from web.pages.words import Say

_SAME_AS = {
    "wikidata": "https://www.wikidata.org/entity/{}",
    "openstreetmap": "https://www.openstreetmap.org/{}",
}
PROVINCE = {
    "@type": "AdministrativeArea",
    "name": "Tỉnh Điện Biên",
    "containedInPlace": {"@type": "Country", "name": "Việt Nam", "identifier": "VN"},
}


def linked_data(record: Record, page: dict[str, Any], url: str, say: Say) -> dict[str, Any]:
    """The document; `page` is what the site's page shows, `url` its address without a language."""
    position, unit, summary = page["place"].position, page["unit"], page["texts"]["summary"]
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["TouristAttraction", "LandmarksOrHistoricalBuildings"],
        "@id": url,
        "url": url,
        "identifier": {"@type": "PropertyValue", "propertyID": "code", "value": record.values["code"]},
        "name": page["name"].text,
        "alternateName": [text for _, text in page["other_names"]],
        "containedInPlace": _area(unit.name, unit.code) if unit else PROVINCE,
        "sameAs": same_as(record),
        "mainEntityOfPage": {"@type": "WebPage", "@id": url, "inLanguage": say.language},
    }
    if summary:
        document["description"] = summary.text
    figures = [figure for figure in (page["hero"], *page["gallery"]) if figure]
    document["image"] = [_image(figure, url) for figure in figures]
    if position:
        document["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": position.latitude,
            "longitude": position.longitude,
        }
    return {key: value for key, value in document.items() if value not in (None, [])}


def _image(figure: Figure, page_url: str) -> dict[str, Any]:
    """A picture with whom to thank for it, as search engines ask for licensed images."""
    source = figure.whole[0]
    document = {
        "@type": "ImageObject",
        "contentUrl": urljoin(page_url, source.url),
        "width": source.width,
        "height": source.height,
        "caption": figure.alternative.text if figure.alternative else None,
        "creditText": figure.credit or figure.holder,
        "license": figure.rights_uri,
    }
    return {key: value for key, value in document.items() if value is not None}


def _area(name: str, code: str) -> dict[str, Any]:
    return {"@type": "AdministrativeArea", "name": name, "identifier": code, "containedInPlace": PROVINCE}


def same_as(record: Record) -> list[str]:
    """Pages elsewhere about the same thing: identifiers of systems whose addresses are public."""
    known = record.related(reading.EXTERNAL_IDS)
    found = (_SAME_AS.get(system.lower(), "{}" if value.startswith("https://") else "").format(value)
             for system, value in known)  # fmt: skip
    return [address for address in found if address]


def as_data_block(document: dict[str, Any]) -> Markup:
    """JSON for a data block in HTML: nothing in it can end the block or begin another element."""
    text = orjson.dumps(document).decode()
    inert = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Markup(inert)  # noqa: S704 (every character that HTML gives a meaning is escaped)
