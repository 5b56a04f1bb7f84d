"""A site that passes every check of the ladder, to be spoiled in one place at a time, and how a check judges it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from catalog.ladder.checks import CHECKS
from catalog.ladder.facts import (
    ActFacts,
    DossierFacts,
    FileFacts,
    PartFacts,
    PositionFacts,
    SiteFacts,
    TextFacts,
)
from catalog.ladder.levels import Level
from catalog.ladder.outcomes import Outcome
from catalog.ladder.rules import packaged
from catalog.terms import (
    VISITOR_FACTS,
    AuthorityKind,
    Certainty,
    DossierStatus,
    Grade,
    LocationMethod,
    Scheme,
    SurrogateKind,
    SurrogateRole,
    TextField,
    Zone,
)

DAY = date(2026, 11, 23)
RULES = packaged()[0]
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
BY_NC = "https://creativecommons.org/licenses/by-nc/4.0/"
IN_COPYRIGHT = "http://rightsstatements.org/vocab/InC/1.0/"
NOT_EVALUATED = "http://rightsstatements.org/vocab/CNE/1.0/"
PARADATA = frozenset({"basis", "method", "made", "operator", "device", "software"})


def act(**changes: Any) -> ActFacts:
    """A national rank of which everything is known."""
    known = ActFacts(
        scheme=Scheme.RELIC_RANK,
        grade=Grade.NATIONAL,
        decision_number="1709/QĐ-BVHTTDL",
        decision_date=date(2012, 5, 4),
        authority="Bộ Văn hóa, Thể thao và Du lịch",
        authority_kind=AuthorityKind.MINISTER,
        certainty=Certainty.STATED,
    )
    return replace(known, **changes)


TOURIST_ACT = act(
    scheme=Scheme.TOURIST_SITE,
    grade=None,
    decision_number="12/QĐ-UBND",
    authority="Ủy ban nhân dân tỉnh",
    authority_kind=AuthorityKind.PROVINCE,
)
PART = PartFacts(complex="DB-S-00002", decision_number="4383/QĐ-BVHTTDL", decided_on=date(2015, 12, 23))


def file(name: str, kind: SurrogateKind = SurrogateKind.IMAGE, **changes: Any) -> FileFacts:
    """A public picture of 800,000 pixels that is well described and kept."""
    good = FileFacts(
        code=f"DB-S-00001.{name}",
        kind=kind,
        role=SurrogateRole.GALLERY,
        media_type="image/jpeg",
        width=1_000,
        height=800,
        is_public=True,
        rights_uri=CC_BY,
        captured="2025-03-01",
        has_alternative_text=True,
        passed_on=date(2026, 11, 1),
        copies=2,
        paradata=frozenset(),
    )
    return replace(good, **changes)


def paper(name: str, role: SurrogateRole = SurrogateRole.DOSSIER, **changes: Any) -> FileFacts:
    """A document for the office alone."""
    values = {"media_type": "application/pdf", "width": None, "height": None, "is_public": False}
    return file(name, SurrogateKind.DOCUMENT, role=role, **(values | changes))


HERO = file("IMG01", role=SurrogateRole.HERO, media_type="image/tiff", width=4_000, height=3_000)
GALLERY = tuple(file(f"IMG0{number}") for number in range(2, 6))
PANORAMA = file("PAN01", SurrogateKind.PANORAMA)
MODEL = file(
    "MOD01",
    SurrogateKind.MODEL,
    media_type="model/gltf-binary",
    width=None,
    height=None,
    paradata=PARADATA,
)
LETTER = paper("DOC01")
REPORT = paper("DOC02", SurrogateRole.QUALITY_REPORT)
FILES = (HERO, *GALLERY, PANORAMA, MODEL, LETTER, REPORT)


def text(field: TextField, language: str = "vi", **changes: Any) -> TextFacts:
    """A text of 300 characters that a person wrote."""
    return replace(
        TextFacts(field=field, language=language, length=300, counts=True, is_stale=False), **changes
    )


def part(code: str, **changes: Any) -> DossierFacts:
    """A part of the dossier that is there, searchable."""
    there = DossierFacts(
        part=code,
        status=DossierStatus.PRESENT,
        files=("DB-S-00001.DOC01",),
        has_text_layer=True,
        lacks_mark=False,
        has_note=False,
    )
    return replace(there, **changes)


BILINGUAL = (TextField.NAME, TextField.SUMMARY, *VISITOR_FACTS)
TEXTS = (
    *(text(field, language) for language in ("vi", "en") for field in BILINGUAL),
    text(TextField.DESCRIPTION),
)
DOSSIER = (
    part("HS01", has_text_layer=False),
    part("HS02"),
    part("HS07", status=DossierStatus.NOT_APPLICABLE, files=(), has_text_layer=None),
    part("HS08"),
)
POSITION = PositionFacts(
    accuracy_metres=0.1,
    method=LocationMethod.GNSS_RTK,
    source_crs="EPSG:9205",
    is_in_province=True,
    is_in_unit=True,
)
SITE = SiteFacts(
    day=DAY,
    turns=(date(2012, 5, 4), date(2025, 7, 1), date(2027, 3, 1)),
    code="DB-S-00001",
    slug="thanh-ban-phu",
    version=3,
    is_public=True,
    is_reviewed=True,
    has_author=True,
    kinds=("HISTORIC_EVENT",),
    unknown_kinds=(),
    units=("11-03127-2025-07-01",),
    acts=(act(), TOURIST_ACT),
    parts=(),
    is_relic=True,
    is_complex=False,
    extent=None,
    position=POSITION,
    texts=TEXTS,
    managing_body="Ban Quản lý di tích tỉnh",
    period="1754",
    missing=(),
    sources=("Lý lịch di tích",),
    zones=(Zone.ZONE_I, Zone.ZONE_II, Zone.TOURIST_BOUNDARY),
    files=FILES,
    dossier=DOSSIER,
    completeness=Fraction(1),
    visitor_facts_verified_on=date(2026, 11, 1),
    reads=4,
)
BARE = replace(
    SITE, kinds=(), units=(), acts=(), is_relic=False, position=None, texts=(), managing_body=None, period=None,
    sources=(), zones=(), files=(), dossier=(), completeness=None, visitor_facts_verified_on=None, reads=None,
    is_public=False, is_reviewed=False, has_author=False,
)  # fmt: skip
"""A site of which nothing is known."""


def site(**changes: Any) -> SiteFacts:
    """The good site with these facts."""
    return replace(SITE, **changes)


def without_text(field: TextField, language: str) -> tuple[TextFacts, ...]:
    """The texts but this one."""
    return tuple(one for one in TEXTS if (one.field, one.language) != (field, language))


def with_text(field: TextField, language: str = "vi", **changes: Any) -> tuple[TextFacts, ...]:
    """The texts, this one changed."""
    return (*without_text(field, language), text(field, language, **changes))


def with_files(*changed: FileFacts) -> tuple[FileFacts, ...]:
    """The files, those with the same code replaced."""
    by_code = {one.code: one for one in (*FILES, *changed)}
    return tuple(by_code.values())


def asked(check: str, facts: SiteFacts, components: Sequence[Level | None] | None = None) -> Outcome:
    """What the check answers by the packaged rules."""
    rule = next(rule for rule in RULES.checks if rule.id == check)
    more = () if components is None else (components,)
    return CHECKS[check].judge(facts, rule.parameters, *more)
