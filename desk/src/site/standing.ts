// What is to be said first of a record: whose turn it is, and what this person may do about it. Pure.
import type { Permission, SiteState } from '../graphql/documents.ts';

export type Turn = 'yours.draft' | 'yours.returned' | 'yours.review' | 'yours.publish' | 'yours.published'
  | 'others.draft' | 'others.returned' | 'others.review' | 'others.publish' | 'others.published' | 'others.withdrawn';

const STEPS: Partial<Record<SiteState, [step: 'draft' | 'returned' | 'review' | 'publish' | 'published', by: Permission]>> = {
  DRAFT: ['draft', 'SUBMIT_SITE'],
  RETURNED: ['returned', 'SUBMIT_SITE'],
  SUBMITTED: ['review', 'APPROVE_SITE'],
  APPROVED: ['publish', 'PUBLISH_SITE'],
  PUBLISHED: ['published', 'REVISE_SITE'],
};

export function turnOf(state: SiteState, allowed: readonly Permission[]): Turn {
  const step = STEPS[state];
  if (!step) return allowed.includes('REVISE_SITE') ? 'yours.published' : 'others.withdrawn';
  return `${allowed.includes(step[1]) ? 'yours' : 'others'}.${step[0]}`;
}

/** The record that is next in a queue after one was decided: the one behind it, else the first; null for none. */
export function nextAfter(codes: readonly string[], decided: string): string | null {
  const rest = codes.filter((code) => code !== decided);
  const behind = codes.slice(codes.indexOf(decided) + 1).find((code) => code !== decided);
  return behind ?? rest[0] ?? null;
}
