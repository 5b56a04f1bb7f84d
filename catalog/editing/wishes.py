"""From a form to the facets that it wants."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from pydantic import BaseModel, ValidationError
from pydantic.alias_generators import to_camel

from catalog.dossiers.template import template_on
from catalog.editing.forms import (
    DesignationForm,
    DossierItemForm,
    LocationForm,
    MissingForm,
    PartForm,
    SiteForm,
    SourceForm,
    TextForm,
    UnitForm,
    ZoneForm,
)
from catalog.errors import Message, Problem, ProblemsError
from catalog.geo.coordinates import read_coordinates
from catalog.places import Units
from catalog.sites.acts import authority_kind, certainty_of
from catalog.sites.content import (
    DesignationAct,
    Missing,
    Part,
    Place,
    SiteContent,
    Source,
    Text,
    UnitLink,
    ZoneDrawn,
)
from catalog.sites.dossier import DossierItem
from catalog.sites.facets import dossier_facet, text_facet
from catalog.sites.statement import problems_of
from catalog.terms import VISITOR_FACTS, DossierStatus, LocationMethod, LocationPrecision, Relation, TextField


@dataclass(frozen=True)
class Setting:
    """What a form is read against: the units, the day, what the record says so far, codes of complexes."""

    units: Units
    today: date
    present: SiteContent | None = None
    complexes: Mapping[str, str] | None = None


_TEXTS = {
    "names": TextField.NAME,
    "alternative_names": TextField.ALTERNATIVE_NAME,
    "summaries": TextField.SUMMARY,
    "descriptions": TextField.DESCRIPTION,
    "periods": TextField.PERIOD,
    "notes": TextField.NOTE,
}
_AS_THEY_ARE = {
    "slug": "slug",
    "kinds": "kinds",
    "address_in_decision": "addressInDecision",
    "extent": "extent",
    "period_edtf": "periodEdtf",
    "managing_body": "managingBody",
    "visitor_facts_verified_on": "visitorFactsVerifiedOn",
    "external_ids": "externalIds",
}


def wanted_facets(form: SiteForm, setting: Setting) -> dict[str, Any]:
    """The facets that the form asks for; None for one that it removes. Raises `ProblemsError`, all at once."""
    reading = _Reading(form, setting)
    reading.texts()
    reading.plain()
    reading.units()
    reading.location()
    reading.lists()
    reading.dossier()
    if reading.problems:
        raise ProblemsError(reading.problems)
    return reading.facets


class _Reading:
    """One form on its way to facets, with everything that is wrong in it."""

    def __init__(self, form: SiteForm, setting: Setting) -> None:
        self.form = form
        self.setting = setting
        self.given = form.model_fields_set
        self.facets: dict[str, Any] = {}
        self.problems: list[Problem] = []

    def made(self, kind: type[BaseModel], values: dict[str, Any], path: str) -> Any:
        """A statement of the record, or None with its problems noted under the path in the form."""
        try:
            return kind.model_validate(values)
        except ValidationError as error:
            self.problems.extend(
                Problem(p.code, p.message, f"{path}.{to_camel(p.field)}" if p.field else path)
                for p in problems_of(error)
            )
            return None

    def texts(self) -> None:
        """Texts by field and language."""
        for name, field in _TEXTS.items():
            if name in self.given:
                self._texts_of(field, getattr(self.form, name) or (), to_camel(name))
        if "visitor_facts" in self.given:
            facts = self.form.visitor_facts or ()
            for fact in VISITOR_FACTS:
                self._texts_of(fact, [f for f in facts if f.name == fact], "visitorFacts")
            if stray := [f.name for f in facts if f.name not in VISITOR_FACTS]:
                message = Message(
                    f"“{stray[0]}” không phải thông tin cho khách.", f"“{stray[0]}” is no visitor fact."
                )
                self.problems.append(Problem("BAD_VALUE", message, "visitorFacts"))

    def _texts_of(self, field: TextField, forms: Sequence[TextForm], path: str) -> None:
        for number, form in enumerate(forms):
            language = form.language.lower().replace("_", "-")
            facet = text_facet(field, language)
            self.facets.setdefault(facet, ())
            if not form.text.strip():
                continue
            values = {
                "field": field,
                "language": language,
                "text": form.text,
                "origin": form.origin,
                "is_reviewed": form.is_reviewed,
            }
            text = self.made(Text, values, f"{path}.{number}")
            if text is not None:
                self.facets[facet] = (*self.facets[facet], text)
        for facet, texts in list(self.facets.items()):
            if texts == ():
                self.facets[facet] = None

    def plain(self) -> None:
        """Fields whose value is taken as it is; the content's own validation judges it."""
        for name, facet in _AS_THEY_ARE.items():
            if name in self.given:
                value = getattr(self.form, name)
                if isinstance(value, str):
                    value = value.strip()
                self.facets[facet] = (tuple(value) if name == "kinds" else value) or None
        if "managing_body" in self.given and self.form.managing_body:
            self.facets["managingBody"] = " ".join(self.form.managing_body.split())

    def units(self) -> None:
        """Units by their code of today; a former unit that the record names stays."""
        if not self.given & {"admin_unit", "admin_units"}:
            return
        forms = list(self.form.admin_units or ())
        path = "adminUnits"
        if "admin_unit" in self.given:
            path = "adminUnit"
            if self.form.admin_unit:
                forms.insert(0, UnitForm(code=self.form.admin_unit, is_primary=True))
        if forms and not any(form.is_primary for form in forms):
            forms[0] = forms[0].model_copy(update={"is_primary": True})
        links = [link for form in forms if (link := self._unit(form, path))]
        former = [
            link.model_copy(update={"is_primary": False})
            for link in (self.setting.present.units if self.setting.present else ())
            if self.setting.units.by_key[link.unit].valid_to is not None
        ]
        unique = {link.unit: link for link in [*former, *reversed(links)]}
        self.facets["adminUnits"] = tuple(
            sorted(unique.values(), key=lambda u: (not u.is_primary, u.unit))
        ) or None  # fmt: skip

    def _unit(self, form: UnitForm, path: str) -> UnitLink | None:
        unit = self.setting.units.bearer(form.code, self.setting.today)
        if unit is not None:
            return UnitLink(unit=unit.key, is_primary=form.is_primary)
        message = Message(
            f"Hiện không có đơn vị hành chính mang mã “{form.code}”.",
            f"No administrative unit of today bears the code “{form.code}”.",
        )
        self.problems.append(Problem("UNKNOWN_UNIT", message, path))
        return None

    def location(self) -> None:
        """The position that is followed; other positions that sources give stay as candidates."""
        if not self.given & {"location", "location_precision"}:
            return
        present = self.setting.present
        others = tuple(p for p in (present.places if present else ()) if not p.is_location)
        form = self.form.location
        if form is None:
            precision = self.form.location_precision
            if "location" not in self.given and present is not None:
                self.facets["location"] = (precision or present.location_precision, present.places)
            else:
                shapes = tuple(p for p in others if p.geometry is not None)
                self.facets["location"] = (precision or LocationPrecision.UNKNOWN, shapes)
            return
        values = self._position(form)
        if values is None:
            return
        place = self.made(Place, values, "location")
        method = values["method"]
        precision = self.form.location_precision or PRECISION_OF_METHOD[method]
        if place is not None:
            self.facets["location"] = (precision, (place, *others))

    def _position(self, form: LocationForm) -> dict[str, Any] | None:
        """The values of a position, given in degrees or as a text in any form that people use."""
        values = {
            "is_location": True,
            "latitude": form.latitude,
            "longitude": form.longitude,
            "accuracy_metres": form.accuracy_metres,
            "method": form.method or LocationMethod.PUBLISHED_SOURCE,
            "source_crs": form.source_crs or "EPSG:4326",
            "source_numbers": form.source_numbers or f"{form.latitude}, {form.longitude}",
            "measured_on": form.measured_on,
            "source": form.accepted_exception,
        }
        if form.coordinates is None:
            if form.latitude is None or form.longitude is None:
                message = Message("Cần cả vĩ độ và kinh độ.", "Both latitude and longitude are needed.")
                self.problems.append(Problem("POSITION_NOT_WHOLE", message, "location"))
                return None
            return values
        try:
            reading = read_coordinates(form.coordinates)
        except ProblemsError as error:
            self.problems.extend(Problem(p.code, p.message, "location.coordinates") for p in error.problems)
            return None
        is_converted = form.method is None and reading.source_crs != "EPSG:4326"
        return {
            **values,
            "latitude": round(reading.latitude, 7),
            "longitude": round(reading.longitude, 7),
            "method": LocationMethod.CONVERTED if is_converted else values["method"],
            "source_crs": reading.source_crs,
            "source_numbers": reading.source_numbers,
        }

    def lists(self) -> None:
        """Acts, parts, zones, codes and sources, each as one list."""
        readers: dict[str, Callable[[Any, str], Any]] = {
            "designations": self._act,
            "part_of": self._part,
            "protection_zones": self._zone,
            "missing": self._missing,
            "sources": self._source,
        }
        for name, read in readers.items():
            if name in self.given:
                items = enumerate(getattr(self.form, name) or ())
                made = [read(form, f"{to_camel(name)}.{number}") for number, form in items]
                made += self._unsaid(name)
                self.facets[to_camel(name)] = tuple(item for item in made if item is not None) or None

    def _unsaid(self, name: str) -> list[Part]:
        """What the record holds in a list without a form being able to say it: the site inside which this one merely stands."""
        present = self.setting.present
        if name != "part_of" or present is None:
            return []
        return [part for part in present.part_of if part.relation != Relation.PART]

    def _act(self, form: DesignationForm, path: str) -> Any:
        source = None
        if form.source is not None:
            day = form.source.accessed_on
            parts = (form.source.title, form.source.url, day and f"xem {day.isoformat()}")
            source = "; ".join(part.strip() for part in parts if part)
        known = self._known_act(form)
        if known is not None:
            return known if source is None else known.model_copy(update={"source": source})
        values = {
            **form.model_dump(exclude={"source"}),
            "authority_kind": authority_kind(form.authority),
            "valid_from": form.valid_from or form.decision_date,
            "known_since": form.decision_date or form.valid_from or self.setting.today,
            "certainty": certainty_of(form.decision_number, form.decision_date),
            "source": source,
        }
        return self.made(DesignationAct, values, path)

    def _known_act(self, form: DesignationForm) -> DesignationAct | None:
        """The act of the record that this one repeats: what the register knows of it beyond the form stays."""
        given = form.model_dump(exclude={"source"}, exclude_none=True)
        return next(
            (
                act
                for act in (self.setting.present.designations if self.setting.present else ())
                if all(getattr(act, name) == value for name, value in given.items())
                and act.valid_to == form.valid_to
                and (act.grade, act.decision_number) == (form.grade, form.decision_number)
            ),
            None,
        )

    def _part(self, form: PartForm, path: str) -> Any:
        code = (self.setting.complexes or {}).get(form.complex)
        if code is None:
            message = Message(
                f"Không có quần thể “{form.complex}”.", f"There is no complex “{form.complex}”."
            )
            self.problems.append(Problem("UNKNOWN_PARENT", message, path))
            return None
        values = {**form.model_dump(), "complex": code, "membership": "STATED"}
        return self.made(Part, values, path)

    def _zone(self, form: ZoneForm, path: str) -> Any:
        geometry = form.geometry if isinstance(form.geometry, str) else orjson.dumps(form.geometry).decode()
        return self.made(ZoneDrawn, {**form.model_dump(), "geometry": geometry}, path)

    def _missing(self, form: MissingForm, path: str) -> Any:
        return self.made(Missing, form.model_dump(), path)

    def _source(self, form: SourceForm, path: str) -> Any:
        values = {**form.model_dump(), "field": form.field or ""}
        return self.made(Source, values, path)

    def dossier(self) -> None:
        """The parts of the dossier that are named, each for itself; nothing named at all takes all back."""
        if "dossier" not in self.given:
            return
        said = self.setting.present.dossier if self.setting.present else ()
        if not self.form.dossier:
            self.facets.update({dossier_facet(item.part): None for item in said})
        parts = {term.part for term in template_on(self.setting.today).parts} | {item.part for item in said}
        for number, form in enumerate(self.form.dossier or ()):
            facet = dossier_facet(form.part)
            if form.part not in parts:
                message = Message(
                    f"Hồ sơ không có thành phần “{form.part}”.", f"The dossier has no part “{form.part}”."
                )
                self.problems.append(Problem("UNKNOWN_PART", message, f"dossier.{number}.part"))
                continue
            if facet in self.facets:
                message = Message(
                    f"Thành phần {form.part} được gửi hai lần.", f"The part {form.part} is given twice."
                )
                self.problems.append(Problem("DUPLICATE_PART", message, f"dossier.{number}.part"))
            self.facets[facet] = self._dossier_item(form, facet)

    def _dossier_item(self, form: DossierItemForm, path: str) -> Any:
        if form.status in (None, DossierStatus.MISSING):
            return None
        values = form.model_dump()
        return self.made(DossierItem, {**values, "surrogates": values["surrogates"] or ()}, path)


PRECISION_OF_METHOD: Mapping[LocationMethod, LocationPrecision] = {
    LocationMethod.GNSS_RTK: LocationPrecision.SITE,
    LocationMethod.HANDHELD_GNSS: LocationPrecision.SITE,
    LocationMethod.CONVERTED: LocationPrecision.SITE,
    LocationMethod.MAP: LocationPrecision.APPROXIMATE,
    LocationMethod.GEOCODED: LocationPrecision.APPROXIMATE,
    LocationMethod.PUBLISHED_SOURCE: LocationPrecision.UNVERIFIED,
}
"""How well a position is known that was obtained this way."""
