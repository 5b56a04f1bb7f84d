/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Who a file is for: everybody, researchers who ask, the office alone. */
export type Access =
  | 'INTERNAL'
  | 'PUBLIC'
  | 'RESEARCH';

/** Level of an administrative unit. Districts ended on 2025-07-01; a former township is a COMMUNE. */
export type AdminLevel =
  | 'COMMUNE'
  | 'DISTRICT'
  | 'PROVINCE'
  | 'WARD';

/** The unit that bore a code on a day; for a former unit, what lies there now. */
export type AdminUnitInput = {
  /** Day on which the unit bore it; today if left out. */
  asOf?: string | null | undefined;
  /** Official code, such as 03127. */
  code: string;
};

/** An area; the box and the polygon hold together if both are given. */
export type AreaInput = {
  /** A box. */
  box?: BoundingBoxInput | null | undefined;
  /** A GeoJSON Polygon or MultiPolygon; its border belongs to it. */
  polygon?: unknown;
};

/** A new surrogate. */
export type AttachSurrogateInput = {
  /** Who it is for; PUBLIC if left out, INTERNAL for the dossier. */
  access?: Access | null | undefined;
  /** What is seen or heard, by language. */
  alternativeTexts?: Array<TextInput> | null | undefined;
  /** Captions of a recording, by language. */
  captionTracks?: Array<CaptionTrackInput> | null | undefined;
  /** What stands beneath it, by language. */
  captions?: Array<TextInput> | null | undefined;
  /** Where it was captured. */
  capturePlace?: CapturePlaceInput | null | undefined;
  /** Day of capture. */
  capturedAt?: string | null | undefined;
  /** Instead of a day: when it was captured, as EDTF (ISO 8601-2), such as 1954-05 or 1954?. */
  capturedEdtf?: string | null | undefined;
  /** How they agreed. */
  consent?: string | null | undefined;
  /** Device by which it was captured. */
  device?: string | null | undefined;
  /** Where its subject is; the middle if left out. */
  focalPoint?: FocalPointInput | null | undefined;
  /** Whether it holds personal data; then it is not public. */
  hasPersonalData?: boolean | null | undefined;
  /** Sort of surrogate; follows from the file if left out. */
  kind?: SurrogateKind | null | undefined;
  /** Who captured it. */
  maker?: string | null | undefined;
  /** How it was captured, such as a drone or a flatbed scanner. */
  method?: string | null | undefined;
  /** How it came to be. */
  paradata?: ParadataInput | null | undefined;
  /** Whether people can be recognised, and whether they agreed. */
  people?: PeopleShown | null | undefined;
  /** The surrogate, a picture of the same site, that stands for a model or a recording. A film has a picture of its own. */
  poster?: string | null | undefined;
  /** Rights to the file. */
  rights?: RightsInput | null | undefined;
  /** What it is for; GALLERY if left out. */
  role?: SurrogateRole | null | undefined;
  /** What is said in a recording, by language. */
  transcripts?: Array<TextInput> | null | undefined;
};

/** A box between two meridians and two parallels, in degrees of WGS84. */
export type BoundingBoxInput = {
  /** Eastern meridian, degrees east; above `west`. */
  east: number;
  /** Northern parallel, degrees north; above `south`. */
  north: number;
  /** Southern parallel, degrees north. */
  south: number;
  /** Western meridian, degrees east. */
  west: number;
};

/** Captions of a recording in one language. */
export type CaptionTrackInput = {
  /** Language of the words. */
  language: Language;
  /** The whole text as WebVTT, at most 1 MB; an empty one removes the language. */
  vtt: string;
};

/** Where it was captured; kept for the office alone. */
export type CapturePlaceInput = {
  /** Degrees north, WGS84. */
  latitude: number;
  /** Degrees east, WGS84. */
  longitude: number;
};

/** How much of an act the sources state: number and date, one of them, or neither. */
export type Certainty =
  | 'DATE_ONLY'
  | 'NUMBER_ONLY'
  | 'RANK_ONLY'
  | 'STATED';

/** How a position was written: DECIMAL degrees, DMS (degrees, minutes, seconds), VN2000 metres, UTM. */
export type CoordinateForm =
  | 'DECIMAL'
  | 'DMS'
  | 'UTM'
  | 'VN2000';

/** DESIGNATION counts a complex once; COMPONENT counts its parts in its place. Never mixed. */
export type CountingMode =
  | 'COMPONENT'
  | 'DESIGNATION';

/** What the rows of a coverage answer are; KIND and SCHEME rows overlap. */
export type CoverageGrouping =
  | 'ADMIN_UNIT'
  | 'GRADE'
  | 'KIND'
  | 'MANAGING_BODY'
  | 'SCHEME'
  | 'TOTAL';

/** What is counted of register entries: levels, targets, stages, dossiers, files, reviews. */
export type CoverageMetric =
  | 'BILINGUAL'
  | 'COMPLETE'
  | 'COMPLETENESS'
  | 'D0'
  | 'D1'
  | 'D2'
  | 'D3'
  | 'D4'
  | 'DOSSIER'
  | 'FIRST_PASS'
  | 'FIXITY'
  | 'FRESH'
  | 'FRESH_FACTS'
  | 'LEAD_TIME'
  | 'ON_TARGET'
  | 'PUBLISHED'
  | 'RECORDED'
  | 'REVIEWED'
  | 'RIGHTS_CLEAR'
  | 'WEIGHTED';

/** Which register entries are counted; RECOGNISED is the union of relic rank, tourist sites and tourist areas. */
export type CoveragePopulation =
  | 'RECOGNISED'
  | 'RELIC_INVENTORY'
  | 'RELIC_RANK'
  | 'TOURIST_AREA'
  | 'TOURIST_SITE';

/** A new site. Only a Vietnamese name is needed for a draft. */
export type CreateSiteInput = {
  /** Place names as the decision writes them. */
  addressInDecision?: string | null | undefined;
  /** Code of the commune or ward of today. */
  adminUnit?: string | null | undefined;
  /** All communes and wards of a site that lies in several. */
  adminUnits?: Array<SiteUnitInput> | null | undefined;
  /** Other names; several in a language are usual. */
  alternativeNames?: Array<TextInput> | null | undefined;
  /** Description by language. */
  descriptions?: Array<TextInput> | null | undefined;
  /** Acts that rank or recognise the site. */
  designations?: Array<DesignationInput> | null | undefined;
  /** Parts of the scientific dossier, each replaced as a whole; parts not named stay. */
  dossier?: Array<DossierItemInput> | null | undefined;
  /** Shape of the site on the ground. */
  extent?: Extent | null | undefined;
  /** Names of the site in other systems. */
  externalIds?: Array<ExternalIdInput> | null | undefined;
  /** Kinds of site. */
  kinds?: Array<SiteKind> | null | undefined;
  /** Position. */
  location?: LocationInput | null | undefined;
  /** How well the position is known, or why there is none; follows from the method if left out. */
  locationPrecision?: LocationPrecision | null | undefined;
  /** Organisation that manages the site. */
  managingBody?: string | null | undefined;
  /** Fields without a value, each with the reason. */
  missing?: Array<MissingInput> | null | undefined;
  /** Official name by language. */
  names?: Array<TextInput> | null | undefined;
  /** Editorial remarks. */
  notes?: Array<TextInput> | null | undefined;
  /** Complexes whose decision names the site as a part. */
  partOf?: Array<PartOfInput> | null | undefined;
  /** When the site dates from, as EDTF (ISO 8601-2). */
  periodEdtf?: string | null | undefined;
  /** When the site dates from, in the source's words. */
  periods?: Array<TextInput> | null | undefined;
  /** Legal areas. */
  protectionZones?: Array<ProtectionZoneInput> | null | undefined;
  /** Name in addresses; made of the Vietnamese name if left out. */
  slug?: string | null | undefined;
  /** Sources of the record. */
  sources?: Array<SourceInput> | null | undefined;
  /** What the site is, in a sentence or two, by language. */
  summaries?: Array<TextInput> | null | undefined;
  /** Facts for visitors. */
  visitorFacts?: Array<VisitorFactInput> | null | undefined;
  /** Day on which these facts were verified. */
  visitorFactsVerifiedOn?: string | null | undefined;
};

/** A version of a set of criteria. */
export type CriteriaSetInput = {
  /** Name. */
  name: string;
  /** Version. */
  version: string;
};

/** How far a set of criteria has come; one that is approved is never edited. */
export type CriteriaSetStatus =
  | 'APPROVED'
  | 'DRAFT'
  | 'RETIRED';

/** How a criterion gives its points; a GROUP has its children's. */
export type CriterionKind =
  | 'BONUS'
  | 'BOOLEAN'
  | 'COUNT_CAPPED'
  | 'EXTERNAL_INDEX'
  | 'FRACTION_OF_MAX'
  | 'GATE'
  | 'GROUP'
  | 'MANUAL'
  | 'METRIC'
  | 'PENALTY'
  | 'RATIO'
  | 'STEPS';

/** What is said of a surrogate. What the file itself says (day, place, device) stands unless given. */
export type DescribeSurrogateInput = {
  /** Who it is for; PUBLIC if left out, INTERNAL for the dossier. */
  access?: Access | null | undefined;
  /** What is seen or heard, by language. */
  alternativeTexts?: Array<TextInput> | null | undefined;
  /** Captions of a recording, by language. */
  captionTracks?: Array<CaptionTrackInput> | null | undefined;
  /** What stands beneath it, by language. */
  captions?: Array<TextInput> | null | undefined;
  /** Where it was captured. */
  capturePlace?: CapturePlaceInput | null | undefined;
  /** Day of capture. */
  capturedAt?: string | null | undefined;
  /** Instead of a day: when it was captured, as EDTF (ISO 8601-2), such as 1954-05 or 1954?. */
  capturedEdtf?: string | null | undefined;
  /** How they agreed. */
  consent?: string | null | undefined;
  /** Device by which it was captured. */
  device?: string | null | undefined;
  /** Where its subject is; the middle if left out. */
  focalPoint?: FocalPointInput | null | undefined;
  /** Whether it holds personal data; then it is not public. */
  hasPersonalData?: boolean | null | undefined;
  /** Who captured it. */
  maker?: string | null | undefined;
  /** How it was captured, such as a drone or a flatbed scanner. */
  method?: string | null | undefined;
  /** How it came to be. */
  paradata?: ParadataInput | null | undefined;
  /** Whether people can be recognised, and whether they agreed. */
  people?: PeopleShown | null | undefined;
  /** The surrogate, a picture of the same site, that stands for a model or a recording. A film has a picture of its own. */
  poster?: string | null | undefined;
  /** Rights to the file. */
  rights?: RightsInput | null | undefined;
  /** What it is for; GALLERY if left out. */
  role?: SurrogateRole | null | undefined;
  /** What is said in a recording, by language. */
  transcripts?: Array<TextInput> | null | undefined;
};

/** An act that ranks or recognises the site. */
export type DesignationInput = {
  /** Who signed it, in the decision's own words. */
  authority?: string | null | undefined;
  /** Day on which it was signed. */
  decisionDate?: string | null | undefined;
  /** Number of the decision. */
  decisionNumber?: string | null | undefined;
  /** Why it ended. */
  endReason?: EndReason | null | undefined;
  /** The decision that ended it. */
  endedBy?: string | null | undefined;
  /** Relic rank; needed for RELIC_RANK. */
  grade?: Grade | null | undefined;
  /** What kind of recognition. */
  scheme: DesignationScheme;
  /** Where the act is stated. */
  source?: SourceInput | null | undefined;
  /** First day in force; the decision's day if left out. */
  validFrom?: string | null | undefined;
  /** First day no longer in force. */
  validTo?: string | null | undefined;
};

/** What kind of recognition a designation is; relic rank and tourism are apart. */
export type DesignationScheme =
  | 'OTHER'
  | 'RELIC_INVENTORY'
  | 'RELIC_RANK'
  | 'TOURIST_AREA'
  | 'TOURIST_SITE'
  | 'UNESCO';

/** A part of the scientific dossier, whole: what is left out of it is not kept from before. */
export type DossierItemInput = {
  /** The conversion mark (Law 20/2023/QH15, Art. 12). */
  conversionMark?: string | null | undefined;
  /** Whether the files were converted from paper. */
  isConvertedFromPaper?: boolean | null | undefined;
  /** For converted paper of a special national relic: the Ministry's opinion. */
  ministryOpinion?: MinistryOpinionInput | null | undefined;
  /** Remark for the office. */
  note?: string | null | undefined;
  /** Pages; those of the files if left out. */
  pageCount?: number | null | undefined;
  /** Code of the part, HS01 to HS10. */
  part: string;
  /** Why it does not apply; needed for NOT_APPLICABLE, and public. */
  reason?: string | null | undefined;
  /** Where the converting body's digital signature is. */
  signatureReference?: string | null | undefined;
  /** MISSING, or nothing, takes back what was said of the part. */
  status?: DossierPartStatus | null | undefined;
  /** Codes of this site's surrogates, by page order; at least one for PRESENT. */
  surrogates?: Array<string> | null | undefined;
};

/** PRESENT: there as files; MISSING; NOT_APPLICABLE: the template allows that, and the record says why. */
export type DossierPartStatus =
  | 'MISSING'
  | 'NOT_APPLICABLE'
  | 'PRESENT';

/** Why a designation ended. */
export type EndReason =
  | 'RAISED'
  | 'REPLACED'
  | 'REVOKED';

/** Shape of a site on the ground. */
export type Extent =
  | 'AREA'
  | 'LINE'
  | 'POINT'
  | 'SEVERAL';

/** Name of the site in another system. */
export type ExternalIdInput = {
  /** The other system, such as wikidata. */
  system: string;
  /** Its name there. */
  value: string;
};

/** Which entries of a figure: those reached, all of them, or those of which something is missing. */
export type FigureSide =
  | 'DENOMINATOR'
  | 'DIFFERENCE'
  | 'NUMERATOR';

/** Where the subject of a picture is; crops keep it. */
export type FocalPointInput = {
  /** Share of the width, from the left: 0 to 1. */
  x: number;
  /** Share of the height, from the top: 0 to 1. */
  y: number;
};

/** The three relic ranks of the law on cultural heritage. */
export type Grade =
  | 'NATIONAL'
  | 'PROVINCIAL'
  | 'SPECIAL_NATIONAL';

/** KNOWN: ranked; NONE: not ranked; UNKNOWN: no source shows whether it was. */
export type GradeAnswerKind =
  | 'KNOWN'
  | 'NONE'
  | 'UNKNOWN';

/** Relic ranks on a day; sites whose rank on it is unknown do not match. */
export type GradeInput = {
  /** Ranks of which one must hold. */
  anyOf: Array<Grade>;
  /** Day of legal time; today if left out. */
  asOf?: string | null | undefined;
};

/** GOOD: as it should be; WATCH: look at it in the next days; BAD: look at it today. */
export type HealthStanding =
  | 'BAD'
  | 'GOOD'
  | 'WATCH';

/** What is looked at: database, disk, stored files, copies at another place. */
export type HealthTopic =
  | 'COPIES'
  | 'DATABASE'
  | 'DISK'
  | 'FILES';

/** What was done, as the history names it. */
export type HistoryAction =
  | 'ADD_RULES'
  | 'APPRAISE'
  | 'APPROVE'
  | 'APPROVE_RULES'
  | 'ASSIGN'
  | 'CHANGE_PASSWORD'
  | 'CHANGE_PERSON'
  | 'CHANGE_SECOND_FACTOR'
  | 'CLOSE_PERIOD'
  | 'CREATE'
  | 'CREATE_PERSON'
  | 'CREATE_TOKEN'
  | 'DECIDE_SCORE'
  | 'EXPORT'
  | 'GRANT_ROLE'
  | 'IMPORT'
  | 'OPEN_PERIOD'
  | 'PUBLISH'
  | 'PUBLISH_SCORES'
  | 'READMIT'
  | 'RECALL'
  | 'REPLACE_BOUNDARY'
  | 'RESTATE_PERIOD'
  | 'RESTORE'
  | 'RETURN'
  | 'REVISE'
  | 'REVOKE_ROLE'
  | 'REVOKE_TOKEN'
  | 'SELF_SCORE'
  | 'SIGN_IN'
  | 'SIGN_OUT'
  | 'SUBMIT'
  | 'UNDO_IMPORT'
  | 'WITHDRAW';

/** In which way an entry is not as it was written: altered, missing, moved, not linked to the one before, cut off at the end, added behind it, replaced; CONTENT and EXPORT are told on the machine only. */
export type HistoryFault =
  | 'ADDED'
  | 'ALTERED'
  | 'CONTENT'
  | 'CUT'
  | 'EXPORT'
  | 'MISSING'
  | 'MOVED'
  | 'REPLACED'
  | 'UNLINKED';

/** What becomes of a record: made, changed, or taken out of public sight. */
export type ImportEffect =
  | 'CHANGE'
  | 'CREATE'
  | 'WITHDRAW';

/** Into which register a table goes: sites and what is said of them, procedures, or counts of their files. */
export type ImportRegister =
  | 'PROCEDURES'
  | 'PROCEDURE_COUNTS'
  | 'SITES';

/** Somebody who is to come in. */
export type InvitePersonInput = {
  /** Full name. */
  name: string;
  /** The first role. */
  role: Role;
  /** Name for signing in; made from the name if left out. */
  signInName?: string | null | undefined;
  /** Code of a commune or ward of today, for a COMMUNE_OFFICER. */
  unit?: string | null | undefined;
};

/** A token for an app that reads the catalogue. */
export type IssueAppTokenInput = {
  /** Name of the app, which no person bears; made if it is new. */
  app: string;
  /** How long it lives, 1 to 365 days; 90 if left out. */
  days?: number | null | undefined;
  /** What the token is for, up to 80 characters. */
  label: string;
};

/** What an appraiser or the council finds of one criterion: values, a level, or points. */
export type JudgedScoreInput = {
  /** Code of the level found. */
  choice?: string | null | undefined;
  /** Code. */
  criterion: string;
  /** Points outright, exact. */
  points?: string | null | undefined;
  /** Why the points differ from those before. */
  reason?: string | null | undefined;
  /** The values found. */
  values?: Array<ScoreValueInput> | null | undefined;
};

/** BCP 47 language tags in upper case: Vietnamese, English, French, Chinese, Lao, Thai, Korean, Japanese, German, Tai Dam (BLT), Hmong (HMN). */
export type Language =
  | 'BLT'
  | 'DE'
  | 'EN'
  | 'FR'
  | 'HMN'
  | 'JA'
  | 'KO'
  | 'LO'
  | 'TH'
  | 'VI'
  | 'ZH';

/** Lessons of the desk, each with its version. */
export type Lesson =
  | 'FIRST_SITE_1';

/** What is done in the first lesson, in its order. */
export type LessonStep =
  | 'ENTER'
  | 'FIND'
  | 'PHOTOGRAPH'
  | 'POINT'
  | 'READ'
  | 'SEND';

/** How far a site is digitised: D0 registered, D1 identified and located, D2 documented, D3 in use, D4 preserved. Null is below D0. */
export type Level =
  | 'D0'
  | 'D1'
  | 'D2'
  | 'D3'
  | 'D4';

/** A position of the site, and how it was obtained. */
export type LocationInput = {
  /** Why a position outside the declared unit is right all the same. */
  acceptedException?: string | null | undefined;
  /** How far it may be off, in metres. */
  accuracyMetres?: number | null | undefined;
  /** Instead of both: the position as people have it, in any form that `readCoordinates` reads. */
  coordinates?: string | null | undefined;
  /** Degrees north, WGS84. */
  latitude?: number | null | undefined;
  /** Degrees east, WGS84. */
  longitude?: number | null | undefined;
  /** Day of the measurement. */
  measuredOn?: string | null | undefined;
  /** How it was obtained. */
  method?: LocationMethod | null | undefined;
  /** Reference system of the source's numbers; EPSG:4326 if left out. */
  sourceCrs?: string | null | undefined;
  /** The source's own numbers, verbatim. */
  sourceNumbers?: string | null | undefined;
};

/** How a position was obtained. */
export type LocationMethod =
  | 'CONVERTED'
  | 'GEOCODED'
  | 'GNSS_RTK'
  | 'HANDHELD_GNSS'
  | 'MAP'
  | 'PUBLISHED_SOURCE';

/** How well a position is known. CONFLICT: sources disagree; ADMIN_UNIT_ONLY: only the commune is known; UNKNOWN: no source gives a place. */
export type LocationPrecision =
  | 'ADMIN_UNIT_ONLY'
  | 'APPROXIMATE'
  | 'CONFLICT'
  | 'LOW'
  | 'SITE'
  | 'UNKNOWN'
  | 'UNVERIFIED';

/** The Ministry's written opinion (Decree 308/2025/NĐ-CP, Art. 87). */
export type MinistryOpinionInput = {
  /** Day on which it was signed. */
  issuedOn: string;
  /** Number of the document. */
  number: string;
};

/** KHONG_AP_DUNG: does not apply; CHUA_XAC_DINH: not determined yet; KHONG_RO: unknown after search; CHUA_NHAP: not entered yet; HAN_CHE: restricted. */
export type MissingCode =
  | 'CHUA_NHAP'
  | 'CHUA_XAC_DINH'
  | 'HAN_CHE'
  | 'KHONG_AP_DUNG'
  | 'KHONG_RO';

/** Why a field has no value. */
export type MissingInput = {
  /** The reason. */
  code: MissingCode;
  /** The field, as `missing` names it. */
  field: string;
  /** Where it was looked for; needed for CHUA_XAC_DINH and KHONG_RO. */
  note?: string | null | undefined;
};

/** A circle around a point, measured along the ellipsoid. */
export type NearInput = {
  /** Degrees north, WGS84. */
  latitude: number;
  /** Degrees east, WGS84. */
  longitude: number;
  /** Radius in metres, above 0 and at most 300 km. */
  radiusMetres: number;
};

/** Whether what is shown was captured as it stands, reconstructed, or both. */
export type ParadataBasis =
  | 'CAPTURE'
  | 'MIXED'
  | 'RECONSTRUCTION';

/** How a surrogate came to be (London Charter 2.1); owed for models and panoramas. */
export type ParadataInput = {
  /** How accurate it is, and how that is known. */
  accuracy?: string | null | undefined;
  /** Whether it was captured as it stands, or reconstructed. */
  basis?: ParadataBasis | null | undefined;
  /** Device. */
  device?: string | null | undefined;
  /** When, as EDTF (ISO 8601-2). */
  madeEdtf?: string | null | undefined;
  /** Method, such as photogrammetry or laser scanning. */
  method?: string | null | undefined;
  /** Who did it. */
  operator?: string | null | undefined;
  /** Software, with its version. */
  software?: string | null | undefined;
  /** From what: photographs, scans, plans, accounts. */
  sources?: string | null | undefined;
};

/** The complex whose decision names this site as a part. */
export type PartOfInput = {
  /** Code or slug of the complex. */
  complex: string;
  /** Number of the decision that made it a part. */
  decisionNumber?: string | null | undefined;
  /** Where this is stated. */
  source?: string | null | undefined;
  /** Day of that decision. */
  validFrom?: string | null | undefined;
};

/** Whether people can be recognised, and whether they agreed to be shown. */
export type PeopleShown =
  | 'AGREED'
  | 'NONE'
  | 'NOT_ASKED';

/** UPCOMING: still to begin; OPEN: figures may change; CLOSED: figures are kept. */
export type PeriodState =
  | 'CLOSED'
  | 'OPEN'
  | 'UPCOMING';

/** What somebody may be allowed to do; docs/permissions.md says who, and on which records. */
export type Permission =
  | 'ADD_RULES'
  | 'APPRAISE_SCORES'
  | 'APPROVE_RULES'
  | 'APPROVE_SITE'
  | 'ASSIGN_WORK'
  | 'CLOSE_PERIOD'
  | 'CREATE_SITE'
  | 'DECIDE_SCORES'
  | 'IMPORT_TABLE'
  | 'MANAGE_OWN_ACCOUNT'
  | 'MANAGE_PEOPLE'
  | 'OPEN_PERIOD'
  | 'PLACE_IN_CLUSTER'
  | 'PUBLISH_SCORES'
  | 'PUBLISH_SITE'
  | 'READ_COLLEAGUES_SCORES'
  | 'READ_HEALTH'
  | 'READ_HISTORY'
  | 'READ_IMPORTS'
  | 'READ_LESSONS'
  | 'READ_OWN_ACCOUNT'
  | 'READ_PEOPLE'
  | 'READ_SCORES'
  | 'READ_WORKING'
  | 'READ_WORK_COUNTS'
  | 'RECALL_SITE'
  | 'RESTORE_SITE'
  | 'RETIRE_RULES'
  | 'RETURN_SITE'
  | 'REVISE_SITE'
  | 'SELF_SCORE'
  | 'SUBMIT_SITE'
  | 'TAKE_LESSON'
  | 'UNDO_IMPORT'
  | 'UPLOAD_FILE'
  | 'VERIFY_HISTORY'
  | 'WITHDRAW_SITE'
  | 'WITHDRAW_SURROGATE';

/** UNIT: administrative; SITE: of this catalogue; OTHER. */
export type PlaceKind =
  | 'OTHER'
  | 'SITE'
  | 'UNIT';

/** A legal area. */
export type ProtectionZoneInput = {
  /** Decision that draws it. */
  decisionNumber?: string | null | undefined;
  /** GeoJSON Polygon or MultiPolygon, WGS84 degrees. */
  geometry: unknown;
  /** Where it is stated. */
  source?: string | null | undefined;
  /** First day in force. */
  validFrom?: string | null | undefined;
  /** First day no longer in force. */
  validTo?: string | null | undefined;
  /** Which area. */
  zone: Zone;
};

/** How a revision came to be: from an official list, or entered by a person. */
export type RecordOrigin =
  | 'ENTRY'
  | 'REGISTER_IMPORT';

/** What a register entry is: a designation itself, or one component line of a complex's decision. */
export type RegisterEntryKind =
  | 'COMPONENT'
  | 'DESIGNATION';

/** What is said of one field. */
export type RemarkInput = {
  /** The field, as inputs name it. */
  field: string;
  /** What is to be done about it. */
  text: string;
};

/** Fields to change. What is left out stays; null or an empty list removes the field; texts are replaced in the languages given. */
export type ReviseSiteInput = {
  /** Place names as the decision writes them. */
  addressInDecision?: string | null | undefined;
  /** Code of the commune or ward of today. */
  adminUnit?: string | null | undefined;
  /** All communes and wards of a site that lies in several. */
  adminUnits?: Array<SiteUnitInput> | null | undefined;
  /** Other names; several in a language are usual. */
  alternativeNames?: Array<TextInput> | null | undefined;
  /** Description by language. */
  descriptions?: Array<TextInput> | null | undefined;
  /** Acts that rank or recognise the site. */
  designations?: Array<DesignationInput> | null | undefined;
  /** Parts of the scientific dossier, each replaced as a whole; parts not named stay. */
  dossier?: Array<DossierItemInput> | null | undefined;
  /** Shape of the site on the ground. */
  extent?: Extent | null | undefined;
  /** Names of the site in other systems. */
  externalIds?: Array<ExternalIdInput> | null | undefined;
  /** Kinds of site. */
  kinds?: Array<SiteKind> | null | undefined;
  /** Position. */
  location?: LocationInput | null | undefined;
  /** How well the position is known, or why there is none; follows from the method if left out. */
  locationPrecision?: LocationPrecision | null | undefined;
  /** Organisation that manages the site. */
  managingBody?: string | null | undefined;
  /** Fields without a value, each with the reason. */
  missing?: Array<MissingInput> | null | undefined;
  /** Official name by language. */
  names?: Array<TextInput> | null | undefined;
  /** Editorial remarks. */
  notes?: Array<TextInput> | null | undefined;
  /** Complexes whose decision names the site as a part. */
  partOf?: Array<PartOfInput> | null | undefined;
  /** When the site dates from, as EDTF (ISO 8601-2). */
  periodEdtf?: string | null | undefined;
  /** When the site dates from, in the source's words. */
  periods?: Array<TextInput> | null | undefined;
  /** Legal areas. */
  protectionZones?: Array<ProtectionZoneInput> | null | undefined;
  /** Name in addresses; made of the Vietnamese name if left out. */
  slug?: string | null | undefined;
  /** Sources of the record. */
  sources?: Array<SourceInput> | null | undefined;
  /** What the site is, in a sentence or two, by language. */
  summaries?: Array<TextInput> | null | undefined;
  /** Facts for visitors. */
  visitorFacts?: Array<VisitorFactInput> | null | undefined;
  /** Day on which these facts were verified. */
  visitorFactsVerifiedOn?: string | null | undefined;
};

/** Who holds the rights to a file, and what others may do with it. */
export type RightsInput = {
  /** How to name the holder beside the file. */
  creditLine?: string | null | undefined;
  /** Who holds the rights. */
  holder?: string | null | undefined;
  /** One URI of Creative Commons 4.0 or RightsStatements.org. Without one the public does not see the file. */
  uri?: string | null | undefined;
};

/** What a person may be. */
export type Role =
  | 'ADMINISTRATOR'
  | 'APP_DEVELOPER'
  | 'COMMUNE_OFFICER'
  | 'COUNCIL'
  | 'EDITOR'
  | 'EVALUATOR'
  | 'PUBLISHER'
  | 'REVIEWER';

/** A document that proves points: `url`, `uploadId`, `digest` or `snapshot`, one of them. */
export type ScoreEvidenceInput = {
  /** SHA-256 of a file that is stored here. */
  digest?: string | null | undefined;
  /** SHA-256 of the document; asked for only of an address, and there if known. */
  sha256?: string | null | undefined;
  /** Id of a snapshot of coverage. */
  snapshot?: string | null | undefined;
  /** Title, up to 500 characters. */
  title: string;
  /** An ended upload of the viewer's, from /uploads: the file is stored, and from then on named by `digest`. */
  uploadId?: string | null | undefined;
  /** Its address, http or https. */
  url?: string | null | undefined;
};

/** How far a score sheet has come; REGISTERED: nobody has opened it yet. The public sees PUBLISHED. */
export type ScoreSheetState =
  | 'COUNCIL_FINAL'
  | 'OPEN'
  | 'PUBLISHED'
  | 'REGISTERED'
  | 'SELF_SCORED'
  | 'SUBMITTED'
  | 'VERIFIED';

/** Who is scored: a collective, or one person. */
export type ScoreSubjectKind =
  | 'COLLECTIVE'
  | 'INDIVIDUAL';

/** A value by which a criterion is scored. */
export type ScoreValueInput = {
  /** Name of the input, as `Criterion.inputs` lists it. */
  name: string;
  /** An exact number: 12, 0.5 or 1/3. */
  value: string;
};

/** What is said of one criterion. */
export type SelfScoreInput = {
  /** Code of the level that was chosen. */
  choice?: string | null | undefined;
  /** Code. */
  criterion: string;
  /** All documents of the criterion; those of before stay if left out. */
  evidence?: Array<ScoreEvidenceInput> | null | undefined;
  /** Why points change that were given before. */
  reason?: string | null | undefined;
  /** Its values. */
  values?: Array<ScoreValueInput> | null | undefined;
};

/** Conditions on sites; all that are given must hold. */
export type SiteFilterInput = {
  /** Only sites in this unit. For a former unit: sites whose record names it, or whose present unit was made of it and whose record names no other former unit. */
  adminUnit?: AdminUnitInput | null | undefined;
  /** WORKING view: only records that wait for the viewer's review or publication. */
  awaitingMe?: boolean | null | undefined;
  /** Only sites that stand below this level of the ladder today; a complex stands with its parts. */
  belowLevel?: Level | null | undefined;
  /** Only sites with one of these codes. */
  codes?: Array<string> | null | undefined;
  /** Only sites that had one of these ranks on a day. */
  grade?: GradeInput | null | undefined;
  /** Only sites of at least one of these kinds. */
  kinds?: Array<SiteKind> | null | undefined;
  /** Only sites that lack all of these. */
  lacking?: Array<SiteGap> | null | undefined;
  /** WORKING view: only records that the viewer wrote or submitted since they were last public. */
  mine?: boolean | null | undefined;
  /** Only sites whose position lies in this circle. */
  near?: NearInput | null | undefined;
  /** Only parts of the complex with this slug or code. */
  partOf?: string | null | undefined;
  /** Only sites with one of these slugs. */
  slugs?: Array<string> | null | undefined;
  /** WORKING view: only records in one of these states. */
  states?: Array<SiteState> | null | undefined;
  /** Words to search for, with or without marks, up to 200 characters. */
  text?: string | null | undefined;
  /** Only sites whose position lies in this area. */
  within?: AreaInput | null | undefined;
};

/** What a site may lack: a POSITION of its own (conflicting ones are none), a PICTURE of the site. */
export type SiteGap =
  | 'PICTURE'
  | 'POSITION';

/** Kinds of sites: five legal relic kinds and two tourist kinds; see `siteKinds`. */
export type SiteKind =
  | 'ARCHAEOLOGICAL'
  | 'ARCHITECTURAL_ARTISTIC'
  | 'HISTORICAL'
  | 'MIXED'
  | 'SCENIC'
  | 'TOURIST_AREA'
  | 'TOURIST_POINT';

/** CODE, NAME (Vietnamese alphabet), DISTANCE (needs `near`), RELEVANCE (needs `text`). */
export type SiteOrder =
  | 'CODE'
  | 'DISTANCE'
  | 'NAME'
  | 'RELEVANCE';

/** Where a revision stands in the life of a record; the public sees PUBLISHED. */
export type SiteState =
  | 'APPROVED'
  | 'DRAFT'
  | 'PUBLISHED'
  | 'RETURNED'
  | 'SUBMITTED'
  | 'SUPERSEDED'
  | 'WITHDRAWN';

/** A unit of today that the site lies in. */
export type SiteUnitInput = {
  /** Official code of today, such as 03127. */
  code: string;
  /** True for the unit of the main part. */
  isPrimary?: boolean | null | undefined;
};

/** A record at the version that the client has before it. */
export type SiteVersionInput = {
  /** The site's `id`. */
  id: string;
  /** The version that the client has before it. */
  version: number;
};

/** PUBLIC: what everybody sees; WORKING: the newest revision, for those who may. */
export type SiteView =
  | 'PUBLIC'
  | 'WORKING';

/** Where something is stated. */
export type SourceInput = {
  /** Day on which it was read. */
  accessedOn?: string | null | undefined;
  /** The field it is about; the whole record if left out. */
  field?: string | null | undefined;
  /** What it says, where that differs from the record. */
  states?: string | null | undefined;
  /** Document, page or book. */
  title: string;
  /** Address of the page (https:// or http://). */
  url?: string | null | undefined;
};

/** Sorts of digital surrogates. */
export type SurrogateKind =
  | 'AUDIO'
  | 'DOCUMENT'
  | 'IMAGE'
  | 'MODEL'
  | 'PANORAMA'
  | 'VIDEO';

/** What a surrogate is for: main picture, gallery, scientific dossier. */
export type SurrogateRole =
  | 'DOSSIER'
  | 'GALLERY'
  | 'HERO'
  | 'QUALITY_REPORT';

/** The texts of a record that exist by language. */
export type TextField =
  | 'ACCESSIBILITY'
  | 'ALTERNATIVE_NAME'
  | 'CONTACT'
  | 'DESCRIPTION'
  | 'DIRECTIONS'
  | 'FEE'
  | 'FIRE_SAFETY'
  | 'GUIDING'
  | 'NAME'
  | 'NOTE'
  | 'OPENING_HOURS'
  | 'PARKING'
  | 'PERIOD'
  | 'SECURITY'
  | 'SIGNS'
  | 'SUMMARY'
  | 'TOILETS';

/** A text in one language; an empty text removes that language. */
export type TextInput = {
  /** True if a person has read and confirmed a machine's text. */
  isReviewed?: boolean | null | undefined;
  /** Language of the text. */
  language: Language;
  /** Who wrote it; HUMAN if left out. */
  origin?: TextOrigin | null | undefined;
  /** The text; the lines of longer texts are kept. */
  text: string;
};

/** Who wrote a text; machine text counts as untranslated until a person has reviewed it. */
export type TextOrigin =
  | 'HUMAN'
  | 'MACHINE'
  | 'OCR';

/** By what equal totals are told apart: points of a criterion, fewer penalties, agreement of self-scored and appraised totals. */
export type TieBreakerKind =
  | 'AGREEMENT'
  | 'CRITERION'
  | 'FEWER_PENALTIES';

/** What a bearer token is good for; WRITE includes READ. */
export type TokenScope =
  | 'READ'
  | 'WRITE';

/** Why a record keeps what an import gave it: changed later, somebody is at work on it, sites that stay belong to it, or files of a procedure were counted. */
export type UndoConflictKind =
  | 'BEING_EDITED'
  | 'CHANGED_LATER'
  | 'HAS_COUNTS'
  | 'HAS_PARTS';

/** A fact for visitors in one language (Decree 168/2017/NĐ-CP, Art. 11). */
export type VisitorFactInput = {
  /** True if a person has read and confirmed a machine's text. */
  isReviewed?: boolean | null | undefined;
  /** Language of the text. */
  language: Language;
  /** Which fact, such as OPENING_HOURS. */
  name: TextField;
  /** Who wrote it; HUMAN if left out. */
  origin?: TextOrigin | null | undefined;
  /** The text; the lines of longer texts are kept. */
  text: string;
};

/** Legal areas: protection zones I and II, boundary of a tourist site. */
export type Zone =
  | 'TOURIST_BOUNDARY'
  | 'ZONE_I'
  | 'ZONE_II';

export type HeldFragment = { id: string, role: Role, since: string, unit: { code: string, name: string } | null };

export type MemberFragment = { id: string, name: string, signInName: string | null, secondFactor: boolean, deactivatedAt: string | null, lastSeen: string | null, roles: Array<{ id: string, role: Role, since: string, unit: { code: string, name: string } | null }> };

export type EverybodyQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type EverybodyQuery = { people: { totalCount: number, edges: Array<{ node: { id: string, name: string, signInName: string | null, secondFactor: boolean, deactivatedAt: string | null, lastSeen: string | null, roles: Array<{ id: string, role: Role, since: string, unit: { code: string, name: string } | null }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OnePersonQueryVariables = Exact<{
  id: string;
}>;


export type OnePersonQuery = { person: { id: string, name: string, signInName: string | null, secondFactor: boolean, deactivatedAt: string | null, lastSeen: string | null, sessionCount: number, roles: Array<{ id: string, role: Role, since: string, unit: { code: string, name: string } | null }>, formerRoles: Array<{ role: Role, since: string, endedAt: string, unit: { code: string, name: string } | null }>, accessTokens: Array<{ id: string, label: string | null, prefix: string | null, scopes: Array<TokenScope>, createdAt: string, expiresAt: string, lastUsedAt: string | null }> } | null };

export type TokenFragment = { id: string, label: string | null, prefix: string | null, scopes: Array<TokenScope>, createdAt: string, expiresAt: string, lastUsedAt: string | null };

export type CommunesOfTodayQueryVariables = Exact<{ [key: string]: never; }>;


export type CommunesOfTodayQuery = { adminUnits: Array<{ code: string, name: string }> };

export type InviteMutationVariables = Exact<{
  input: InvitePersonInput;
  key?: string | null | undefined;
}>;


export type InviteMutation = { deed: { link: string | null, person: { id: string, name: string } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type GiveRoleMutationVariables = Exact<{
  person: string;
  role: Role;
  unit?: string | null | undefined;
  key?: string | null | undefined;
}>;


export type GiveRoleMutation = { deed: { person: { id: string } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type EndRoleMutationVariables = Exact<{
  id: string;
  key?: string | null | undefined;
}>;


export type EndRoleMutation = { deed: { person: { id: string } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type DeactivateMutationVariables = Exact<{
  person: string;
  key?: string | null | undefined;
}>;


export type DeactivateMutation = { deed: { person: { id: string } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type ReactivateMutationVariables = Exact<{
  person: string;
  key?: string | null | undefined;
}>;


export type ReactivateMutation = { deed: { person: { id: string } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type ResetAccessMutationVariables = Exact<{
  person: string;
  key?: string | null | undefined;
}>;


export type ResetAccessMutation = { deed: { link: string | null, person: { id: string } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type SignOutPersonMutationVariables = Exact<{
  person: string;
  key?: string | null | undefined;
}>;


export type SignOutPersonMutation = { deed: { endedCount: number, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type IssueAppTokenMutationVariables = Exact<{
  input: IssueAppTokenInput;
  key?: string | null | undefined;
}>;


export type IssueAppTokenMutation = { deed: { secret: string | null, person: { id: string, name: string } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type RevokeTokenOfMutationVariables = Exact<{
  person: string;
  id: string;
  key?: string | null | undefined;
}>;


export type RevokeTokenOfMutation = { deed: { person: { id: string } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type RunFragment = { id: string, number: number, fileName: string, tableKind: string, actor: string, recordedAt: string, createdCount: number, changedCount: number, refusedCount: number, undoneAt: string | null, undoneBy: string | null, undoneReason: string | null };

export type RecordChangeFragment = { effect: ImportEffect, code: string, slug: string, name: string, fields: Array<{ field: string, before: string | null, after: string | null }> };

export type ImportRunsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ImportRunsQuery = { imports: { nodes: Array<{ id: string, number: number, fileName: string, tableKind: string, actor: string, recordedAt: string, createdCount: number, changedCount: number, refusedCount: number, undoneAt: string | null, undoneBy: string | null, undoneReason: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OneImportQueryVariables = Exact<{
  number: number;
}>;


export type OneImportQuery = { importRun: { sha256: string, id: string, number: number, fileName: string, tableKind: string, actor: string, recordedAt: string, createdCount: number, changedCount: number, refusedCount: number, undoneAt: string | null, undoneBy: string | null, undoneReason: string | null, undoing: { restoredCount: number, withdrawnCount: number, conflictCount: number, conflicts: Array<{ kind: UndoConflictKind, code: string, slug: string, author: string, at: string }>, changes: Array<{ effect: ImportEffect, code: string, slug: string, name: string, fields: Array<{ field: string, before: string | null, after: string | null }> }> } | null } | null };

export type ImportTableMutationVariables = Exact<{
  file: unknown;
  register: ImportRegister;
  dryRun: boolean;
  allOrNothing: boolean;
  key?: string | null | undefined;
}>;


export type ImportTableMutation = { deed: { report: { tableKind: string, isKept: boolean, rowCount: number, createdCount: number, changedCount: number, refusedCount: number, ignoredColumns: Array<string>, refusedTable: string | null, refused: Array<{ row: number, problems: Array<{ code: string, field: string | null, message: string }> }>, warnings: Array<{ row: number, problems: Array<{ code: string, field: string | null, message: string }> }>, changes: Array<{ effect: ImportEffect, code: string, slug: string, name: string, fields: Array<{ field: string, before: string | null, after: string | null }> }> } | null, importRun: { id: string, number: number, fileName: string, tableKind: string, actor: string, recordedAt: string, createdCount: number, changedCount: number, refusedCount: number, undoneAt: string | null, undoneBy: string | null, undoneReason: string | null } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type UndoImportMutationVariables = Exact<{
  id: string;
  reason: string;
  leaveChanged: boolean;
  key?: string | null | undefined;
}>;


export type UndoImportMutation = { deed: { importRun: { id: string, number: number, fileName: string, tableKind: string, actor: string, recordedAt: string, createdCount: number, changedCount: number, refusedCount: number, undoneAt: string | null, undoneBy: string | null, undoneReason: string | null } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type HealthQueryVariables = Exact<{ [key: string]: never; }>;


export type HealthQuery = { health: Array<{ topic: HealthTopic, standing: HealthStanding, message: string }> | null };

export type VerifyHistoryQueryVariables = Exact<{ [key: string]: never; }>;


export type VerifyHistoryQuery = { historyVerification: { checkedAt: string, entryCount: number, isWhole: boolean, breakCount: number, headSequence: number, headHash: string, breaks: Array<{ sequence: number, fault: HistoryFault, message: string }> } | null };

export type LessonCountsSeenQueryVariables = Exact<{ [key: string]: never; }>;


export type LessonCountsSeenQuery = { lessonCounts: Array<{ people: number, begun: number, finished: number, unit: { code: string, name: string } | null }> };

export type LessonNamesSeenQueryVariables = Exact<{ [key: string]: never; }>;


export type LessonNamesSeenQuery = { lessonCounts: Array<{ unit: { code: string } | null, entries: Array<{ id: string, name: string, steps: number, begunAt: string | null, finishedAt: string | null }> }> };

export type CoverageSeenQueryVariables = Exact<{
  asOf: string;
  knownAt?: string | null | undefined;
  mode: CountingMode;
  by: CoverageGrouping;
  metric: CoverageMetric;
  language: Language;
}>;


export type CoverageSeenQuery = { coverage: { asOf: string, knownAt: string, isAdditive: boolean, sha256: string, notes: Array<string>, ruleSet: { name: string, version: string, sha256: string }, declared: Array<{ registerName: string, decisionNumber: string | null, asOf: string, scheme: DesignationScheme, category: string, declared: number, known: number, source: string }>, total: { key: string, label: string, denominator: number, undated: number, scale: number, isTheUnknown: boolean, levels: Array<{ metric: CoverageMetric, label: string, unit: string, numerator: number, denominator: number, scale: number, percent: string | null }>, funnel: Array<{ metric: CoverageMetric, label: string, unit: string, numerator: number, denominator: number, scale: number, percent: string | null }>, bilingual: { metric: CoverageMetric, label: string, unit: string, numerator: number, denominator: number, scale: number, percent: string | null }, rights: { metric: CoverageMetric, label: string, unit: string, numerator: number, denominator: number, scale: number, percent: string | null }, facts: { metric: CoverageMetric, label: string, unit: string, numerator: number, denominator: number, scale: number, percent: string | null }, dossier: { metric: CoverageMetric, label: string, unit: string, numerator: number, denominator: number, scale: number, percent: string | null }, fixity: { metric: CoverageMetric, label: string, unit: string, numerator: number, denominator: number, scale: number, percent: string | null }, firstPass: { metric: CoverageMetric, label: string, unit: string, numerator: number, denominator: number, scale: number, percent: string | null }, figure: { metric: CoverageMetric, label: string, unit: string, numerator: number, denominator: number, scale: number, percent: string | null }, recorded: { numerator: number, denominator: number, scale: number } }, rows: Array<{ key: string, label: string, denominator: number, undated: number, scale: number, isTheUnknown: boolean, figure: { metric: CoverageMetric, label: string, unit: string, numerator: number, denominator: number, scale: number, percent: string | null }, recorded: { numerator: number, denominator: number, scale: number } }> } };

export type CoverageEntriesQueryVariables = Exact<{
  asOf: string;
  knownAt?: string | null | undefined;
  mode: CountingMode;
  by: CoverageGrouping;
  metric: CoverageMetric;
  language: Language;
  key: string;
  side: FigureSide;
  isUndated: boolean;
  after?: string | null | undefined;
}>;


export type CoverageEntriesQuery = { coverage: { asOf: string, knownAt: string, ruleSet: { name: string, version: string, sha256: string }, row: { key: string, label: string, denominator: number, undated: number, scale: number, isTheUnknown: boolean, figure: { metric: CoverageMetric, label: string, unit: string, numerator: number, denominator: number, scale: number, percent: string | null, entries?: { totalCount: number, nodes: Array<{ key: string, label: string, isKnown: boolean, kind: RegisterEntryKind, scheme: DesignationScheme, grade: Grade | null, level: Level | null, requiredLevel: Level | null, failing: Array<string>, decisionNumber: string | null, validFrom: string | null, knownSince: string, units: Array<{ code: string, name: string }>, site: { code: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }, undatedEntries?: { totalCount: number, nodes: Array<{ key: string, label: string, isKnown: boolean, kind: RegisterEntryKind, scheme: DesignationScheme, grade: Grade | null, level: Level | null, requiredLevel: Level | null, failing: Array<string>, decisionNumber: string | null, validFrom: string | null, knownSince: string, units: Array<{ code: string, name: string }>, site: { code: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, recorded: { numerator: number, denominator: number, scale: number } } | null } };

export type ClosingsQueryVariables = Exact<{ [key: string]: never; }>;


export type ClosingsQuery = { snapshots: Array<{ id: string, asOf: string, knownAt: string, closedAt: string, period: { code: string } | null, ruleSet: { version: string, sha256: string }, restates: { id: string } | null }> };

export type CoverageLineFragment = { key: string, label: string, denominator: number, undated: number, scale: number, isTheUnknown: boolean, figure: { metric: CoverageMetric, label: string, unit: string, numerator: number, denominator: number, scale: number, percent: string | null }, recorded: { numerator: number, denominator: number, scale: number } };

export type FigureSeenFragment = { metric: CoverageMetric, label: string, unit: string, numerator: number, denominator: number, scale: number, percent: string | null };

export type EntryPageFragment = { totalCount: number, nodes: Array<{ key: string, label: string, isKnown: boolean, kind: RegisterEntryKind, scheme: DesignationScheme, grade: Grade | null, level: Level | null, requiredLevel: Level | null, failing: Array<string>, decisionNumber: string | null, validFrom: string | null, knownSince: string, units: Array<{ code: string, name: string }>, site: { code: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } };

export type PeriodsSeenQueryVariables = Exact<{
  language: Language;
}>;


export type PeriodsSeenQuery = { periods: Array<{ code: string, opensOn: string, closesOn: string, state: PeriodState }>, snapshots: Array<{ id: string, sha256: string, asOf: string, knownAt: string, closedAt: string, reason: string | null, period: { code: string, opensOn: string, closesOn: string } | null, restates: { id: string } | null, ruleSet: { version: string }, countings: Array<{ countingMode: CountingMode, population: CoveragePopulation, label: string, comparableAs: string, figures: Array<{ metric: CoverageMetric, label: string, numerator: number, denominator: number, ratio: number | null, percent: string | null }> }> }> };

export type ClosingWholeQueryVariables = Exact<{
  id: string;
  language: Language;
}>;


export type ClosingWholeQuery = { snapshot: { faults: Array<string>, signature: string, id: string, sha256: string, asOf: string, knownAt: string, closedAt: string, reason: string | null, ruleSet: { name: string, version: string, sha256: string }, period: { code: string, opensOn: string, closesOn: string } | null, restates: { id: string } | null, countings: Array<{ countingMode: CountingMode, population: CoveragePopulation, label: string, comparableAs: string, figures: Array<{ metric: CoverageMetric, label: string, numerator: number, denominator: number, ratio: number | null, percent: string | null }> }> } | null, snapshots: Array<{ id: string, reason: string | null, restates: { id: string } | null }> };

export type ClosingSeenFragment = { id: string, sha256: string, asOf: string, knownAt: string, closedAt: string, reason: string | null, period: { code: string, opensOn: string, closesOn: string } | null, restates: { id: string } | null, ruleSet: { version: string }, countings: Array<{ countingMode: CountingMode, population: CoveragePopulation, label: string, comparableAs: string, figures: Array<{ metric: CoverageMetric, label: string, numerator: number, denominator: number, ratio: number | null, percent: string | null }> }> };

export type OpenPeriodMutationVariables = Exact<{
  code: string;
  opensOn: string;
  closesOn: string;
  key?: string | null | undefined;
}>;


export type OpenPeriodMutation = { deed: { period: { code: string } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type ClosePeriodMutationVariables = Exact<{
  period: string;
  asOf: string;
  restates?: string | null | undefined;
  reason?: string | null | undefined;
  key?: string | null | undefined;
}>;


export type ClosePeriodMutation = { deed: { snapshot: { id: string, sha256: string } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type WorkToDoQueryVariables = Exact<{
  asOf: string;
  unit?: string | null | undefined;
  below?: Level | null | undefined;
  mine: boolean;
  language: Language;
  first: number;
  after?: string | null | undefined;
}>;


export type WorkToDoQuery = { worklist: { totalCount: number, nodes: Array<{ level: Level | null, targetLevel: Level, effort: number, waitsForParts: boolean, site: { id: string, code: string, name: { text: string, language: string }, adminUnit: { code: string, name: string } | null } | null, failing: Array<{ check: string, label: string, effort: number }>, assignments: Array<{ check: string | null, dueOn: string | null, assignee: { name: string } }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type WorkSeenFragment = { level: Level | null, targetLevel: Level, effort: number, waitsForParts: boolean, site: { id: string, code: string, name: { text: string, language: string }, adminUnit: { code: string, name: string } | null } | null, failing: Array<{ check: string, label: string, effort: number }>, assignments: Array<{ check: string | null, dueOn: string | null, assignee: { name: string } }> };

export type EndWorkMutationVariables = Exact<{
  site: string;
  check?: string | null | undefined;
  key?: string | null | undefined;
}>;


export type EndWorkMutation = { deed: { site: { id: string, version: number, state: SiteState } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type DossierOfQueryVariables = Exact<{
  code: string;
  words: Language;
}>;


export type DossierOfQuery = { sites: { nodes: Array<{ id: string, version: number, dossier: { completeness: { numerator: number, denominator: number }, parts: Array<{ part: string, label: string, citation: string, allowsNotApplicable: boolean, status: DossierPartStatus, reason: string | null, pageCount: number | null, surrogates: Array<{ id: string, code: string, mediaType: string, role: SurrogateRole, caption: { text: string } | null, work: { originalUrl: string, size: number } | null }>, work: { isConvertedFromPaper: boolean, conversionMark: string | null, signatureReference: string | null, note: string | null, ministryOpinion: { number: string, issuedOn: string } | null, warnings: Array<{ code: string, message: string }> } | null }> } }> } };

export type AttachDossierFileMutationVariables = Exact<{
  siteId: string;
  uploadId: string;
  input: AttachSurrogateInput;
  key: string;
}>;


export type AttachDossierFileMutation = { answer: { surrogate: { id: string, code: string } | null, site: { id: string, version: number } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type SayDossierPartMutationVariables = Exact<{
  id: string;
  version: number;
  input: ReviseSiteInput;
  key: string;
}>;


export type SayDossierPartMutation = { answer: { site: { id: string, version: number } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type RemoveDossierFileMutationVariables = Exact<{
  id: string;
  version: number;
  key: string;
}>;


export type RemoveDossierFileMutation = { answer: { site: { id: string, version: number } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type FormListsQueryVariables = Exact<{ [key: string]: never; }>;


export type FormListsQuery = { adminUnits: Array<{ id: string, code: string, name: string }>, siteKinds: Array<{ code: SiteKind, isLegal: boolean, labelVi: string, labelEn: string, citation: string }> };

export type UnitOutlineQueryVariables = Exact<{
  id: string;
}>;


export type UnitOutlineQuery = { node:
    | { id: string, name: string, outline: unknown }
    | Record<PropertyKey, never>
   | null };

export type ReadPositionQueryVariables = Exact<{
  text: string;
  unit?: string | null | undefined;
}>;


export type ReadPositionQuery = { plain: { latitude: number | null, longitude: number | null, form: CoordinateForm | null, problems: Array<{ code: string, message: string }>, warnings: Array<{ code: string, message: string }> }, there: { latitude: number | null, longitude: number | null, form: CoordinateForm | null, problems: Array<{ code: string, message: string }>, warnings: Array<{ code: string, message: string }> } };

export type ReadingFragment = { latitude: number | null, longitude: number | null, form: CoordinateForm | null, problems: Array<{ code: string, message: string }>, warnings: Array<{ code: string, message: string }> };

export type FindComplexQueryVariables = Exact<{
  text: string;
}>;


export type FindComplexQuery = { sites: { nodes: Array<{ code: string, name: { text: string }, adminUnit: { name: string } | null }> } };

export type NamesAlikeQueryVariables = Exact<{
  text: string;
}>;


export type NamesAlikeQuery = { places: Array<{ kind: PlaceKind, name: string, score: number, slug: string | null, siteId: string | null, today: Array<{ code: string, name: string }> }> };

export type RemarksQueryVariables = Exact<{
  code: string;
}>;


export type RemarksQuery = { sites: { nodes: Array<{ id: string, reviewComments: Array<{ version: number, author: string, field: string | null, text: string }> }> } };

export type FoundSitesQueryVariables = Exact<{
  view: SiteView;
  filter?: SiteFilterInput | null | undefined;
  language: Language;
  orderBy?: SiteOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type FoundSitesQuery = { sites: { totalCount: number, nodes: Array<{ id: string, code: string, version: number, state: SiteState, kinds: Array<SiteKind>, locationPrecision: LocationPrecision, name: { text: string, language: string }, adminUnit: { code: string, name: string } | null, grade: { answer: GradeAnswerKind, value: Grade | null }, heroImage: { url: string | null, colour: string | null } | null, digitisation: { level: Level | null } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type FoundSiteFragment = { id: string, code: string, version: number, state: SiteState, kinds: Array<SiteKind>, locationPrecision: LocationPrecision, name: { text: string, language: string }, adminUnit: { code: string, name: string } | null, grade: { answer: GradeAnswerKind, value: Grade | null }, heroImage: { url: string | null, colour: string | null } | null, digitisation: { level: Level | null } | null };

export type CommunesQueryVariables = Exact<{ [key: string]: never; }>;


export type CommunesQuery = { adminUnits: Array<{ code: string, name: string }> };

export type ComplexesQueryVariables = Exact<{
  text: string;
}>;


export type ComplexesQuery = { sites: { nodes: Array<{ code: string, slug: string, name: { text: string } }> } };

export type ComplexNameQueryVariables = Exact<{
  code?: Array<string> | string | null | undefined;
}>;


export type ComplexNameQuery = { sites: { nodes: Array<{ code: string, name: { text: string } }> } };

export type SubmitOneMutationVariables = Exact<{
  id: string;
  version: number;
  key?: string | null | undefined;
}>;


export type SubmitOneMutation = { submitSite: { site: { id: string, version: number, state: SiteState } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type ApproveOneMutationVariables = Exact<{
  id: string;
  version: number;
  key?: string | null | undefined;
}>;


export type ApproveOneMutation = { approveSite: { site: { id: string, version: number, state: SiteState } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type ApproveSeveralMutationVariables = Exact<{
  items: Array<SiteVersionInput> | SiteVersionInput;
  key?: string | null | undefined;
}>;


export type ApproveSeveralMutation = { approveSites: { sites: Array<{ id: string, version: number, state: SiteState }>, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type AssignOneMutationVariables = Exact<{
  site: string;
  assignee: string;
  dueOn?: string | null | undefined;
  note?: string | null | undefined;
  key?: string | null | undefined;
}>;


export type AssignOneMutation = { assignWork: { site: { id: string, version: number, state: SiteState } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type MyWorkQueryVariables = Exact<{
  isReviewing: boolean;
}>;


export type MyWorkQuery = { me: { id: string, lessonSteps: Array<{ lesson: Lesson, step: LessonStep }> } | null, returned: { totalCount: number, nodes: Array<{ id: string, code: string, slug: string, version: number, state: SiteState, reviewComments: Array<{ version: number, author: string, at: string, field: string | null, text: string }>, name: { text: string }, adminUnit: { code: string, name: string } | null }> }, drafts: { totalCount: number, nodes: Array<{ id: string, code: string, slug: string, version: number, state: SiteState, completeness: { numerator: number, denominator: number, missing: Array<string> | null }, name: { text: string }, adminUnit: { code: string, name: string } | null }> }, submitted: { totalCount: number, nodes: Array<{ id: string, code: string, slug: string, version: number, state: SiteState, name: { text: string }, adminUnit: { code: string, name: string } | null }> }, awaiting?: { totalCount: number, nodes: Array<{ id: string, code: string, slug: string, version: number, state: SiteState, origin: RecordOrigin, reviewedAt: string | null, name: { text: string }, grade: { answer: GradeAnswerKind, value: Grade | null }, adminUnit: { code: string, name: string } | null, work: { allowed: Array<Permission>, version: number, state: SiteState, publicVersion: number | null, recordedAt: string, submittedAt: string | null, author: { name: string }, submittedBy: { name: string } | null, reviewedBy: { name: string } | null } | null }> } };

export type MyAssignedWorkQueryVariables = Exact<{
  asOf: string;
  words: Language;
}>;


export type MyAssignedWorkQuery = { worklist: { totalCount: number, nodes: Array<{ level: Level | null, targetLevel: Level, site: { code: string, name: { text: string } } | null, failing: Array<{ check: string, label: string }>, assignments: Array<{ check: string | null, dueOn: string | null, note: string | null, assignedBy: { name: string } }> }> } };

export type LineFragment = { id: string, code: string, slug: string, version: number, state: SiteState, name: { text: string }, adminUnit: { code: string, name: string } | null };

export type MyLessonQueryVariables = Exact<{ [key: string]: never; }>;


export type MyLessonQuery = { me: { id: string, lessonSteps: Array<{ lesson: Lesson, step: LessonStep }> } | null };

export type NoteLessonStepMutationVariables = Exact<{
  step: LessonStep;
}>;


export type NoteLessonStepMutation = { noteLessonStep: { steps: Array<{ step: LessonStep }> } | null };

export type PlacedSitesQueryVariables = Exact<{
  view: SiteView;
  filter?: SiteFilterInput | null | undefined;
  language: Language;
  first: number;
  after?: string | null | undefined;
}>;


export type PlacedSitesQuery = { sites: { totalCount: number, nodes: Array<{ id: string, code: string, state: SiteState, locationPrecision: LocationPrecision, name: { text: string, language: string }, adminUnit: { code: string, name: string } | null, location: { latitude: number, longitude: number } | null, locationCandidates: Array<{ latitude: number, longitude: number, source: string | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PlacedSiteFragment = { id: string, code: string, state: SiteState, locationPrecision: LocationPrecision, name: { text: string, language: string }, adminUnit: { code: string, name: string } | null, location: { latitude: number, longitude: number } | null, locationCandidates: Array<{ latitude: number, longitude: number, source: string | null }> };

export type OwnRecordQueryVariables = Exact<{
  code: string;
  words: Language;
}>;


export type OwnRecordQuery = { page: { nodes: Array<{ publishedAt: string | null, contentHash: string, kinds: Array<SiteKind>, addressInDecision: string | null, managingBody: string | null, extent: Extent | null, locationPrecision: LocationPrecision, pageUrl: string, id: string, code: string, slug: string, version: number, state: SiteState, origin: RecordOrigin, reviewedAt: string | null, adminUnits: Array<{ isPrimary: boolean, unit: { code: string, name: string, level: AdminLevel, validTo: string | null } }>, alternativeNames: Array<{ text: string, language: string }>, period: { edtf: string | null, text: { text: string } | null } | null, location: { latitude: number, longitude: number, accuracyMetres: number | null, method: LocationMethod | null, sourceCrs: string | null, sourceNumbers: string | null, source: string | null } | null, locationCandidates: Array<{ latitude: number, longitude: number, source: string | null }>, designations: Array<{ scheme: DesignationScheme, grade: Grade | null, decisionNumber: string | null, decisionDate: string | null, authority: string | null, validFrom: string | null, validTo: string | null, knownSince: string, endReason: EndReason | null, endedBy: string | null, certainty: Certainty, source: string | null }>, protectionZones: Array<{ zone: Zone, geometry: unknown, validFrom: string | null, validTo: string | null, decisionNumber: string | null, source: string | null }>, missing: Array<{ field: string, code: MissingCode, note: string | null }>, sources: Array<{ title: string, url: string | null, accessedOn: string | null, field: string | null, states: string | null }>, externalIds: Array<{ system: string, value: string }>, texts: Array<{ field: TextField, language: string, text: string, origin: TextOrigin, isReviewed: boolean, isStale: boolean }>, visitorInfo: { verifiedOn: string | null } | null, partOf: { code: string, name: { text: string } } | null, locatedIn: { code: string, name: { text: string } } | null, parts: { totalCount: number, nodes: Array<{ code: string, name: { text: string } }> }, unconfirmed: { totalCount: number, nodes: Array<{ code: string, name: { text: string } }> }, declaredParts: { declared: number, known: number, unknown: number, decisionNumber: string } | null, surrogates: { totalCount: number, edges: Array<{ node: { id: string, code: string, kind: SurrogateKind, role: SurrogateRole, capturedEdtf: string | null, maker: string | null, mediaType: string, width: number | null, height: number | null, pageCount: number | null, url: string | null, large: string | null, rights: { uri: string | null, holder: string | null, creditLine: string | null, label: string | null }, alternativeText: { text: string, isFallback: boolean } | null, caption: { text: string } | null, work: { access: Access, isShown: boolean, isWithdrawn: boolean, withdrawalReason: string | null, hasPersonalData: boolean, people: PeopleShown | null, alike: Array<{ code: string, isSameFile: boolean }>, capturePlace: { distanceMetres: number | null, isFar: boolean } | null } | null } }> }, dossier: { template: string, completeness: { numerator: number, denominator: number }, parts: Array<{ part: string, label: string, status: DossierPartStatus, reason: string | null, pageCount: number | null, fileCount: number, work: { warnings: Array<{ code: string, message: string }> } | null }> }, digitisation: { level: Level | null, targetLevel: Level | null, waitsForParts: boolean, failing: Array<{ check: string, level: Level, label: string, reason: string, effort: number, isLaw: boolean, source: string }> } | null, completeness: { numerator: number, denominator: number, missing: Array<string> | null }, name: { text: string }, grade: { answer: GradeAnswerKind, value: Grade | null }, adminUnit: { code: string, name: string } | null, work: { allowed: Array<Permission>, version: number, state: SiteState, publicVersion: number | null, recordedAt: string, submittedAt: string | null, author: { name: string }, submittedBy: { name: string } | null, reviewedBy: { name: string } | null } | null }> }, working: { nodes: Array<{ id: string, code: string, version: number, state: SiteState, origin: RecordOrigin, kinds: Array<SiteKind>, addressInDecision: string | null, extent: Extent | null, managingBody: string | null, texts: Array<{ field: TextField, language: string, text: string, origin: TextOrigin, isReviewed: boolean, isStale: boolean }>, adminUnits: Array<{ isPrimary: boolean, unit: { code: string, name: string, validTo: string | null } }>, location: { latitude: number, longitude: number, accuracyMetres: number | null, method: LocationMethod | null, measuredOn: string | null, sourceCrs: string | null, sourceNumbers: string | null, source: string | null } | null, period: { edtf: string | null } | null, visitorInfo: { verifiedOn: string | null } | null, designations: Array<{ scheme: DesignationScheme, grade: Grade | null, decisionNumber: string | null, decisionDate: string | null, authority: string | null, validFrom: string | null, validTo: string | null, endReason: EndReason | null, endedBy: string | null, source: string | null }>, partOf: { code: string, name: { text: string } } | null, partOfAct: { decisionNumber: string | null, validFrom: string | null, source: string | null } | null, missing: Array<{ field: string, code: MissingCode, note: string | null }>, sources: Array<{ title: string, url: string | null, accessedOn: string | null, field: string | null, states: string | null }>, protectionZones: Array<{ zone: Zone, geometry: unknown, validFrom: string | null, validTo: string | null, decisionNumber: string | null, source: string | null }> }> }, public: { totalCount: number }, pictures: { nodes: Array<{ id: string, code: string, version: number, state: SiteState, name: { text: string }, surrogates: { totalCount: number, edges: Array<{ node: { id: string, code: string, digest: string, kind: SurrogateKind, role: SurrogateRole, mediaType: string, capturedEdtf: string | null, maker: string | null, method: string | null, url: string | null, placeholder: string | null, rights: { uri: string | null, holder: string | null, creditLine: string | null, label: string | null }, alternativeText: { text: string, language: string, isFallback: boolean } | null, alternativeEnglish: { text: string, language: string, isFallback: boolean } | null, caption: { text: string, language: string, isFallback: boolean } | null, work: { people: PeopleShown | null, isShown: boolean, isWithdrawn: boolean, size: number, capturePlace: { distanceMetres: number | null, isFar: boolean } | null, alike: Array<{ code: string, isSameFile: boolean, differentBits: number }> } | null } }> } }> }, remarks: { nodes: Array<{ id: string, reviewComments: Array<{ version: number, author: string, at: string, field: string | null, text: string }> }> } };

export type WholeFragment = { id: string, code: string, version: number, state: SiteState, origin: RecordOrigin, kinds: Array<SiteKind>, addressInDecision: string | null, extent: Extent | null, managingBody: string | null, texts: Array<{ field: TextField, language: string, text: string, origin: TextOrigin, isReviewed: boolean, isStale: boolean }>, adminUnits: Array<{ isPrimary: boolean, unit: { code: string, name: string, validTo: string | null } }>, location: { latitude: number, longitude: number, accuracyMetres: number | null, method: LocationMethod | null, measuredOn: string | null, sourceCrs: string | null, sourceNumbers: string | null, source: string | null } | null, period: { edtf: string | null } | null, visitorInfo: { verifiedOn: string | null } | null, designations: Array<{ scheme: DesignationScheme, grade: Grade | null, decisionNumber: string | null, decisionDate: string | null, authority: string | null, validFrom: string | null, validTo: string | null, endReason: EndReason | null, endedBy: string | null, source: string | null }>, partOf: { code: string, name: { text: string } } | null, partOfAct: { decisionNumber: string | null, validFrom: string | null, source: string | null } | null, missing: Array<{ field: string, code: MissingCode, note: string | null }>, sources: Array<{ title: string, url: string | null, accessedOn: string | null, field: string | null, states: string | null }>, protectionZones: Array<{ zone: Zone, geometry: unknown, validFrom: string | null, validTo: string | null, decisionNumber: string | null, source: string | null }> };

export type WorkingSiteQueryVariables = Exact<{
  code: string;
}>;


export type WorkingSiteQuery = { working: { nodes: Array<{ id: string, code: string, version: number, state: SiteState, origin: RecordOrigin, kinds: Array<SiteKind>, addressInDecision: string | null, extent: Extent | null, managingBody: string | null, texts: Array<{ field: TextField, language: string, text: string, origin: TextOrigin, isReviewed: boolean, isStale: boolean }>, adminUnits: Array<{ isPrimary: boolean, unit: { code: string, name: string, validTo: string | null } }>, location: { latitude: number, longitude: number, accuracyMetres: number | null, method: LocationMethod | null, measuredOn: string | null, sourceCrs: string | null, sourceNumbers: string | null, source: string | null } | null, period: { edtf: string | null } | null, visitorInfo: { verifiedOn: string | null } | null, designations: Array<{ scheme: DesignationScheme, grade: Grade | null, decisionNumber: string | null, decisionDate: string | null, authority: string | null, validFrom: string | null, validTo: string | null, endReason: EndReason | null, endedBy: string | null, source: string | null }>, partOf: { code: string, name: { text: string } } | null, partOfAct: { decisionNumber: string | null, validFrom: string | null, source: string | null } | null, missing: Array<{ field: string, code: MissingCode, note: string | null }>, sources: Array<{ title: string, url: string | null, accessedOn: string | null, field: string | null, states: string | null }>, protectionZones: Array<{ zone: Zone, geometry: unknown, validFrom: string | null, validTo: string | null, decisionNumber: string | null, source: string | null }> }> }, public: { totalCount: number } };

export type SendNewMutationVariables = Exact<{
  input: CreateSiteInput;
  key: string;
}>;


export type SendNewMutation = { answer: { site: { id: string, code: string, version: number, state: SiteState, origin: RecordOrigin, kinds: Array<SiteKind>, addressInDecision: string | null, extent: Extent | null, managingBody: string | null, texts: Array<{ field: TextField, language: string, text: string, origin: TextOrigin, isReviewed: boolean, isStale: boolean }>, adminUnits: Array<{ isPrimary: boolean, unit: { code: string, name: string, validTo: string | null } }>, location: { latitude: number, longitude: number, accuracyMetres: number | null, method: LocationMethod | null, measuredOn: string | null, sourceCrs: string | null, sourceNumbers: string | null, source: string | null } | null, period: { edtf: string | null } | null, visitorInfo: { verifiedOn: string | null } | null, designations: Array<{ scheme: DesignationScheme, grade: Grade | null, decisionNumber: string | null, decisionDate: string | null, authority: string | null, validFrom: string | null, validTo: string | null, endReason: EndReason | null, endedBy: string | null, source: string | null }>, partOf: { code: string, name: { text: string } } | null, partOfAct: { decisionNumber: string | null, validFrom: string | null, source: string | null } | null, missing: Array<{ field: string, code: MissingCode, note: string | null }>, sources: Array<{ title: string, url: string | null, accessedOn: string | null, field: string | null, states: string | null }>, protectionZones: Array<{ zone: Zone, geometry: unknown, validFrom: string | null, validTo: string | null, decisionNumber: string | null, source: string | null }> } | null, problems: Array<{ code: string, field: string | null, message: string }>, warnings: Array<{ code: string, field: string | null, message: string }> } | null };

export type SendChangesMutationVariables = Exact<{
  id: string;
  version: number;
  input: ReviseSiteInput;
  key: string;
}>;


export type SendChangesMutation = { answer: { site: { id: string, code: string, version: number, state: SiteState, origin: RecordOrigin, kinds: Array<SiteKind>, addressInDecision: string | null, extent: Extent | null, managingBody: string | null, texts: Array<{ field: TextField, language: string, text: string, origin: TextOrigin, isReviewed: boolean, isStale: boolean }>, adminUnits: Array<{ isPrimary: boolean, unit: { code: string, name: string, validTo: string | null } }>, location: { latitude: number, longitude: number, accuracyMetres: number | null, method: LocationMethod | null, measuredOn: string | null, sourceCrs: string | null, sourceNumbers: string | null, source: string | null } | null, period: { edtf: string | null } | null, visitorInfo: { verifiedOn: string | null } | null, designations: Array<{ scheme: DesignationScheme, grade: Grade | null, decisionNumber: string | null, decisionDate: string | null, authority: string | null, validFrom: string | null, validTo: string | null, endReason: EndReason | null, endedBy: string | null, source: string | null }>, partOf: { code: string, name: { text: string } } | null, partOfAct: { decisionNumber: string | null, validFrom: string | null, source: string | null } | null, missing: Array<{ field: string, code: MissingCode, note: string | null }>, sources: Array<{ title: string, url: string | null, accessedOn: string | null, field: string | null, states: string | null }>, protectionZones: Array<{ zone: Zone, geometry: unknown, validFrom: string | null, validTo: string | null, decisionNumber: string | null, source: string | null }> } | null, problems: Array<{ code: string, field: string | null, message: string }>, warnings: Array<{ code: string, field: string | null, message: string }> } | null };

export type SendForReviewMutationVariables = Exact<{
  id: string;
  version: number;
  key: string;
}>;


export type SendForReviewMutation = { answer: { site: { id: string, code: string, version: number, state: SiteState, origin: RecordOrigin, kinds: Array<SiteKind>, addressInDecision: string | null, extent: Extent | null, managingBody: string | null, texts: Array<{ field: TextField, language: string, text: string, origin: TextOrigin, isReviewed: boolean, isStale: boolean }>, adminUnits: Array<{ isPrimary: boolean, unit: { code: string, name: string, validTo: string | null } }>, location: { latitude: number, longitude: number, accuracyMetres: number | null, method: LocationMethod | null, measuredOn: string | null, sourceCrs: string | null, sourceNumbers: string | null, source: string | null } | null, period: { edtf: string | null } | null, visitorInfo: { verifiedOn: string | null } | null, designations: Array<{ scheme: DesignationScheme, grade: Grade | null, decisionNumber: string | null, decisionDate: string | null, authority: string | null, validFrom: string | null, validTo: string | null, endReason: EndReason | null, endedBy: string | null, source: string | null }>, partOf: { code: string, name: { text: string } } | null, partOfAct: { decisionNumber: string | null, validFrom: string | null, source: string | null } | null, missing: Array<{ field: string, code: MissingCode, note: string | null }>, sources: Array<{ title: string, url: string | null, accessedOn: string | null, field: string | null, states: string | null }>, protectionZones: Array<{ zone: Zone, geometry: unknown, validFrom: string | null, validTo: string | null, decisionNumber: string | null, source: string | null }> } | null, problems: Array<{ code: string, field: string | null, message: string }>, warnings: Array<{ code: string, field: string | null, message: string }> } | null };

export type RecallWorkMutationVariables = Exact<{
  id: string;
  version: number;
  key: string;
}>;


export type RecallWorkMutation = { answer: { site: { id: string, code: string, version: number, state: SiteState, origin: RecordOrigin, kinds: Array<SiteKind>, addressInDecision: string | null, extent: Extent | null, managingBody: string | null, texts: Array<{ field: TextField, language: string, text: string, origin: TextOrigin, isReviewed: boolean, isStale: boolean }>, adminUnits: Array<{ isPrimary: boolean, unit: { code: string, name: string, validTo: string | null } }>, location: { latitude: number, longitude: number, accuracyMetres: number | null, method: LocationMethod | null, measuredOn: string | null, sourceCrs: string | null, sourceNumbers: string | null, source: string | null } | null, period: { edtf: string | null } | null, visitorInfo: { verifiedOn: string | null } | null, designations: Array<{ scheme: DesignationScheme, grade: Grade | null, decisionNumber: string | null, decisionDate: string | null, authority: string | null, validFrom: string | null, validTo: string | null, endReason: EndReason | null, endedBy: string | null, source: string | null }>, partOf: { code: string, name: { text: string } } | null, partOfAct: { decisionNumber: string | null, validFrom: string | null, source: string | null } | null, missing: Array<{ field: string, code: MissingCode, note: string | null }>, sources: Array<{ title: string, url: string | null, accessedOn: string | null, field: string | null, states: string | null }>, protectionZones: Array<{ zone: Zone, geometry: unknown, validFrom: string | null, validTo: string | null, decisionNumber: string | null, source: string | null }> } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, name: string, signInName: string | null, permissions: Array<Permission>, roles: Array<{ id: string, role: Role, unit: { code: string, name: string } | null }> } | null };

export type OwnPictureFragment = { id: string, code: string, digest: string, kind: SurrogateKind, role: SurrogateRole, mediaType: string, capturedEdtf: string | null, maker: string | null, method: string | null, url: string | null, placeholder: string | null, rights: { uri: string | null, holder: string | null, creditLine: string | null, label: string | null }, alternativeText: { text: string, language: string, isFallback: boolean } | null, alternativeEnglish: { text: string, language: string, isFallback: boolean } | null, caption: { text: string, language: string, isFallback: boolean } | null, work: { people: PeopleShown | null, isShown: boolean, isWithdrawn: boolean, size: number, capturePlace: { distanceMetres: number | null, isFar: boolean } | null, alike: Array<{ code: string, isSameFile: boolean, differentBits: number }> } | null };

export type PicturesOfQueryVariables = Exact<{
  code: string;
}>;


export type PicturesOfQuery = { sites: { nodes: Array<{ id: string, code: string, version: number, state: SiteState, name: { text: string }, surrogates: { totalCount: number, edges: Array<{ node: { id: string, code: string, digest: string, kind: SurrogateKind, role: SurrogateRole, mediaType: string, capturedEdtf: string | null, maker: string | null, method: string | null, url: string | null, placeholder: string | null, rights: { uri: string | null, holder: string | null, creditLine: string | null, label: string | null }, alternativeText: { text: string, language: string, isFallback: boolean } | null, alternativeEnglish: { text: string, language: string, isFallback: boolean } | null, caption: { text: string, language: string, isFallback: boolean } | null, work: { people: PeopleShown | null, isShown: boolean, isWithdrawn: boolean, size: number, capturePlace: { distanceMetres: number | null, isFar: boolean } | null, alike: Array<{ code: string, isSameFile: boolean, differentBits: number }> } | null } }> } }> } };

export type AttachPictureMutationVariables = Exact<{
  siteId: string;
  uploadId: string;
  input: AttachSurrogateInput;
  key: string;
}>;


export type AttachPictureMutation = { answer: { surrogate: { id: string } | null, site: { id: string, version: number } | null, problems: Array<{ code: string, field: string | null, message: string }>, warnings: Array<{ code: string, field: string | null, message: string }> } | null };

export type DescribePictureMutationVariables = Exact<{
  id: string;
  version: number;
  input: DescribeSurrogateInput;
  key: string;
}>;


export type DescribePictureMutation = { answer: { surrogate: { id: string } | null, site: { id: string, version: number } | null, problems: Array<{ code: string, field: string | null, message: string }>, warnings: Array<{ code: string, field: string | null, message: string }> } | null };

export type RemovePictureMutationVariables = Exact<{
  id: string;
  version: number;
  key: string;
}>;


export type RemovePictureMutation = { answer: { site: { id: string, version: number } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type ArrangePicturesMutationVariables = Exact<{
  id: string;
  version: number;
  order: Array<string> | string;
  key: string;
}>;


export type ArrangePicturesMutation = { answer: { site: { id: string, version: number } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type RatioSeenFragment = { numerator: number, denominator: number, ratio: number | null };

export type ProcedureRowSeenFragment = { isInProgress: boolean, hasGaps: boolean, label: string, unit: { code: string, name: string } | null, rIn: { numerator: number, denominator: number, ratio: number | null }, rReuse: { numerator: number, denominator: number, ratio: number | null }, rOut: { numerator: number, denominator: number, ratio: number | null } };

export type ProcedureFiguresSeenQueryVariables = Exact<{
  from: string;
  to: string;
}>;


export type ProcedureFiguresSeenQuery = { procedureFigures: { formula: string, formulaText: string, rows: Array<{ isInProgress: boolean, hasGaps: boolean, label: string, unit: { code: string, name: string } | null, rIn: { numerator: number, denominator: number, ratio: number | null }, rReuse: { numerator: number, denominator: number, ratio: number | null }, rOut: { numerator: number, denominator: number, ratio: number | null } }>, total: { isInProgress: boolean, hasGaps: boolean, label: string, unit: { code: string, name: string } | null, rIn: { numerator: number, denominator: number, ratio: number | null }, rReuse: { numerator: number, denominator: number, ratio: number | null }, rOut: { numerator: number, denominator: number, ratio: number | null } } } };

export type ProcedureCountsSeenQueryVariables = Exact<{
  from: string;
  to: string;
  unit?: string | null | undefined;
}>;


export type ProcedureCountsSeenQuery = { procedureFigures: { rows: Array<{ unit: { code: string } | null, counts: Array<{ procedureCode: string | null, from: string, to: string, received: number, digitisedComponents: number, reused: number, resolved: number, electronicResults: number, source: string, unit: { code: string, name: string } }> }> } };

export type ProceduresSeenQueryVariables = Exact<{
  text?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type ProceduresSeenQuery = { procedures: { totalCount: number, nodes: Array<{ code: string, name: string, field: string | null, level: string | null, agency: string | null, timeLimit: string | null, fee: string | null, decision: string | null, source: string, validFrom: string | null, validTo: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type QueueQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type QueueQuery = { sites: { totalCount: number, nodes: Array<{ id: string, code: string, slug: string, version: number, state: SiteState, origin: RecordOrigin, reviewedAt: string | null, name: { text: string }, grade: { answer: GradeAnswerKind, value: Grade | null }, adminUnit: { code: string, name: string } | null, work: { allowed: Array<Permission>, version: number, state: SiteState, publicVersion: number | null, recordedAt: string, submittedAt: string | null, author: { name: string }, submittedBy: { name: string } | null, reviewedBy: { name: string } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CountWaitingQueryVariables = Exact<{ [key: string]: never; }>;


export type CountWaitingQuery = { sites: { totalCount: number } };

export type ApproveAllMutationVariables = Exact<{
  items: Array<SiteVersionInput> | SiteVersionInput;
  key?: string | null | undefined;
}>;


export type ApproveAllMutation = { deed: { sites: Array<{ id: string, version: number, state: SiteState }>, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type ReviewedRecordQueryVariables = Exact<{
  codes: Array<string> | string;
  words: Language;
}>;


export type ReviewedRecordQuery = { sites: { nodes: Array<{ pageUrl: string, id: string, code: string, slug: string, version: number, state: SiteState, origin: RecordOrigin, reviewedAt: string | null, reviewComments: Array<{ version: number, author: string, at: string, field: string | null, text: string }>, surrogates: { edges: Array<{ node: { id: string, code: string, kind: SurrogateKind, role: SurrogateRole, capturedEdtf: string | null, maker: string | null, mediaType: string, width: number | null, height: number | null, pageCount: number | null, url: string | null, large: string | null, rights: { uri: string | null, holder: string | null, creditLine: string | null, label: string | null }, alternativeText: { text: string, isFallback: boolean } | null, caption: { text: string } | null, work: { access: Access, isShown: boolean, isWithdrawn: boolean, withdrawalReason: string | null, hasPersonalData: boolean, people: PeopleShown | null, alike: Array<{ code: string, isSameFile: boolean }>, capturePlace: { distanceMetres: number | null, isFar: boolean } | null } | null } }> }, completeness: { numerator: number, denominator: number, missing: Array<string> | null }, name: { text: string }, grade: { answer: GradeAnswerKind, value: Grade | null }, adminUnit: { code: string, name: string } | null, work: { allowed: Array<Permission>, version: number, state: SiteState, publicVersion: number | null, recordedAt: string, submittedAt: string | null, author: { name: string }, submittedBy: { name: string } | null, reviewedBy: { name: string } | null } | null }> } };

export type SetSeenFragment = { name: string, version: string, title: string, status: CriteriaSetStatus, isSample: boolean, subjectKind: ScoreSubjectKind, scale: number, legalBasis: string | null, watermark: string | null, validFrom: string | null, validTo: string | null, sha256: string };

export type CriteriaSetsSeenQueryVariables = Exact<{
  language: Language;
}>;


export type CriteriaSetsSeenQuery = { criteriaSets: Array<{ name: string, version: string, title: string, status: CriteriaSetStatus, isSample: boolean, subjectKind: ScoreSubjectKind, scale: number, legalBasis: string | null, watermark: string | null, validFrom: string | null, validTo: string | null, sha256: string }> };

export type CriteriaSetTextQueryVariables = Exact<{
  name: string;
  version: string;
}>;


export type CriteriaSetTextQuery = { criteriaSet: { document: string } | null };

export type CriteriaSetWholeQueryVariables = Exact<{
  name: string;
  version: string;
  language: Language;
}>;


export type CriteriaSetWholeQuery = { criteriaSet: { document: string, signature: string | null, name: string, version: string, title: string, status: CriteriaSetStatus, isSample: boolean, subjectKind: ScoreSubjectKind, scale: number, legalBasis: string | null, watermark: string | null, validFrom: string | null, validTo: string | null, sha256: string, criteria: Array<{ code: string, parent: string | null, label: string, maximum: number, kind: CriterionKind, isMeasured: boolean, method: string | null, evidenceRequired: string | null, terms: Array<{ name: string, label: string }>, choices: Array<{ code: string, label: string, fraction: number }> }> } | null };

export type KeepCriteriaSetMutationVariables = Exact<{
  document: string;
  key?: string | null | undefined;
}>;


export type KeepCriteriaSetMutation = { deed: { criteriaSet: { name: string, version: string, sha256: string } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type ApproveSetMutationVariables = Exact<{
  set: CriteriaSetInput;
  sha256: string;
  key?: string | null | undefined;
}>;


export type ApproveSetMutation = { deed: { criteriaSet: { status: CriteriaSetStatus } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type RetireSetMutationVariables = Exact<{
  set: CriteriaSetInput;
  reason: string;
  key?: string | null | undefined;
}>;


export type RetireSetMutation = { deed: { criteriaSet: { status: CriteriaSetStatus } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type ClusterSubjectsQueryVariables = Exact<{ [key: string]: never; }>;


export type ClusterSubjectsQuery = { scoreSubjects: Array<{ code: string, name: string, kind: ScoreSubjectKind, units: Array<string>, cluster: { code: string, name: string } | null }> };

export type PlaceSubjectsMutationVariables = Exact<{
  code: string;
  name: string;
  subjects: Array<string> | string;
  key?: string | null | undefined;
}>;


export type PlaceSubjectsMutation = { deed: { isDone: boolean, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type SheetsSeenQueryVariables = Exact<{
  period: string;
}>;


export type SheetsSeenQuery = { scoreSubjects: Array<{ code: string, name: string, kind: ScoreSubjectKind, units: Array<string>, cluster: { code: string, name: string } | null }>, scoreSheets: Array<{ state: ScoreSheetState, dueOn: string | null, isLate: boolean, total: number | null, rank: number | null, watermark: string | null, subject: { code: string, name: string, kind: ScoreSubjectKind, cluster: { code: string, name: string } | null }, criteriaSet: { name: string, version: string } }> };

export type SheetWholeQueryVariables = Exact<{
  subject: string;
  period: string;
  language: Language;
}>;


export type SheetWholeQuery = { scoreSheet: { state: ScoreSheetState, dueOn: string | null, submittedAt: string | null, isLate: boolean, watermark: string | null, total: number | null, exactTotal: string | null, gates: Array<string>, rank: number | null, subject: { code: string, name: string, kind: ScoreSubjectKind, units: Array<string>, cluster: { code: string, name: string } | null }, period: { code: string, opensOn: string, closesOn: string, state: PeriodState }, criteriaSet: { name: string, version: string, title: string, approved: boolean, legalBasis: string | null, sha256: string }, decidedBy: Array<{ kind: TieBreakerKind, criterion: string | null }>, files: Array<{ form: string, language: string | null, mediaType: string, url: string }>, lines: Array<{ selfScore: number | null, appraisedScore: number | null, finalScore: number | null, appraisedReason: string | null, finalReason: string | null, isApplicable: boolean | null, weight: number | null, choice: string | null, criterion: { code: string, parent: string | null, label: string, maximum: number, kind: CriterionKind, isMeasured: boolean, method: string | null, evidenceRequired: string | null, terms: Array<{ name: string, label: string, isCount: boolean }>, choices: Array<{ code: string, label: string, fraction: number }> }, values: Array<{ name: string, value: string }>, evidence: Array<{ title: string, url: string | null, fileUrl: string | null, sha256: string | null, snapshot: string | null, frozenAt: string | null, fault: string | null }>, figure: { numerator: number, denominator: number, ratio: string | null, snapshotSha256: string | null, snapshot: string | null, formula: string | null, workSha256: string | null } | null }> } | null };

export type SheetLineFragment = { selfScore: number | null, appraisedScore: number | null, finalScore: number | null, appraisedReason: string | null, finalReason: string | null, isApplicable: boolean | null, weight: number | null, choice: string | null, criterion: { code: string, parent: string | null, label: string, maximum: number, kind: CriterionKind, isMeasured: boolean, method: string | null, evidenceRequired: string | null, terms: Array<{ name: string, label: string, isCount: boolean }>, choices: Array<{ code: string, label: string, fraction: number }> }, values: Array<{ name: string, value: string }>, evidence: Array<{ title: string, url: string | null, fileUrl: string | null, sha256: string | null, snapshot: string | null, frozenAt: string | null, fault: string | null }>, figure: { numerator: number, denominator: number, ratio: string | null, snapshotSha256: string | null, snapshot: string | null, formula: string | null, workSha256: string | null } | null };

export type ScorePeriodsQueryVariables = Exact<{ [key: string]: never; }>;


export type ScorePeriodsQuery = { periods: Array<{ code: string, opensOn: string, closesOn: string, state: PeriodState }> };

export type ProofClosingsQueryVariables = Exact<{ [key: string]: never; }>;


export type ProofClosingsQuery = { snapshots: Array<{ id: string, asOf: string, period: { code: string } | null }> };

export type RankingSeenQueryVariables = Exact<{
  period: string;
  cluster: string;
  language: Language;
}>;


export type RankingSeenQuery = { ranking: Array<{ rank: number | null, total: number | null, exactTotal: string | null, gates: Array<string>, watermark: string | null, subject: { code: string, name: string, kind: ScoreSubjectKind }, decidedBy: Array<{ kind: TieBreakerKind, criterion: string | null }>, lines: Array<{ criterion: { code: string, label: string } }> }>, rankingFiles: Array<{ form: string, language: string | null, mediaType: string, url: string }> };

export type ClustersQueryVariables = Exact<{ [key: string]: never; }>;


export type ClustersQuery = { scoreSubjects: Array<{ code: string, kind: ScoreSubjectKind, cluster: { code: string, name: string } | null }> };

export type OpenSheetMutationVariables = Exact<{
  subject: string;
  period: string;
  key?: string | null | undefined;
}>;


export type OpenSheetMutation = { deed: { scoreSheet: { state: ScoreSheetState } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type ScoreSelfMutationVariables = Exact<{
  subject: string;
  period: string;
  lines: Array<SelfScoreInput> | SelfScoreInput;
  key?: string | null | undefined;
}>;


export type ScoreSelfMutation = { deed: { scoreSheet: { state: ScoreSheetState } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type SubmitSheetMutationVariables = Exact<{
  subject: string;
  period: string;
  key?: string | null | undefined;
}>;


export type SubmitSheetMutation = { deed: { scoreSheet: { state: ScoreSheetState } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type AppraiseSheetMutationVariables = Exact<{
  subject: string;
  period: string;
  lines: Array<JudgedScoreInput> | JudgedScoreInput;
  rest: boolean;
  key?: string | null | undefined;
}>;


export type AppraiseSheetMutation = { deed: { scoreSheet: { state: ScoreSheetState } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type DecideSheetMutationVariables = Exact<{
  subject: string;
  period: string;
  lines: Array<JudgedScoreInput> | JudgedScoreInput;
  key?: string | null | undefined;
}>;


export type DecideSheetMutation = { deed: { scoreSheet: { state: ScoreSheetState } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type PublishSheetsMutationVariables = Exact<{
  period: string;
  kind?: ScoreSubjectKind | null | undefined;
  key?: string | null | undefined;
}>;


export type PublishSheetsMutation = { deed: { isDone: boolean, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type SheetDoneFragment = { scoreSheet: { state: ScoreSheetState } | null, problems: Array<{ code: string, field: string | null, message: string }> };

export type SubmitMutationVariables = Exact<{
  id: string;
  version: number;
  key?: string | null | undefined;
}>;


export type SubmitMutation = { deed: { site: { id: string, version: number, state: SiteState } | null, problems: Array<{ code: string, field: string | null, message: string }>, warnings: Array<{ code: string, field: string | null, message: string }> } | null };

export type RecallMutationVariables = Exact<{
  id: string;
  version: number;
  key?: string | null | undefined;
}>;


export type RecallMutation = { deed: { site: { id: string, version: number, state: SiteState } | null, problems: Array<{ code: string, field: string | null, message: string }>, warnings: Array<{ code: string, field: string | null, message: string }> } | null };

export type ReturnMutationVariables = Exact<{
  id: string;
  version: number;
  comment: string;
  remarks?: Array<RemarkInput> | RemarkInput | null | undefined;
  key?: string | null | undefined;
}>;


export type ReturnMutation = { deed: { site: { id: string, version: number, state: SiteState } | null, problems: Array<{ code: string, field: string | null, message: string }>, warnings: Array<{ code: string, field: string | null, message: string }> } | null };

export type ApproveMutationVariables = Exact<{
  id: string;
  version: number;
  key?: string | null | undefined;
}>;


export type ApproveMutation = { deed: { site: { id: string, version: number, state: SiteState } | null, problems: Array<{ code: string, field: string | null, message: string }>, warnings: Array<{ code: string, field: string | null, message: string }> } | null };

export type PublishMutationVariables = Exact<{
  id: string;
  version: number;
  key?: string | null | undefined;
}>;


export type PublishMutation = { deed: { site: { id: string, version: number, state: SiteState } | null, problems: Array<{ code: string, field: string | null, message: string }>, warnings: Array<{ code: string, field: string | null, message: string }> } | null };

export type WithdrawMutationVariables = Exact<{
  id: string;
  version: number;
  reason: string;
  key?: string | null | undefined;
}>;


export type WithdrawMutation = { deed: { site: { id: string, version: number, state: SiteState } | null, problems: Array<{ code: string, field: string | null, message: string }>, warnings: Array<{ code: string, field: string | null, message: string }> } | null };

export type RestoreMutationVariables = Exact<{
  id: string;
  version: number;
  revision: number;
  key?: string | null | undefined;
}>;


export type RestoreMutation = { deed: { site: { id: string, version: number, state: SiteState } | null, problems: Array<{ code: string, field: string | null, message: string }>, warnings: Array<{ code: string, field: string | null, message: string }> } | null };

export type AssignMutationVariables = Exact<{
  id: string;
  assignee: string;
  dueOn?: string | null | undefined;
  note?: string | null | undefined;
  key?: string | null | undefined;
}>;


export type AssignMutation = { deed: { site: { id: string, version: number, state: SiteState } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type DoneFragment = { site: { id: string, version: number, state: SiteState } | null, problems: Array<{ code: string, field: string | null, message: string }>, warnings: Array<{ code: string, field: string | null, message: string }> };

export type TroubleFragment = { code: string, field: string | null, message: string };

export type RecordHistoryQueryVariables = Exact<{
  codes: Array<string> | string;
  after?: string | null | undefined;
}>;


export type RecordHistoryQuery = { sites: { nodes: Array<{ id: string, code: string, slug: string, version: number, state: SiteState, origin: RecordOrigin, reviewedAt: string | null, revisions: Array<{ version: number, state: SiteState, author: string, recordedAt: string }>, history: { totalCount: number, edges: Array<{ node: { sequence: number, at: string, action: HistoryAction, reason: string | null, actor: { name: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, name: { text: string }, grade: { answer: GradeAnswerKind, value: Grade | null }, adminUnit: { code: string, name: string } | null, work: { allowed: Array<Permission>, version: number, state: SiteState, publicVersion: number | null, recordedAt: string, submittedAt: string | null, author: { name: string }, submittedBy: { name: string } | null, reviewedBy: { name: string } | null } | null }> } };

export type RecordComparisonQueryVariables = Exact<{
  codes: Array<string> | string;
  from: number;
  to: number;
}>;


export type RecordComparisonQuery = { sites: { nodes: Array<{ id: string, comparison: Array<{ field: string, before: string | null, after: string | null }> | null }> } };

export type RecordRemarksQueryVariables = Exact<{
  codes: Array<string> | string;
}>;


export type RecordRemarksQuery = { sites: { nodes: Array<{ id: string, reviewComments: Array<{ version: number, author: string, at: string, field: string | null, text: string }> }> } };

export type RecordPageQueryVariables = Exact<{
  codes: Array<string> | string;
  view: SiteView;
  words: Language;
}>;


export type RecordPageQuery = { sites: { nodes: Array<{ publishedAt: string | null, contentHash: string, kinds: Array<SiteKind>, addressInDecision: string | null, managingBody: string | null, extent: Extent | null, locationPrecision: LocationPrecision, pageUrl: string, id: string, code: string, slug: string, version: number, state: SiteState, origin: RecordOrigin, reviewedAt: string | null, adminUnits: Array<{ isPrimary: boolean, unit: { code: string, name: string, level: AdminLevel, validTo: string | null } }>, alternativeNames: Array<{ text: string, language: string }>, period: { edtf: string | null, text: { text: string } | null } | null, location: { latitude: number, longitude: number, accuracyMetres: number | null, method: LocationMethod | null, sourceCrs: string | null, sourceNumbers: string | null, source: string | null } | null, locationCandidates: Array<{ latitude: number, longitude: number, source: string | null }>, designations: Array<{ scheme: DesignationScheme, grade: Grade | null, decisionNumber: string | null, decisionDate: string | null, authority: string | null, validFrom: string | null, validTo: string | null, knownSince: string, endReason: EndReason | null, endedBy: string | null, certainty: Certainty, source: string | null }>, protectionZones: Array<{ zone: Zone, geometry: unknown, validFrom: string | null, validTo: string | null, decisionNumber: string | null, source: string | null }>, missing: Array<{ field: string, code: MissingCode, note: string | null }>, sources: Array<{ title: string, url: string | null, accessedOn: string | null, field: string | null, states: string | null }>, externalIds: Array<{ system: string, value: string }>, texts: Array<{ field: TextField, language: string, text: string, origin: TextOrigin, isReviewed: boolean, isStale: boolean }>, visitorInfo: { verifiedOn: string | null } | null, partOf: { code: string, name: { text: string } } | null, locatedIn: { code: string, name: { text: string } } | null, parts: { totalCount: number, nodes: Array<{ code: string, name: { text: string } }> }, unconfirmed: { totalCount: number, nodes: Array<{ code: string, name: { text: string } }> }, declaredParts: { declared: number, known: number, unknown: number, decisionNumber: string } | null, surrogates: { totalCount: number, edges: Array<{ node: { id: string, code: string, kind: SurrogateKind, role: SurrogateRole, capturedEdtf: string | null, maker: string | null, mediaType: string, width: number | null, height: number | null, pageCount: number | null, url: string | null, large: string | null, rights: { uri: string | null, holder: string | null, creditLine: string | null, label: string | null }, alternativeText: { text: string, isFallback: boolean } | null, caption: { text: string } | null, work: { access: Access, isShown: boolean, isWithdrawn: boolean, withdrawalReason: string | null, hasPersonalData: boolean, people: PeopleShown | null, alike: Array<{ code: string, isSameFile: boolean }>, capturePlace: { distanceMetres: number | null, isFar: boolean } | null } | null } }> }, dossier: { template: string, completeness: { numerator: number, denominator: number }, parts: Array<{ part: string, label: string, status: DossierPartStatus, reason: string | null, pageCount: number | null, fileCount: number, work: { warnings: Array<{ code: string, message: string }> } | null }> }, digitisation: { level: Level | null, targetLevel: Level | null, waitsForParts: boolean, failing: Array<{ check: string, level: Level, label: string, reason: string, effort: number, isLaw: boolean, source: string }> } | null, completeness: { numerator: number, denominator: number, missing: Array<string> | null }, name: { text: string }, grade: { answer: GradeAnswerKind, value: Grade | null }, adminUnit: { code: string, name: string } | null, work: { allowed: Array<Permission>, version: number, state: SiteState, publicVersion: number | null, recordedAt: string, submittedAt: string | null, author: { name: string }, submittedBy: { name: string } | null, reviewedBy: { name: string } | null } | null }> } };

export type RecordFragment = { publishedAt: string | null, contentHash: string, kinds: Array<SiteKind>, addressInDecision: string | null, managingBody: string | null, extent: Extent | null, locationPrecision: LocationPrecision, pageUrl: string, id: string, code: string, slug: string, version: number, state: SiteState, origin: RecordOrigin, reviewedAt: string | null, adminUnits: Array<{ isPrimary: boolean, unit: { code: string, name: string, level: AdminLevel, validTo: string | null } }>, alternativeNames: Array<{ text: string, language: string }>, period: { edtf: string | null, text: { text: string } | null } | null, location: { latitude: number, longitude: number, accuracyMetres: number | null, method: LocationMethod | null, sourceCrs: string | null, sourceNumbers: string | null, source: string | null } | null, locationCandidates: Array<{ latitude: number, longitude: number, source: string | null }>, designations: Array<{ scheme: DesignationScheme, grade: Grade | null, decisionNumber: string | null, decisionDate: string | null, authority: string | null, validFrom: string | null, validTo: string | null, knownSince: string, endReason: EndReason | null, endedBy: string | null, certainty: Certainty, source: string | null }>, protectionZones: Array<{ zone: Zone, geometry: unknown, validFrom: string | null, validTo: string | null, decisionNumber: string | null, source: string | null }>, missing: Array<{ field: string, code: MissingCode, note: string | null }>, sources: Array<{ title: string, url: string | null, accessedOn: string | null, field: string | null, states: string | null }>, externalIds: Array<{ system: string, value: string }>, texts: Array<{ field: TextField, language: string, text: string, origin: TextOrigin, isReviewed: boolean, isStale: boolean }>, visitorInfo: { verifiedOn: string | null } | null, partOf: { code: string, name: { text: string } } | null, locatedIn: { code: string, name: { text: string } } | null, parts: { totalCount: number, nodes: Array<{ code: string, name: { text: string } }> }, unconfirmed: { totalCount: number, nodes: Array<{ code: string, name: { text: string } }> }, declaredParts: { declared: number, known: number, unknown: number, decisionNumber: string } | null, surrogates: { totalCount: number, edges: Array<{ node: { id: string, code: string, kind: SurrogateKind, role: SurrogateRole, capturedEdtf: string | null, maker: string | null, mediaType: string, width: number | null, height: number | null, pageCount: number | null, url: string | null, large: string | null, rights: { uri: string | null, holder: string | null, creditLine: string | null, label: string | null }, alternativeText: { text: string, isFallback: boolean } | null, caption: { text: string } | null, work: { access: Access, isShown: boolean, isWithdrawn: boolean, withdrawalReason: string | null, hasPersonalData: boolean, people: PeopleShown | null, alike: Array<{ code: string, isSameFile: boolean }>, capturePlace: { distanceMetres: number | null, isFar: boolean } | null } | null } }> }, dossier: { template: string, completeness: { numerator: number, denominator: number }, parts: Array<{ part: string, label: string, status: DossierPartStatus, reason: string | null, pageCount: number | null, fileCount: number, work: { warnings: Array<{ code: string, message: string }> } | null }> }, digitisation: { level: Level | null, targetLevel: Level | null, waitsForParts: boolean, failing: Array<{ check: string, level: Level, label: string, reason: string, effort: number, isLaw: boolean, source: string }> } | null, completeness: { numerator: number, denominator: number, missing: Array<string> | null }, name: { text: string }, grade: { answer: GradeAnswerKind, value: Grade | null }, adminUnit: { code: string, name: string } | null, work: { allowed: Array<Permission>, version: number, state: SiteState, publicVersion: number | null, recordedAt: string, submittedAt: string | null, author: { name: string }, submittedBy: { name: string } | null, reviewedBy: { name: string } | null } | null };

export type HeadFragment = { id: string, code: string, slug: string, version: number, state: SiteState, origin: RecordOrigin, reviewedAt: string | null, name: { text: string }, grade: { answer: GradeAnswerKind, value: Grade | null }, adminUnit: { code: string, name: string } | null, work: { allowed: Array<Permission>, version: number, state: SiteState, publicVersion: number | null, recordedAt: string, submittedAt: string | null, author: { name: string }, submittedBy: { name: string } | null, reviewedBy: { name: string } | null } | null };

export type PictureFragment = { id: string, code: string, kind: SurrogateKind, role: SurrogateRole, capturedEdtf: string | null, maker: string | null, mediaType: string, width: number | null, height: number | null, pageCount: number | null, url: string | null, large: string | null, rights: { uri: string | null, holder: string | null, creditLine: string | null, label: string | null }, alternativeText: { text: string, isFallback: boolean } | null, caption: { text: string } | null, work: { access: Access, isShown: boolean, isWithdrawn: boolean, withdrawalReason: string | null, hasPersonalData: boolean, people: PeopleShown | null, alike: Array<{ code: string, isSameFile: boolean }>, capturePlace: { distanceMetres: number | null, isFar: boolean } | null } | null };

export type RemarkFragment = { version: number, author: string, at: string, field: string | null, text: string };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const HeldFragmentDoc = new TypedDocumentString(`
    fragment Held on PersonRole {
  id
  role
  since
  unit {
    code
    name
  }
}
    `, {"fragmentName":"Held"}) as unknown as TypedDocumentString<HeldFragment, unknown>;
export const MemberFragmentDoc = new TypedDocumentString(`
    fragment Member on PersonAccount {
  id
  name
  signInName
  secondFactor
  deactivatedAt
  lastSeen
  roles {
    ...Held
  }
}
    fragment Held on PersonRole {
  id
  role
  since
  unit {
    code
    name
  }
}`, {"fragmentName":"Member"}) as unknown as TypedDocumentString<MemberFragment, unknown>;
export const TokenFragmentDoc = new TypedDocumentString(`
    fragment Token on AccessToken {
  id
  label
  prefix
  scopes
  createdAt
  expiresAt
  lastUsedAt
}
    `, {"fragmentName":"Token"}) as unknown as TypedDocumentString<TokenFragment, unknown>;
export const RunFragmentDoc = new TypedDocumentString(`
    fragment Run on ImportRun {
  id
  number
  fileName
  tableKind
  actor
  recordedAt
  createdCount
  changedCount
  refusedCount
  undoneAt
  undoneBy
  undoneReason
}
    `, {"fragmentName":"Run"}) as unknown as TypedDocumentString<RunFragment, unknown>;
export const RecordChangeFragmentDoc = new TypedDocumentString(`
    fragment RecordChange on ImportedRecordChange {
  effect
  code
  slug
  name
  fields {
    field
    before
    after
  }
}
    `, {"fragmentName":"RecordChange"}) as unknown as TypedDocumentString<RecordChangeFragment, unknown>;
export const FigureSeenFragmentDoc = new TypedDocumentString(`
    fragment FigureSeen on CoverageFigure {
  metric
  label(language: $language)
  unit
  numerator
  denominator
  scale
  percent(language: $language)
}
    `, {"fragmentName":"FigureSeen"}) as unknown as TypedDocumentString<FigureSeenFragment, unknown>;
export const CoverageLineFragmentDoc = new TypedDocumentString(`
    fragment CoverageLine on CoverageRow {
  key
  label(language: $language)
  denominator
  undated
  scale
  isTheUnknown
  figure: measure(metric: $metric) {
    ...FigureSeen
  }
  recorded: measure(metric: RECORDED) {
    numerator
    denominator
    scale
  }
}
    fragment FigureSeen on CoverageFigure {
  metric
  label(language: $language)
  unit
  numerator
  denominator
  scale
  percent(language: $language)
}`, {"fragmentName":"CoverageLine"}) as unknown as TypedDocumentString<CoverageLineFragment, unknown>;
export const EntryPageFragmentDoc = new TypedDocumentString(`
    fragment EntryPage on RegisterEntryConnection {
  totalCount
  nodes {
    key
    label
    isKnown
    kind
    scheme
    grade
    level
    requiredLevel
    failing
    units {
      code
      name
    }
    site {
      code
    }
    decisionNumber
    validFrom
    knownSince
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
    `, {"fragmentName":"EntryPage"}) as unknown as TypedDocumentString<EntryPageFragment, unknown>;
export const ClosingSeenFragmentDoc = new TypedDocumentString(`
    fragment ClosingSeen on CoverageSnapshot {
  id
  sha256
  asOf
  knownAt
  closedAt
  reason
  period {
    code
    opensOn
    closesOn
  }
  restates {
    id
  }
  ruleSet {
    version
  }
  countings {
    countingMode
    population
    label(language: $language)
    comparableAs
    figures {
      metric
      label(language: $language)
      numerator
      denominator
      ratio
      percent(language: $language)
    }
  }
}
    `, {"fragmentName":"ClosingSeen"}) as unknown as TypedDocumentString<ClosingSeenFragment, unknown>;
export const WorkSeenFragmentDoc = new TypedDocumentString(`
    fragment WorkSeen on WorkItem {
  site {
    id
    code
    name(language: $language) {
      text
      language
    }
    adminUnit {
      code
      name
    }
  }
  level
  targetLevel
  effort
  waitsForParts
  failing {
    check
    label(language: $language)
    effort
  }
  assignments {
    check
    assignee {
      name
    }
    dueOn
  }
}
    `, {"fragmentName":"WorkSeen"}) as unknown as TypedDocumentString<WorkSeenFragment, unknown>;
export const ReadingFragmentDoc = new TypedDocumentString(`
    fragment Reading on CoordinateReading {
  latitude
  longitude
  form
  problems {
    code
    message
  }
  warnings {
    code
    message
  }
}
    `, {"fragmentName":"Reading"}) as unknown as TypedDocumentString<ReadingFragment, unknown>;
export const FoundSiteFragmentDoc = new TypedDocumentString(`
    fragment FoundSite on Site {
  id
  code
  version
  state
  name(language: $language) {
    text
    language
  }
  kinds
  adminUnit {
    code
    name
  }
  grade {
    answer
    value
  }
  locationPrecision
  heroImage {
    url(profile: THUMB)
    colour
  }
  digitisation {
    level
  }
}
    `, {"fragmentName":"FoundSite"}) as unknown as TypedDocumentString<FoundSiteFragment, unknown>;
export const LineFragmentDoc = new TypedDocumentString(`
    fragment Line on Site {
  id
  code
  slug
  version
  state
  name(language: VI) {
    text
  }
  adminUnit {
    code
    name
  }
}
    `, {"fragmentName":"Line"}) as unknown as TypedDocumentString<LineFragment, unknown>;
export const PlacedSiteFragmentDoc = new TypedDocumentString(`
    fragment PlacedSite on Site {
  id
  code
  state
  name(language: $language) {
    text
    language
  }
  adminUnit {
    code
    name
  }
  location {
    latitude
    longitude
  }
  locationPrecision
  locationCandidates {
    latitude
    longitude
    source
  }
}
    `, {"fragmentName":"PlacedSite"}) as unknown as TypedDocumentString<PlacedSiteFragment, unknown>;
export const WholeFragmentDoc = new TypedDocumentString(`
    fragment Whole on Site {
  id
  code
  version
  state
  origin
  texts {
    field
    language
    text
    origin
    isReviewed
    isStale
  }
  kinds
  adminUnits {
    unit {
      code
      name
      validTo
    }
    isPrimary
  }
  addressInDecision
  extent
  location {
    latitude
    longitude
    accuracyMetres
    method
    measuredOn
    sourceCrs
    sourceNumbers
    source
  }
  period {
    edtf
  }
  managingBody
  visitorInfo {
    verifiedOn
  }
  designations {
    scheme
    grade
    decisionNumber
    decisionDate
    authority
    validFrom
    validTo
    endReason
    endedBy
    source
  }
  partOf {
    code
    name {
      text
    }
  }
  partOfAct {
    decisionNumber
    validFrom
    source
  }
  missing {
    field
    code
    note
  }
  sources {
    title
    url
    accessedOn
    field
    states
  }
  protectionZones {
    zone
    geometry
    validFrom
    validTo
    decisionNumber
    source
  }
}
    `, {"fragmentName":"Whole"}) as unknown as TypedDocumentString<WholeFragment, unknown>;
export const OwnPictureFragmentDoc = new TypedDocumentString(`
    fragment OwnPicture on DigitalSurrogate {
  id
  code
  digest
  kind
  role
  mediaType
  capturedEdtf
  maker
  method
  rights {
    uri
    holder
    creditLine
    label
  }
  url(profile: CARD)
  placeholder
  alternativeText {
    text
    language
    isFallback
  }
  alternativeEnglish: alternativeText(language: EN) {
    text
    language
    isFallback
  }
  caption {
    text
    language
    isFallback
  }
  work {
    people
    isShown
    isWithdrawn
    size
    capturePlace {
      distanceMetres
      isFar
    }
    alike {
      code
      isSameFile
      differentBits
    }
  }
}
    `, {"fragmentName":"OwnPicture"}) as unknown as TypedDocumentString<OwnPictureFragment, unknown>;
export const RatioSeenFragmentDoc = new TypedDocumentString(`
    fragment RatioSeen on ProcedureRatio {
  numerator
  denominator
  ratio
}
    `, {"fragmentName":"RatioSeen"}) as unknown as TypedDocumentString<RatioSeenFragment, unknown>;
export const ProcedureRowSeenFragmentDoc = new TypedDocumentString(`
    fragment ProcedureRowSeen on ProcedureFigureRow {
  unit {
    code
    name
  }
  isInProgress
  hasGaps
  label
  rIn {
    ...RatioSeen
  }
  rReuse {
    ...RatioSeen
  }
  rOut {
    ...RatioSeen
  }
}
    fragment RatioSeen on ProcedureRatio {
  numerator
  denominator
  ratio
}`, {"fragmentName":"ProcedureRowSeen"}) as unknown as TypedDocumentString<ProcedureRowSeenFragment, unknown>;
export const SetSeenFragmentDoc = new TypedDocumentString(`
    fragment SetSeen on CriteriaSet {
  name
  version
  title(language: $language)
  status
  isSample
  subjectKind
  scale
  legalBasis
  watermark(language: $language)
  validFrom
  validTo
  sha256
}
    `, {"fragmentName":"SetSeen"}) as unknown as TypedDocumentString<SetSeenFragment, unknown>;
export const SheetLineFragmentDoc = new TypedDocumentString(`
    fragment SheetLine on ScoreLine {
  criterion {
    code
    parent
    label(language: $language)
    maximum
    kind
    isMeasured
    method(language: $language)
    evidenceRequired(language: $language)
    terms {
      name
      label(language: $language)
      isCount
    }
    choices {
      code
      label(language: $language)
      fraction
    }
  }
  selfScore
  appraisedScore
  finalScore
  appraisedReason
  finalReason
  isApplicable
  weight
  values {
    name
    value
  }
  choice
  evidence {
    title
    url
    fileUrl
    sha256
    snapshot
    frozenAt
    fault
  }
  figure {
    numerator
    denominator
    ratio
    snapshotSha256
    snapshot
    formula
    workSha256
  }
}
    `, {"fragmentName":"SheetLine"}) as unknown as TypedDocumentString<SheetLineFragment, unknown>;
export const SheetDoneFragmentDoc = new TypedDocumentString(`
    fragment SheetDone on ScoreSheetPayload {
  scoreSheet {
    state
  }
  problems {
    code
    field
    message
  }
}
    `, {"fragmentName":"SheetDone"}) as unknown as TypedDocumentString<SheetDoneFragment, unknown>;
export const TroubleFragmentDoc = new TypedDocumentString(`
    fragment Trouble on Problem {
  code
  field
  message
}
    `, {"fragmentName":"Trouble"}) as unknown as TypedDocumentString<TroubleFragment, unknown>;
export const DoneFragmentDoc = new TypedDocumentString(`
    fragment Done on SitePayload {
  site {
    id
    version
    state
  }
  problems {
    ...Trouble
  }
  warnings {
    ...Trouble
  }
}
    fragment Trouble on Problem {
  code
  field
  message
}`, {"fragmentName":"Done"}) as unknown as TypedDocumentString<DoneFragment, unknown>;
export const HeadFragmentDoc = new TypedDocumentString(`
    fragment Head on Site {
  id
  code
  slug
  version
  state
  origin
  reviewedAt
  name(language: VI) {
    text
  }
  grade {
    answer
    value
  }
  adminUnit {
    code
    name
  }
  work {
    allowed
    version
    state
    publicVersion
    author {
      name
    }
    recordedAt
    submittedBy {
      name
    }
    submittedAt
    reviewedBy {
      name
    }
  }
}
    `, {"fragmentName":"Head"}) as unknown as TypedDocumentString<HeadFragment, unknown>;
export const PictureFragmentDoc = new TypedDocumentString(`
    fragment Picture on DigitalSurrogate {
  id
  code
  kind
  role
  capturedEdtf
  maker
  mediaType
  width
  height
  pageCount
  url(profile: CARD)
  large: url(profile: SCREEN)
  rights {
    uri
    holder
    creditLine
    label(language: $words)
  }
  alternativeText(language: VI) {
    text
    isFallback
  }
  caption(language: VI) {
    text
  }
  work {
    access
    isShown
    isWithdrawn
    withdrawalReason
    hasPersonalData
    people
    alike {
      code
      isSameFile
    }
    capturePlace {
      distanceMetres
      isFar
    }
  }
}
    `, {"fragmentName":"Picture"}) as unknown as TypedDocumentString<PictureFragment, unknown>;
export const RecordFragmentDoc = new TypedDocumentString(`
    fragment Record on Site {
  ...Head
  publishedAt
  contentHash
  kinds
  adminUnits {
    unit {
      code
      name
      level
      validTo
    }
    isPrimary
  }
  addressInDecision
  alternativeNames {
    text
    language
  }
  managingBody
  period(language: VI) {
    edtf
    text {
      text
    }
  }
  extent
  location {
    latitude
    longitude
    accuracyMetres
    method
    sourceCrs
    sourceNumbers
    source
  }
  locationPrecision
  locationCandidates {
    latitude
    longitude
    source
  }
  designations {
    scheme
    grade
    decisionNumber
    decisionDate
    authority
    validFrom
    validTo
    knownSince
    endReason
    endedBy
    certainty
    source
  }
  protectionZones {
    zone
    geometry
    validFrom
    validTo
    decisionNumber
    source
  }
  missing {
    field
    code
    note
  }
  sources {
    title
    url
    accessedOn
    field
    states
  }
  externalIds {
    system
    value
  }
  texts {
    field
    language
    text
    origin
    isReviewed
    isStale
  }
  visitorInfo {
    verifiedOn
  }
  pageUrl
  partOf {
    code
    name {
      text
    }
  }
  locatedIn {
    code
    name {
      text
    }
  }
  parts(first: 100) {
    totalCount
    nodes {
      code
      name {
        text
      }
    }
  }
  unconfirmed: parts(membership: UNCONFIRMED, first: 50) {
    totalCount
    nodes {
      code
      name {
        text
      }
    }
  }
  declaredParts {
    declared
    known
    unknown
    decisionNumber
  }
  surrogates(first: 60) {
    totalCount
    edges {
      node {
        ...Picture
      }
    }
  }
  dossier {
    template
    completeness {
      numerator
      denominator
    }
    parts {
      part
      label(language: $words)
      status
      reason(language: $words)
      pageCount
      fileCount
      work {
        warnings {
          code
          message
        }
      }
    }
  }
  digitisation {
    level
    targetLevel
    waitsForParts
    failing {
      check
      level
      label(language: $words)
      reason(language: $words)
      effort
      isLaw
      source
    }
  }
  completeness {
    numerator
    denominator
    missing
  }
}
    fragment Head on Site {
  id
  code
  slug
  version
  state
  origin
  reviewedAt
  name(language: VI) {
    text
  }
  grade {
    answer
    value
  }
  adminUnit {
    code
    name
  }
  work {
    allowed
    version
    state
    publicVersion
    author {
      name
    }
    recordedAt
    submittedBy {
      name
    }
    submittedAt
    reviewedBy {
      name
    }
  }
}
fragment Picture on DigitalSurrogate {
  id
  code
  kind
  role
  capturedEdtf
  maker
  mediaType
  width
  height
  pageCount
  url(profile: CARD)
  large: url(profile: SCREEN)
  rights {
    uri
    holder
    creditLine
    label(language: $words)
  }
  alternativeText(language: VI) {
    text
    isFallback
  }
  caption(language: VI) {
    text
  }
  work {
    access
    isShown
    isWithdrawn
    withdrawalReason
    hasPersonalData
    people
    alike {
      code
      isSameFile
    }
    capturePlace {
      distanceMetres
      isFar
    }
  }
}`, {"fragmentName":"Record"}) as unknown as TypedDocumentString<RecordFragment, unknown>;
export const RemarkFragmentDoc = new TypedDocumentString(`
    fragment Remark on ReviewComment {
  version
  author
  at
  field
  text
}
    `, {"fragmentName":"Remark"}) as unknown as TypedDocumentString<RemarkFragment, unknown>;
export const EverybodyDocument = new TypedDocumentString(`
    query Everybody($after: String) {
  people(first: 100, after: $after) {
    totalCount
    edges {
      node {
        ...Member
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment Held on PersonRole {
  id
  role
  since
  unit {
    code
    name
  }
}
fragment Member on PersonAccount {
  id
  name
  signInName
  secondFactor
  deactivatedAt
  lastSeen
  roles {
    ...Held
  }
}`) as unknown as TypedDocumentString<EverybodyQuery, EverybodyQueryVariables>;
export const OnePersonDocument = new TypedDocumentString(`
    query OnePerson($id: ID!) {
  person(id: $id) {
    id
    name
    signInName
    secondFactor
    deactivatedAt
    lastSeen
    sessionCount
    roles {
      ...Held
    }
    formerRoles {
      role
      since
      endedAt
      unit {
        code
        name
      }
    }
    accessTokens {
      ...Token
    }
  }
}
    fragment Held on PersonRole {
  id
  role
  since
  unit {
    code
    name
  }
}
fragment Token on AccessToken {
  id
  label
  prefix
  scopes
  createdAt
  expiresAt
  lastUsedAt
}`) as unknown as TypedDocumentString<OnePersonQuery, OnePersonQueryVariables>;
export const CommunesOfTodayDocument = new TypedDocumentString(`
    query CommunesOfToday {
  adminUnits {
    code
    name
  }
}
    `) as unknown as TypedDocumentString<CommunesOfTodayQuery, CommunesOfTodayQueryVariables>;
export const InviteDocument = new TypedDocumentString(`
    mutation Invite($input: InvitePersonInput!, $key: String) {
  deed: invitePerson(input: $input, idempotencyKey: $key) {
    person {
      id
      name
    }
    link
    problems {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<InviteMutation, InviteMutationVariables>;
export const GiveRoleDocument = new TypedDocumentString(`
    mutation GiveRole($person: ID!, $role: Role!, $unit: String, $key: String) {
  deed: giveRole(person: $person, role: $role, unit: $unit, idempotencyKey: $key) {
    person {
      id
    }
    problems {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<GiveRoleMutation, GiveRoleMutationVariables>;
export const EndRoleDocument = new TypedDocumentString(`
    mutation EndRole($id: ID!, $key: String) {
  deed: endRole(id: $id, idempotencyKey: $key) {
    person {
      id
    }
    problems {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<EndRoleMutation, EndRoleMutationVariables>;
export const DeactivateDocument = new TypedDocumentString(`
    mutation Deactivate($person: ID!, $key: String) {
  deed: deactivatePerson(person: $person, idempotencyKey: $key) {
    person {
      id
    }
    problems {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<DeactivateMutation, DeactivateMutationVariables>;
export const ReactivateDocument = new TypedDocumentString(`
    mutation Reactivate($person: ID!, $key: String) {
  deed: reactivatePerson(person: $person, idempotencyKey: $key) {
    person {
      id
    }
    problems {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<ReactivateMutation, ReactivateMutationVariables>;
export const ResetAccessDocument = new TypedDocumentString(`
    mutation ResetAccess($person: ID!, $key: String) {
  deed: resetAccess(person: $person, idempotencyKey: $key) {
    person {
      id
    }
    link
    problems {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<ResetAccessMutation, ResetAccessMutationVariables>;
export const SignOutPersonDocument = new TypedDocumentString(`
    mutation SignOutPerson($person: ID!, $key: String) {
  deed: signOutPerson(person: $person, idempotencyKey: $key) {
    endedCount
    problems {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<SignOutPersonMutation, SignOutPersonMutationVariables>;
export const IssueAppTokenDocument = new TypedDocumentString(`
    mutation IssueAppToken($input: IssueAppTokenInput!, $key: String) {
  deed: issueAppToken(input: $input, idempotencyKey: $key) {
    person {
      id
      name
    }
    secret
    problems {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<IssueAppTokenMutation, IssueAppTokenMutationVariables>;
export const RevokeTokenOfDocument = new TypedDocumentString(`
    mutation RevokeTokenOf($person: ID!, $id: ID!, $key: String) {
  deed: revokeTokenOf(person: $person, id: $id, idempotencyKey: $key) {
    person {
      id
    }
    problems {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<RevokeTokenOfMutation, RevokeTokenOfMutationVariables>;
export const ImportRunsDocument = new TypedDocumentString(`
    query ImportRuns($after: String) {
  imports(first: 20, after: $after) {
    nodes {
      ...Run
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment Run on ImportRun {
  id
  number
  fileName
  tableKind
  actor
  recordedAt
  createdCount
  changedCount
  refusedCount
  undoneAt
  undoneBy
  undoneReason
}`) as unknown as TypedDocumentString<ImportRunsQuery, ImportRunsQueryVariables>;
export const OneImportDocument = new TypedDocumentString(`
    query OneImport($number: Int!) {
  importRun(number: $number) {
    ...Run
    sha256
    undoing(first: 50) {
      restoredCount
      withdrawnCount
      conflictCount
      conflicts {
        kind
        code
        slug
        author
        at
      }
      changes {
        ...RecordChange
      }
    }
  }
}
    fragment Run on ImportRun {
  id
  number
  fileName
  tableKind
  actor
  recordedAt
  createdCount
  changedCount
  refusedCount
  undoneAt
  undoneBy
  undoneReason
}
fragment RecordChange on ImportedRecordChange {
  effect
  code
  slug
  name
  fields {
    field
    before
    after
  }
}`) as unknown as TypedDocumentString<OneImportQuery, OneImportQueryVariables>;
export const ImportTableDocument = new TypedDocumentString(`
    mutation ImportTable($file: Upload!, $register: ImportRegister!, $dryRun: Boolean!, $allOrNothing: Boolean!, $key: String) {
  deed: importTable(
    file: $file
    register: $register
    dryRun: $dryRun
    allOrNothing: $allOrNothing
    idempotencyKey: $key
  ) {
    report {
      tableKind
      isKept
      rowCount
      createdCount
      changedCount
      refusedCount
      ignoredColumns
      refusedTable
      refused {
        row
        problems {
          ...Trouble
        }
      }
      warnings {
        row
        problems {
          ...Trouble
        }
      }
      changes {
        ...RecordChange
      }
    }
    importRun {
      ...Run
    }
    problems {
      ...Trouble
    }
  }
}
    fragment Run on ImportRun {
  id
  number
  fileName
  tableKind
  actor
  recordedAt
  createdCount
  changedCount
  refusedCount
  undoneAt
  undoneBy
  undoneReason
}
fragment RecordChange on ImportedRecordChange {
  effect
  code
  slug
  name
  fields {
    field
    before
    after
  }
}
fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<ImportTableMutation, ImportTableMutationVariables>;
export const UndoImportDocument = new TypedDocumentString(`
    mutation UndoImport($id: ID!, $reason: String!, $leaveChanged: Boolean!, $key: String) {
  deed: undoImport(
    id: $id
    reason: $reason
    leaveChanged: $leaveChanged
    idempotencyKey: $key
  ) {
    importRun {
      ...Run
    }
    problems {
      ...Trouble
    }
  }
}
    fragment Run on ImportRun {
  id
  number
  fileName
  tableKind
  actor
  recordedAt
  createdCount
  changedCount
  refusedCount
  undoneAt
  undoneBy
  undoneReason
}
fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<UndoImportMutation, UndoImportMutationVariables>;
export const HealthDocument = new TypedDocumentString(`
    query Health {
  health {
    topic
    standing
    message
  }
}
    `) as unknown as TypedDocumentString<HealthQuery, HealthQueryVariables>;
export const VerifyHistoryDocument = new TypedDocumentString(`
    query VerifyHistory {
  historyVerification {
    checkedAt
    entryCount
    isWhole
    breakCount
    headSequence
    headHash
    breaks {
      sequence
      fault
      message
    }
  }
}
    `) as unknown as TypedDocumentString<VerifyHistoryQuery, VerifyHistoryQueryVariables>;
export const LessonCountsSeenDocument = new TypedDocumentString(`
    query LessonCountsSeen {
  lessonCounts {
    unit {
      code
      name
    }
    people
    begun
    finished
  }
}
    `) as unknown as TypedDocumentString<LessonCountsSeenQuery, LessonCountsSeenQueryVariables>;
export const LessonNamesSeenDocument = new TypedDocumentString(`
    query LessonNamesSeen {
  lessonCounts {
    unit {
      code
    }
    entries {
      id
      name
      steps
      begunAt
      finishedAt
    }
  }
}
    `) as unknown as TypedDocumentString<LessonNamesSeenQuery, LessonNamesSeenQueryVariables>;
export const CoverageSeenDocument = new TypedDocumentString(`
    query CoverageSeen($asOf: Date!, $knownAt: DateTime, $mode: CountingMode!, $by: CoverageGrouping!, $metric: CoverageMetric!, $language: Language!) {
  coverage(asOf: $asOf, knownAt: $knownAt, countingMode: $mode, groupBy: $by) {
    asOf
    knownAt
    isAdditive
    sha256
    ruleSet {
      name
      version
      sha256
    }
    declared {
      registerName
      decisionNumber
      asOf
      scheme
      category
      declared
      known
      source
    }
    notes(language: $language)
    total {
      ...CoverageLine
      levels {
        ...FigureSeen
      }
      funnel {
        ...FigureSeen
      }
      bilingual: measure(metric: BILINGUAL) {
        ...FigureSeen
      }
      rights: measure(metric: RIGHTS_CLEAR) {
        ...FigureSeen
      }
      facts: measure(metric: FRESH_FACTS) {
        ...FigureSeen
      }
      dossier: measure(metric: DOSSIER) {
        ...FigureSeen
      }
      fixity: measure(metric: FIXITY) {
        ...FigureSeen
      }
      firstPass: measure(metric: FIRST_PASS) {
        ...FigureSeen
      }
    }
    rows {
      ...CoverageLine
    }
  }
}
    fragment CoverageLine on CoverageRow {
  key
  label(language: $language)
  denominator
  undated
  scale
  isTheUnknown
  figure: measure(metric: $metric) {
    ...FigureSeen
  }
  recorded: measure(metric: RECORDED) {
    numerator
    denominator
    scale
  }
}
fragment FigureSeen on CoverageFigure {
  metric
  label(language: $language)
  unit
  numerator
  denominator
  scale
  percent(language: $language)
}`) as unknown as TypedDocumentString<CoverageSeenQuery, CoverageSeenQueryVariables>;
export const CoverageEntriesDocument = new TypedDocumentString(`
    query CoverageEntries($asOf: Date!, $knownAt: DateTime, $mode: CountingMode!, $by: CoverageGrouping!, $metric: CoverageMetric!, $language: Language!, $key: String!, $side: FigureSide!, $isUndated: Boolean!, $after: String) {
  coverage(asOf: $asOf, knownAt: $knownAt, countingMode: $mode, groupBy: $by) {
    asOf
    knownAt
    ruleSet {
      name
      version
      sha256
    }
    row(key: $key) {
      ...CoverageLine
      figure: measure(metric: $metric) {
        ...FigureSeen
        entries(side: $side, first: 100, after: $after) @skip(if: $isUndated) {
          ...EntryPage
        }
      }
      undatedEntries(first: 100, after: $after) @include(if: $isUndated) {
        ...EntryPage
      }
    }
  }
}
    fragment CoverageLine on CoverageRow {
  key
  label(language: $language)
  denominator
  undated
  scale
  isTheUnknown
  figure: measure(metric: $metric) {
    ...FigureSeen
  }
  recorded: measure(metric: RECORDED) {
    numerator
    denominator
    scale
  }
}
fragment FigureSeen on CoverageFigure {
  metric
  label(language: $language)
  unit
  numerator
  denominator
  scale
  percent(language: $language)
}
fragment EntryPage on RegisterEntryConnection {
  totalCount
  nodes {
    key
    label
    isKnown
    kind
    scheme
    grade
    level
    requiredLevel
    failing
    units {
      code
      name
    }
    site {
      code
    }
    decisionNumber
    validFrom
    knownSince
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}`) as unknown as TypedDocumentString<CoverageEntriesQuery, CoverageEntriesQueryVariables>;
export const ClosingsDocument = new TypedDocumentString(`
    query Closings {
  snapshots {
    id
    asOf
    knownAt
    closedAt
    period {
      code
    }
    ruleSet {
      version
      sha256
    }
    restates {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ClosingsQuery, ClosingsQueryVariables>;
export const PeriodsSeenDocument = new TypedDocumentString(`
    query PeriodsSeen($language: Language!) {
  periods {
    code
    opensOn
    closesOn
    state
  }
  snapshots {
    ...ClosingSeen
  }
}
    fragment ClosingSeen on CoverageSnapshot {
  id
  sha256
  asOf
  knownAt
  closedAt
  reason
  period {
    code
    opensOn
    closesOn
  }
  restates {
    id
  }
  ruleSet {
    version
  }
  countings {
    countingMode
    population
    label(language: $language)
    comparableAs
    figures {
      metric
      label(language: $language)
      numerator
      denominator
      ratio
      percent(language: $language)
    }
  }
}`) as unknown as TypedDocumentString<PeriodsSeenQuery, PeriodsSeenQueryVariables>;
export const ClosingWholeDocument = new TypedDocumentString(`
    query ClosingWhole($id: ID!, $language: Language!) {
  snapshot(id: $id) {
    ...ClosingSeen
    faults
    signature
    ruleSet {
      name
      version
      sha256
    }
  }
  snapshots {
    id
    restates {
      id
    }
    reason
  }
}
    fragment ClosingSeen on CoverageSnapshot {
  id
  sha256
  asOf
  knownAt
  closedAt
  reason
  period {
    code
    opensOn
    closesOn
  }
  restates {
    id
  }
  ruleSet {
    version
  }
  countings {
    countingMode
    population
    label(language: $language)
    comparableAs
    figures {
      metric
      label(language: $language)
      numerator
      denominator
      ratio
      percent(language: $language)
    }
  }
}`) as unknown as TypedDocumentString<ClosingWholeQuery, ClosingWholeQueryVariables>;
export const OpenPeriodDocument = new TypedDocumentString(`
    mutation OpenPeriod($code: String!, $opensOn: Date!, $closesOn: Date!, $key: String) {
  deed: openPeriod(
    code: $code
    opensOn: $opensOn
    closesOn: $closesOn
    idempotencyKey: $key
  ) {
    period {
      code
    }
    problems {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<OpenPeriodMutation, OpenPeriodMutationVariables>;
export const ClosePeriodDocument = new TypedDocumentString(`
    mutation ClosePeriod($period: String!, $asOf: Date!, $restates: ID, $reason: String, $key: String) {
  deed: closePeriod(
    period: $period
    asOf: $asOf
    restates: $restates
    reason: $reason
    idempotencyKey: $key
  ) {
    snapshot {
      id
      sha256
    }
    problems {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ClosePeriodMutation, ClosePeriodMutationVariables>;
export const WorkToDoDocument = new TypedDocumentString(`
    query WorkToDo($asOf: Date!, $unit: String, $below: Level, $mine: Boolean!, $language: Language!, $first: Int!, $after: String) {
  worklist(
    asOf: $asOf
    adminUnit: $unit
    below: $below
    assignedToMe: $mine
    first: $first
    after: $after
  ) {
    totalCount
    nodes {
      ...WorkSeen
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment WorkSeen on WorkItem {
  site {
    id
    code
    name(language: $language) {
      text
      language
    }
    adminUnit {
      code
      name
    }
  }
  level
  targetLevel
  effort
  waitsForParts
  failing {
    check
    label(language: $language)
    effort
  }
  assignments {
    check
    assignee {
      name
    }
    dueOn
  }
}`) as unknown as TypedDocumentString<WorkToDoQuery, WorkToDoQueryVariables>;
export const EndWorkDocument = new TypedDocumentString(`
    mutation EndWork($site: ID!, $check: String, $key: String) {
  deed: endAssignment(site: $site, check: $check, idempotencyKey: $key) {
    site {
      id
      version
      state
    }
    problems {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<EndWorkMutation, EndWorkMutationVariables>;
export const DossierOfDocument = new TypedDocumentString(`
    query DossierOf($code: String!, $words: Language!) {
  sites(filter: {codes: [$code]}, view: WORKING, first: 1) {
    nodes {
      id
      version
      dossier {
        completeness {
          numerator
          denominator
        }
        parts {
          part
          label(language: $words)
          citation
          allowsNotApplicable
          status
          reason(language: VI)
          pageCount
          surrogates {
            id
            code
            mediaType
            role
            caption(language: VI) {
              text
            }
            work {
              originalUrl
              size
            }
          }
          work {
            isConvertedFromPaper
            conversionMark
            signatureReference
            ministryOpinion {
              number
              issuedOn
            }
            note
            warnings {
              code
              message
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DossierOfQuery, DossierOfQueryVariables>;
export const AttachDossierFileDocument = new TypedDocumentString(`
    mutation AttachDossierFile($siteId: ID!, $uploadId: ID!, $input: AttachSurrogateInput!, $key: String!) {
  answer: attachSurrogate(
    siteId: $siteId
    uploadId: $uploadId
    input: $input
    idempotencyKey: $key
  ) {
    surrogate {
      id
      code
    }
    site {
      id
      version
    }
    problems {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<AttachDossierFileMutation, AttachDossierFileMutationVariables>;
export const SayDossierPartDocument = new TypedDocumentString(`
    mutation SayDossierPart($id: ID!, $version: Int!, $input: ReviseSiteInput!, $key: String!) {
  answer: reviseSite(
    id: $id
    version: $version
    input: $input
    idempotencyKey: $key
  ) {
    site {
      id
      version
    }
    problems {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SayDossierPartMutation, SayDossierPartMutationVariables>;
export const RemoveDossierFileDocument = new TypedDocumentString(`
    mutation RemoveDossierFile($id: ID!, $version: Int!, $key: String!) {
  answer: removeSurrogate(id: $id, version: $version, idempotencyKey: $key) {
    site {
      id
      version
    }
    problems {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RemoveDossierFileMutation, RemoveDossierFileMutationVariables>;
export const FormListsDocument = new TypedDocumentString(`
    query FormLists {
  adminUnits {
    id
    code
    name
  }
  siteKinds {
    code
    isLegal
    labelVi
    labelEn
    citation
  }
}
    `) as unknown as TypedDocumentString<FormListsQuery, FormListsQueryVariables>;
export const UnitOutlineDocument = new TypedDocumentString(`
    query UnitOutline($id: ID!) {
  node(id: $id) {
    ... on AdminUnit {
      id
      name
      outline
    }
  }
}
    `) as unknown as TypedDocumentString<UnitOutlineQuery, UnitOutlineQueryVariables>;
export const ReadPositionDocument = new TypedDocumentString(`
    query ReadPosition($text: String!, $unit: String) {
  plain: readCoordinates(text: $text) {
    ...Reading
  }
  there: readCoordinates(text: $text, adminUnit: $unit) {
    ...Reading
  }
}
    fragment Reading on CoordinateReading {
  latitude
  longitude
  form
  problems {
    code
    message
  }
  warnings {
    code
    message
  }
}`) as unknown as TypedDocumentString<ReadPositionQuery, ReadPositionQueryVariables>;
export const FindComplexDocument = new TypedDocumentString(`
    query FindComplex($text: String!) {
  sites(filter: {text: $text}, first: 8) {
    nodes {
      code
      name {
        text
      }
      adminUnit {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FindComplexQuery, FindComplexQueryVariables>;
export const NamesAlikeDocument = new TypedDocumentString(`
    query NamesAlike($text: String!) {
  places(text: $text, first: 8) {
    kind
    name
    score
    slug
    siteId
    today {
      code
      name
    }
  }
}
    `) as unknown as TypedDocumentString<NamesAlikeQuery, NamesAlikeQueryVariables>;
export const RemarksDocument = new TypedDocumentString(`
    query Remarks($code: String!) {
  sites(filter: {codes: [$code]}, view: WORKING, first: 1) {
    nodes {
      id
      reviewComments {
        version
        author
        field
        text
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RemarksQuery, RemarksQueryVariables>;
export const FoundSitesDocument = new TypedDocumentString(`
    query FoundSites($view: SiteView!, $filter: SiteFilterInput, $language: Language!, $orderBy: SiteOrder, $first: Int, $after: String, $last: Int, $before: String) {
  sites(
    view: $view
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    last: $last
    before: $before
  ) {
    totalCount
    nodes {
      ...FoundSite
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    fragment FoundSite on Site {
  id
  code
  version
  state
  name(language: $language) {
    text
    language
  }
  kinds
  adminUnit {
    code
    name
  }
  grade {
    answer
    value
  }
  locationPrecision
  heroImage {
    url(profile: THUMB)
    colour
  }
  digitisation {
    level
  }
}`) as unknown as TypedDocumentString<FoundSitesQuery, FoundSitesQueryVariables>;
export const CommunesDocument = new TypedDocumentString(`
    query Communes {
  adminUnits(levels: [COMMUNE, WARD]) {
    code
    name
  }
}
    `) as unknown as TypedDocumentString<CommunesQuery, CommunesQueryVariables>;
export const ComplexesDocument = new TypedDocumentString(`
    query Complexes($text: String!) {
  sites(filter: {text: $text}, first: 8) {
    nodes {
      code
      slug
      name {
        text
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ComplexesQuery, ComplexesQueryVariables>;
export const ComplexNameDocument = new TypedDocumentString(`
    query ComplexName($code: [String!]) {
  sites(filter: {codes: $code}, first: 1) {
    nodes {
      code
      name {
        text
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ComplexNameQuery, ComplexNameQueryVariables>;
export const SubmitOneDocument = new TypedDocumentString(`
    mutation SubmitOne($id: ID!, $version: Int!, $key: String) {
  submitSite(id: $id, version: $version, idempotencyKey: $key) {
    site {
      id
      version
      state
    }
    problems {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SubmitOneMutation, SubmitOneMutationVariables>;
export const ApproveOneDocument = new TypedDocumentString(`
    mutation ApproveOne($id: ID!, $version: Int!, $key: String) {
  approveSite(id: $id, version: $version, idempotencyKey: $key) {
    site {
      id
      version
      state
    }
    problems {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ApproveOneMutation, ApproveOneMutationVariables>;
export const ApproveSeveralDocument = new TypedDocumentString(`
    mutation ApproveSeveral($items: [SiteVersionInput!]!, $key: String) {
  approveSites(items: $items, idempotencyKey: $key) {
    sites {
      id
      version
      state
    }
    problems {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ApproveSeveralMutation, ApproveSeveralMutationVariables>;
export const AssignOneDocument = new TypedDocumentString(`
    mutation AssignOne($site: ID!, $assignee: String!, $dueOn: Date, $note: String, $key: String) {
  assignWork(
    site: $site
    assignee: $assignee
    dueOn: $dueOn
    note: $note
    idempotencyKey: $key
  ) {
    site {
      id
      version
      state
    }
    problems {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<AssignOneMutation, AssignOneMutationVariables>;
export const MyWorkDocument = new TypedDocumentString(`
    query MyWork($isReviewing: Boolean!) {
  me {
    id
    lessonSteps {
      lesson
      step
    }
  }
  returned: sites(
    filter: {mine: true, states: [RETURNED]}
    view: WORKING
    first: 20
  ) {
    totalCount
    nodes {
      ...Line
      reviewComments {
        ...Remark
      }
    }
  }
  drafts: sites(filter: {mine: true, states: [DRAFT]}, view: WORKING, first: 20) {
    totalCount
    nodes {
      ...Line
      completeness {
        numerator
        denominator
        missing
      }
    }
  }
  submitted: sites(
    filter: {mine: true, states: [SUBMITTED, APPROVED]}
    view: WORKING
    first: 20
  ) {
    totalCount
    nodes {
      ...Line
    }
  }
  awaiting: sites(filter: {awaitingMe: true}, view: WORKING, first: 5) @include(if: $isReviewing) {
    totalCount
    nodes {
      ...Head
    }
  }
}
    fragment Line on Site {
  id
  code
  slug
  version
  state
  name(language: VI) {
    text
  }
  adminUnit {
    code
    name
  }
}
fragment Head on Site {
  id
  code
  slug
  version
  state
  origin
  reviewedAt
  name(language: VI) {
    text
  }
  grade {
    answer
    value
  }
  adminUnit {
    code
    name
  }
  work {
    allowed
    version
    state
    publicVersion
    author {
      name
    }
    recordedAt
    submittedBy {
      name
    }
    submittedAt
    reviewedBy {
      name
    }
  }
}
fragment Remark on ReviewComment {
  version
  author
  at
  field
  text
}`) as unknown as TypedDocumentString<MyWorkQuery, MyWorkQueryVariables>;
export const MyAssignedWorkDocument = new TypedDocumentString(`
    query MyAssignedWork($asOf: Date!, $words: Language!) {
  worklist(asOf: $asOf, assignedToMe: true, first: 20) {
    totalCount
    nodes {
      site {
        code
        name {
          text
        }
      }
      level
      targetLevel
      failing {
        check
        label(language: $words)
      }
      assignments {
        check
        dueOn
        note
        assignedBy {
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MyAssignedWorkQuery, MyAssignedWorkQueryVariables>;
export const MyLessonDocument = new TypedDocumentString(`
    query MyLesson {
  me {
    id
    lessonSteps {
      lesson
      step
    }
  }
}
    `) as unknown as TypedDocumentString<MyLessonQuery, MyLessonQueryVariables>;
export const NoteLessonStepDocument = new TypedDocumentString(`
    mutation NoteLessonStep($step: LessonStep!) {
  noteLessonStep(lesson: FIRST_SITE_1, step: $step) {
    steps {
      step
    }
  }
}
    `) as unknown as TypedDocumentString<NoteLessonStepMutation, NoteLessonStepMutationVariables>;
export const PlacedSitesDocument = new TypedDocumentString(`
    query PlacedSites($view: SiteView!, $filter: SiteFilterInput, $language: Language!, $first: Int!, $after: String) {
  sites(view: $view, filter: $filter, orderBy: CODE, first: $first, after: $after) {
    totalCount
    nodes {
      ...PlacedSite
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment PlacedSite on Site {
  id
  code
  state
  name(language: $language) {
    text
    language
  }
  adminUnit {
    code
    name
  }
  location {
    latitude
    longitude
  }
  locationPrecision
  locationCandidates {
    latitude
    longitude
    source
  }
}`) as unknown as TypedDocumentString<PlacedSitesQuery, PlacedSitesQueryVariables>;
export const OwnRecordDocument = new TypedDocumentString(`
    query OwnRecord($code: String!, $words: Language!) {
  page: sites(filter: {codes: [$code]}, view: WORKING, first: 1) {
    nodes {
      ...Record
    }
  }
  working: sites(filter: {codes: [$code]}, view: WORKING, first: 1) {
    nodes {
      ...Whole
    }
  }
  public: sites(filter: {codes: [$code]}, first: 1) {
    totalCount
  }
  pictures: sites(filter: {codes: [$code]}, view: WORKING, first: 1) {
    nodes {
      id
      code
      version
      state
      name {
        text
      }
      surrogates(first: 100) {
        totalCount
        edges {
          node {
            ...OwnPicture
          }
        }
      }
    }
  }
  remarks: sites(filter: {codes: [$code]}, view: WORKING, first: 1) {
    nodes {
      id
      reviewComments {
        ...Remark
      }
    }
  }
}
    fragment Whole on Site {
  id
  code
  version
  state
  origin
  texts {
    field
    language
    text
    origin
    isReviewed
    isStale
  }
  kinds
  adminUnits {
    unit {
      code
      name
      validTo
    }
    isPrimary
  }
  addressInDecision
  extent
  location {
    latitude
    longitude
    accuracyMetres
    method
    measuredOn
    sourceCrs
    sourceNumbers
    source
  }
  period {
    edtf
  }
  managingBody
  visitorInfo {
    verifiedOn
  }
  designations {
    scheme
    grade
    decisionNumber
    decisionDate
    authority
    validFrom
    validTo
    endReason
    endedBy
    source
  }
  partOf {
    code
    name {
      text
    }
  }
  partOfAct {
    decisionNumber
    validFrom
    source
  }
  missing {
    field
    code
    note
  }
  sources {
    title
    url
    accessedOn
    field
    states
  }
  protectionZones {
    zone
    geometry
    validFrom
    validTo
    decisionNumber
    source
  }
}
fragment OwnPicture on DigitalSurrogate {
  id
  code
  digest
  kind
  role
  mediaType
  capturedEdtf
  maker
  method
  rights {
    uri
    holder
    creditLine
    label
  }
  url(profile: CARD)
  placeholder
  alternativeText {
    text
    language
    isFallback
  }
  alternativeEnglish: alternativeText(language: EN) {
    text
    language
    isFallback
  }
  caption {
    text
    language
    isFallback
  }
  work {
    people
    isShown
    isWithdrawn
    size
    capturePlace {
      distanceMetres
      isFar
    }
    alike {
      code
      isSameFile
      differentBits
    }
  }
}
fragment Record on Site {
  ...Head
  publishedAt
  contentHash
  kinds
  adminUnits {
    unit {
      code
      name
      level
      validTo
    }
    isPrimary
  }
  addressInDecision
  alternativeNames {
    text
    language
  }
  managingBody
  period(language: VI) {
    edtf
    text {
      text
    }
  }
  extent
  location {
    latitude
    longitude
    accuracyMetres
    method
    sourceCrs
    sourceNumbers
    source
  }
  locationPrecision
  locationCandidates {
    latitude
    longitude
    source
  }
  designations {
    scheme
    grade
    decisionNumber
    decisionDate
    authority
    validFrom
    validTo
    knownSince
    endReason
    endedBy
    certainty
    source
  }
  protectionZones {
    zone
    geometry
    validFrom
    validTo
    decisionNumber
    source
  }
  missing {
    field
    code
    note
  }
  sources {
    title
    url
    accessedOn
    field
    states
  }
  externalIds {
    system
    value
  }
  texts {
    field
    language
    text
    origin
    isReviewed
    isStale
  }
  visitorInfo {
    verifiedOn
  }
  pageUrl
  partOf {
    code
    name {
      text
    }
  }
  locatedIn {
    code
    name {
      text
    }
  }
  parts(first: 100) {
    totalCount
    nodes {
      code
      name {
        text
      }
    }
  }
  unconfirmed: parts(membership: UNCONFIRMED, first: 50) {
    totalCount
    nodes {
      code
      name {
        text
      }
    }
  }
  declaredParts {
    declared
    known
    unknown
    decisionNumber
  }
  surrogates(first: 60) {
    totalCount
    edges {
      node {
        ...Picture
      }
    }
  }
  dossier {
    template
    completeness {
      numerator
      denominator
    }
    parts {
      part
      label(language: $words)
      status
      reason(language: $words)
      pageCount
      fileCount
      work {
        warnings {
          code
          message
        }
      }
    }
  }
  digitisation {
    level
    targetLevel
    waitsForParts
    failing {
      check
      level
      label(language: $words)
      reason(language: $words)
      effort
      isLaw
      source
    }
  }
  completeness {
    numerator
    denominator
    missing
  }
}
fragment Head on Site {
  id
  code
  slug
  version
  state
  origin
  reviewedAt
  name(language: VI) {
    text
  }
  grade {
    answer
    value
  }
  adminUnit {
    code
    name
  }
  work {
    allowed
    version
    state
    publicVersion
    author {
      name
    }
    recordedAt
    submittedBy {
      name
    }
    submittedAt
    reviewedBy {
      name
    }
  }
}
fragment Picture on DigitalSurrogate {
  id
  code
  kind
  role
  capturedEdtf
  maker
  mediaType
  width
  height
  pageCount
  url(profile: CARD)
  large: url(profile: SCREEN)
  rights {
    uri
    holder
    creditLine
    label(language: $words)
  }
  alternativeText(language: VI) {
    text
    isFallback
  }
  caption(language: VI) {
    text
  }
  work {
    access
    isShown
    isWithdrawn
    withdrawalReason
    hasPersonalData
    people
    alike {
      code
      isSameFile
    }
    capturePlace {
      distanceMetres
      isFar
    }
  }
}
fragment Remark on ReviewComment {
  version
  author
  at
  field
  text
}`) as unknown as TypedDocumentString<OwnRecordQuery, OwnRecordQueryVariables>;
export const WorkingSiteDocument = new TypedDocumentString(`
    query WorkingSite($code: String!) {
  working: sites(filter: {codes: [$code]}, view: WORKING, first: 1) {
    nodes {
      ...Whole
    }
  }
  public: sites(filter: {codes: [$code]}, first: 1) {
    totalCount
  }
}
    fragment Whole on Site {
  id
  code
  version
  state
  origin
  texts {
    field
    language
    text
    origin
    isReviewed
    isStale
  }
  kinds
  adminUnits {
    unit {
      code
      name
      validTo
    }
    isPrimary
  }
  addressInDecision
  extent
  location {
    latitude
    longitude
    accuracyMetres
    method
    measuredOn
    sourceCrs
    sourceNumbers
    source
  }
  period {
    edtf
  }
  managingBody
  visitorInfo {
    verifiedOn
  }
  designations {
    scheme
    grade
    decisionNumber
    decisionDate
    authority
    validFrom
    validTo
    endReason
    endedBy
    source
  }
  partOf {
    code
    name {
      text
    }
  }
  partOfAct {
    decisionNumber
    validFrom
    source
  }
  missing {
    field
    code
    note
  }
  sources {
    title
    url
    accessedOn
    field
    states
  }
  protectionZones {
    zone
    geometry
    validFrom
    validTo
    decisionNumber
    source
  }
}`) as unknown as TypedDocumentString<WorkingSiteQuery, WorkingSiteQueryVariables>;
export const SendNewDocument = new TypedDocumentString(`
    mutation SendNew($input: CreateSiteInput!, $key: String!) {
  answer: createSite(input: $input, idempotencyKey: $key) {
    site {
      ...Whole
    }
    problems {
      code
      field
      message
    }
    warnings {
      code
      field
      message
    }
  }
}
    fragment Whole on Site {
  id
  code
  version
  state
  origin
  texts {
    field
    language
    text
    origin
    isReviewed
    isStale
  }
  kinds
  adminUnits {
    unit {
      code
      name
      validTo
    }
    isPrimary
  }
  addressInDecision
  extent
  location {
    latitude
    longitude
    accuracyMetres
    method
    measuredOn
    sourceCrs
    sourceNumbers
    source
  }
  period {
    edtf
  }
  managingBody
  visitorInfo {
    verifiedOn
  }
  designations {
    scheme
    grade
    decisionNumber
    decisionDate
    authority
    validFrom
    validTo
    endReason
    endedBy
    source
  }
  partOf {
    code
    name {
      text
    }
  }
  partOfAct {
    decisionNumber
    validFrom
    source
  }
  missing {
    field
    code
    note
  }
  sources {
    title
    url
    accessedOn
    field
    states
  }
  protectionZones {
    zone
    geometry
    validFrom
    validTo
    decisionNumber
    source
  }
}`) as unknown as TypedDocumentString<SendNewMutation, SendNewMutationVariables>;
export const SendChangesDocument = new TypedDocumentString(`
    mutation SendChanges($id: ID!, $version: Int!, $input: ReviseSiteInput!, $key: String!) {
  answer: reviseSite(
    id: $id
    version: $version
    input: $input
    idempotencyKey: $key
  ) {
    site {
      ...Whole
    }
    problems {
      code
      field
      message
    }
    warnings {
      code
      field
      message
    }
  }
}
    fragment Whole on Site {
  id
  code
  version
  state
  origin
  texts {
    field
    language
    text
    origin
    isReviewed
    isStale
  }
  kinds
  adminUnits {
    unit {
      code
      name
      validTo
    }
    isPrimary
  }
  addressInDecision
  extent
  location {
    latitude
    longitude
    accuracyMetres
    method
    measuredOn
    sourceCrs
    sourceNumbers
    source
  }
  period {
    edtf
  }
  managingBody
  visitorInfo {
    verifiedOn
  }
  designations {
    scheme
    grade
    decisionNumber
    decisionDate
    authority
    validFrom
    validTo
    endReason
    endedBy
    source
  }
  partOf {
    code
    name {
      text
    }
  }
  partOfAct {
    decisionNumber
    validFrom
    source
  }
  missing {
    field
    code
    note
  }
  sources {
    title
    url
    accessedOn
    field
    states
  }
  protectionZones {
    zone
    geometry
    validFrom
    validTo
    decisionNumber
    source
  }
}`) as unknown as TypedDocumentString<SendChangesMutation, SendChangesMutationVariables>;
export const SendForReviewDocument = new TypedDocumentString(`
    mutation SendForReview($id: ID!, $version: Int!, $key: String!) {
  answer: submitSite(id: $id, version: $version, idempotencyKey: $key) {
    site {
      ...Whole
    }
    problems {
      code
      field
      message
    }
    warnings {
      code
      field
      message
    }
  }
}
    fragment Whole on Site {
  id
  code
  version
  state
  origin
  texts {
    field
    language
    text
    origin
    isReviewed
    isStale
  }
  kinds
  adminUnits {
    unit {
      code
      name
      validTo
    }
    isPrimary
  }
  addressInDecision
  extent
  location {
    latitude
    longitude
    accuracyMetres
    method
    measuredOn
    sourceCrs
    sourceNumbers
    source
  }
  period {
    edtf
  }
  managingBody
  visitorInfo {
    verifiedOn
  }
  designations {
    scheme
    grade
    decisionNumber
    decisionDate
    authority
    validFrom
    validTo
    endReason
    endedBy
    source
  }
  partOf {
    code
    name {
      text
    }
  }
  partOfAct {
    decisionNumber
    validFrom
    source
  }
  missing {
    field
    code
    note
  }
  sources {
    title
    url
    accessedOn
    field
    states
  }
  protectionZones {
    zone
    geometry
    validFrom
    validTo
    decisionNumber
    source
  }
}`) as unknown as TypedDocumentString<SendForReviewMutation, SendForReviewMutationVariables>;
export const RecallWorkDocument = new TypedDocumentString(`
    mutation RecallWork($id: ID!, $version: Int!, $key: String!) {
  answer: recallSite(id: $id, version: $version, idempotencyKey: $key) {
    site {
      ...Whole
    }
    problems {
      code
      field
      message
    }
  }
}
    fragment Whole on Site {
  id
  code
  version
  state
  origin
  texts {
    field
    language
    text
    origin
    isReviewed
    isStale
  }
  kinds
  adminUnits {
    unit {
      code
      name
      validTo
    }
    isPrimary
  }
  addressInDecision
  extent
  location {
    latitude
    longitude
    accuracyMetres
    method
    measuredOn
    sourceCrs
    sourceNumbers
    source
  }
  period {
    edtf
  }
  managingBody
  visitorInfo {
    verifiedOn
  }
  designations {
    scheme
    grade
    decisionNumber
    decisionDate
    authority
    validFrom
    validTo
    endReason
    endedBy
    source
  }
  partOf {
    code
    name {
      text
    }
  }
  partOfAct {
    decisionNumber
    validFrom
    source
  }
  missing {
    field
    code
    note
  }
  sources {
    title
    url
    accessedOn
    field
    states
  }
  protectionZones {
    zone
    geometry
    validFrom
    validTo
    decisionNumber
    source
  }
}`) as unknown as TypedDocumentString<RecallWorkMutation, RecallWorkMutationVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    id
    name
    signInName
    roles {
      id
      role
      unit {
        code
        name
      }
    }
    permissions
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const PicturesOfDocument = new TypedDocumentString(`
    query PicturesOf($code: String!) {
  sites(filter: {codes: [$code]}, view: WORKING, first: 1) {
    nodes {
      id
      code
      version
      state
      name {
        text
      }
      surrogates(first: 100) {
        totalCount
        edges {
          node {
            ...OwnPicture
          }
        }
      }
    }
  }
}
    fragment OwnPicture on DigitalSurrogate {
  id
  code
  digest
  kind
  role
  mediaType
  capturedEdtf
  maker
  method
  rights {
    uri
    holder
    creditLine
    label
  }
  url(profile: CARD)
  placeholder
  alternativeText {
    text
    language
    isFallback
  }
  alternativeEnglish: alternativeText(language: EN) {
    text
    language
    isFallback
  }
  caption {
    text
    language
    isFallback
  }
  work {
    people
    isShown
    isWithdrawn
    size
    capturePlace {
      distanceMetres
      isFar
    }
    alike {
      code
      isSameFile
      differentBits
    }
  }
}`) as unknown as TypedDocumentString<PicturesOfQuery, PicturesOfQueryVariables>;
export const AttachPictureDocument = new TypedDocumentString(`
    mutation AttachPicture($siteId: ID!, $uploadId: ID!, $input: AttachSurrogateInput!, $key: String!) {
  answer: attachSurrogate(
    siteId: $siteId
    uploadId: $uploadId
    input: $input
    idempotencyKey: $key
  ) {
    surrogate {
      id
    }
    site {
      id
      version
    }
    problems {
      code
      field
      message
    }
    warnings {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<AttachPictureMutation, AttachPictureMutationVariables>;
export const DescribePictureDocument = new TypedDocumentString(`
    mutation DescribePicture($id: ID!, $version: Int!, $input: DescribeSurrogateInput!, $key: String!) {
  answer: describeSurrogate(
    id: $id
    version: $version
    input: $input
    idempotencyKey: $key
  ) {
    surrogate {
      id
    }
    site {
      id
      version
    }
    problems {
      code
      field
      message
    }
    warnings {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<DescribePictureMutation, DescribePictureMutationVariables>;
export const RemovePictureDocument = new TypedDocumentString(`
    mutation RemovePicture($id: ID!, $version: Int!, $key: String!) {
  answer: removeSurrogate(id: $id, version: $version, idempotencyKey: $key) {
    site {
      id
      version
    }
    problems {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RemovePictureMutation, RemovePictureMutationVariables>;
export const ArrangePicturesDocument = new TypedDocumentString(`
    mutation ArrangePictures($id: ID!, $version: Int!, $order: [ID!]!, $key: String!) {
  answer: arrangeSurrogates(
    id: $id
    version: $version
    order: $order
    idempotencyKey: $key
  ) {
    site {
      id
      version
    }
    problems {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ArrangePicturesMutation, ArrangePicturesMutationVariables>;
export const ProcedureFiguresSeenDocument = new TypedDocumentString(`
    query ProcedureFiguresSeen($from: Date!, $to: Date!) {
  procedureFigures(from: $from, to: $to) {
    formula
    formulaText
    rows {
      ...ProcedureRowSeen
    }
    total {
      ...ProcedureRowSeen
    }
  }
}
    fragment RatioSeen on ProcedureRatio {
  numerator
  denominator
  ratio
}
fragment ProcedureRowSeen on ProcedureFigureRow {
  unit {
    code
    name
  }
  isInProgress
  hasGaps
  label
  rIn {
    ...RatioSeen
  }
  rReuse {
    ...RatioSeen
  }
  rOut {
    ...RatioSeen
  }
}`) as unknown as TypedDocumentString<ProcedureFiguresSeenQuery, ProcedureFiguresSeenQueryVariables>;
export const ProcedureCountsSeenDocument = new TypedDocumentString(`
    query ProcedureCountsSeen($from: Date!, $to: Date!, $unit: String) {
  procedureFigures(from: $from, to: $to, adminUnit: $unit) {
    rows {
      unit {
        code
      }
      counts {
        unit {
          code
          name
        }
        procedureCode
        from
        to
        received
        digitisedComponents
        reused
        resolved
        electronicResults
        source
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ProcedureCountsSeenQuery, ProcedureCountsSeenQueryVariables>;
export const ProceduresSeenDocument = new TypedDocumentString(`
    query ProceduresSeen($text: String, $after: String) {
  procedures(first: 20, after: $after, text: $text) {
    totalCount
    nodes {
      code
      name
      field
      level
      agency
      timeLimit
      fee
      decision
      source
      validFrom
      validTo
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ProceduresSeenQuery, ProceduresSeenQueryVariables>;
export const QueueDocument = new TypedDocumentString(`
    query Queue($after: String) {
  sites(filter: {awaitingMe: true}, view: WORKING, first: 50, after: $after) {
    totalCount
    nodes {
      ...Head
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment Head on Site {
  id
  code
  slug
  version
  state
  origin
  reviewedAt
  name(language: VI) {
    text
  }
  grade {
    answer
    value
  }
  adminUnit {
    code
    name
  }
  work {
    allowed
    version
    state
    publicVersion
    author {
      name
    }
    recordedAt
    submittedBy {
      name
    }
    submittedAt
    reviewedBy {
      name
    }
  }
}`) as unknown as TypedDocumentString<QueueQuery, QueueQueryVariables>;
export const CountWaitingDocument = new TypedDocumentString(`
    query CountWaiting {
  sites(filter: {awaitingMe: true}, view: WORKING, first: 1) {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<CountWaitingQuery, CountWaitingQueryVariables>;
export const ApproveAllDocument = new TypedDocumentString(`
    mutation ApproveAll($items: [SiteVersionInput!]!, $key: String) {
  deed: approveSites(items: $items, idempotencyKey: $key) {
    sites {
      id
      version
      state
    }
    problems {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<ApproveAllMutation, ApproveAllMutationVariables>;
export const ReviewedRecordDocument = new TypedDocumentString(`
    query ReviewedRecord($codes: [String!]!, $words: Language!) {
  sites(filter: {codes: $codes}, view: WORKING, first: 1) {
    nodes {
      ...Head
      pageUrl
      reviewComments {
        ...Remark
      }
      surrogates(first: 60) {
        edges {
          node {
            ...Picture
          }
        }
      }
      completeness {
        numerator
        denominator
        missing
      }
    }
  }
}
    fragment Head on Site {
  id
  code
  slug
  version
  state
  origin
  reviewedAt
  name(language: VI) {
    text
  }
  grade {
    answer
    value
  }
  adminUnit {
    code
    name
  }
  work {
    allowed
    version
    state
    publicVersion
    author {
      name
    }
    recordedAt
    submittedBy {
      name
    }
    submittedAt
    reviewedBy {
      name
    }
  }
}
fragment Picture on DigitalSurrogate {
  id
  code
  kind
  role
  capturedEdtf
  maker
  mediaType
  width
  height
  pageCount
  url(profile: CARD)
  large: url(profile: SCREEN)
  rights {
    uri
    holder
    creditLine
    label(language: $words)
  }
  alternativeText(language: VI) {
    text
    isFallback
  }
  caption(language: VI) {
    text
  }
  work {
    access
    isShown
    isWithdrawn
    withdrawalReason
    hasPersonalData
    people
    alike {
      code
      isSameFile
    }
    capturePlace {
      distanceMetres
      isFar
    }
  }
}
fragment Remark on ReviewComment {
  version
  author
  at
  field
  text
}`) as unknown as TypedDocumentString<ReviewedRecordQuery, ReviewedRecordQueryVariables>;
export const CriteriaSetsSeenDocument = new TypedDocumentString(`
    query CriteriaSetsSeen($language: Language!) {
  criteriaSets {
    ...SetSeen
  }
}
    fragment SetSeen on CriteriaSet {
  name
  version
  title(language: $language)
  status
  isSample
  subjectKind
  scale
  legalBasis
  watermark(language: $language)
  validFrom
  validTo
  sha256
}`) as unknown as TypedDocumentString<CriteriaSetsSeenQuery, CriteriaSetsSeenQueryVariables>;
export const CriteriaSetTextDocument = new TypedDocumentString(`
    query CriteriaSetText($name: String!, $version: String!) {
  criteriaSet(name: $name, version: $version) {
    document
  }
}
    `) as unknown as TypedDocumentString<CriteriaSetTextQuery, CriteriaSetTextQueryVariables>;
export const CriteriaSetWholeDocument = new TypedDocumentString(`
    query CriteriaSetWhole($name: String!, $version: String!, $language: Language!) {
  criteriaSet(name: $name, version: $version) {
    ...SetSeen
    document
    signature
    criteria {
      code
      parent
      label(language: $language)
      maximum
      kind
      isMeasured
      method(language: $language)
      evidenceRequired(language: $language)
      terms {
        name
        label(language: $language)
      }
      choices {
        code
        label(language: $language)
        fraction
      }
    }
  }
}
    fragment SetSeen on CriteriaSet {
  name
  version
  title(language: $language)
  status
  isSample
  subjectKind
  scale
  legalBasis
  watermark(language: $language)
  validFrom
  validTo
  sha256
}`) as unknown as TypedDocumentString<CriteriaSetWholeQuery, CriteriaSetWholeQueryVariables>;
export const KeepCriteriaSetDocument = new TypedDocumentString(`
    mutation KeepCriteriaSet($document: String!, $key: String) {
  deed: addCriteriaSet(document: $document, idempotencyKey: $key) {
    criteriaSet {
      name
      version
      sha256
    }
    problems {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<KeepCriteriaSetMutation, KeepCriteriaSetMutationVariables>;
export const ApproveSetDocument = new TypedDocumentString(`
    mutation ApproveSet($set: CriteriaSetInput!, $sha256: String!, $key: String) {
  deed: approveCriteriaSet(
    criteriaSet: $set
    sha256: $sha256
    idempotencyKey: $key
  ) {
    criteriaSet {
      status
    }
    problems {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ApproveSetMutation, ApproveSetMutationVariables>;
export const RetireSetDocument = new TypedDocumentString(`
    mutation RetireSet($set: CriteriaSetInput!, $reason: String!, $key: String) {
  deed: retireCriteriaSet(
    criteriaSet: $set
    reason: $reason
    idempotencyKey: $key
  ) {
    criteriaSet {
      status
    }
    problems {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RetireSetMutation, RetireSetMutationVariables>;
export const ClusterSubjectsDocument = new TypedDocumentString(`
    query ClusterSubjects {
  scoreSubjects {
    code
    name
    kind
    units
    cluster {
      code
      name
    }
  }
}
    `) as unknown as TypedDocumentString<ClusterSubjectsQuery, ClusterSubjectsQueryVariables>;
export const PlaceSubjectsDocument = new TypedDocumentString(`
    mutation PlaceSubjects($code: String!, $name: String!, $subjects: [String!]!, $key: String) {
  deed: placeInCluster(
    code: $code
    name: $name
    subjects: $subjects
    idempotencyKey: $key
  ) {
    isDone
    problems {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<PlaceSubjectsMutation, PlaceSubjectsMutationVariables>;
export const SheetsSeenDocument = new TypedDocumentString(`
    query SheetsSeen($period: String!) {
  scoreSubjects {
    code
    name
    kind
    units
    cluster {
      code
      name
    }
  }
  scoreSheets(period: $period) {
    subject {
      code
      name
      kind
      cluster {
        code
        name
      }
    }
    state
    dueOn
    isLate
    total
    rank
    watermark
    criteriaSet {
      name
      version
    }
  }
}
    `) as unknown as TypedDocumentString<SheetsSeenQuery, SheetsSeenQueryVariables>;
export const SheetWholeDocument = new TypedDocumentString(`
    query SheetWhole($subject: String!, $period: String!, $language: Language!) {
  scoreSheet(subject: $subject, period: $period) {
    subject {
      code
      name
      kind
      units
      cluster {
        code
        name
      }
    }
    period {
      code
      opensOn
      closesOn
      state
    }
    criteriaSet {
      name
      version
      title(language: $language)
      approved
      legalBasis
      sha256
    }
    state
    dueOn
    submittedAt
    isLate
    watermark(language: $language)
    total
    exactTotal
    gates
    rank
    decidedBy {
      kind
      criterion
    }
    files {
      form
      language
      mediaType
      url
    }
    lines {
      ...SheetLine
    }
  }
}
    fragment SheetLine on ScoreLine {
  criterion {
    code
    parent
    label(language: $language)
    maximum
    kind
    isMeasured
    method(language: $language)
    evidenceRequired(language: $language)
    terms {
      name
      label(language: $language)
      isCount
    }
    choices {
      code
      label(language: $language)
      fraction
    }
  }
  selfScore
  appraisedScore
  finalScore
  appraisedReason
  finalReason
  isApplicable
  weight
  values {
    name
    value
  }
  choice
  evidence {
    title
    url
    fileUrl
    sha256
    snapshot
    frozenAt
    fault
  }
  figure {
    numerator
    denominator
    ratio
    snapshotSha256
    snapshot
    formula
    workSha256
  }
}`) as unknown as TypedDocumentString<SheetWholeQuery, SheetWholeQueryVariables>;
export const ScorePeriodsDocument = new TypedDocumentString(`
    query ScorePeriods {
  periods {
    code
    opensOn
    closesOn
    state
  }
}
    `) as unknown as TypedDocumentString<ScorePeriodsQuery, ScorePeriodsQueryVariables>;
export const ProofClosingsDocument = new TypedDocumentString(`
    query ProofClosings {
  snapshots {
    id
    asOf
    period {
      code
    }
  }
}
    `) as unknown as TypedDocumentString<ProofClosingsQuery, ProofClosingsQueryVariables>;
export const RankingSeenDocument = new TypedDocumentString(`
    query RankingSeen($period: String!, $cluster: String!, $language: Language!) {
  ranking(period: $period, cluster: $cluster) {
    subject {
      code
      name
      kind
    }
    rank
    total
    exactTotal
    gates
    watermark(language: $language)
    decidedBy {
      kind
      criterion
    }
    lines {
      criterion {
        code
        label(language: $language)
      }
    }
  }
  rankingFiles(period: $period, cluster: $cluster) {
    form
    language
    mediaType
    url
  }
}
    `) as unknown as TypedDocumentString<RankingSeenQuery, RankingSeenQueryVariables>;
export const ClustersDocument = new TypedDocumentString(`
    query Clusters {
  scoreSubjects {
    code
    kind
    cluster {
      code
      name
    }
  }
}
    `) as unknown as TypedDocumentString<ClustersQuery, ClustersQueryVariables>;
export const OpenSheetDocument = new TypedDocumentString(`
    mutation OpenSheet($subject: String!, $period: String!, $key: String) {
  deed: openScoreSheet(subject: $subject, period: $period, idempotencyKey: $key) {
    ...SheetDone
  }
}
    fragment SheetDone on ScoreSheetPayload {
  scoreSheet {
    state
  }
  problems {
    code
    field
    message
  }
}`) as unknown as TypedDocumentString<OpenSheetMutation, OpenSheetMutationVariables>;
export const ScoreSelfDocument = new TypedDocumentString(`
    mutation ScoreSelf($subject: String!, $period: String!, $lines: [SelfScoreInput!]!, $key: String) {
  deed: selfScore(
    subject: $subject
    period: $period
    lines: $lines
    idempotencyKey: $key
  ) {
    ...SheetDone
  }
}
    fragment SheetDone on ScoreSheetPayload {
  scoreSheet {
    state
  }
  problems {
    code
    field
    message
  }
}`) as unknown as TypedDocumentString<ScoreSelfMutation, ScoreSelfMutationVariables>;
export const SubmitSheetDocument = new TypedDocumentString(`
    mutation SubmitSheet($subject: String!, $period: String!, $key: String) {
  deed: submitScores(subject: $subject, period: $period, idempotencyKey: $key) {
    ...SheetDone
  }
}
    fragment SheetDone on ScoreSheetPayload {
  scoreSheet {
    state
  }
  problems {
    code
    field
    message
  }
}`) as unknown as TypedDocumentString<SubmitSheetMutation, SubmitSheetMutationVariables>;
export const AppraiseSheetDocument = new TypedDocumentString(`
    mutation AppraiseSheet($subject: String!, $period: String!, $lines: [JudgedScoreInput!]!, $rest: Boolean!, $key: String) {
  deed: appraiseScores(
    subject: $subject
    period: $period
    lines: $lines
    acceptRest: $rest
    idempotencyKey: $key
  ) {
    ...SheetDone
  }
}
    fragment SheetDone on ScoreSheetPayload {
  scoreSheet {
    state
  }
  problems {
    code
    field
    message
  }
}`) as unknown as TypedDocumentString<AppraiseSheetMutation, AppraiseSheetMutationVariables>;
export const DecideSheetDocument = new TypedDocumentString(`
    mutation DecideSheet($subject: String!, $period: String!, $lines: [JudgedScoreInput!]!, $key: String) {
  deed: decideScores(
    subject: $subject
    period: $period
    lines: $lines
    idempotencyKey: $key
  ) {
    ...SheetDone
  }
}
    fragment SheetDone on ScoreSheetPayload {
  scoreSheet {
    state
  }
  problems {
    code
    field
    message
  }
}`) as unknown as TypedDocumentString<DecideSheetMutation, DecideSheetMutationVariables>;
export const PublishSheetsDocument = new TypedDocumentString(`
    mutation PublishSheets($period: String!, $kind: ScoreSubjectKind, $key: String) {
  deed: publishScores(period: $period, kind: $kind, idempotencyKey: $key) {
    isDone
    problems {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<PublishSheetsMutation, PublishSheetsMutationVariables>;
export const SubmitDocument = new TypedDocumentString(`
    mutation Submit($id: ID!, $version: Int!, $key: String) {
  deed: submitSite(id: $id, version: $version, idempotencyKey: $key) {
    ...Done
  }
}
    fragment Done on SitePayload {
  site {
    id
    version
    state
  }
  problems {
    ...Trouble
  }
  warnings {
    ...Trouble
  }
}
fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<SubmitMutation, SubmitMutationVariables>;
export const RecallDocument = new TypedDocumentString(`
    mutation Recall($id: ID!, $version: Int!, $key: String) {
  deed: recallSite(id: $id, version: $version, idempotencyKey: $key) {
    ...Done
  }
}
    fragment Done on SitePayload {
  site {
    id
    version
    state
  }
  problems {
    ...Trouble
  }
  warnings {
    ...Trouble
  }
}
fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<RecallMutation, RecallMutationVariables>;
export const ReturnDocument = new TypedDocumentString(`
    mutation Return($id: ID!, $version: Int!, $comment: String!, $remarks: [RemarkInput!], $key: String) {
  deed: returnSite(
    id: $id
    version: $version
    comment: $comment
    remarks: $remarks
    idempotencyKey: $key
  ) {
    ...Done
  }
}
    fragment Done on SitePayload {
  site {
    id
    version
    state
  }
  problems {
    ...Trouble
  }
  warnings {
    ...Trouble
  }
}
fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<ReturnMutation, ReturnMutationVariables>;
export const ApproveDocument = new TypedDocumentString(`
    mutation Approve($id: ID!, $version: Int!, $key: String) {
  deed: approveSite(id: $id, version: $version, idempotencyKey: $key) {
    ...Done
  }
}
    fragment Done on SitePayload {
  site {
    id
    version
    state
  }
  problems {
    ...Trouble
  }
  warnings {
    ...Trouble
  }
}
fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<ApproveMutation, ApproveMutationVariables>;
export const PublishDocument = new TypedDocumentString(`
    mutation Publish($id: ID!, $version: Int!, $key: String) {
  deed: publishSite(id: $id, version: $version, idempotencyKey: $key) {
    ...Done
  }
}
    fragment Done on SitePayload {
  site {
    id
    version
    state
  }
  problems {
    ...Trouble
  }
  warnings {
    ...Trouble
  }
}
fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<PublishMutation, PublishMutationVariables>;
export const WithdrawDocument = new TypedDocumentString(`
    mutation Withdraw($id: ID!, $version: Int!, $reason: String!, $key: String) {
  deed: withdrawSite(
    id: $id
    version: $version
    reason: $reason
    idempotencyKey: $key
  ) {
    ...Done
  }
}
    fragment Done on SitePayload {
  site {
    id
    version
    state
  }
  problems {
    ...Trouble
  }
  warnings {
    ...Trouble
  }
}
fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<WithdrawMutation, WithdrawMutationVariables>;
export const RestoreDocument = new TypedDocumentString(`
    mutation Restore($id: ID!, $version: Int!, $revision: Int!, $key: String) {
  deed: restoreSite(
    id: $id
    version: $version
    revision: $revision
    idempotencyKey: $key
  ) {
    ...Done
  }
}
    fragment Done on SitePayload {
  site {
    id
    version
    state
  }
  problems {
    ...Trouble
  }
  warnings {
    ...Trouble
  }
}
fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<RestoreMutation, RestoreMutationVariables>;
export const AssignDocument = new TypedDocumentString(`
    mutation Assign($id: ID!, $assignee: String!, $dueOn: Date, $note: String, $key: String) {
  deed: assignWork(
    site: $id
    assignee: $assignee
    dueOn: $dueOn
    note: $note
    idempotencyKey: $key
  ) {
    site {
      id
      version
      state
    }
    problems {
      ...Trouble
    }
  }
}
    fragment Trouble on Problem {
  code
  field
  message
}`) as unknown as TypedDocumentString<AssignMutation, AssignMutationVariables>;
export const RecordHistoryDocument = new TypedDocumentString(`
    query RecordHistory($codes: [String!]!, $after: String) {
  sites(filter: {codes: $codes}, view: WORKING, first: 1) {
    nodes {
      ...Head
      revisions {
        version
        state
        author
        recordedAt
      }
      history(first: 30, after: $after) {
        totalCount
        edges {
          node {
            sequence
            at
            actor {
              name
            }
            action
            reason
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    fragment Head on Site {
  id
  code
  slug
  version
  state
  origin
  reviewedAt
  name(language: VI) {
    text
  }
  grade {
    answer
    value
  }
  adminUnit {
    code
    name
  }
  work {
    allowed
    version
    state
    publicVersion
    author {
      name
    }
    recordedAt
    submittedBy {
      name
    }
    submittedAt
    reviewedBy {
      name
    }
  }
}`) as unknown as TypedDocumentString<RecordHistoryQuery, RecordHistoryQueryVariables>;
export const RecordComparisonDocument = new TypedDocumentString(`
    query RecordComparison($codes: [String!]!, $from: Int!, $to: Int!) {
  sites(filter: {codes: $codes}, view: WORKING, first: 1) {
    nodes {
      id
      comparison(fromVersion: $from, toVersion: $to) {
        field
        before
        after
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RecordComparisonQuery, RecordComparisonQueryVariables>;
export const RecordRemarksDocument = new TypedDocumentString(`
    query RecordRemarks($codes: [String!]!) {
  sites(filter: {codes: $codes}, view: WORKING, first: 1) {
    nodes {
      id
      reviewComments {
        ...Remark
      }
    }
  }
}
    fragment Remark on ReviewComment {
  version
  author
  at
  field
  text
}`) as unknown as TypedDocumentString<RecordRemarksQuery, RecordRemarksQueryVariables>;
export const RecordPageDocument = new TypedDocumentString(`
    query RecordPage($codes: [String!]!, $view: SiteView!, $words: Language!) {
  sites(filter: {codes: $codes}, view: $view, first: 1) {
    nodes {
      ...Record
    }
  }
}
    fragment Record on Site {
  ...Head
  publishedAt
  contentHash
  kinds
  adminUnits {
    unit {
      code
      name
      level
      validTo
    }
    isPrimary
  }
  addressInDecision
  alternativeNames {
    text
    language
  }
  managingBody
  period(language: VI) {
    edtf
    text {
      text
    }
  }
  extent
  location {
    latitude
    longitude
    accuracyMetres
    method
    sourceCrs
    sourceNumbers
    source
  }
  locationPrecision
  locationCandidates {
    latitude
    longitude
    source
  }
  designations {
    scheme
    grade
    decisionNumber
    decisionDate
    authority
    validFrom
    validTo
    knownSince
    endReason
    endedBy
    certainty
    source
  }
  protectionZones {
    zone
    geometry
    validFrom
    validTo
    decisionNumber
    source
  }
  missing {
    field
    code
    note
  }
  sources {
    title
    url
    accessedOn
    field
    states
  }
  externalIds {
    system
    value
  }
  texts {
    field
    language
    text
    origin
    isReviewed
    isStale
  }
  visitorInfo {
    verifiedOn
  }
  pageUrl
  partOf {
    code
    name {
      text
    }
  }
  locatedIn {
    code
    name {
      text
    }
  }
  parts(first: 100) {
    totalCount
    nodes {
      code
      name {
        text
      }
    }
  }
  unconfirmed: parts(membership: UNCONFIRMED, first: 50) {
    totalCount
    nodes {
      code
      name {
        text
      }
    }
  }
  declaredParts {
    declared
    known
    unknown
    decisionNumber
  }
  surrogates(first: 60) {
    totalCount
    edges {
      node {
        ...Picture
      }
    }
  }
  dossier {
    template
    completeness {
      numerator
      denominator
    }
    parts {
      part
      label(language: $words)
      status
      reason(language: $words)
      pageCount
      fileCount
      work {
        warnings {
          code
          message
        }
      }
    }
  }
  digitisation {
    level
    targetLevel
    waitsForParts
    failing {
      check
      level
      label(language: $words)
      reason(language: $words)
      effort
      isLaw
      source
    }
  }
  completeness {
    numerator
    denominator
    missing
  }
}
fragment Head on Site {
  id
  code
  slug
  version
  state
  origin
  reviewedAt
  name(language: VI) {
    text
  }
  grade {
    answer
    value
  }
  adminUnit {
    code
    name
  }
  work {
    allowed
    version
    state
    publicVersion
    author {
      name
    }
    recordedAt
    submittedBy {
      name
    }
    submittedAt
    reviewedBy {
      name
    }
  }
}
fragment Picture on DigitalSurrogate {
  id
  code
  kind
  role
  capturedEdtf
  maker
  mediaType
  width
  height
  pageCount
  url(profile: CARD)
  large: url(profile: SCREEN)
  rights {
    uri
    holder
    creditLine
    label(language: $words)
  }
  alternativeText(language: VI) {
    text
    isFallback
  }
  caption(language: VI) {
    text
  }
  work {
    access
    isShown
    isWithdrawn
    withdrawalReason
    hasPersonalData
    people
    alike {
      code
      isSameFile
    }
    capturePlace {
      distanceMetres
      isFar
    }
  }
}`) as unknown as TypedDocumentString<RecordPageQuery, RecordPageQueryVariables>;