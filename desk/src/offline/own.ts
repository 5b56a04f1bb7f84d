// What lies on this machine of an officer's own commune, fetched before anybody looked at it.
import { signal } from '@preact/signals';
import type { FoundSiteFragment } from '../graphql/documents.ts';
import { holder } from '../people/holder.ts';
import { ownUnits, person } from '../people/viewer.ts';
import { language } from '../words/words.ts';
import { keptAnswer } from './answers.ts';

export interface OwnSum {
  units: string[];
  /** The records as the list shows them. */
  rows: FoundSiteFragment[];
  /** Of which records everything is there: in which version, and since when. */
  fetched: Record<string, { is: string; at: number }>;
  /** When everything was last found to be there; null: not yet. */
  wholeAt: number | null;
  /** How many records the communes have; more than `rows` where there are too many to be kept. */
  total: number;
}

/** Why fetching ended before its end: there is no network, no room, or the catalogue did not answer. */
export type OwnTrouble = 'OFFLINE' | 'FULL' | 'OTHER';

export const sum = signal<OwnSum | null>(null);
/** How far fetching has come; null: nothing is being fetched. */
export const course = signal<{ done: number; all: number } | null>(null);
export const trouble = signal<OwnTrouble | null>(null);

export function sumQuestion(spoken: string): string {
  return `${spoken} OwnCommune`;
}

/** What is kept of the communes of whoever sits here; for whoever has none nothing is opened. */
export async function readSum(): Promise<OwnSum | null> {
  const units = ownUnits().join();
  const kept = units ? await keptAnswer<OwnSum>(holder(), sumQuestion(language())) : null;
  return (sum.value = kept?.data.units.join() === units ? kept.data : null);
}

/** The names of the officer's communes. */
export function unitNames(): string {
  return person()?.roles.flatMap(({ role, unit }) => (role === 'COMMUNE_OFFICER' && unit ? [unit.name] : [])).join(', ') ?? '';
}
