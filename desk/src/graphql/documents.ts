/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** How well a position is known. CONFLICT: sources disagree; ADMIN_UNIT_ONLY: only the commune is known; UNKNOWN: no source gives a place. */
export type LocationPrecision =
  | 'ADMIN_UNIT_ONLY'
  | 'APPROXIMATE'
  | 'CONFLICT'
  | 'LOW'
  | 'SITE'
  | 'UNKNOWN'
  | 'UNVERIFIED';

/** A circle around a point, measured along the ellipsoid. */
export type NearInput = {
  /** Degrees north, WGS84. */
  latitude: number;
  /** Degrees east, WGS84. */
  longitude: number;
  /** Radius in metres, above 0 and at most 300 km. */
  radiusMetres: number;
};

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

/** Conditions on sites; all that are given must hold. */
export type SiteFilterInput = {
  /** Only sites in this unit. For a former unit: sites whose record names it, or whose present unit was made of it and whose record names no other former unit. */
  adminUnit?: AdminUnitInput | null | undefined;
  /** WORKING view: only records that wait for the viewer's review or publication. */
  awaitingMe?: boolean | null | undefined;
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

export type MyWorkQueryVariables = Exact<{ [key: string]: never; }>;


export type MyWorkQuery = { drafts: { totalCount: number, nodes: Array<{ node: { id: string, code: string, slug: string, version: number, state: SiteState, name: { text: string }, adminUnit: { code: string, name: string } | null } }> }, submitted: { totalCount: number, nodes: Array<{ node: { id: string, code: string, slug: string, version: number, state: SiteState, name: { text: string }, adminUnit: { code: string, name: string } | null } }> }, awaiting: { totalCount: number, nodes: Array<{ node: { id: string, code: string, slug: string, version: number, state: SiteState, name: { text: string }, adminUnit: { code: string, name: string } | null } }> } };

export type LineFragment = { id: string, code: string, slug: string, version: number, state: SiteState, name: { text: string }, adminUnit: { code: string, name: string } | null };

export type PlacedSitesQueryVariables = Exact<{
  view: SiteView;
  filter?: SiteFilterInput | null | undefined;
  language: Language;
  first: number;
  after?: string | null | undefined;
}>;


export type PlacedSitesQuery = { sites: { totalCount: number, nodes: Array<{ id: string, code: string, state: SiteState, locationPrecision: LocationPrecision, name: { text: string, language: string }, adminUnit: { code: string, name: string } | null, location: { latitude: number, longitude: number } | null, locationCandidates: Array<{ latitude: number, longitude: number, source: string | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PlacedSiteFragment = { id: string, code: string, state: SiteState, locationPrecision: LocationPrecision, name: { text: string, language: string }, adminUnit: { code: string, name: string } | null, location: { latitude: number, longitude: number } | null, locationCandidates: Array<{ latitude: number, longitude: number, source: string | null }> };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, name: string, signInName: string | null, permissions: Array<Permission>, roles: Array<{ id: string, role: Role, unit: { code: string, name: string } | null }> } | null };

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