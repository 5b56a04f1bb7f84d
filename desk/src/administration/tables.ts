// What a table holds, in words; a kind that is new to the desk by its own name.
import { say, type Word } from '../words/words.ts';

const WORDS: Record<string, Word> = {
  sites: 'tables.sites',
  designations: 'tables.designations',
  compositions: 'tables.compositions',
  declared_parts: 'tables.declared_parts',
  alternative_names: 'tables.alternative_names',
  location_candidates: 'tables.location_candidates',
  extents: 'tables.extents',
  protection_zones: 'tables.protection_zones',
  shapes: 'tables.shapes',
  missing_values: 'tables.missing_values',
  procedures: 'tables.procedures',
  procedure_counts: 'tables.procedure_counts',
};

export function tableWord(kind: string): string {
  const word = WORDS[kind];
  return word ? say(word) : kind;
}
