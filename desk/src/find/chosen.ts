// The records that somebody has chosen in the list, to do one thing with all of them.
import { signal } from '@preact/signals';
import type { Found } from './results.ts';

export const chosen = signal<ReadonlyMap<string, Found>>(new Map());

export function toggle(site: Found): void {
  const next = new Map(chosen.value);
  if (!next.delete(site.id)) next.set(site.id, site);
  chosen.value = next;
}

export function choose(sites: Iterable<Found>): void {
  chosen.value = new Map([...chosen.value, ...[...sites].map((site) => [site.id, site] as const)]);
}

/** What is chosen, as it is now: rows that came anew replace what was known of them. */
export function renewChosen(sites: Iterable<Found>): void {
  const next = new Map(chosen.value);
  for (const site of sites) if (next.has(site.id)) next.set(site.id, site);
  chosen.value = next;
}

export function unchoose(ids?: Iterable<string>): void {
  const next = new Map(ids ? chosen.value : []);
  for (const id of ids ?? []) next.delete(id);
  chosen.value = next;
}
