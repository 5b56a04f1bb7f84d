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

/** How much of an act the sources state: number and date, one of them, or neither. */
export type Certainty =
  | 'DATE_ONLY'
  | 'NUMBER_ONLY'
  | 'RANK_ONLY'
  | 'STATED';

/** What kind of recognition a designation is; relic rank and tourism are apart. */
export type DesignationScheme =
  | 'OTHER'
  | 'RELIC_INVENTORY'
  | 'RELIC_RANK'
  | 'TOURIST_AREA'
  | 'TOURIST_SITE'
  | 'UNESCO';

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

/** How far a site is digitised: D0 registered, D1 identified and located, D2 documented, D3 in use, D4 preserved. Null is below D0. */
export type Level =
  | 'D0'
  | 'D1'
  | 'D2'
  | 'D3'
  | 'D4';

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

/** KHONG_AP_DUNG: does not apply; CHUA_XAC_DINH: not determined yet; KHONG_RO: unknown after search; CHUA_NHAP: not entered yet; HAN_CHE: restricted. */
export type MissingCode =
  | 'CHUA_NHAP'
  | 'CHUA_XAC_DINH'
  | 'HAN_CHE'
  | 'KHONG_AP_DUNG'
  | 'KHONG_RO';

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

/** How a revision came to be: from an official list, or entered by a person. */
export type RecordOrigin =
  | 'ENTRY'
  | 'REGISTER_IMPORT';

/** What is said of one field. */
export type RemarkInput = {
  /** The field, as inputs name it. */
  field: string;
  /** What is to be done about it. */
  text: string;
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

/** Who wrote a text; machine text counts as untranslated until a person has reviewed it. */
export type TextOrigin =
  | 'HUMAN'
  | 'MACHINE'
  | 'OCR';

/** Legal areas: protection zones I and II, boundary of a tourist site. */
export type Zone =
  | 'TOURIST_BOUNDARY'
  | 'ZONE_I'
  | 'ZONE_II';

export type MyWorkQueryVariables = Exact<{
  isReviewing: boolean;
}>;


export type MyWorkQuery = { returned: { totalCount: number, nodes: Array<{ id: string, code: string, slug: string, version: number, state: SiteState, reviewComments: Array<{ version: number, author: string, at: string, field: string | null, text: string }>, name: { text: string }, adminUnit: { code: string, name: string } | null }> }, drafts: { totalCount: number, nodes: Array<{ id: string, code: string, slug: string, version: number, state: SiteState, completeness: { numerator: number, denominator: number, missing: Array<string> | null }, name: { text: string }, adminUnit: { code: string, name: string } | null }> }, submitted: { totalCount: number, nodes: Array<{ id: string, code: string, slug: string, version: number, state: SiteState, name: { text: string }, adminUnit: { code: string, name: string } | null }> }, awaiting?: { totalCount: number, nodes: Array<{ id: string, code: string, slug: string, version: number, state: SiteState, origin: RecordOrigin, reviewedAt: string | null, name: { text: string }, grade: { answer: GradeAnswerKind, value: Grade | null }, adminUnit: { code: string, name: string } | null, work: { allowed: Array<Permission>, version: number, state: SiteState, publicVersion: number | null, recordedAt: string, submittedAt: string | null, author: { name: string }, submittedBy: { name: string } | null, reviewedBy: { name: string } | null } | null }> } };

export type MyAssignedWorkQueryVariables = Exact<{
  asOf: string;
  words: Language;
}>;


export type MyAssignedWorkQuery = { worklist: { totalCount: number, nodes: Array<{ level: Level | null, targetLevel: Level, site: { code: string, name: { text: string } } | null, failing: Array<{ check: string, label: string }>, assignments: Array<{ check: string | null, dueOn: string | null, note: string | null, assignedBy: { name: string } }> }> } };

export type LineFragment = { id: string, code: string, slug: string, version: number, state: SiteState, name: { text: string }, adminUnit: { code: string, name: string } | null };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, name: string, signInName: string | null, permissions: Array<Permission>, roles: Array<{ id: string, role: Role, unit: { code: string, name: string } | null }> } | null };

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


export type RecordPageQuery = { sites: { nodes: Array<{ publishedAt: string | null, contentHash: string, kinds: Array<SiteKind>, addressInDecision: string | null, managingBody: string | null, extent: Extent | null, locationPrecision: LocationPrecision, pageUrl: string, id: string, code: string, slug: string, version: number, state: SiteState, origin: RecordOrigin, reviewedAt: string | null, adminUnits: Array<{ isPrimary: boolean, unit: { code: string, name: string, level: AdminLevel, validTo: string | null } }>, alternativeNames: Array<{ text: string, language: string }>, period: { edtf: string | null, text: { text: string } | null } | null, location: { latitude: number, longitude: number, accuracyMetres: number | null, method: LocationMethod | null, sourceCrs: string | null, sourceNumbers: string | null, source: string | null } | null, locationCandidates: Array<{ latitude: number, longitude: number, source: string | null }>, designations: Array<{ scheme: DesignationScheme, grade: Grade | null, decisionNumber: string | null, decisionDate: string | null, authority: string | null, validFrom: string | null, validTo: string | null, knownSince: string, endReason: EndReason | null, endedBy: string | null, certainty: Certainty, source: string | null }>, protectionZones: Array<{ zone: Zone, validFrom: string | null, validTo: string | null, decisionNumber: string | null }>, missing: Array<{ field: string, code: MissingCode, note: string | null }>, sources: Array<{ title: string, url: string | null, accessedOn: string | null, field: string | null, states: string | null }>, externalIds: Array<{ system: string, value: string }>, texts: Array<{ field: TextField, language: string, text: string, origin: TextOrigin, isReviewed: boolean, isStale: boolean }>, visitorInfo: { verifiedOn: string | null } | null, partOf: { code: string, name: { text: string } } | null, locatedIn: { code: string, name: { text: string } } | null, parts: { totalCount: number, nodes: Array<{ code: string, name: { text: string } }> }, unconfirmed: { totalCount: number, nodes: Array<{ code: string, name: { text: string } }> }, declaredParts: { declared: number, known: number, unknown: number, decisionNumber: string } | null, surrogates: { totalCount: number, edges: Array<{ node: { id: string, code: string, kind: SurrogateKind, role: SurrogateRole, capturedEdtf: string | null, maker: string | null, mediaType: string, width: number | null, height: number | null, pageCount: number | null, url: string | null, large: string | null, rights: { uri: string | null, holder: string | null, creditLine: string | null, label: string | null }, alternativeText: { text: string, isFallback: boolean } | null, caption: { text: string } | null, work: { access: Access, isShown: boolean, isWithdrawn: boolean, withdrawalReason: string | null, hasPersonalData: boolean, people: PeopleShown | null, alike: Array<{ code: string, isSameFile: boolean }>, capturePlace: { distanceMetres: number | null, isFar: boolean } | null } | null } }> }, dossier: { template: string, completeness: { numerator: number, denominator: number }, parts: Array<{ part: string, label: string, status: DossierPartStatus, reason: string | null, pageCount: number | null, fileCount: number, work: { warnings: Array<{ code: string, message: string }> } | null }> }, digitisation: { level: Level | null, targetLevel: Level | null, waitsForParts: boolean, failing: Array<{ check: string, level: Level, label: string, reason: string, effort: number, isLaw: boolean, source: string }> } | null, completeness: { numerator: number, denominator: number, missing: Array<string> | null }, name: { text: string }, grade: { answer: GradeAnswerKind, value: Grade | null }, adminUnit: { code: string, name: string } | null, work: { allowed: Array<Permission>, version: number, state: SiteState, publicVersion: number | null, recordedAt: string, submittedAt: string | null, author: { name: string }, submittedBy: { name: string } | null, reviewedBy: { name: string } | null } | null }> } };

export type RecordFragment = { publishedAt: string | null, contentHash: string, kinds: Array<SiteKind>, addressInDecision: string | null, managingBody: string | null, extent: Extent | null, locationPrecision: LocationPrecision, pageUrl: string, id: string, code: string, slug: string, version: number, state: SiteState, origin: RecordOrigin, reviewedAt: string | null, adminUnits: Array<{ isPrimary: boolean, unit: { code: string, name: string, level: AdminLevel, validTo: string | null } }>, alternativeNames: Array<{ text: string, language: string }>, period: { edtf: string | null, text: { text: string } | null } | null, location: { latitude: number, longitude: number, accuracyMetres: number | null, method: LocationMethod | null, sourceCrs: string | null, sourceNumbers: string | null, source: string | null } | null, locationCandidates: Array<{ latitude: number, longitude: number, source: string | null }>, designations: Array<{ scheme: DesignationScheme, grade: Grade | null, decisionNumber: string | null, decisionDate: string | null, authority: string | null, validFrom: string | null, validTo: string | null, knownSince: string, endReason: EndReason | null, endedBy: string | null, certainty: Certainty, source: string | null }>, protectionZones: Array<{ zone: Zone, validFrom: string | null, validTo: string | null, decisionNumber: string | null }>, missing: Array<{ field: string, code: MissingCode, note: string | null }>, sources: Array<{ title: string, url: string | null, accessedOn: string | null, field: string | null, states: string | null }>, externalIds: Array<{ system: string, value: string }>, texts: Array<{ field: TextField, language: string, text: string, origin: TextOrigin, isReviewed: boolean, isStale: boolean }>, visitorInfo: { verifiedOn: string | null } | null, partOf: { code: string, name: { text: string } } | null, locatedIn: { code: string, name: { text: string } } | null, parts: { totalCount: number, nodes: Array<{ code: string, name: { text: string } }> }, unconfirmed: { totalCount: number, nodes: Array<{ code: string, name: { text: string } }> }, declaredParts: { declared: number, known: number, unknown: number, decisionNumber: string } | null, surrogates: { totalCount: number, edges: Array<{ node: { id: string, code: string, kind: SurrogateKind, role: SurrogateRole, capturedEdtf: string | null, maker: string | null, mediaType: string, width: number | null, height: number | null, pageCount: number | null, url: string | null, large: string | null, rights: { uri: string | null, holder: string | null, creditLine: string | null, label: string | null }, alternativeText: { text: string, isFallback: boolean } | null, caption: { text: string } | null, work: { access: Access, isShown: boolean, isWithdrawn: boolean, withdrawalReason: string | null, hasPersonalData: boolean, people: PeopleShown | null, alike: Array<{ code: string, isSameFile: boolean }>, capturePlace: { distanceMetres: number | null, isFar: boolean } | null } | null } }> }, dossier: { template: string, completeness: { numerator: number, denominator: number }, parts: Array<{ part: string, label: string, status: DossierPartStatus, reason: string | null, pageCount: number | null, fileCount: number, work: { warnings: Array<{ code: string, message: string }> } | null }> }, digitisation: { level: Level | null, targetLevel: Level | null, waitsForParts: boolean, failing: Array<{ check: string, level: Level, label: string, reason: string, effort: number, isLaw: boolean, source: string }> } | null, completeness: { numerator: number, denominator: number, missing: Array<string> | null }, name: { text: string }, grade: { answer: GradeAnswerKind, value: Grade | null }, adminUnit: { code: string, name: string } | null, work: { allowed: Array<Permission>, version: number, state: SiteState, publicVersion: number | null, recordedAt: string, submittedAt: string | null, author: { name: string }, submittedBy: { name: string } | null, reviewedBy: { name: string } | null } | null };

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
    validFrom
    validTo
    decisionNumber
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
export const MyWorkDocument = new TypedDocumentString(`
    query MyWork($isReviewing: Boolean!) {
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
    validFrom
    validTo
    decisionNumber
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