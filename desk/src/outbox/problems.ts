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

/** Facets that say too little yet to be sent: they wait here until they are whole, and nobody is scolded meanwhile. */
export function unready(fields: Fields): string[] {
  const waiting: string[] = [];
  const acts = fields.designations.filter((act) => !isBlankRow(act));
  if (acts.some(({ scheme, grade, authority }) => (scheme === 'RELIC_RANK' && !grade) || !tidy(authority))) waiting.push('designations');
  if (acts.some(({ validTo, endReason, endedBy }) => [validTo, endReason, endedBy].filter(Boolean).length % 3)) waiting.push('designations');
  if (fields.sources.some((source) => !isBlankRow(source) && !tidy(source.title))) waiting.push('sources');
  if (fields.partOf && !fields.partOf.complex) waiting.push('partOf');
  const gaps = (facetsOf(fields).missing ?? []) as { code: string; note: string }[];
  if (gaps.some(({ code, note }) => (code === 'KHONG_RO' || code === 'CHUA_XAC_DINH') && !note)) waiting.push('missing');
  return waiting;
}
