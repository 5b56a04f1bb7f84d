"""Scalars and word lists of the public schema."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import NewType

import orjson
import strawberry
from graphql import GraphQLError

from catalog import terms
from catalog.chain import Fault
from catalog.coverage import telling, words
from catalog.exchange.preview import Effect
from catalog.exchange.undoing import ConflictKind
from catalog.finding.pages import Order
from catalog.health import Standing, Topic
from catalog.ladder import levels
from catalog.projection.values import Answer
from catalog.roles import Deed
from catalog.scoring import criteria
from catalog.tables import lessons
from media.intake import UploadedFile

GeoJSON = NewType("GeoJSON", object)

GEOJSON = strawberry.scalar(
    name="GeoJSON",
    description="A GeoJSON geometry (RFC 7946) as an object; positions are [longitude, latitude] in WGS84 degrees.",
    specified_by_url="https://www.rfc-editor.org/rfc/rfc7946",
    serialize=lambda value: orjson.loads(value) if isinstance(value, str) else value,
    parse_value=lambda value: value,
)

Upload = NewType("Upload", UploadedFile)


def _arrived(value: object) -> UploadedFile:
    """The file of a multipart request. Raises `GraphQLError` for anything that JSON can say."""
    if not isinstance(value, UploadedFile):
        raise GraphQLError("An Upload is the file of a multipart request.")
    return value


UPLOAD = strawberry.scalar(
    name="Upload",
    description="The file of a multipart/form-data request; sent with the header `GraphQL-Require-Preflight: 1`.",
    specified_by_url="https://github.com/jaydenseric/graphql-multipart-request-spec",
    parse_value=_arrived,
)


class Language(StrEnum):
    """Languages in which a text may be asked for."""

    VI = "VI"
    EN = "EN"
    FR = "FR"
    ZH = "ZH"
    LO = "LO"
    TH = "TH"
    KO = "KO"
    JA = "JA"
    DE = "DE"
    BLT = "BLT"
    HMN = "HMN"


class SiteKind(StrEnum):
    """Kinds of sites of the scheme in force; `siteKinds` has their labels and citations."""

    HISTORICAL = "HISTORICAL"
    ARCHITECTURAL_ARTISTIC = "ARCHITECTURAL_ARTISTIC"
    ARCHAEOLOGICAL = "ARCHAEOLOGICAL"
    SCENIC = "SCENIC"
    MIXED = "MIXED"
    TOURIST_POINT = "TOURIST_POINT"
    TOURIST_AREA = "TOURIST_AREA"


class ImageProfile(StrEnum):
    """The named recipes of derivatives."""

    THUMB = "THUMB"
    CARD = "CARD"
    SCREEN = "SCREEN"
    ZOOM = "ZOOM"


class PictureFormat(StrEnum):
    """How a picture is written."""

    WEBP = "WEBP"
    AVIF = "AVIF"
    JPEG = "JPEG"


class View(StrEnum):
    """Which revision of a record is meant."""

    PUBLIC = "PUBLIC"
    WORKING = "WORKING"


class PeriodState(StrEnum):
    """How far a period has come."""

    UPCOMING = "UPCOMING"
    OPEN = "OPEN"
    CLOSED = "CLOSED"


def _describe(words: type[Enum], name: str, description: str) -> None:
    """Give a word list its public name and meaning."""
    strawberry.enum(words, name=name, description=description)


_describe(
    Language,
    "Language",
    "BCP 47 language tags in upper case: Vietnamese, English, French, Chinese, Lao, Thai, Korean, Japanese, German, Tai Dam (BLT), Hmong (HMN).",
)
_describe(
    SiteKind, "SiteKind", "Kinds of sites: five legal relic kinds and two tourist kinds; see `siteKinds`."
)
_describe(ImageProfile, "ImageProfile", "Sizes of a picture: THUMB, CARD, SCREEN, ZOOM, growing.")
_describe(PictureFormat, "PictureFormat", "How a picture is written; every browser of today reads WEBP.")
_describe(terms.SurrogateKind, "SurrogateKind", "Sorts of digital surrogates.")
_describe(
    terms.SurrogateRole,
    "SurrogateRole",
    "What a surrogate is for: main picture, gallery, scientific dossier.",
)
_describe(terms.Access, "Access", "Who a file is for: everybody, researchers who ask, the office alone.")
_describe(
    terms.PeopleShown, "PeopleShown", "Whether people can be recognised, and whether they agreed to be shown."
)
_describe(
    terms.Basis,
    "ParadataBasis",
    "Whether what is shown was captured as it stands, reconstructed, or both.",
)
_describe(
    terms.DossierStatus,
    "DossierPartStatus",
    "PRESENT: there as files; MISSING; NOT_APPLICABLE: the template allows that, and the record says why.",
)
_describe(
    terms.RecordState,
    "SiteState",
    "Where a revision stands in the life of a record; the public sees PUBLISHED.",
)
_describe(
    terms.Origin, "RecordOrigin", "How a revision came to be: from an official list, or entered by a person."
)
_describe(
    terms.Scheme,
    "DesignationScheme",
    "What kind of recognition a designation is; relic rank and tourism are apart.",
)
_describe(terms.Grade, "Grade", "The three relic ranks of the law on cultural heritage.")
_describe(
    Answer, "GradeAnswerKind", "KNOWN: ranked; NONE: not ranked; UNKNOWN: no source shows whether it was."
)
_describe(
    terms.AuthorityKind,
    "AuthorityKind",
    "Kind of authority that signed an act; FORMER_BODY and UNKNOWN come from old or partial sources.",
)
_describe(
    terms.Certainty,
    "Certainty",
    "How much of an act the sources state: number and date, one of them, or neither.",
)
_describe(terms.EndReason, "EndReason", "Why a designation ended.")
_describe(
    terms.LocationPrecision,
    "LocationPrecision",
    "How well a position is known. CONFLICT: sources disagree; ADMIN_UNIT_ONLY: only the commune is known; UNKNOWN: no source gives a place.",
)
_describe(terms.LocationMethod, "LocationMethod", "How a position was obtained.")
_describe(terms.Extent, "Extent", "Shape of a site on the ground.")
_describe(
    terms.Membership,
    "Membership",
    "How sure it is that a part belongs to its complex: STATED or INFERRED from decisions, or UNCONFIRMED.",
)
_describe(terms.Zone, "Zone", "Legal areas: protection zones I and II, boundary of a tourist site.")
_describe(
    terms.MissingCode,
    "MissingCode",
    "KHONG_AP_DUNG: does not apply; CHUA_XAC_DINH: not determined yet; KHONG_RO: unknown after search; CHUA_NHAP: not entered yet; HAN_CHE: restricted.",
)
_describe(
    terms.UnitLevel,
    "AdminLevel",
    "Level of an administrative unit. Districts ended on 2025-07-01; a former township is a COMMUNE.",
)
_describe(terms.UnitType, "AdminUnitType", "Legal type that stands before a unit's name.")
_describe(terms.Succession, "SuccessionKind", "How one unit followed another.")
_describe(terms.Role, "Role", "What a person may be.")
_describe(terms.TokenScope, "TokenScope", "What a bearer token is good for; WRITE includes READ.")
_describe(lessons.Lesson, "Lesson", "Lessons of the desk, each with its version.")
_describe(lessons.LessonStep, "LessonStep", "What is done in the first lesson, in its order.")
_describe(
    Deed,
    "Permission",
    "What somebody may be allowed to do; docs/permissions.md says who, and on which records.",
)
_describe(
    terms.ImportRegister,
    "ImportRegister",
    "Into which register a table goes: sites and what is said of them, procedures, or counts of their files.",
)
_describe(terms.SubjectForm, "ScoreSubjectKind", "Who is scored: a collective, or one person.")
_describe(
    terms.SheetState,
    "ScoreSheetState",
    "How far a score sheet has come; REGISTERED: nobody has opened it yet. The public sees PUBLISHED.",
)
_describe(
    terms.SetStatus,
    "CriteriaSetStatus",
    "How far a set of criteria has come; one that is approved is never edited.",
)
_describe(
    criteria.CriterionKind, "CriterionKind", "How a criterion gives its points; a GROUP has its children's."
)
_describe(
    criteria.TieBreakerKind,
    "TieBreakerKind",
    "By what equal totals are told apart: points of a criterion, fewer penalties, agreement of self-scored and "
    "appraised totals.",
)
_describe(
    PeriodState,
    "PeriodState",
    "UPCOMING: still to begin; OPEN: figures may change; CLOSED: figures are kept.",
)
_describe(terms.Action, "HistoryAction", "What was done, as the history names it.")
_describe(
    terms.ChangeKind,
    "ChangeKind",
    "PUBLISHED for the first time or again; UPDATED; RENAMED: this slug is left; WITHDRAWN from public sight.",
)
_describe(
    terms.TextOrigin,
    "TextOrigin",
    "Who wrote a text; machine text counts as untranslated until a person has reviewed it.",
)
_describe(terms.TextField, "TextField", "The texts of a record that exist by language.")
_describe(
    terms.Gap,
    "SiteGap",
    "What a site may lack: a POSITION of its own (conflicting ones are none), a PICTURE of the site.",
)
_describe(View, "SiteView", "PUBLIC: what everybody sees; WORKING: the newest revision, for those who may.")
_describe(
    Order, "SiteOrder", "CODE, NAME (Vietnamese alphabet), DISTANCE (needs `near`), RELEVANCE (needs `text`)."
)

_describe(
    Fault,
    "HistoryFault",
    "In which way an entry is not as it was written: altered, missing, moved, not linked to the one before, cut off at the "
    "end, added behind it, replaced; CONTENT and EXPORT are told on the machine only.",
)
_describe(Topic, "HealthTopic", "What is looked at: database, disk, stored files, copies at another place.")
_describe(
    Standing,
    "HealthStanding",
    "GOOD: as it should be; WATCH: look at it in the next days; BAD: look at it today.",
)
_describe(Effect, "ImportEffect", "What becomes of a record: made, changed, or taken out of public sight.")
_describe(
    ConflictKind,
    "UndoConflictKind",
    "Why a record keeps what an import gave it: changed later, somebody is at work on it, sites that stay belong to it, or "
    "files of a procedure were counted.",
)
_describe(
    terms.EntryKind,
    "RegisterEntryKind",
    "What a register entry is: a designation itself, or one component line of a complex's decision.",
)
_describe(
    levels.Level,
    "Level",
    "How far a site is digitised: D0 registered, D1 identified and located, D2 documented, D3 in use, D4 preserved. "
    "Null is below D0.",
)
_describe(
    levels.Status,
    "CheckStatus",
    "How a check of the ladder came out; NOT_APPLICABLE only where the rules say so.",
)
_describe(
    words.CountingMode,
    "CountingMode",
    "DESIGNATION counts a complex once; COMPONENT counts its parts in its place. Never mixed.",
)
_describe(
    words.Population,
    "CoveragePopulation",
    "Which register entries are counted; RECOGNISED is the union of relic rank, tourist sites and tourist areas.",
)
_describe(
    words.Grouping,
    "CoverageGrouping",
    "What the rows of a coverage answer are; KIND and SCHEME rows overlap.",
)
_describe(
    words.UnitMode,
    "UnitMode",
    "Where a site in several communes counts: in its primary one, in each, or in each by an equal share.",
)
_describe(words.UnitTime, "UnitTime", "Rows are the units of today, or those of the day that is asked about.")
_describe(
    words.Metric,
    "CoverageMetric",
    "What is counted of register entries: levels, targets, stages, dossiers, files, reviews.",
)
_describe(
    telling.Side,
    "FigureSide",
    "Which entries of a figure: those reached, all of them, or those of which something is missing.",
)

SiteState = terms.RecordState
RecordOrigin = terms.Origin
Scheme = terms.Scheme
Grade = terms.Grade
GradeAnswerKind = Answer
AuthorityKind = terms.AuthorityKind
Certainty = terms.Certainty
EndReason = terms.EndReason
LocationPrecision = terms.LocationPrecision
LocationMethod = terms.LocationMethod
Extent = terms.Extent
Membership = terms.Membership
Zone = terms.Zone
MissingCode = terms.MissingCode
UnitLevel = terms.UnitLevel
UnitType = terms.UnitType
SuccessionKind = terms.Succession
Role = terms.Role
TokenScope = terms.TokenScope
Lesson = lessons.Lesson
LessonStep = lessons.LessonStep
Permission = Deed
SiteOrder = Order
HistoryAction = terms.Action
ChangeKind = terms.ChangeKind
TextOrigin = terms.TextOrigin
TextFieldName = terms.TextField
SiteGap = terms.Gap
SiteView = View
SurrogateKind = terms.SurrogateKind
SurrogateRole = terms.SurrogateRole
Access = terms.Access
PeopleShown = terms.PeopleShown
Basis = terms.Basis
DossierPartStatus = terms.DossierStatus
Level = levels.Level
CheckStatus = levels.Status
CountingMode = words.CountingMode
CoveragePopulation = words.Population
CoverageGrouping = words.Grouping
UnitMode = words.UnitMode
UnitTime = words.UnitTime
CoverageMetric = words.Metric
FigureSide = telling.Side
RegisterEntryKind = terms.EntryKind
