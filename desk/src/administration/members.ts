// People as lists show them: searched without marks, told apart from apps, what each still lacks.
import type { MemberFragment, Role } from '../graphql/documents.ts';

export const ROLES: readonly Role[] = ['EDITOR', 'COMMUNE_OFFICER', 'REVIEWER', 'PUBLISHER', 'EVALUATOR', 'COUNCIL', 'APP_DEVELOPER', 'ADMINISTRATOR'];

/** Roles that decide: whoever holds one signs in with two factors. */
const DECIDING: ReadonlySet<Role> = new Set<Role>(['REVIEWER', 'PUBLISHER', 'EVALUATOR', 'COUNCIL', 'ADMINISTRATOR']);

export function needsFactor(role: Role): boolean {
  return DECIDING.has(role);
}

/** Small letters without marks, as people type when they search. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().trim();
}

/** An app has a token, no account, and is nothing but an app. */
export function isApp({ signInName, roles }: Pick<MemberFragment, 'signInName' | 'roles'>): boolean {
  return !signInName && roles.length > 0 && roles.every(({ role }) => role === 'APP_DEVELOPER');
}

export interface Wanted {
  text: string;
  role: Role | '';
  withGone: boolean;
}

/** Those whose name or sign-in name holds every word, of this role, and not gone unless wanted. */
export function matching<T extends MemberFragment>(people: readonly T[], { text, role, withGone }: Wanted): T[] {
  const words = folded(text).split(/\s+/).filter(Boolean);
  return people.filter((one) => {
    const name = `${folded(one.name)} ${one.signInName ?? ''}`;
    return (withGone || !one.deactivatedAt) && (!role || one.roles.some((held) => held.role === role)) && words.every((word) => name.includes(word));
  });
}

export type Lack = 'gone' | 'noRole' | 'neverIn' | 'noFactor';

/** What deserves a look about somebody, the weightiest first; null if nothing does. */
export function lackOf(one: MemberFragment): Lack | null {
  if (one.deactivatedAt) return 'gone';
  if (one.roles.length === 0) return 'noRole';
  if (!one.lastSeen) return 'neverIn';
  return one.signInName && !one.secondFactor && one.roles.some(({ role }) => needsFactor(role)) ? 'noFactor' : null;
}
