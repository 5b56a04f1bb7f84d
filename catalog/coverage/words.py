"""The words of a question about coverage."""

from __future__ import annotations

from enum import StrEnum


class CountingMode(StrEnum):
    """DESIGNATION counts a complex once; COMPONENT counts the lines of its parts in its place. Never mixed."""

    DESIGNATION = "DESIGNATION"
    COMPONENT = "COMPONENT"


class Population(StrEnum):
    """Which register entries are counted. RECOGNISED is the union of relic rank, tourist sites and tourist areas:
    each site once, however many schemes recognise it."""

    RELIC_RANK = "RELIC_RANK"
    RELIC_INVENTORY = "RELIC_INVENTORY"
    TOURIST_SITE = "TOURIST_SITE"
    TOURIST_AREA = "TOURIST_AREA"
    RECOGNISED = "RECOGNISED"


class Grouping(StrEnum):
    """What the rows of a figure are. KIND and SCHEME rows overlap and are never summed."""

    TOTAL = "TOTAL"
    GRADE = "GRADE"
    ADMIN_UNIT = "ADMIN_UNIT"
    KIND = "KIND"
    SCHEME = "SCHEME"
    MANAGING_BODY = "MANAGING_BODY"


class UnitMode(StrEnum):
    """Where a site in several communes counts: in its primary one; in each (rows then sum to more than the total);
    or in each by an equal share."""

    PRIMARY = "PRIMARY"
    TOUCH = "TOUCH"
    FRACTION = "FRACTION"


class UnitTime(StrEnum):
    """Which units the rows are: those of today, or those that there were on the day asked about."""

    AS_NOW = "AS_NOW"
    AS_WAS = "AS_WAS"


class Metric(StrEnum):
    """What is counted of the entries. D0 to D4 and ON_TARGET, and the stages of the funnel, count entries;
    WEIGHTED counts their weights; DOSSIER and FIXITY count parts and files; COMPLETENESS and LEAD_TIME are
    statistics, FIRST_PASS counts submissions."""

    D0 = "D0"
    D1 = "D1"
    D2 = "D2"
    D3 = "D3"
    D4 = "D4"
    ON_TARGET = "ON_TARGET"
    WEIGHTED = "WEIGHTED"
    RECORDED = "RECORDED"
    COMPLETE = "COMPLETE"
    REVIEWED = "REVIEWED"
    PUBLISHED = "PUBLISHED"
    FRESH = "FRESH"
    BILINGUAL = "BILINGUAL"
    RIGHTS_CLEAR = "RIGHTS_CLEAR"
    FRESH_FACTS = "FRESH_FACTS"
    DOSSIER = "DOSSIER"
    FIXITY = "FIXITY"
    COMPLETENESS = "COMPLETENESS"
    FIRST_PASS = "FIRST_PASS"  # noqa: S105 (what is counted)
    LEAD_TIME = "LEAD_TIME"


UNKNOWN = "UNKNOWN"
"""The key of the row of what has no unit, kind or managing body that is known."""
UNGRADED = "UNGRADED"
"""The key of the row of entries without a relic grade."""
