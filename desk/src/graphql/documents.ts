/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** Where a revision stands in the life of a record; the public sees PUBLISHED. */
export type SiteState =
  | 'APPROVED'
  | 'DRAFT'
  | 'PUBLISHED'
  | 'RETURNED'
  | 'SUBMITTED'
  | 'SUPERSEDED'
  | 'WITHDRAWN';

export type MyWorkQueryVariables = Exact<{ [key: string]: never; }>;


export type MyWorkQuery = { drafts: { totalCount: number, nodes: Array<{ node: { id: string, code: string, slug: string, version: number, state: SiteState, name: { text: string }, adminUnit: { code: string, name: string } | null } }> }, submitted: { totalCount: number, nodes: Array<{ node: { id: string, code: string, slug: string, version: number, state: SiteState, name: { text: string }, adminUnit: { code: string, name: string } | null } }> }, awaiting: { totalCount: number, nodes: Array<{ node: { id: string, code: string, slug: string, version: number, state: SiteState, name: { text: string }, adminUnit: { code: string, name: string } | null } }> } };

export type LineFragment = { id: string, code: string, slug: string, version: number, state: SiteState, name: { text: string }, adminUnit: { code: string, name: string } | null };

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