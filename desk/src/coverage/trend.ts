// Which closings may stand in one line: only those whose figures mean the same, each day once, and none that was restated.
import type { ClosingSeenFragment } from '../graphql/documents.ts';

type Counting = ClosingSeenFragment['countings'][number];
export interface Point {
  id: string;
  asOf: string;
  numerator: number;
  denominator: number;
  ratio: number | null | undefined;
  percent: string | null | undefined;
}
export interface Line {
  meaning: string;
  label: string;
  points: Point[];
}

/** The closing that holds in the stead of each that was restated. */
export function restatedBy(all: readonly { id: string; restates?: { id: string } | null }[]): Map<string, string> {
  return new Map(all.flatMap(({ id, restates }) => (restates ? [[restates.id, id] as const] : [])));
}

/** The lines of one figure, the meaning of the newest closing first; a line of one point is none. */
export function linesOf(all: readonly ClosingSeenFragment[], metric: string): Line[] {
  const gone = restatedBy(all);
  const found = new Map<string, Line>();
  const holding = all.filter(({ id }) => !gone.has(id)).sort((a, b) => (a.asOf < b.asOf ? -1 : a.asOf > b.asOf ? 1 : a.closedAt < b.closedAt ? -1 : 1));
  for (const closing of holding) {
    for (const counting of closing.countings) {
      const figure = counting.figures.find((one) => one.metric === metric);
      if (!figure) continue;
      const line: Line = found.get(counting.comparableAs) ?? { meaning: counting.comparableAs, label: counting.label, points: [] };
      const { numerator, denominator, ratio, percent } = figure;
      line.points = [...line.points.filter(({ asOf }) => asOf !== closing.asOf), { id: closing.id, asOf: closing.asOf, numerator, denominator, ratio, percent }];
      found.set(counting.comparableAs, line);
    }
  }
  return [...found.values()].filter(({ points }) => points.length > 1);
}

/** Whether two closings that hold count by other rules, so that they stand in different lines. */
export function isMixed(all: readonly ClosingSeenFragment[]): boolean {
  const gone = restatedBy(all);
  const ways = (one: Counting) => `${one.countingMode} ${one.population}`;
  const meanings = new Map<string, Set<string>>();
  for (const counting of all.filter(({ id }) => !gone.has(id)).flatMap(({ countings }) => countings)) {
    meanings.set(ways(counting), (meanings.get(ways(counting)) ?? new Set()).add(counting.comparableAs));
  }
  return [...meanings.values()].some(({ size }) => size > 1);
}

/** Where the points stand on a sheet: days to the right, shares from 0 to 1 upwards. */
export function placed(points: readonly Point[], width: number, height: number): { x: number; y: number | null; point: Point }[] {
  const times = points.map(({ asOf }) => Date.parse(asOf));
  const from = Math.min(...times);
  const span = Math.max(...times) - from || 1;
  return points.map((point, place) => ({
    point,
    x: Math.round((((times[place] as number) - from) / span) * width),
    y: point.ratio === null || point.ratio === undefined ? null : Math.round((1 - point.ratio) * height),
  }));
}

/** The last day of a half-open period. */
export function lastDay(closesOn: string): string {
  return new Date(Date.parse(closesOn) - 86_400_000).toISOString().slice(0, 10);
}
