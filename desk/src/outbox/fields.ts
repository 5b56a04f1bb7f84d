// What a person has typed about one site, whole, as typed; and the same taken apart into facets. A facet is what the
// catalogue compares and merges by: each text in each language, and each list as one.
import type {
  DesignationScheme, EndReason, Extent, Grade, LocationMethod, MissingCode, SiteKind, TextOrigin, Zone,
} from '../graphql/documents.ts';

/** A text in one language. `again`: a translation that somebody has read anew and found right as it is. */
export interface Said {
  text: string;
  origin: TextOrigin;
  isReviewed: boolean;
  again?: true;
}

/** `id` tells rows apart on the screen; the catalogue knows none. */
interface Row {
  id: string;
}

export interface NameRow extends Row {
  language: string;
  text: string;
}

export interface Act extends Row {
  scheme: DesignationScheme;
  grade: Grade | '';
  decisionNumber: string;
  decisionDate: string;
  authority: string;
  validFrom: string;
  validTo: string;
  endReason: EndReason | '';
  endedBy: string;
  source: string;
}

export interface SourceRow extends Row {
  title: string;
  url: string;
  accessedOn: string;
  field: string;
  states: string;
}

/** `shape` is GeoJSON as text; `corners` is what was typed for it, kept here alone until it is read. */
export interface ZoneRow extends Row {
  zone: Zone;
  shape: string;
  corners: string;
  validFrom: string;
  validTo: string;
  decisionNumber: string;
  source: string;
}

export interface PartRow {
  complex: string;
  name: string;
  decisionNumber: string;
  validFrom: string;
  source: string;
}

/** `text` is the position in whatever form; `kept` are the catalogue's own numbers for exactly that text. */
export interface Position {
  text: string;
  accuracy: string;
  method: LocationMethod | '';
  measuredOn: string;
  exception: string;
  kept: { text: string; latitude: number; longitude: number; sourceCrs: string | null; sourceNumbers: string | null } | null;
}

export interface Gap {
  code: MissingCode;
  note: string;
}

export interface Fields {
  /** By facet: `names.VI`, `visitorFacts.FEE.EN`. */
  texts: Record<string, Said>;
  alternativeNames: NameRow[];
  notes: NameRow[];
  kinds: SiteKind[];
  /** Codes of the units of today, the main one first. */
  units: string[];
  addressInDecision: string;
  extent: Extent | '';
  position: Position;
  periodEdtf: string;
  managingBody: string;
  visitorFactsVerifiedOn: string;
  designations: Act[];
  partOf: PartRow | null;
  /** By the names that `missing` has: `managing_body`. */
  missing: Record<string, Gap>;
  sources: SourceRow[];
  zones: ZoneRow[];
}

export const TEXT_LISTS = {
  NAME: 'names', SUMMARY: 'summaries', DESCRIPTION: 'descriptions', PERIOD: 'periods',
} as const;
export const FACTS = [
  'OPENING_HOURS', 'FEE', 'CONTACT', 'DIRECTIONS', 'PARKING', 'TOILETS', 'SIGNS', 'GUIDING', 'ACCESSIBILITY', 'SECURITY',
  'FIRE_SAFETY',
] as const;
export type Fact = (typeof FACTS)[number];

export function blank(): Fields {
  return {
    texts: {}, alternativeNames: [], notes: [], kinds: [], units: [], addressInDecision: '', extent: '',
    position: { text: '', accuracy: '', method: '', measuredOn: '', exception: '', kept: null },
    periodEdtf: '', managingBody: '', visitorFactsVerifiedOn: '', designations: [], partOf: null, missing: {}, sources: [], zones: [],
  };
}

/** A text's wording as the catalogue keeps it, near enough to tell whether anything was changed. */
export function tidy(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/[^\S\n]+/g, ' ').replace(/ ?\n ?/g, '\n').trim();
}

function stripped<T extends object>(row: T): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).filter(([key]) => key !== 'id' && key !== 'corners').map(([key, value]) => [key, typeof value === 'string' ? tidy(value) : value]),
  );
}

/** Whether a row says nothing: an act's scheme or a zone's kind alone is nothing said. */
export function isBlankRow(row: object): boolean {
  return Object.entries(row).every(([key, value]) => /^(id|scheme|language|zone)$/.test(key) || tidy(String(value)) === '');
}

export type Facets = Record<string, unknown>;

/** Whether there is a value where `missing` names the field. */
export function hasValue(fields: Fields, field: string): boolean {
  const text = (facet: string) => tidy(fields.texts[facet]?.text ?? '') !== '';
  switch (field) {
    case 'kinds': return fields.kinds.length > 0;
    case 'admin_unit': return fields.units.length > 0;
    case 'location': return tidy(fields.position.text) !== '';
    case 'managing_body': return tidy(fields.managingBody) !== '';
    case 'period': return tidy(fields.periodEdtf) !== '' || text('periods.VI');
    case 'summary': return text('summaries.VI');
    case 'description': return text('descriptions.VI');
    case 'designations': return fields.designations.some((row) => !isBlankRow(row));
    case 'sources': return fields.sources.some((row) => !isBlankRow(row));
    case 'protection_zones': return fields.zones.some((row) => !isBlankRow(row));
    default: return text(`visitorFacts.${field.toUpperCase()}.VI`);
  }
}

/** Everything that is said, by facet; what says nothing is not there. */
export function facetsOf(fields: Fields): Facets {
  const facets: Facets = {};
  for (const [facet, said] of Object.entries(fields.texts)) {
    const text = tidy(said.text);
    if (text) facets[facet] = { text, origin: said.origin, isReviewed: said.isReviewed, ...(said.again && { again: true }) };
  }
  for (const list of ['alternativeNames', 'notes'] as const) {
    for (const { language, text } of fields[list]) {
      if (tidy(text)) (facets[`${list}.${language}`] ??= [] as string[]) && (facets[`${list}.${language}`] as string[]).push(tidy(text));
    }
  }
  const { kept: _, ...position } = fields.position;
  const missing = Object.entries(fields.missing).filter(([field]) => !hasValue(fields, field)).sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = {
    kinds: fields.kinds,
    adminUnits: fields.units,
    designations: fields.designations.filter((row) => !isBlankRow(row)).map(stripped),
    sources: fields.sources.filter((row) => !isBlankRow(row)).map(stripped),
    protectionZones: fields.zones.filter((row) => !isBlankRow(row)).map(stripped),
    missing: missing.map(([field, gap]) => ({ field, ...stripped(gap) })),
  };
  for (const [name, list] of Object.entries(rows)) if (list.length) facets[name] = list;
  const lines = {
    addressInDecision: fields.addressInDecision, extent: fields.extent, periodEdtf: fields.periodEdtf,
    managingBody: fields.managingBody, visitorFactsVerifiedOn: fields.visitorFactsVerifiedOn,
  };
  for (const [name, line] of Object.entries(lines)) if (tidy(line)) facets[name] = tidy(line);
  if (tidy(position.text)) facets.location = stripped(position);
  if (fields.partOf) {
    const { name: __, ...part } = fields.partOf;
    facets.partOf = stripped(part);
  }
  return facets;
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The names of facets in which the two differ, sorted. */
export function differing(one: Facets, other: Facets): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => !isSame(one[name], other[name])).sort();
}

/** `fields` with one facet as `from` has it. Rows that stay in their place keep their `id`, and so the screen its focus. */
export function withFacet(fields: Fields, name: string, from: Fields): Fields {
  if (name in fields.texts || name in from.texts) {
    const { [name]: _, ...texts } = fields.texts;
    const said = from.texts[name];
    return { ...fields, texts: said ? { ...texts, [name]: said } : texts };
  }
  const [list = '', language] = name.split('.');
  if (list === 'alternativeNames' || list === 'notes') {
    const others = fields[list].filter((row) => row.language !== language);
    return { ...fields, [list]: [...others, ...from[list].filter((row) => row.language === language)] };
  }
  switch (name) {
    case 'adminUnits': return { ...fields, units: from.units };
    case 'location': return { ...fields, position: from.position };
    case 'designations': return { ...fields, designations: kept(fields.designations, from.designations) };
    case 'sources': return { ...fields, sources: kept(fields.sources, from.sources) };
    case 'protectionZones': return { ...fields, zones: kept(fields.zones, from.zones) };
    default: return name in fields ? { ...fields, [name]: from[name as keyof Fields] } : fields;
  }
}

function kept<T extends Row>(here: T[], there: T[]): T[] {
  return there.map((row, place) => ({ ...row, id: here[place]?.id ?? row.id }));
}
