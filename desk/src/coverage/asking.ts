// What is asked about coverage: the whole of it lives in the address, so that every figure can be passed on as a link.
import type { CountingMode, CoverageGrouping, CoverageMetric, FigureSide } from '../graphql/documents.ts';

export const MODES: readonly CountingMode[] = ['DESIGNATION', 'COMPONENT'];
export const GROUPINGS: readonly CoverageGrouping[] = ['GRADE', 'ADMIN_UNIT', 'KIND', 'SCHEME', 'MANAGING_BODY'];
export const METRICS: readonly CoverageMetric[] = ['ON_TARGET', 'D0', 'D1', 'D2', 'D3', 'D4'];
const OTHERS: readonly CoverageMetric[] = [
  'WEIGHTED', 'RECORDED', 'COMPLETE', 'REVIEWED', 'PUBLISHED', 'FRESH', 'BILINGUAL', 'RIGHTS_CLEAR', 'FRESH_FACTS', 'DOSSIER', 'FIXITY',
  'COMPLETENESS', 'FIRST_PASS', 'LEAD_TIME',
];
export const SIDES = ['NUMERATOR', 'DENOMINATOR', 'DIFFERENCE', 'UNDATED'] as const;
export type Side = FigureSide | 'UNDATED';

export interface Asked {
  /** Day of legal time; none: today. */
  asOf: string;
  /** Instant of our knowledge, as a closing has it; none: now. */
  knownAt: string;
  /** The closing whose day and instant these are; none: live figures. */
  closing: string;
  mode: CountingMode;
  by: CoverageGrouping;
  metric: CoverageMetric;
}

export interface Opened extends Asked {
  key: string;
  side: Side;
}

type Read = Readonly<Record<string, string | undefined>>;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/;
const NAME = /^[\w-]{1,40}$/;

function oneOf<T extends string>(value: string | undefined, known: readonly T[], otherwise: T): T {
  return known.find((one) => one === value) ?? otherwise;
}

function fitting(value: string | undefined, form: RegExp): string {
  return value !== undefined && form.test(value) ? value : '';
}

/** The question in an address; what makes no sense there is as usual. */
export function readAsked(address: Read): Asked {
  const asOf = fitting(address.as_of, DAY);
  const knownAt = asOf && fitting(address.known_at, INSTANT);
  return {
    asOf: asOf && !Number.isNaN(Date.parse(asOf)) ? asOf : '',
    knownAt,
    closing: knownAt && fitting(address.closing, NAME),
    mode: oneOf(address.mode, MODES, 'DESIGNATION'),
    by: oneOf(address.by, GROUPINGS, 'GRADE'),
    metric: oneOf(address.level, [...METRICS, ...OTHERS], 'ON_TARGET'),
  };
}

export function readOpened(address: Read): Opened {
  return { ...readAsked(address), key: address.key?.slice(0, 200) || 'TOTAL', side: oneOf(address.side, SIDES, 'NUMERATOR') };
}

function written(parts: [string, string][]): string {
  const said = parts.filter(([, value]) => value !== '').map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return said.length ? `?${said.join('&')}` : '';
}

function partsOf(asked: Asked): [string, string][] {
  return [
    ['as_of', asked.asOf],
    ['known_at', asked.knownAt],
    ['closing', asked.closing],
    ['mode', asked.mode === 'DESIGNATION' ? '' : asked.mode],
    ['by', asked.by === 'GRADE' ? '' : asked.by],
    ['level', asked.metric === 'ON_TARGET' ? '' : asked.metric],
  ];
}

export function addressOf(asked: Asked): string {
  return `/desk/coverage${written(partsOf(asked))}`;
}

/** Where exactly the records of one side of a figure are. The day is always said: tomorrow the link means the same. */
export function entriesAddress(asked: Asked, key: string, side: Side, today: string): string {
  const dated = { ...asked, asOf: asked.asOf || today };
  return `/desk/coverage/entries${written([...partsOf(dated), ['key', key], ['side', side === 'NUMERATOR' ? '' : side]])}`;
}

/** The figures of a closing, asked for anew as of its day and as known at its instant. */
export function closingAsked(asked: Asked, closing: { id: string; asOf: string; knownAt: string } | null): Asked {
  return closing
    ? { ...asked, closing: closing.id, asOf: closing.asOf, knownAt: closing.knownAt }
    : { ...asked, closing: '', asOf: '', knownAt: '' };
}

export interface Sides {
  numerator: number;
  denominator: number;
  scale: number;
}

/** The shade of a share: 0 for nothing, 5 for all, quarters between; null where there is nothing to count. */
export function shadeOf({ numerator, denominator }: Sides): number | null {
  if (denominator === 0) return null;
  return numerator === denominator ? 5 : Math.ceil((numerator * 4) / denominator);
}

/** How far a bar of 100 goes: never all of it unless it is all, and something where there is something. */
export function widthOf({ numerator, denominator }: Sides): number {
  if (denominator === 0 || numerator === 0) return 0;
  return numerator === denominator ? 100 : Math.min(99, Math.max(1, Math.round((numerator * 1000) / denominator) / 10));
}

export interface Declared {
  scheme: string;
  category: string;
  asOf: string;
  known: number;
  declared: number;
}

/** Of each recognition and category what the newest list says; the answer has the newest first. */
export function newestDeclared<T extends Declared>(all: readonly T[]): T[] {
  const found = new Map<string, T>();
  for (const one of all) {
    const key = `${one.scheme} ${one.category}`;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}
