"""The closed word lists of the record: one name for one thing, as in `docs/glossary.md`.

Words that the law changes (site kinds) are versioned data instead: see `tables/kinds.py`.
"""

from __future__ import annotations

from enum import StrEnum


class RecordState(StrEnum):
    """Where a revision stands in the life of a record."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    APPROVED = "APPROVED"
    PUBLISHED = "PUBLISHED"
    SUPERSEDED = "SUPERSEDED"
    WITHDRAWN = "WITHDRAWN"


class Origin(StrEnum):
    """How a revision came to be: taken from an official list, or entered by a person."""

    REGISTER_IMPORT = "REGISTER_IMPORT"
    ENTRY = "ENTRY"


class TextField(StrEnum):
    """The texts of a record that exist by language. The visitor facts mirror Decree 168/2017, Art. 11."""

    NAME = "NAME"
    ALTERNATIVE_NAME = "ALTERNATIVE_NAME"
    SUMMARY = "SUMMARY"
    DESCRIPTION = "DESCRIPTION"
    PERIOD = "PERIOD"
    NOTE = "NOTE"
    OPENING_HOURS = "OPENING_HOURS"
    FEE = "FEE"
    CONTACT = "CONTACT"
    DIRECTIONS = "DIRECTIONS"
    PARKING = "PARKING"
    TOILETS = "TOILETS"
    SIGNS = "SIGNS"
    GUIDING = "GUIDING"
    ACCESSIBILITY = "ACCESSIBILITY"
    SECURITY = "SECURITY"
    FIRE_SAFETY = "FIRE_SAFETY"


VISITOR_FACTS = (
    TextField.OPENING_HOURS,
    TextField.FEE,
    TextField.CONTACT,
    TextField.DIRECTIONS,
    TextField.PARKING,
    TextField.TOILETS,
    TextField.SIGNS,
    TextField.GUIDING,
    TextField.ACCESSIBILITY,
    TextField.SECURITY,
    TextField.FIRE_SAFETY,
)


class TextOrigin(StrEnum):
    """Who wrote a text. Machine text counts as untranslated until a person has reviewed it."""

    HUMAN = "HUMAN"
    MACHINE = "MACHINE"
    OCR = "OCR"


class Scheme(StrEnum):
    """What kind of recognition a designation is. Relic rank and tourism are never mixed."""

    RELIC_RANK = "RELIC_RANK"
    RELIC_INVENTORY = "RELIC_INVENTORY"
    TOURIST_SITE = "TOURIST_SITE"
    TOURIST_AREA = "TOURIST_AREA"
    UNESCO = "UNESCO"
    OTHER = "OTHER"


class Grade(StrEnum):
    """The three relic ranks of the law on cultural heritage."""

    SPECIAL_NATIONAL = "SPECIAL_NATIONAL"
    NATIONAL = "NATIONAL"
    PROVINCIAL = "PROVINCIAL"


class AuthorityKind(StrEnum):
    """Which kind of authority signed an act; the last two only come by import, with a warning."""

    PRIME_MINISTER = "PRIME_MINISTER"
    MINISTER = "MINISTER"
    PROVINCE = "PROVINCE"
    FORMER_BODY = "FORMER_BODY"
    UNKNOWN = "UNKNOWN"


class Certainty(StrEnum):
    """How much of an act the sources state."""

    STATED = "STATED"
    NUMBER_ONLY = "NUMBER_ONLY"
    DATE_ONLY = "DATE_ONLY"
    RANK_ONLY = "RANK_ONLY"


class EndReason(StrEnum):
    """Why a designation ended."""

    RAISED = "RAISED"
    REVOKED = "REVOKED"
    REPLACED = "REPLACED"


class Relation(StrEnum):
    """PART is named by the complex's decision and counted; LOCATED_IN merely stands inside."""

    PART = "PART"
    LOCATED_IN = "LOCATED_IN"


class Membership(StrEnum):
    """How sure it is that a part belongs to its complex; UNCONFIRMED ones are candidates, never counted."""

    STATED = "STATED"
    INFERRED = "INFERRED"
    UNCONFIRMED = "UNCONFIRMED"


class LocationPrecision(StrEnum):
    """How well the place of a site is known, or why it is not shown."""

    SITE = "SITE"
    APPROXIMATE = "APPROXIMATE"
    UNVERIFIED = "UNVERIFIED"
    LOW = "LOW"
    CONFLICT = "CONFLICT"
    ADMIN_UNIT_ONLY = "ADMIN_UNIT_ONLY"
    UNKNOWN = "UNKNOWN"


class Gap(StrEnum):
    """What a list of sites is asked to lack, so that somebody may fill it in."""

    POSITION = "POSITION"
    PICTURE = "PICTURE"


class LocationMethod(StrEnum):
    """How a position was obtained."""

    GNSS_RTK = "GNSS_RTK"
    HANDHELD_GNSS = "HANDHELD_GNSS"
    MAP = "MAP"
    CONVERTED = "CONVERTED"
    GEOCODED = "GEOCODED"
    PUBLISHED_SOURCE = "PUBLISHED_SOURCE"


class Extent(StrEnum):
    """What shape a site has on the ground, also where its geometry is not known yet."""

    POINT = "POINT"
    LINE = "LINE"
    AREA = "AREA"
    SEVERAL = "SEVERAL"


class Zone(StrEnum):
    """Legal areas: protection zones of a relic, the boundary of a recognised tourist site."""

    ZONE_I = "ZONE_I"
    ZONE_II = "ZONE_II"
    TOURIST_BOUNDARY = "TOURIST_BOUNDARY"


class MissingCode(StrEnum):
    """Why a value is not there: a blank is never left unexplained.

    KHONG_AP_DUNG not applicable; CHUA_XAC_DINH not yet determined; KHONG_RO unknown after search;
    CHUA_NHAP not entered yet; HAN_CHE restricted.
    """

    KHONG_AP_DUNG = "KHONG_AP_DUNG"
    CHUA_XAC_DINH = "CHUA_XAC_DINH"
    KHONG_RO = "KHONG_RO"
    CHUA_NHAP = "CHUA_NHAP"
    HAN_CHE = "HAN_CHE"


class SurrogateKind(StrEnum):
    """Sorts of digital surrogates (docs/media.md); what a kind is made of is `media.kinds`."""

    IMAGE = "IMAGE"
    PANORAMA = "PANORAMA"
    AUDIO = "AUDIO"
    VIDEO = "VIDEO"
    MODEL = "MODEL"
    DOCUMENT = "DOCUMENT"


class SurrogateRole(StrEnum):
    """What a surrogate is for: the site's main picture, its gallery, the scientific dossier, or an independent
    report on the quality of the digitisation (Decree 308/2025/NĐ-CP, Art. 88)."""

    HERO = "HERO"
    GALLERY = "GALLERY"
    DOSSIER = "DOSSIER"
    QUALITY_REPORT = "QUALITY_REPORT"


PAPERS = (SurrogateRole.DOSSIER, SurrogateRole.QUALITY_REPORT)
"""Roles of what is read in the office, and in no gallery."""


class SurrogateTextField(StrEnum):
    """The texts of a surrogate that exist by language."""

    ALTERNATIVE_TEXT = "ALTERNATIVE_TEXT"
    CAPTION = "CAPTION"
    TRANSCRIPT = "TRANSCRIPT"


class Access(StrEnum):
    """Who a surrogate is for: everybody, researchers who ask the office, the office alone."""

    PUBLIC = "PUBLIC"
    RESEARCH = "RESEARCH"
    INTERNAL = "INTERNAL"


class PeopleShown(StrEnum):
    """Whether people can be recognised in a surrogate, and whether they agreed to be shown."""

    NONE = "NONE"
    AGREED = "AGREED"
    NOT_ASKED = "NOT_ASKED"


class Basis(StrEnum):
    """Whether what is shown was captured as it stands, reconstructed, or both (London Charter 2.1, principle 4.4)."""

    CAPTURE = "CAPTURE"
    RECONSTRUCTION = "RECONSTRUCTION"
    MIXED = "MIXED"


class DossierStatus(StrEnum):
    """Whether a part of the scientific dossier is there; a part of which nothing is said is missing."""

    PRESENT = "PRESENT"
    MISSING = "MISSING"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class FileFault(StrEnum):
    """What a check found of stored bytes that are not what they were."""

    MISSING = "MISSING"
    CHANGED = "CHANGED"


class UnitLevel(StrEnum):
    """Level of an administrative unit. Districts ended on 2025-07-01; a former township is a COMMUNE."""

    PROVINCE = "PROVINCE"
    DISTRICT = "DISTRICT"
    COMMUNE = "COMMUNE"
    WARD = "WARD"


class UnitType(StrEnum):
    """The legal type that stands before a unit's name."""

    PROVINCE = "PROVINCE"
    CITY = "CITY"
    TOWN = "TOWN"
    DISTRICT = "DISTRICT"
    WARD = "WARD"
    TOWNSHIP = "TOWNSHIP"
    COMMUNE = "COMMUNE"


class Succession(StrEnum):
    """How one unit followed another."""

    MERGE = "MERGE"
    SPLIT = "SPLIT"
    RENAME = "RENAME"
    RECODE = "RECODE"
    CONTINUE = "CONTINUE"


class EntryKind(StrEnum):
    """What a register entry counts: a designation itself, or one component line of a complex's decision."""

    DESIGNATION = "DESIGNATION"
    COMPONENT = "COMPONENT"


class Role(StrEnum):
    """What a person may be; the permissions of each are one table."""

    EDITOR = "EDITOR"
    COMMUNE_OFFICER = "COMMUNE_OFFICER"
    REVIEWER = "REVIEWER"
    PUBLISHER = "PUBLISHER"
    EVALUATOR = "EVALUATOR"
    COUNCIL = "COUNCIL"
    APP_DEVELOPER = "APP_DEVELOPER"
    ADMINISTRATOR = "ADMINISTRATOR"


class TokenScope(StrEnum):
    """What a bearer token is good for; WRITE includes READ."""

    READ = "READ"
    WRITE = "WRITE"


class LinkPurpose(StrEnum):
    """What a one-time link is for."""

    FIRST_ADMINISTRATOR = "FIRST_ADMINISTRATOR"
    INVITATION = "INVITATION"
    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105 (the name of a purpose)


class JourneyPurpose(StrEnum):
    """Why somebody was sent to sign in at the office's own provider."""

    SIGN_IN = "SIGN_IN"
    LINK = "LINK"
    JOIN = "JOIN"


class Action(StrEnum):
    """What was done, as the history names it."""

    CREATE = "CREATE"
    REVISE = "REVISE"
    RESTORE = "RESTORE"
    SUBMIT = "SUBMIT"
    RECALL = "RECALL"
    RETURN = "RETURN"
    APPROVE = "APPROVE"
    PUBLISH = "PUBLISH"
    WITHDRAW = "WITHDRAW"
    IMPORT = "IMPORT"
    UNDO_IMPORT = "UNDO_IMPORT"
    CREATE_PERSON = "CREATE_PERSON"
    CHANGE_PERSON = "CHANGE_PERSON"
    GRANT_ROLE = "GRANT_ROLE"
    REVOKE_ROLE = "REVOKE_ROLE"
    CREATE_TOKEN = "CREATE_TOKEN"  # noqa: S105 (the name of an act)
    REVOKE_TOKEN = "REVOKE_TOKEN"  # noqa: S105
    SIGN_IN = "SIGN_IN"
    SIGN_OUT = "SIGN_OUT"
    CHANGE_PASSWORD = "CHANGE_PASSWORD"  # noqa: S105
    CHANGE_SECOND_FACTOR = "CHANGE_SECOND_FACTOR"
    EXPORT = "EXPORT"
    REPLACE_BOUNDARY = "REPLACE_BOUNDARY"
    READMIT = "READMIT"
    ASSIGN = "ASSIGN"
    ADD_RULES = "ADD_RULES"
    APPROVE_RULES = "APPROVE_RULES"
    OPEN_PERIOD = "OPEN_PERIOD"
    CLOSE_PERIOD = "CLOSE_PERIOD"
    RESTATE_PERIOD = "RESTATE_PERIOD"
    SELF_SCORE = "SELF_SCORE"
    APPRAISE = "APPRAISE"
    DECIDE_SCORE = "DECIDE_SCORE"
    PUBLISH_SCORES = "PUBLISH_SCORES"


class SubjectKind(StrEnum):
    """What an act was done to."""

    SITE = "SITE"
    PERSON = "PERSON"
    UNIT = "UNIT"
    CATALOGUE = "CATALOGUE"
    PERIOD = "PERIOD"
    RULES = "RULES"
    SCORE_SHEET = "SCORE_SHEET"
    PROCEDURE = "PROCEDURE"


class SubjectForm(StrEnum):
    """Who is scored: a collective, or one person."""

    COLLECTIVE = "COLLECTIVE"
    INDIVIDUAL = "INDIVIDUAL"


class ImportRegister(StrEnum):
    """Into which register a table goes that is sent: the columns of one may also be those of another."""

    SITES = "SITES"
    PROCEDURES = "PROCEDURES"
    PROCEDURE_COUNTS = "PROCEDURE_COUNTS"


class SetStatus(StrEnum):
    """How far a set of criteria has come."""

    DRAFT = "DRAFT"
    APPROVED = "APPROVED"
    RETIRED = "RETIRED"


class SheetState(StrEnum):
    """How far a score sheet has come; REGISTERED: nobody has opened it yet."""

    REGISTERED = "REGISTERED"
    OPEN = "OPEN"
    SELF_SCORED = "SELF_SCORED"
    SUBMITTED = "SUBMITTED"
    VERIFIED = "VERIFIED"
    COUNCIL_FINAL = "COUNCIL_FINAL"
    PUBLISHED = "PUBLISHED"


class ScoreStage(StrEnum):
    """Whose points they are: the subject's own, the appraiser's, the council's."""

    SELF = "SELF"
    APPRAISED = "APPRAISED"
    FINAL = "FINAL"


class ChangeKind(StrEnum):
    """How what the public sees changed."""

    PUBLISHED = "PUBLISHED"
    UPDATED = "UPDATED"
    RENAMED = "RENAMED"
    WITHDRAWN = "WITHDRAWN"
