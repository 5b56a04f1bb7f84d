// What one version of a record says in a facet, in words, for people who choose between two.
import type { FormListsQuery } from '../graphql/documents.ts';
import { facetsOf, type Fields } from '../outbox/fields.ts';
import { fieldWord } from '../site/words.ts';
import { day } from '../words/shown.ts';
import { sayTerm } from '../words/words.ts';
import { shownFacet } from './facet-words.ts';

type Row = Record<string, unknown>;

const FAMILIES: Record<string, string> = { scheme: 'scheme', grade: 'grade', endReason: 'end' };

/** The facet `name` of these fields, line by line; '' where nothing is said. */
export function shownVersion(name: string, fields: Fields, lists: FormListsQuery): string {
  const value = facetsOf(fields)[name];
  if (value === undefined) return '';
  switch (name) {
    case 'adminUnits': return fields.units.map((code) => lists.adminUnits.find((unit) => unit.code === code)?.name ?? code).join('\n');
    case 'extent': return sayTerm('extent', fields.extent);
    case 'visitorFactsVerifiedOn': return day(fields.visitorFactsVerifiedOn);
    case 'location': return positionOf(fields.position);
    case 'partOf': return fields.partOf ? [fields.partOf.name || fields.partOf.complex, pairs({ ...(value as Row), complex: '' })].filter(Boolean).join('\n') : '';
    case 'missing': return (value as { field: string; code: string; note: string }[])
      .map(({ field, code, note }) => `${fieldWord(field)}: ${sayTerm('missing', code)}${note && ` (${note})`}`).join('\n');
    case 'designations': case 'sources': return (value as Row[]).map(pairs).join('\n');
    default: return typeof value === 'string' ? value : shownFacet(value);
  }
}

function positionOf({ text, accuracy, method, measuredOn, exception }: Fields['position']): string {
  return [text, accuracy && `± ${accuracy} m`, method && sayTerm('method', method), measuredOn && dayOrText(measuredOn), exception].filter(Boolean).join(' · ');
}

/** "hạng Cấp tỉnh · quyết định 12/QĐ-UBND · ngày ký 01/02/2003" */
function pairs(row: Row): string {
  return Object.entries(row).filter(([, value]) => typeof value === 'string' && value !== '').map(([key, value]) => {
    const label = sayTerm('pair', key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
    return `${label} ${word(key, String(value))}`;
  }).join(' · ');
}

function word(key: string, value: string): string {
  if (key === 'field') return fieldWord(value);
  return FAMILIES[key] ? sayTerm(FAMILIES[key], value) : dayOrText(value);
}

function dayOrText(value: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(value) ? day(value) : value;
}
