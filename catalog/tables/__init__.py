"""The tables, one file per aggregate. Importing this package registers all of them.

`table=True` classes do not validate what they are given (fastapi/sqlmodel#52): every input is a model
of its own (`catalog.sites.content`, `catalog.places`), and every rule that a database can hold is
also a constraint here.
"""

from catalog.tables.accounts import (
    Account,
    ExternalIdentity,
    OneTimeLink,
    RecoveryCode,
    SignInAttempt,
    SignInJourney,
    SignInSession,
)
from catalog.tables.coverage import CountedEntry, CoverageCounter, CoverageDay, SiteStanding
from catalog.tables.dossiers import DossierItem, DossierItemSurrogate
from catalog.tables.exchange import ImportRun
from catalog.tables.history import AnsweredRequest, HistoryEntry, HistoryHead, PublicChange
from catalog.tables.keeping import FileCheck, SafeCopy, SurrogateWithdrawal
from catalog.tables.kinds import KindTerm
from catalog.tables.lessons import LessonStepDone
from catalog.tables.people import AccessToken, Person, PersonRole
from catalog.tables.procedures import Procedure, ProcedureCount
from catalog.tables.reads import SiteRead
from catalog.tables.register import DeclaredTotal, RegisterEntry
from catalog.tables.review import ReviewComment
from catalog.tables.revisions import (
    Citation,
    DeclaredParts,
    Designation,
    ExternalId,
    MissingValue,
    PartOf,
    ProtectionZone,
    SiteKind,
    SitePlace,
    SiteText,
    SiteUnit,
)
from catalog.tables.scores import (
    CriteriaSetVersion,
    Score,
    ScoreCluster,
    ScoreEvidence,
    ScoreSheet,
    ScoreSubject,
)
from catalog.tables.sites import Publication, Site, SiteRevision, SiteSlug
from catalog.tables.snapshots import CoverageSnapshot, Period
from catalog.tables.stamps import ChangeStamp
from catalog.tables.surrogates import (
    CaptionText,
    FixityRun,
    PictureBand,
    StoredFile,
    Surrogate,
    SurrogateCaptions,
    SurrogateDescription,
    SurrogateParadata,
    SurrogateText,
)
from catalog.tables.units import AdminUnit, UnitBoundary, UnitSuccession
from catalog.tables.uploads import Upload
from catalog.tables.work import WorkAssignment

__all__ = [
    "AccessToken",
    "Account",
    "AdminUnit",
    "AnsweredRequest",
    "CaptionText",
    "ChangeStamp",
    "Citation",
    "CountedEntry",
    "CoverageCounter",
    "CoverageDay",
    "CoverageSnapshot",
    "CriteriaSetVersion",
    "DeclaredParts",
    "DeclaredTotal",
    "Designation",
    "DossierItem",
    "DossierItemSurrogate",
    "ExternalId",
    "ExternalIdentity",
    "FileCheck",
    "FixityRun",
    "HistoryEntry",
    "HistoryHead",
    "ImportRun",
    "KindTerm",
    "LessonStepDone",
    "MissingValue",
    "OneTimeLink",
    "PartOf",
    "Period",
    "Person",
    "PersonRole",
    "PictureBand",
    "Procedure",
    "ProcedureCount",
    "ProtectionZone",
    "PublicChange",
    "Publication",
    "RecoveryCode",
    "RegisterEntry",
    "ReviewComment",
    "SafeCopy",
    "Score",
    "ScoreCluster",
    "ScoreEvidence",
    "ScoreSheet",
    "ScoreSubject",
    "SignInAttempt",
    "SignInJourney",
    "SignInSession",
    "Site",
    "SiteKind",
    "SitePlace",
    "SiteRead",
    "SiteRevision",
    "SiteSlug",
    "SiteStanding",
    "SiteText",
    "SiteUnit",
    "StoredFile",
    "Surrogate",
    "SurrogateCaptions",
    "SurrogateDescription",
    "SurrogateParadata",
    "SurrogateText",
    "SurrogateWithdrawal",
    "UnitBoundary",
    "UnitSuccession",
    "Upload",
    "WorkAssignment",
]
