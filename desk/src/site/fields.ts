// One name for a field, whoever names it: comparisons ("names.VI"), problems ("designations.0.source"), missing values
// ("admin_unit"), and where in the form it is put right. Pure.
import type { SectionName } from '../enter/checklist.ts';

export const SECTION_ORDER: readonly SectionName[] = [
  'identity', 'place', 'acts', 'zones', 'dossier', 'whole', 'words', 'period', 'visitors', 'sources', 'photographs',
];

const SECTIONS: Record<string, SectionName> = {
  names: 'identity', alternativeNames: 'identity', kinds: 'identity', slug: 'identity', externalIds: 'identity',
  adminUnits: 'place', addressInDecision: 'place', location: 'place', locationPrecision: 'place', extent: 'place',
  designations: 'acts', protectionZones: 'zones',
  partOf: 'whole', declaredParts: 'whole',
  summaries: 'words', descriptions: 'words', notes: 'words',
  periods: 'period', periodEdtf: 'period',
  managingBody: 'visitors', visitorFacts: 'visitors', visitorFactsVerifiedOn: 'visitors',
  sources: 'sources', missing: 'sources',
  surrogates: 'photographs', dossier: 'dossier',
};

const OTHER_NAMES: Record<string, string> = {
  name: 'names', summary: 'summaries', description: 'descriptions', note: 'notes', period: 'periods',
  adminUnit: 'adminUnits', alternativeName: 'alternativeNames',
};
const FACTS = new Set([
  'OPENING_HOURS', 'FEE', 'CONTACT', 'DIRECTIONS', 'PARKING', 'TOILETS', 'SIGNS', 'GUIDING', 'ACCESSIBILITY', 'SECURITY', 'FIRE_SAFETY',
]);

export interface Named {
  /** The field as inputs name it. */
  field: string;
  /** Which of them: a language (VI), a visitor fact and its language (FEE, VI), a part, a place in a list. */
  rest: string[];
}

export function named(name: string): Named {
  const [first = '', ...rest] = name.split('.');
  if (FACTS.has(first.toUpperCase())) return { field: 'visitorFacts', rest: [first.toUpperCase(), ...rest] };
  const camel = first.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return { field: OTHER_NAMES[camel] ?? camel, rest };
}

export function sectionOf(name: string): SectionName {
  return SECTIONS[named(name).field] ?? 'identity';
}

const CHECKS: Record<string, SectionName> = {
  'D0.1': 'identity', 'D0.2': 'acts', 'D0.3': 'place', 'D1.1': 'place', 'D1.2': 'words', 'D1.3': 'photographs', 'D1.5': 'visitors',
  'D2.1': 'dossier', 'D2.2': 'zones', 'D2.3': 'sources', 'D2.4': 'photographs', 'D2.5': 'period', 'D3.1': 'words',
  'D3.2': 'photographs', 'D3.3': 'photographs', 'D3.4': 'visitors', 'D4.1': 'photographs', 'D4.2': 'photographs', 'D4.4': 'place',
  'D4.5': 'photographs',
};

/** Where in the form a failing check of the ladder is put right; null where no form does it (review, fixity, reads). */
export function sectionOfCheck(check: string): SectionName | null {
  return CHECKS[check] ?? null;
}

/** The address of the form, at the place of a field. */
export function formAddress(code: string, section?: SectionName): string {
  return `/desk/sites/${code}/edit${section ? `#section-${section}` : ''}`;
}
