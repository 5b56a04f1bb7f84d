// One name for a field, whoever names it: comparisons ("names.VI"), problems ("designations.0.source"), missing values
// ("admin_unit"), and where in the form it is put right. Pure.
export type Section = 'name' | 'place' | 'rank' | 'parts' | 'description' | 'period' | 'visitors' | 'sources' | 'photographs' | 'dossier';

export const SECTION_ORDER: readonly Section[] = [
  'name', 'place', 'rank', 'parts', 'description', 'period', 'visitors', 'sources', 'photographs', 'dossier',
];

const SECTIONS: Record<string, Section> = {
  names: 'name', alternativeNames: 'name', kinds: 'name', slug: 'name', externalIds: 'name',
  adminUnits: 'place', addressInDecision: 'place', location: 'place', locationPrecision: 'place', extent: 'place',
  designations: 'rank', protectionZones: 'rank',
  partOf: 'parts', declaredParts: 'parts',
  summaries: 'description', descriptions: 'description', notes: 'description',
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

export function sectionOf(name: string): Section {
  return SECTIONS[named(name).field] ?? 'name';
}

const CHECKS: Record<string, Section> = {
  'D0.1': 'name', 'D0.2': 'rank', 'D0.3': 'place', 'D1.1': 'place', 'D1.2': 'description', 'D1.3': 'photographs', 'D1.5': 'visitors',
  'D2.1': 'dossier', 'D2.2': 'rank', 'D2.3': 'sources', 'D2.4': 'photographs', 'D2.5': 'period', 'D3.1': 'description',
  'D3.2': 'photographs', 'D3.3': 'photographs', 'D3.4': 'visitors', 'D4.1': 'photographs', 'D4.2': 'photographs', 'D4.4': 'place',
  'D4.5': 'photographs',
};

/** Where in the form a failing check of the ladder is put right; null where no form does it (review, fixity, reads). */
export function sectionOfCheck(check: string): Section | null {
  return CHECKS[check] ?? null;
}

/** The address of the form, at the place of a field. */
export function formAddress(code: string, section?: Section): string {
  return `/desk/sites/${code}/edit${section ? `#${section}` : ''}`;
}
