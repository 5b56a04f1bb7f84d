// Facets and their values in words, for people who compare them.
import { sayTerm } from '../words/words.ts';

/** "Mô tả (Tiếng Anh)" for `descriptions.EN`. */
export function facetName(name: string): string {
  const [list = '', second, third] = name.split('.');
  if (third && second) return `${sayTerm('fact', second)} (${sayTerm('language', third)})`;
  return second ? `${sayTerm('facet', list)} (${sayTerm('language', second)})` : sayTerm('facet', list);
}

/** A shape by its first corners: what differs is seen, and no page is filled. */
function outline(geojson: string): string {
  const numbers = geojson.match(/-?\d+\.\d+/g) ?? [];
  return `${numbers.slice(0, 6).join(' ')}${numbers.length > 6 ? ` … (${numbers.length / 2})` : ''}`;
}

const FAMILIES: Record<string, string> = { scheme: 'scheme', zone: 'zone', grade: 'grade', endReason: 'end', method: 'method', code: 'missing' };

/** A value, readable: a text as it is, a list line by line. */
export function shownFacet(value: unknown): string {
  if (value === undefined || value === null || typeof value === 'boolean') return '';
  if (typeof value !== 'object') return sayTerm('kind', String(value));
  if (Array.isArray(value)) return value.map(shownFacet).join('\n');
  if ('text' in value && 'origin' in value) return String(value.text);
  return Object.entries(value)
    .filter(([, one]) => one !== '' && one !== null && typeof one !== 'object')
    .map(([key, one]) => (key === 'shape' ? outline(String(one)) : FAMILIES[key] ? sayTerm(FAMILIES[key], String(one)) : String(one)))
    .join(' · ');
}
