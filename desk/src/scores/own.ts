// Whose sheet is whose, and where it is.
import { may, type Person } from '../people/viewer.ts';

const DEPARTMENT = 'svhttdl';

/** Whether a subject is the person's own: the commune of a role, the department, or oneself. The server judges. */
export function isOwn({ code, kind }: { code: string; kind: string }, who: Person | null): boolean {
  if (!who || !may('SELF_SCORE')) return false;
  if (kind === 'INDIVIDUAL') return !may('APPRAISE_SCORES') && !may('DECIDE_SCORES');
  return who.roles.some(({ role, unit }) => (unit ? unit.code === code : role === 'EDITOR' && code === DEPARTMENT));
}

export function sheetAddress(period: string, subject: string): string {
  return `/desk/scores/${encodeURIComponent(period)}/${encodeURIComponent(subject)}`;
}
