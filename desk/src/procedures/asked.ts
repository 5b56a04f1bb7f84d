// What is asked of the counts of procedures, as the address has it: which days, and which figure is opened.
export const FIGURES = ['rIn', 'rReuse', 'rOut'] as const;
export type Figure = (typeof FIGURES)[number];
/** Of all units together. */
export const ALL = 'all';

export interface Days {
  /** First day. */
  from: string;
  /** First day after. */
  to: string;
}

export interface Asked {
  /** Code of a period; empty: the days are said themselves. */
  period: string;
  days: Days | null;
  /** Code of the unit whose figure is opened, or `ALL`. */
  unit: string | null;
  figure: Figure;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The days of an address; null if there are none, or they make no sense. */
export function readAsked(query: Record<string, string>, periods: readonly { code: string; opensOn: string; closesOn: string }[]): Asked {
  const { from = '', to = '', unit, figure } = query;
  const opened = { unit: unit || null, figure: FIGURES.find((one) => one === figure) ?? 'rIn' };
  if (DAY.test(from) && DAY.test(to) && from < to) return { period: '', days: { from, to }, ...opened };
  const found = periods.find(({ code }) => code === query.period) ?? periods[0];
  return { period: found?.code ?? '', days: found ? { from: found.opensOn, to: found.closesOn } : null, ...opened };
}

export function addressOf({ period, days, unit, figure }: Asked): string {
  const said = new URLSearchParams(period ? { period } : { ...days });
  if (unit) {
    said.set('unit', unit);
    said.set('figure', figure);
  }
  return `/desk/procedures?${said}`;
}

/** The day so many days later. */
export function later(day: string, days: number): string {
  const moved = new Date(`${day}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

export interface Counted {
  received: number;
  digitisedComponents: number;
  reused: number;
  resolved: number;
  electronicResults: number;
}

/** Both sides of a figure in one count. */
export function sidesOf(figure: Figure, count: Counted): [part: number, all: number] {
  if (figure === 'rIn') return [count.digitisedComponents, count.received];
  return figure === 'rReuse' ? [count.reused, count.received] : [count.electronicResults, count.resolved];
}
