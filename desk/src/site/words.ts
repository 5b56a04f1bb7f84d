// What fields and values of a record are called.
import { language as spoken, say, sayTerm } from '../words/words.ts';
import { day } from '../words/shown.ts';
import { named } from './fields.ts';

/** A field, whoever names it: "Tên (tiếng Việt)", "Ảnh IMG03", "Xếp hạng 2". */
export function fieldWord(name: string): string {
  const { field, rest } = named(name);
  const [first = '', second] = rest;
  if (field === 'visitorFacts' && first) return inLanguage(sayTerm('fact', first), second);
  const word = sayTerm('field', field);
  if (/^\d+$/.test(first)) return `${word} ${Number(first) + 1}${second ? `: ${sayTerm('pair', snake(second))}` : ''}`;
  return ['surrogates', 'dossier'].includes(field) && first ? `${word} ${first}` : inLanguage(word, first);
}

function inLanguage(word: string, language: string | undefined): string {
  return language ? `${word} (${within(sayTerm('language', language))})` : word;
}

/** The name of a language inside a sentence: "tiếng Việt", but "Vietnamese". */
function within(name: string): string {
  return spoken() === 'vi' ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const FAMILIES: Record<string, string> = {
  scheme: 'scheme', grade: 'grade', certainty: 'certainty', end_reason: 'endReason', method: 'method', membership: 'membership',
  relation: 'relation', zone: 'zone', code: 'missing', access: 'access', role: 'surrogateRole', kind: 'surrogateKind', people: 'people',
};

/** One value out of a comparison, as people read it. `field` is the field that it belongs to. */
export function valueWord(field: string, name: string, value: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return day(value);
  if (value === 'true' || value === 'false') return say(value === 'true' ? 'diff.yes' : 'diff.no');
  if (name === '' && field === 'kinds') return sayTerm('kind', value);
  if (name === '' && field === 'location') return sayTerm('precision', value);
  if (name === 'field') return fieldWord(value);
  if (name === 'unit' || (name === 'code' && /^\d/.test(value))) return value.replace(/[@/].*/, '');
  const family = FAMILIES[name];
  return family ? sayTerm(family, value) : value;
}
