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

/** How a position was written: DECIMAL degrees, DMS (degrees, minutes, seconds), VN2000 metres, UTM. */
export type CoordinateForm =
  | 'DECIMAL'
  | 'DMS'
  | 'UTM'
  | 'VN2000';

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
  | 'MANAGE_OWN_ACCOUNT'
  | 'MANAGE_PEOPLE'
  | 'OPEN_PERIOD'
  | 'PLACE_IN_CLUSTER'
  | 'PUBLISH_SCORES'
  | 'PUBLISH_SITE'
  | 'READ_HISTORY'
  | 'READ_IMPORTS'
  | 'READ_OWN_ACCOUNT'
  | 'READ_PEOPLE'
  | 'READ_SCORES'
  | 'READ_WORKING'
  | 'READ_WORK_COUNTS'
  | 'RECALL_SITE'
  | 'RESTORE_SITE'
  | 'RETURN_SITE'
  | 'REVISE_SITE'
  | 'SELF_SCORE'
  | 'SUBMIT_SITE'
  | 'UNDO_IMPORT'
  | 'UPLOAD_FILE'
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

/** Kinds of sites: five legal relic kinds and two tourist kinds; see `siteKinds`. */
export type SiteKind =
  | 'ARCHAEOLOGICAL'
  | 'ARCHITECTURAL_ARTISTIC'
  | 'HISTORICAL'
  | 'MIXED'
  | 'SCENIC'
  | 'TOURIST_AREA'
  | 'TOURIST_POINT';

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

export type MyWorkQueryVariables = Exact<{ [key: string]: never; }>;


export type MyWorkQuery = { drafts: { totalCount: number, nodes: Array<{ node: { id: string, code: string, slug: string, version: number, state: SiteState, name: { text: string }, adminUnit: { code: string, name: string } | null } }> }, submitted: { totalCount: number, nodes: Array<{ node: { id: string, code: string, slug: string, version: number, state: SiteState, name: { text: string }, adminUnit: { code: string, name: string } | null } }> }, awaiting: { totalCount: number, nodes: Array<{ node: { id: string, code: string, slug: string, version: number, state: SiteState, name: { text: string }, adminUnit: { code: string, name: string } | null } }> } };

export type LineFragment = { id: string, code: string, slug: string, version: number, state: SiteState, name: { text: string }, adminUnit: { code: string, name: string } | null };

export type WholeFragment = { id: string, code: string, version: number, state: SiteState, origin: RecordOrigin, kinds: Array<SiteKind>, addressInDecision: string | null, extent: Extent | null, managingBody: string | null, texts: Array<{ field: TextField, language: string, text: string, origin: TextOrigin, isReviewed: boolean, isStale: boolean }>, adminUnits: Array<{ isPrimary: boolean, unit: { code: string, name: string, validTo: string | null } }>, location: { latitude: number, longitude: number, accuracyMetres: number | null, method: LocationMethod | null, measuredOn: string | null, sourceCrs: string | null, sourceNumbers: string | null, source: string | null } | null, period: { edtf: string | null } | null, visitorInfo: { verifiedOn: string | null } | null, designations: Array<{ scheme: DesignationScheme, grade: Grade | null, decisionNumber: string | null, decisionDate: string | null, authority: string | null, validFrom: string | null, validTo: string | null, endReason: EndReason | null, endedBy: string | null, source: string | null }>, partOf: { code: string, name: { text: string } } | null, partOfAct: { decisionNumber: string | null, validFrom: string | null, source: string | null } | null, missing: Array<{ field: string, code: MissingCode, note: string | null }>, sources: Array<{ title: string, url: string | null, accessedOn: string | null, field: string | null, states: string | null }> };

export type WorkingSiteQueryVariables = Exact<{
  code: string;
}>;


export type WorkingSiteQuery = { working: { nodes: Array<{ id: string, code: string, version: number, state: SiteState, origin: RecordOrigin, kinds: Array<SiteKind>, addressInDecision: string | null, extent: Extent | null, managingBody: string | null, texts: Array<{ field: TextField, language: string, text: string, origin: TextOrigin, isReviewed: boolean, isStale: boolean }>, adminUnits: Array<{ isPrimary: boolean, unit: { code: string, name: string, validTo: string | null } }>, location: { latitude: number, longitude: number, accuracyMetres: number | null, method: LocationMethod | null, measuredOn: string | null, sourceCrs: string | null, sourceNumbers: string | null, source: string | null } | null, period: { edtf: string | null } | null, visitorInfo: { verifiedOn: string | null } | null, designations: Array<{ scheme: DesignationScheme, grade: Grade | null, decisionNumber: string | null, decisionDate: string | null, authority: string | null, validFrom: string | null, validTo: string | null, endReason: EndReason | null, endedBy: string | null, source: string | null }>, partOf: { code: string, name: { text: string } } | null, partOfAct: { decisionNumber: string | null, validFrom: string | null, source: string | null } | null, missing: Array<{ field: string, code: MissingCode, note: string | null }>, sources: Array<{ title: string, url: string | null, accessedOn: string | null, field: string | null, states: string | null }> }> }, public: { totalCount: number } };

export type SendNewMutationVariables = Exact<{
  input: CreateSiteInput;
  key: string;
}>;


export type SendNewMutation = { answer: { site: { id: string, code: string, version: number, state: SiteState, origin: RecordOrigin, kinds: Array<SiteKind>, addressInDecision: string | null, extent: Extent | null, managingBody: string | null, texts: Array<{ field: TextField, language: string, text: string, origin: TextOrigin, isReviewed: boolean, isStale: boolean }>, adminUnits: Array<{ isPrimary: boolean, unit: { code: string, name: string, validTo: string | null } }>, location: { latitude: number, longitude: number, accuracyMetres: number | null, method: LocationMethod | null, measuredOn: string | null, sourceCrs: string | null, sourceNumbers: string | null, source: string | null } | null, period: { edtf: string | null } | null, visitorInfo: { verifiedOn: string | null } | null, designations: Array<{ scheme: DesignationScheme, grade: Grade | null, decisionNumber: string | null, decisionDate: string | null, authority: string | null, validFrom: string | null, validTo: string | null, endReason: EndReason | null, endedBy: string | null, source: string | null }>, partOf: { code: string, name: { text: string } } | null, partOfAct: { decisionNumber: string | null, validFrom: string | null, source: string | null } | null, missing: Array<{ field: string, code: MissingCode, note: string | null }>, sources: Array<{ title: string, url: string | null, accessedOn: string | null, field: string | null, states: string | null }> } | null, problems: Array<{ code: string, field: string | null, message: string }>, warnings: Array<{ code: string, field: string | null, message: string }> } | null };

export type SendChangesMutationVariables = Exact<{
  id: string;
  version: number;
  input: ReviseSiteInput;
  key: string;
}>;


export type SendChangesMutation = { answer: { site: { id: string, code: string, version: number, state: SiteState, origin: RecordOrigin, kinds: Array<SiteKind>, addressInDecision: string | null, extent: Extent | null, managingBody: string | null, texts: Array<{ field: TextField, language: string, text: string, origin: TextOrigin, isReviewed: boolean, isStale: boolean }>, adminUnits: Array<{ isPrimary: boolean, unit: { code: string, name: string, validTo: string | null } }>, location: { latitude: number, longitude: number, accuracyMetres: number | null, method: LocationMethod | null, measuredOn: string | null, sourceCrs: string | null, sourceNumbers: string | null, source: string | null } | null, period: { edtf: string | null } | null, visitorInfo: { verifiedOn: string | null } | null, designations: Array<{ scheme: DesignationScheme, grade: Grade | null, decisionNumber: string | null, decisionDate: string | null, authority: string | null, validFrom: string | null, validTo: string | null, endReason: EndReason | null, endedBy: string | null, source: string | null }>, partOf: { code: string, name: { text: string } } | null, partOfAct: { decisionNumber: string | null, validFrom: string | null, source: string | null } | null, missing: Array<{ field: string, code: MissingCode, note: string | null }>, sources: Array<{ title: string, url: string | null, accessedOn: string | null, field: string | null, states: string | null }> } | null, problems: Array<{ code: string, field: string | null, message: string }>, warnings: Array<{ code: string, field: string | null, message: string }> } | null };

export type SendForReviewMutationVariables = Exact<{
  id: string;
  version: number;
  key: string;
}>;


export type SendForReviewMutation = { answer: { site: { id: string, code: string, version: number, state: SiteState, origin: RecordOrigin, kinds: Array<SiteKind>, addressInDecision: string | null, extent: Extent | null, managingBody: string | null, texts: Array<{ field: TextField, language: string, text: string, origin: TextOrigin, isReviewed: boolean, isStale: boolean }>, adminUnits: Array<{ isPrimary: boolean, unit: { code: string, name: string, validTo: string | null } }>, location: { latitude: number, longitude: number, accuracyMetres: number | null, method: LocationMethod | null, measuredOn: string | null, sourceCrs: string | null, sourceNumbers: string | null, source: string | null } | null, period: { edtf: string | null } | null, visitorInfo: { verifiedOn: string | null } | null, designations: Array<{ scheme: DesignationScheme, grade: Grade | null, decisionNumber: string | null, decisionDate: string | null, authority: string | null, validFrom: string | null, validTo: string | null, endReason: EndReason | null, endedBy: string | null, source: string | null }>, partOf: { code: string, name: { text: string } } | null, partOfAct: { decisionNumber: string | null, validFrom: string | null, source: string | null } | null, missing: Array<{ field: string, code: MissingCode, note: string | null }>, sources: Array<{ title: string, url: string | null, accessedOn: string | null, field: string | null, states: string | null }> } | null, problems: Array<{ code: string, field: string | null, message: string }>, warnings: Array<{ code: string, field: string | null, message: string }> } | null };

export type RecallMutationVariables = Exact<{
  id: string;
  version: number;
  key: string;
}>;


export type RecallMutation = { answer: { site: { id: string, code: string, version: number, state: SiteState, origin: RecordOrigin, kinds: Array<SiteKind>, addressInDecision: string | null, extent: Extent | null, managingBody: string | null, texts: Array<{ field: TextField, language: string, text: string, origin: TextOrigin, isReviewed: boolean, isStale: boolean }>, adminUnits: Array<{ isPrimary: boolean, unit: { code: string, name: string, validTo: string | null } }>, location: { latitude: number, longitude: number, accuracyMetres: number | null, method: LocationMethod | null, measuredOn: string | null, sourceCrs: string | null, sourceNumbers: string | null, source: string | null } | null, period: { edtf: string | null } | null, visitorInfo: { verifiedOn: string | null } | null, designations: Array<{ scheme: DesignationScheme, grade: Grade | null, decisionNumber: string | null, decisionDate: string | null, authority: string | null, validFrom: string | null, validTo: string | null, endReason: EndReason | null, endedBy: string | null, source: string | null }>, partOf: { code: string, name: { text: string } } | null, partOfAct: { decisionNumber: string | null, validFrom: string | null, source: string | null } | null, missing: Array<{ field: string, code: MissingCode, note: string | null }>, sources: Array<{ title: string, url: string | null, accessedOn: string | null, field: string | null, states: string | null }> } | null, problems: Array<{ code: string, field: string | null, message: string }> } | null };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, name: string, signInName: string | null, permissions: Array<Permission>, roles: Array<{ id: string, role: Role, unit: { code: string, name: string } | null }> } | null };

export type PictureFragment = { id: string, code: string, digest: string, kind: SurrogateKind, role: SurrogateRole, mediaType: string, capturedEdtf: string | null, maker: string | null, method: string | null, url: string | null, placeholder: string | null, rights: { uri: string | null, holder: string | null, creditLine: string | null, label: string | null }, alternativeText: { text: string, language: string, isFallback: boolean } | null, alternativeEnglish: { text: string, language: string, isFallback: boolean } | null, caption: { text: string, language: string, isFallback: boolean } | null, work: { people: PeopleShown | null, isShown: boolean, isWithdrawn: boolean, size: number, capturePlace: { distanceMetres: number | null, isFar: boolean } | null, alike: Array<{ code: string, isSameFile: boolean, differentBits: number }> } | null };

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
}
    `, {"fragmentName":"Whole"}) as unknown as TypedDocumentString<WholeFragment, unknown>;
export const PictureFragmentDoc = new TypedDocumentString(`
    fragment Picture on DigitalSurrogate {
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
    `, {"fragmentName":"Picture"}) as unknown as TypedDocumentString<PictureFragment, unknown>;
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
export const MyWorkDocument = new TypedDocumentString(`
    query MyWork {
  drafts: sites(
    filter: {mine: true, states: [DRAFT, RETURNED]}
    view: WORKING
    first: 20
  ) {
    totalCount
    nodes: edges {
      node {
        ...Line
      }
    }
  }
  submitted: sites(
    filter: {mine: true, states: [SUBMITTED, APPROVED]}
    view: WORKING
    first: 20
  ) {
    totalCount
    nodes: edges {
      node {
        ...Line
      }
    }
  }
  awaiting: sites(filter: {awaitingMe: true}, view: WORKING, first: 20) {
    totalCount
    nodes: edges {
      node {
        ...Line
      }
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
}`) as unknown as TypedDocumentString<MyWorkQuery, MyWorkQueryVariables>;
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
}`) as unknown as TypedDocumentString<SendForReviewMutation, SendForReviewMutationVariables>;
export const RecallDocument = new TypedDocumentString(`
    mutation Recall($id: ID!, $version: Int!, $key: String!) {
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
}`) as unknown as TypedDocumentString<RecallMutation, RecallMutationVariables>;
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
            ...Picture
          }
        }
      }
    }
  }
}
    fragment Picture on DigitalSurrogate {
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