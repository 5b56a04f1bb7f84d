// A work: what one person has in hand about one site. And what becomes of it with every answer of the catalogue; pure,
// so that it can be told what happens whatever breaks off in between.
import type { ReviseSiteInput, SiteState, WholeFragment } from '../graphql/documents.ts';
import { blank, facetsOf, isSame, withFacet, type Fields } from './fields.ts';
import { changes } from './input.ts';
import { merged } from './merge.ts';
import { unready, placed, type Told } from './problems.ts';
import { fieldsOf, staleOf } from './read.ts';

/** What is on its way: exactly this is sent, under this key, until an answer comes. */
export interface Attempt {
  kind: 'CREATE' | 'REVISE' | 'SUBMIT';
  idempotencyKey: string;
  version: number | null;
  input: ReviseSiteInput | null;
  names: string[];
  fields: Fields;
}

export interface Conflict {
  theirs: Fields;
  version: number;
  names: string[];
}

export interface Work {
  id: string;
  person: string;
  siteId: string | null;
  code: string | null;
  state: SiteState | null;
  /** Whether the public sees it, or it came from an official list: then a commune officer changes a few fields only. */
  isPublic: boolean;
  baseVersion: number | null;
  fields: Fields;
  /** What the catalogue holds, as far as known. */
  sent: Fields;
  stale: string[];
  wish: 'KEEP' | 'SUBMIT';
  step: 'KEPT' | 'SENDING' | 'SENT' | 'REFUSED' | 'CONFLICT';
  problems: Told[];
  warnings: Told[];
  /** Facets that were refused, with the value that was: they wait until a person has changed them. */
  held: Record<string, unknown>;
  conflict: Conflict | null;
  attempt: Attempt | null;
  sentAt: string | null;
  updatedAt: string;
}

export interface Payload {
  site: WholeFragment | null;
  problems: readonly { code: string; field: string | null; message: string }[];
  warnings: readonly { code: string; field: string | null; message: string }[];
}

export function newWork(id: string, person: string, now: string, fields: Fields = blank()): Work {
  return {
    id, person, siteId: null, code: null, state: null, isPublic: false, baseVersion: null, fields, sent: blank(), stale: [], wish: 'KEEP',
    step: 'KEPT', problems: [], warnings: [], held: {}, conflict: null, attempt: null, sentAt: null, updatedAt: now,
  };
}

/** The work upon what the catalogue has by now. What nobody changed here is taken over. */
export function rebased(work: Work, site: WholeFragment, isPublic: boolean): Work {
  const theirs = fieldsOf(site);
  const { fields, conflicts } = work.siteId ? merged(work.sent, work.fields, theirs) : { fields: theirs, conflicts: [] };
  const known = { ...work, siteId: site.id, code: site.code, state: site.state, isPublic, stale: staleOf(site), fields };
  if (conflicts.length) {
    return { ...known, step: 'CONFLICT', wish: 'KEEP', conflict: { theirs, version: site.version, names: conflicts } };
  }
  return { ...known, sent: theirs, baseVersion: site.version, conflict: null, step: work.step === 'CONFLICT' ? 'KEPT' : work.step };
}

/** The person has chosen: `mine` are the facets that stay as typed here, all others become theirs. */
export function decided(work: Work, mine: readonly string[]): Work {
  if (!work.conflict) return work;
  const { theirs, version, names } = work.conflict;
  const taken = names.filter((name) => !mine.includes(name));
  const fields = taken.reduce((before, name) => withFacet(before, name, theirs), work.fields);
  return { ...work, fields, sent: theirs, baseVersion: version, conflict: null, step: 'KEPT', held: {}, problems: [] };
}

/** Where one fact depends on another, a change of either is reason to try both again. */
const TOGETHER = [['location', 'adminUnits'], ['missing', 'protectionZones', 'managingBody', 'periodEdtf', 'periods.VI', 'summaries.VI', 'descriptions.VI']];

/** Forget what was refused as soon as it reads otherwise. */
export function edited(work: Work, fields: Fields): Work {
  const [before, after] = [facetsOf(work.fields), facetsOf(fields)];
  const touched = new Set(Object.keys({ ...before, ...after }).filter((name) => !isSame(before[name], after[name])));
  if (!touched.size) return { ...work, fields };
  for (const group of TOGETHER) if (group.some((name) => touched.has(name))) group.forEach((name) => touched.add(name));
  const held = Object.fromEntries(Object.entries(work.held).filter(([name]) => !touched.has(name)));
  const problems = work.problems.filter(({ facet }) => facet !== null && !touched.has(facet));
  // Whoever goes on typing after sending it off is asked again: half a correction is not reviewed.
  return { ...work, fields, held, problems, wish: 'KEEP' };
}

function isHeld(work: Work): (name: string) => boolean {
  const waiting = new Set([...Object.keys(work.held), ...unready(work.fields, work.sent).map(({ facet }) => facet)]);
  return (name) => waiting.has(name);
}

/** Whether anything here is not in the catalogue yet. */
export function isUnsent(work: Work): boolean {
  return work.attempt !== null || changes(work.fields, work.sent).names.length > 0;
}

export function nameOf(work: Work): string {
  return work.fields.texts['names.VI']?.text.trim() ?? '';
}

/** What to send next; null if there is nothing to send, or nothing that can be. */
export function planned(work: Work, makeKey: () => string): Attempt | null {
  if (work.attempt) return work.attempt;
  if (work.conflict) return null;
  const { input, names } = changes(work.fields, work.sent, isHeld(work));
  const made = { idempotencyKey: makeKey(), version: work.baseVersion, input, names, fields: work.fields };
  if (!work.siteId) return names.includes('names.VI') ? { ...made, kind: 'CREATE' } : null;
  if (names.length) return { ...made, kind: 'REVISE' };
  const isWhole = !changes(work.fields, work.sent).names.length;
  return work.wish === 'SUBMIT' && isWhole ? { ...made, kind: 'SUBMIT', input: null } : null;
}

/** The work after an answer to its attempt. A stale version is no answer that ends here: see `rebased`. */
export function answered(work: Work, attempt: Attempt, { site, problems, warnings }: Payload, now: string): Work {
  const told = (all: Payload['problems']) => all.map((problem) => placed(problem, attempt.input, attempt.fields));
  const at = { ...work, attempt: null, updatedAt: now };
  if (!site) {
    const places = told(problems);
    const values = facetsOf(attempt.fields);
    const held = { ...work.held };
    const named = places.flatMap(({ facet }) => (facet !== null && attempt.names.includes(facet) ? [facet] : []));
    // A problem at a field that was not sent may come of any that was: all of them wait.
    for (const facet of named.length ? named : attempt.names) held[facet] = values[facet] ?? null;
    return { ...at, held, problems: [...work.problems.filter((one) => !places.some(({ code, place }) => code === one.code && place === one.place)), ...places], step: 'REFUSED', wish: 'KEEP' };
  }
  const theirs = fieldsOf(site);
  const sent = attempt.names.reduce((before, name) => withFacet(before, name, attempt.fields), theirs);
  const { fields } = merged(work.sent, work.fields, sent);
  const known = {
    ...at, siteId: site.id, code: site.code, state: site.state, baseVersion: site.version, sent, fields, stale: staleOf(site), sentAt: now,
    warnings: attempt.kind === 'SUBMIT' ? work.warnings : told(warnings),
  };
  if (attempt.kind === 'SUBMIT') return { ...known, wish: 'KEEP', step: 'SENT', problems: [], held: {} };
  return { ...known, step: work.problems.length ? 'REFUSED' : 'SENT' };
}
