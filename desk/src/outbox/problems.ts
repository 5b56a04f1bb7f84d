// Where in the form a problem of the catalogue belongs. Its path names the field of the input: `names.0`,
// `designations.1.decisionNumber`, `summaries.EN`.
import type { ReviseSiteInput } from '../graphql/documents.ts';
import { facetsOf, isBlankRow, tidy, type Fields } from './fields.ts';

export interface Told {
  code: string;
  message: string;
  /** The facet that it is about; null for the whole record. */
  facet: string | null;
  /** The control in the form: a facet, or `designations.<row>.decisionNumber`. */
  place: string | null;
}

const FACET_OF_MISSING: Record<string, string> = {
  managing_body: 'managingBody', admin_unit: 'adminUnits', period: 'periods.VI', summary: 'summaries.VI', description: 'descriptions.VI',
};

export function placed(problem: { code: string; field: string | null; message: string }, input: object | null, fields: Fields): Told {
  const { code, message, field } = problem;
  const told = (facet: string | null, place = facet): Told => ({ code, message, facet, place });
  if (!field) return told(null);
  const [list = '', second = '', third] = field.split('.');
  const number = /^\d+$/.test(second) ? Number(second) : null;
  if (list === 'designations' || list === 'sources') {
    const row = number === null ? undefined : fields[list].filter((one) => !isBlankRow(one))[number];
    return told(list, row ? `${list}.${row.id}.${third ?? 'scheme'}` : list);
  }
  if (list === 'protectionZones') {
    const row = number === null ? undefined : fields.zones.filter((one) => !isBlankRow(one))[number];
    return told(list, row ? `${list}.${row.id}.${third ?? 'validTo'}` : list);
  }
  if (list === 'partOf') return told(list, `${list}.${third ?? 'complex'}`);
  if (list === 'adminUnit') return told('adminUnits');
  if (list === 'location' || list === 'locationPrecision') return told('location', second && number === null ? `location.${second}` : 'location');
  const text = number === null ? undefined : (input as ReviseSiteInput | null)?.[list as 'names']?.[number];
  if (text && list === 'visitorFacts') return told(`${list}.${(text as unknown as { name: string }).name}.${text.language}`);
  if (text && 'language' in text) return told(`${list}.${text.language}`);
  if (list === 'missing' && number !== null) {
    const gap = (input as ReviseSiteInput | null)?.missing?.[number];
    return gap ? told(list, `missing.${gap.field}`) : told(list);
  }
  if (code === 'NOTE_MISSING' || code === 'VALUE_AND_MISSING') return told('missing', `missing.${field}`);
  return told(FACET_OF_MISSING[field] ?? (list === 'names' && !second ? 'names.VI' : field));
}

export type Begun = 'actGrade' | 'actAuthority' | 'actEnd' | 'sourceTitle' | 'zoneShape' | 'gapNote';

/**
 * What says too little yet to be sent: its facet waits here until it is whole, and nobody is scolded meanwhile. What the
 * catalogue has already, it has taken as it is: an act of the register whose authority is not known, say.
 */
export function unready(fields: Fields, sent: Fields): { facet: string; place: string; begun: Begun }[] {
  const found: { facet: string; place: string; begun: Begun }[] = [];
  const isNew = <T extends { id: string }>(row: T, known: readonly T[]) => !isBlankRow(row) && !known.some((one) => isSameRow(one, row));
  for (const act of fields.designations.filter((row) => isNew(row, sent.designations))) {
    const wait = (name: string, begun: Begun) => found.push({ facet: 'designations', place: `designations.${act.id}.${name}`, begun });
    if (act.scheme === 'RELIC_RANK' && !act.grade) wait('grade', 'actGrade');
    if (!tidy(act.authority)) wait('authority', 'actAuthority');
    if ([act.validTo, act.endReason, tidy(act.endedBy)].filter(Boolean).length % 3) wait('validTo', 'actEnd');
  }
  for (const source of fields.sources.filter((row) => isNew(row, sent.sources))) {
    if (!tidy(source.title)) found.push({ facet: 'sources', place: `sources.${source.id}.title`, begun: 'sourceTitle' });
  }
  for (const zone of fields.zones.filter((row) => !isBlankRow(row) && !row.shape)) {
    found.push({ facet: 'protectionZones', place: `protectionZones.${zone.id}.geometry`, begun: 'zoneShape' });
  }
  const gaps = (facetsOf(fields).missing ?? []) as { field: string; code: string; note: string }[];
  for (const { field, code, note } of gaps) {
    if ((code === 'KHONG_RO' || code === 'CHUA_XAC_DINH') && !note) found.push({ facet: 'missing', place: `missing.${field}.note`, begun: 'gapNote' });
  }
  return found;
}

/** Whether two rows say the same, wherever they stand. */
export function isSameRow(one: { id: string }, other: { id: string }): boolean {
  return JSON.stringify({ ...one, id: '' }) === JSON.stringify({ ...other, id: '' });
}
